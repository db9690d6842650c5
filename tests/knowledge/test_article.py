"""Every sentence of the article that the dataset started from is told by a record: its facts, not its names alone."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from bot.knowledge.codec import to_json
from bot.knowledge.dataset import Dataset
from bot.knowledge.records import Person, Record


@dataclass(frozen=True)
class Bullet:
    """One bullet: who, in which section, from where to where, the year, the status, and words of its other facts.

    ``year`` is the article's; where better sources have another, the record must tell of both. ``words`` must be
    in what the record tells: a source's title, another spelling or what to see also do not count.
    """

    id: str
    section: str
    origin: str
    target: str
    year: int | None
    words: tuple[str, ...] = ()
    status: str = "completed"


BULLETS = (
    Bullet("paquito-drivera", "artist", "cuba", "united-states", 1980, ("saxophonist", "clarinettist")),
    Bullet("mikhail-baryshnikov", "artist", "soviet-union", "canada", 1974, ("Toronto", "Kirov Ballet", "settled in the United States")),
    Bullet("natalia-makarova", "artist", "soviet-union", "united-kingdom", 1970, ("London", "ballet-dancer")),
    Bullet("georgi-markov", "artist", "peoples-republic-of-bulgaria", "united-kingdom", 1968, ("moved to London", "writer", "killed")),
    Bullet("rudolf-nureyev", "artist", "soviet-union", "france", 1961, ("Paris", "Kirov Ballet")),
    Bullet("george-balanchine", "artist", "soviet-union", "weimar-republic", 1924, ("choreographer", "Georgian")),
    Bullet("arturo-sandoval", "artist", "cuba", "united-states", 1990, ("trumpeter", "pianist", "composer")),
    Bullet("jan-sobota", "artist", "czechoslovakia", "switzerland", 1982, ("bookbinder", "the family to the United States in 1984")),
    Bullet("guillermo-rigondeaux", "athlete", "cuba", "united-states", 2009, ("boxer",)),
    Bullet("aroldis-chapman", "athlete", "cuba", "andorra", 2009, ("baseball-pitcher", "signed with the Cincinnati Reds in 2010")),
    Bullet("ernst-degner", "athlete", "east-germany", "west-germany", 1961, ("motorcycle-racer",)),
    Bullet("jose-fernandez", "athlete", "cuba", "united-states", 2008, ("baseball",)),
    Bullet("lutz-eigendorf", "athlete", "east-germany", "west-germany", 1979, ("BFC Dynamo", "football-player")),
    Bullet("orlando-hernandez", "athlete", "cuba", "united-states", 1997, ("baseball-pitcher",)),
    Bullet("nadia-comaneci", "athlete", "socialist-republic-of-romania", "united-states", 1989, ("gymnast",)),
    Bullet("martina-navratilova", "athlete", "czechoslovakia", "united-states", 1975, ("tennis-player",)),
    Bullet("alexander-mogilny", "athlete", "soviet-union", "united-states", 1988, ("ice-hockey-player", "first Soviet player to defect to the NHL", "puts Mogilny's flight in 1988")),
    Bullet("bela-karolyi", "athlete", "socialist-republic-of-romania", "united-states", 1981, ("gymnastics-coach", "Comăneci", "Retton")),
    Bullet("marta-karolyi", "athlete", "socialist-republic-of-romania", "united-states", 1981, ("gymnastics-coach", "Comăneci", "Retton")),
    Bullet("osvaldo-alonso", "athlete", "cuba", "united-states", 2007, ("football-player",)),
    Bullet("jose-abreu", "athlete", "cuba", "united-states", 2013, ("baseball-player",)),
    Bullet("kimia-alizadeh", "athlete", "iran", "netherlands", 2020, ("taekwondo-athlete",)),
    Bullet("cesar-prieto", "athlete", "cuba", "united-states", 2021, ("baseball-player",)),
    Bullet("krystsina-tsimanouskaya", "athlete", "belarus", "poland", 2021, ("sprinter",)),
    Bullet("larry-allen-abshier", "military", "united-states", "north-korea", 1962, ("first of six", "1962 and 1982", "died of a heart attack in Pyongyang in 1983")),
    Bullet("american-soldiers-in-north-korea", "military", "united-states", "north-korea", 1962, ("between 1962 and 1982",)),
    Bullet("benedict-arnold", "military", "thirteen-colonies", "kingdom-of-great-britain", None, ("general", "British Army")),
    Bullet("riad-al-asaad", "military", "syria", "turkey", None, ("established the Free Syrian Army",)),
    Bullet("tlass-family", "military", "syria", "", None, ("the whole of the Tlass family", "civil war")),
    Bullet("viktor-belenko", "military", "soviet-union", "united-states", 1976, ("MiG-25", "japan", "lieutenant", "granted Belenko asylum")),
    Bullet("james-joseph-dresnok", "military", "united-states", "north-korea", 1962, ("private", "crossed the Demilitarized Zone", "rest of his life", "died of a stroke in November 2016")),
    Bullet("igor-gouzenko", "military", "soviet-union", "canada", None, ("cipher-clerk", "papers on Soviet spying", "set off the Cold War")),
    Bullet("no-kum-sok", "military", "north-korea", "united-states", 1953, ("lieutenant", "MiG-15", "Kimpo", "Kenneth Rowe", "“red deceit”", "to South Korea")),
    Bullet("maksym-kuzminov", "military", "russia", "ukraine", 2023, ("pilot-navigator", "Mi-8AMTSh", "Operation Synytsia", "Main Directorate of Intelligence")),
    Bullet("genrikh-lyushkov", "military", "soviet-union", "empire-of-japan", 1938, ("NKVD", "manchukuo", "Far East", "fled the purge", "worked for the Japanese General Staff")),
    Bullet("ivan-mazepa", "military", "tsardom-of-russia", "swedish-empire", None, ("hetman in 1687", "until 1708", "zaporizhian-host", "during the Battle of Poltava")),
    Bullet("lee-harvey-oswald", "military", "united-states", "soviet-union", 1959, ("refused Oswald its citizenship", "returned to the United States in June 1962", "Kennedy"), "claimed"),
    Bullet("ion-mihai-pacepa", "military", "socialist-republic-of-romania", "united-states", 1978, ("Securitate", "general")),
    Bullet("matiur-rahman", "military", "pakistan", "india", 1971, ("T-33", "confidential Pakistani war plans", "Rashid Minhas resisted", "50 kilometres from the border", "Bangladesh"), "attempted"),
    Bullet("leamsy-salazar", "military", "venezuela", "united-states", 2014, ("lieutenant colonel", "Bolivarian Navy", "head of the security detail of Hugo Chávez", "December 2014")),
    Bullet("heng-samrin", "military", "democratic-kampuchea", "vietnam", None, ("division commander", "So Phim", "Khmer Rouge purges of the Eastern Zone")),
    Bullet("samson-makintsev", "military", "russian-empire", "qajar-iran", None, ("gives 1740", "1849 by the Wikipedia", "sergeant", "general", "Bogatyr battalion", "Abbas Mirza")),
    Bullet("travis-king", "military", "united-states", "north-korea", 2023, ("private", "dishonorable discharge and legal charges", "handed over to the United States"), "returned"),
    Bullet("guy-burgess", "politics", "united-kingdom", "soviet-union", 1951, ("of the Cambridge Five", "diplomat")),
    Bullet("donald-maclean", "politics", "united-kingdom", "soviet-union", 1951, ("of the Cambridge Five", "diplomat")),
    Bullet("kim-philby", "politics", "united-kingdom", "soviet-union", 1963, ("of the Cambridge Five", "intelligence-officer", "to avoid exposure as a Soviet mole")),
    Bullet("viktor-suvorov", "politics", "soviet-union", "united-kingdom", 1978, ("writer", "GRU", "military intelligence")),
    Bullet("thae-yong-ho", "politics", "north-korea", "south-korea", None, ("diplomat", "children", "highest-profile", "No Kum-sok's in 1953", "National Assembly in 2020", "United Future Party", "Gangnam A")),
    Bullet("vladimir-petrov", "politics", "soviet-union", "australia", 1954, ("diplomat",)),
    Bullet("viktor-korchnoi", "other", "soviet-union", "netherlands", 1976, ("Amsterdam", "chess-player")),
    Bullet("walter-polovchak", "other", "soviet-union", "united-states", 1980, ("Twelve-year-old", "parents wanted to return to Ukraine", "five years", "turning 18 in 1985", "stay for good")),
    Bullet("crew-of-the-tuapse", "other", "soviet-union", "united-states", 1954, ("taiwan", "forced to defect", "tortured", "sentenced for treason and later pardoned", "released in 1988"), "forced"),
    Bullet("vaas-feniks-nokard", "other", "russia", "japan", 2021, ("Kunashir", "Hokkaido", "23 hours", "about 20 kilometres"), "claimed"),
    Bullet("yeonmi-park", "other", "north-korea", "south-korea", 2007, ("activist", "fled to China", "2007")),
    Bullet("oh-chong-song", "other", "north-korea", "south-korea", None, ("Military Demarcation Line", "hit five times", "South Korean soldiers rescued Oh")),
    Bullet("allied-prisoners-who-stayed-in-china", "military", "united-states", "china", None, ("Twenty-one Americans and one Briton", "refused to go home", "united-kingdom")),
)  # fmt: skip

TERMS = {
    "defection": ("wrongful", "unlawful", "tie of duty", "a person, a cause or a creed", "religion, their team or their party",
                  "mere change of citizenship or with service in an allied militia"),
    "defector": ("allegiance to one state for allegiance to another", "illegitimate", "traitor"),
    "humint-source": ("leaves their country and gives information to a foreign intelligence service",),
    "defector-in-place": ("stays at the post",),
    "debriefing": ("always have to reckon with a fake defection",),
    "fake-defection": ("staying loyal to the old one",),
    "republikflucht": ("without the permission", "several hundred people their lives"),
    "citizenship-revocation": ("inconvenient", "leave at short notice against their will"),
    "insubordination": ("wish to forestall insubordination", "lower officers would not fire on protesters"),
    "treason": ("Tuapse",),
    "traitor": (), "allegiance": (), "apostasy": (), "desertion": (), "dissident": (), "nevozvrashchentsy": (),
    "religious-disaffiliation": (), "turncoat": (), "party-switching": (),
}  # fmt: skip
"""The article's words, and those of its See also that are words, each with what the article says of it."""

