"""Every bullet of the article that the dataset started from has its record, with the article's facts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.knowledge.codec import to_json
from bot.knowledge.dataset import Dataset


@dataclass(frozen=True)
class Bullet:
    """One bullet: who, in which section, from where to where, the year, the status, and words of its other facts.

    ``year`` is the article's; where better sources have another, the record must tell of both.
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
    Bullet("mikhail-baryshnikov", "artist", "soviet-union", "canada", 1974, ("Toronto", "Kirov Ballet", "united-states")),
    Bullet("natalia-makarova", "artist", "soviet-union", "united-kingdom", 1970, ("London", "ballet-dancer")),
    Bullet("georgi-markov", "artist", "peoples-republic-of-bulgaria", "united-kingdom", 1968, ("London", "assassinated")),
    Bullet("rudolf-nureyev", "artist", "soviet-union", "france", 1961, ("Paris", "Kirov Ballet")),
    Bullet("george-balanchine", "artist", "soviet-union", "weimar-republic", 1924, ("choreographer", "Georgian")),
    Bullet("arturo-sandoval", "artist", "cuba", "united-states", 1990, ("trumpeter", "pianist", "composer")),
    Bullet("jan-sobota", "artist", "czechoslovakia", "switzerland", 1982, ("bookbinder", "1984", "united-states")),
    Bullet("guillermo-rigondeaux", "athlete", "cuba", "united-states", 2009, ("boxer",)),
    Bullet("aroldis-chapman", "athlete", "cuba", "andorra", 2009, ("baseball-pitcher", "2010")),
    Bullet("ernst-degner", "athlete", "east-germany", "west-germany", 1961, ("motorcycle-racer",)),
    Bullet("jose-fernandez", "athlete", "cuba", "united-states", 2008, ("baseball",)),
    Bullet("lutz-eigendorf", "athlete", "east-germany", "west-germany", 1979, ("BFC Dynamo", "football-player")),
    Bullet("orlando-hernandez", "athlete", "cuba", "united-states", 1997, ("baseball-pitcher",)),
    Bullet("nadia-comaneci", "athlete", "socialist-republic-of-romania", "united-states", 1989, ("gymnast",)),
    Bullet("martina-navratilova", "athlete", "czechoslovakia", "united-states", 1975, ("tennis-player",)),
    Bullet("alexander-mogilny", "athlete", "soviet-union", "united-states", 1988, ("ice-hockey-player", "first Soviet")),
    Bullet("bela-karolyi", "athlete", "socialist-republic-of-romania", "united-states", 1981, ("gymnastics-coach", "Retton")),
    Bullet("marta-karolyi", "athlete", "socialist-republic-of-romania", "united-states", 1981, ("gymnastics-coach",)),
    Bullet("osvaldo-alonso", "athlete", "cuba", "united-states", 2007, ("football-player",)),
    Bullet("jose-abreu", "athlete", "cuba", "united-states", 2013, ("baseball-player",)),
    Bullet("kimia-alizadeh", "athlete", "iran", "netherlands", 2020, ("taekwondo-athlete",)),
    Bullet("cesar-prieto", "athlete", "cuba", "united-states", 2021, ("baseball-player",)),
    Bullet("krystsina-tsimanouskaya", "athlete", "belarus", "poland", 2021, ("sprinter",)),
    Bullet("larry-allen-abshier", "military", "united-states", "north-korea", 1962, ("1983", "heart attack", "Pyongyang")),
    Bullet("american-soldiers-in-north-korea", "military", "united-states", "north-korea", 1962, ('"size":6', "1982")),
    Bullet("benedict-arnold", "military", "thirteen-colonies", "kingdom-of-great-britain", None, ("general", "British Army")),
    Bullet("riad-al-asaad", "military", "syria", "turkey", None, ("Free Syrian Army",)),
    Bullet("tlass-family", "military", "syria", "", None, ('"kind":"group"',)),
    Bullet("viktor-belenko", "military", "soviet-union", "united-states", 1976, ("MiG-25", "japan", "lieutenant", "asylum")),
    Bullet("james-joseph-dresnok", "military", "united-states", "north-korea", 1962, ("Demilitarized Zone", "2016")),
    Bullet("igor-gouzenko", "military", "soviet-union", "canada", None, ("cipher-clerk", "Cold War")),
    Bullet("no-kum-sok", "military", "north-korea", "united-states", 1953, ("1953-09-21", "MiG-15", "Kimpo", "Kenneth Rowe")),
    Bullet("maksym-kuzminov", "military", "russia", "ukraine", 2023, ("2023-08-09", "Mi-8", "Synytsia")),
    Bullet("genrikh-lyushkov", "military", "soviet-union", "empire-of-japan", 1938, ("NKVD", "manchukuo", "Far East")),
    Bullet("ivan-mazepa", "military", "tsardom-of-russia", "swedish-empire", None, ("Hetman", "Poltava", "zaporizhian-host")),
    Bullet("lee-harvey-oswald", "military", "united-states", "soviet-union", 1959, ("1962", "refused", "Kennedy"), "claimed"),
    Bullet("ion-mihai-pacepa", "military", "socialist-republic-of-romania", "united-states", 1978, ("Securitate", "general")),
    Bullet("matiur-rahman", "military", "pakistan", "india", 1971, ("T-33", "Rashid Minhas"), "attempted"),
    Bullet("leamsy-salazar", "military", "venezuela", "united-states", 2014, ("Chávez", "lieutenant colonel", "bodyguard")),
    Bullet("heng-samrin", "military", "democratic-kampuchea", "vietnam", None, ("So Phim", "eastern-zone", "purge")),
    Bullet("samson-makintsev", "military", "russian-empire", "qajar-iran", None, ("1740", "1849", "battalion", "Abbas Mirza")),
    Bullet("travis-king", "military", "united-states", "north-korea", 2023, ("charges",), "returned"),
    Bullet("guy-burgess", "politics", "united-kingdom", "soviet-union", 1951, ("cambridge-five", "diplomat")),
    Bullet("donald-maclean", "politics", "united-kingdom", "soviet-union", 1951, ("cambridge-five", "diplomat")),
    Bullet("kim-philby", "politics", "united-kingdom", "soviet-union", 1963, ("cambridge-five", "intelligence-officer")),
    Bullet("viktor-suvorov", "politics", "soviet-union", "united-kingdom", 1978, ("1947", "writer", "GRU")),
    Bullet("thae-yong-ho", "politics", "north-korea", "south-korea", None, ("National Assembly", "2020", "children")),
    Bullet("vladimir-petrov", "politics", "soviet-union", "australia", 1954, ("diplomat",)),
    Bullet("viktor-korchnoi", "other", "soviet-union", "netherlands", 1976, ("Amsterdam", "chess-player")),
    Bullet("walter-polovchak", "other", "soviet-union", "united-states", 1980, ("1985", "12")),
    Bullet("crew-of-the-tuapse", "other", "soviet-union", "united-states", 1954, ("taiwan", "1988"), "forced"),
    Bullet("vaas-feniks-nokard", "other", "russia", "japan", 2021, ("swam", "Kunashir", "23 hours"), "claimed"),
    Bullet("yeonmi-park", "other", "north-korea", "south-korea", 2007, ("activist", "china")),
    Bullet("oh-chong-song", "other", "north-korea", "south-korea", None, ("Demarcation Line", "five")),
    Bullet("allied-prisoners-who-stayed-in-china", "military", "united-states", "china", None, ('"size":22', "united-kingdom")),
)  # fmt: skip