TOPICS = {
    "exclusive-mandate": ("automatically regarded as citizens in West Germany",),
    "inner-german-border": ("1952", "more and more forbidden to travel", "Several hundred people were killed"),
    "berlin-wall": ("1961", "stop the mass flight"),
    "schiessbefehl": ("shot on sight",),
    "official-crossings-from-east-germany": ("lawful ways", "for a time or for good, was seldom given"),
    "wolf-biermann": ("singer", "could not return"),
    "cold-war": ("left the Eastern Bloc against its laws", "were called defectors", "avoid being prosecuted as spies"),
    "militaries-in-the-arab-spring": ("Egypt and Tunisia refused orders to fire", "disperse", "prevent open insubordination"),
    "operation-moolah": ("No Kum-sok",),
    "operation-synytsia": ("Ukrainian military intelligence", "Kuzminov", "9 August 2023"),
    "white-terror-in-taiwan": ("Tuapse", "1954"),
    "great-purge": ("Lyushkov", "1938"),
    "cambridge-five": ("Kim Philby, Guy Burgess, Donald Maclean",),
    "battle-of-poltava": ("Mazepa",),
    "great-northern-war": ("Mazepa",),
    "bangladesh-liberation-war": ("Matiur Rahman",),
    "american-revolutionary-war": ("Benedict Arnold",),
    "free-syrian-army": ("founded in July 2011 by Colonel Riad al-Asaad",),
    "korean-demilitarized-zone": ("Dresnok",),
    "military-demarcation-line": ("Oh Chong-song was shot five times",),
    "khmer-rouge-purges-of-the-eastern-zone": ("So Phim", "Heng Samrin"),
    "russian-deserters-in-persian-service": ("Bogatyr battalion", "Abbas Mirza", "Makintsev"),
    "list-of-american-and-british-defectors-in-the-korean-war": ("twenty-one Americans and one Briton", "stayed in China"),
    "eastern-bloc-emigration-and-defection": (), "list-of-soviet-and-eastern-bloc-defectors": (),
    "list-of-baseball-players-who-defected-from-cuba": (), "north-korean-defectors": (),
    "list-of-cold-war-pilot-defections": (), "list-of-western-bloc-defectors": (), "martin-and-mitchell-defection": (),
    "south-korean-defectors": (), "list-of-iranian-defectors": (), "list-of-syrian-defectors": (), "prisoners-dilemma": (),
}  # fmt: skip
"""The article's events, places, policies and operations, and what else its See also lists, with what it says of them."""


@pytest.mark.parametrize("bullet", BULLETS, ids=lambda bullet: bullet.id)
def test_a_bullet_has_its_record_with_its_facts(bullet: Bullet, dataset: Dataset) -> None:
    person = dataset.people[bullet.id]
    main = person.main_defection
    assert person.category == bullet.section
    assert (main.from_, main.to or "") == (bullet.origin, bullet.target)
    assert main.status == bullet.status
    assert bullet.year is None or _says_year(person, bullet.year)
    assert _untold(bullet.words, person) == []
    assert "article" in {source.key for source in person.sources}
    assert "article" in person.collections


def _says_year(person: Person, year: int) -> bool:
    date = person.main_defection.date
    disputed = any(fact.about == "date" and str(year) in fact.text for fact in person.facts)
    return disputed or (date is not None and date.year == year)


def _untold(words: tuple[str, ...], record: Record) -> list[str]:
    """Which of ``words`` the record does not tell, where its sources, other spellings and related records don't count."""
    told = msgspec.structs.replace(record, aliases=(), native=(), sources=(), see_also=(), collections=())
    text = to_json(told).decode().lower()
    return [word for word in words if word.lower() not in text]


def test_nobody_else_is_said_to_come_from_the_article(dataset: Dataset) -> None:
    said = {person.id for person in dataset.people.values() if "article" in person.collections}
    assert said == {bullet.id for bullet in BULLETS}