TERMS = (
    "defection", "defector", "humint-source", "defector-in-place", "fake-defection", "republikflucht", "traitor",
    "apostasy", "desertion", "dissident", "nevozvrashchentsy", "religious-disaffiliation", "treason", "turncoat",
    "party-switching", "allegiance", "debriefing", "insubordination", "citizenship-revocation",
)  # fmt: skip
"""The article's words, and those of its See also that are words."""

TOPICS = (
    "berlin-wall", "inner-german-border", "official-crossings-from-east-germany", "wolf-biermann",
    "militaries-in-the-arab-spring", "operation-moolah", "operation-synytsia", "white-terror-in-taiwan", "great-purge",
    "cambridge-five", "cold-war", "battle-of-poltava", "great-northern-war", "bangladesh-liberation-war",
    "american-revolutionary-war", "free-syrian-army", "korean-demilitarized-zone", "military-demarcation-line",
    "khmer-rouge-purges-of-the-eastern-zone", "eastern-bloc-emigration-and-defection",
    "list-of-soviet-and-eastern-bloc-defectors", "list-of-baseball-players-who-defected-from-cuba",
    "north-korean-defectors", "list-of-cold-war-pilot-defections", "list-of-western-bloc-defectors",
    "martin-and-mitchell-defection", "list-of-american-and-british-defectors-in-the-korean-war",
    "south-korean-defectors", "list-of-iranian-defectors", "list-of-syrian-defectors", "prisoners-dilemma",
    "schiessbefehl", "exclusive-mandate",
)  # fmt: skip
"""The article's events, places, policies and operations, and what else its See also lists."""


@pytest.mark.parametrize("bullet", BULLETS, ids=lambda bullet: bullet.id)
def test_a_bullet_has_its_record_with_its_facts(bullet: Bullet, dataset: Dataset) -> None:
    person = dataset.people[bullet.id]
    main = person.main_defection
    text = to_json(person).decode()
    assert person.category == bullet.section
    assert (main.from_, main.to or "") == (bullet.origin, bullet.target)
    assert main.status == bullet.status
    assert bullet.year is None or (main.date and main.date.year == bullet.year) or str(bullet.year) in text
    assert [word for word in bullet.words if word.lower() not in text.lower()] == []
    assert "article" in {source.key for source in person.sources}
    assert "article" in person.collections


def test_nobody_else_is_said_to_come_from_the_article(dataset: Dataset) -> None:
    said = {person.id for person in dataset.people.values() if "article" in person.collections}
    assert said == {bullet.id for bullet in BULLETS}


@pytest.mark.parametrize("term_id", TERMS)
def test_a_word_of_the_article_is_defined(term_id: str, dataset: Dataset) -> None:
    assert dataset.terms[term_id].definition


@pytest.mark.parametrize("topic_id", TOPICS)
def test_an_event_place_or_operation_of_the_article_is_a_topic(topic_id: str, dataset: Dataset) -> None:
    assert dataset.topics[topic_id].definition


def test_the_lost_names_stand(dataset: Dataset) -> None:
    assert dataset.people["maksym-kuzminov"].name == "Maksym Kuzminov"
    assert dataset.people["vaas-feniks-nokard"].name == "Vaas Feniks Nokard"


def test_disputed_years_are_told_with_both_sources(dataset: Dataset) -> None:
    disputes = [fact for fact in dataset.people["samson-makintsev"].facts if fact.about == "born"]
    assert disputes
    assert all(len(fact.sources) >= 1 for fact in disputes)