@pytest.mark.parametrize(("term_id", "words"), TERMS.items(), ids=TERMS)
def test_a_word_of_the_article_is_defined(term_id: str, words: tuple[str, ...], dataset: Dataset) -> None:
    term = dataset.terms[term_id]
    assert term.definition
    assert _untold(words, term) == []


@pytest.mark.parametrize(("topic_id", "words"), TOPICS.items(), ids=TOPICS)
def test_an_event_place_or_operation_of_the_article_is_told(
    topic_id: str, words: tuple[str, ...], dataset: Dataset
) -> None:
    topic = dataset.topics[topic_id]
    assert "is a page of Wikipedia" not in topic.definition
    assert _untold(words, topic) == []


def test_the_lost_names_stand(dataset: Dataset) -> None:
    assert dataset.people["maksym-kuzminov"].name == "Maksym Kuzminov"
    assert dataset.people["vaas-feniks-nokard"].name == "Vaas Feniks Nokard"


@pytest.mark.parametrize(
    ("person_id", "about"),
    [
        ("samson-makintsev", "born"),
        ("samson-makintsev", "died"),
        ("alexander-mogilny", "date"),
        ("georgi-markov", "date"),
        ("ivan-mazepa", "date"),
        ("no-kum-sok", "to"),
        ("kimia-alizadeh", "to"),
    ],
)
def test_where_better_sources_disagree_with_the_article_both_are_told(
    person_id: str, about: str, dataset: Dataset
) -> None:
    told = [fact for fact in dataset.people[person_id].facts if fact.about == about and fact.kind == "dispute"]
    assert any("article on defection" in fact.text or "encyclopaedia article" in fact.text for fact in told)
