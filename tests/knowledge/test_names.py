"""A spelling -> the person that it means; and nobody when nobody is meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.consonants import frames_of_word, heard
from bot.knowledge.library import Library
from bot.knowledge.spelling import native_words, plain, romanised, run_together, sounds, words


@pytest.mark.parametrize(
    ("query", "person"),
    [
        ("Mikhail Baryshnikov", "mikhail-baryshnikov"),
        ("barishnikov", "mikhail-baryshnikov"),
        ("baryshnikof", "mikhail-baryshnikov"),
        ("  BARYSHNIKOV!!  ", "mikhail-baryshnikov"),
        ("Барышников", "mikhail-baryshnikov"),
        ("バリシニコフ", "mikhail-baryshnikov"),
        ("noureev", "rudolf-nureyev"),
        ("Nurejew", "rudolf-nureyev"),
        ("노금석", "no-kum-sok"),
        ("kenneth rowe", "no-kum-sok"),
        ("comeneci", "nadia-comaneci"),
        ("philby kim", "kim-philby"),
        ("the MiG-25 pilot belenko", "viktor-belenko"),
        ("el duque", "orlando-hernandez"),
        ("gen pacepa", "ion-mihai-pacepa"),
        ("D'Rivera", "paquito-drivera"),
        ("drivera", "paquito-drivera"),
        ("who is Lutz Eigendorf?", "lutz-eigendorf"),
        ("Thae Yongho", "thae-yong-ho"),
        ("tuapse", "crew-of-the-tuapse"),
        ("j. j. dresnok", "james-joseph-dresnok"),
        ("Kortchnoï", "viktor-korchnoi"),
        ("Ljuschkow", "genrikh-lyushkov"),
    ],
)
async def test_a_spelling_finds_its_person(library: Library, query: str, person: str) -> None:
    found = library.find_person(query).sure
    assert found is not None
    assert found.id == person


@pytest.mark.parametrize(
    "query",
    [
        "Gorbachev", "Kim Kardashian", "asdfgh", "", "   ", "???", "Boris Baryshnikov", "Travis Scott", "🙂",
        "Rick Astley", "the footballer José Fernández", "cuban", "pilot", "who is", "Peter", "x" * 6000,
        "'; DROP TABLE entries; --", "@everyone", "Vladimir Putin", "Martina Hingis", "Nadia Boulanger",
    ],
)  # fmt: skip
async def test_a_stranger_is_taken_for_nobody(library: Library, query: str) -> None:
    assert library.find_person(query).matches == ()


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("karolyi", {"bela-karolyi", "marta-karolyi"}),
        ("petrov", {"vladimir-petrov", "evdokia-petrova"}),  # which is hers as women have it
    ],
)
async def test_two_that_fit_equally_well_are_both_offered(library: Library, query: str, people: set[str]) -> None:
    finding = library.find_person(query)
    assert {match.id for match in finding.matches} == people
    assert finding.sure is None


async def test_of_two_namesakes_stands_first_of_whom_the_words_are_true(library: Library) -> None:
    assert library.find_person("abwehr man vermehren").matches[0].id == "erich-vermehren"
    assert library.find_person("ortega hurdles spain").matches[0].id == "orlando-ortega"


async def test_a_stranger_near_to_somebody_brings_suggestions(library: Library) -> None:
    assert library.find_person("Boris Baryshnikov").suggestions[0].id == "mikhail-baryshnikov"


async def test_completion_is_ranked_by_prefix_and_forgives_from_the_third_letter(library: Library) -> None:
    assert library.complete_person("nav")[0].id == "martina-navratilova"
    assert library.complete_person("nadia com")[0].id == "nadia-comaneci"
    assert library.complete_person("barishni")[0].id == "mikhail-baryshnikov"
    assert library.complete_person("navrt")[0].id == "martina-navratilova"
    assert len(library.complete_person("")) == 25
    assert library.complete_person("oh")[0].id == "oh-chong-song"


@pytest.mark.parametrize(("typed", "best_known"), [("n", "rudolf-nureyev"), ("К", "viktor-korchnoi")])
async def test_the_best_known_stand_first_however_little_is_typed(
    library: Library, typed: str, best_known: str
) -> None:
    assert best_known in [choice.id for choice in library.complete_person(typed)[:10]]


async def test_choices_tell_namesakes_apart(library: Library) -> None:
    (choice, *_) = library.complete_person("el duque")
    assert (choice.name, choice.label) == ("Orlando Hernández", "baseball pitcher · Cuba, 1997")


@pytest.mark.parametrize(
    ("typed", "facets"),
    [
        ("athlete", {"category:athlete", "occupation:athlete"}),
        ("pilots", {"occupation:pilot"}),
        ("Cuba", {"place:cuba"}),
        ("cubans", {"place:cuba"}),
        ("1970s", {"decade:1970s"}),
        ("70s", {"decade:1970s"}),
        ("1976", {"year:1976"}),
        ("swam", {"method:swam"}),
        ("balet dancers", {"occupation:ballet-dancer"}),
        ("USSR", {"place:soviet-union"}),
        ("women", {"gender:female"}),
        ("from Cuba", {"place:cuba"}),
        ("the seventies", {"decade:1970s"}),
        ("by boat", {"method:by-boat"}),
        ("tunnel", {"method:tunnel"}),
    ],
)
async def test_a_topic_is_understood_in_any_spelling(library: Library, typed: str, facets: set[str]) -> None:
    finding = library.find_topic(typed)
    best = finding.matches[0].score
    assert {match.id for match in finding.matches if match.score == best} == facets


async def test_a_historical_state_counts_for_its_heir(library: Library) -> None:
    pick = await library.random_person(library.find_topic("Germany"))
    east = await library.random_person(library.find_topic("East Germany"))
    assert pick.count >= east.count > 0


async def test_a_topic_that_nobody_has_is_understood_all_the_same(library: Library) -> None:
    pick = await library.random_person(library.find_topic("Luxembourg"))
    assert (pick.entry, pick.count, pick.topic) == (None, 0, "Luxembourg")


@pytest.mark.parametrize("typed", ["1850s", "the 1850s", "1851"])
async def test_a_time_in_which_nobody_left_is_understood_all_the_same(library: Library, typed: str) -> None:
    pick = await library.random_person(library.find_topic(typed))
    assert (pick.entry, pick.count, pick.topic) == (None, 0, typed.removeprefix("the "))


async def test_a_word_of_many_topics_names_is_none_of_them(library: Library) -> None:
    assert not library.find_topic("people").matches


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    for word in words(text):
        assert word.isascii()
        assert word.isalnum()
        assert sounds(word)
        assert frames_of_word(word) == tuple(dict.fromkeys(frames_of_word(word)))
    for word in native_words(text):
        assert romanised(word).isascii()
        assert set("".join(heard(word).frames)) <= set("PTKSMNL")
    assert plain(plain(text)) == plain(text) or len(text) > 200
    assert run_together(text).isalnum() or not run_together(text)


def test_any_text_can_be_searched_for_and_completed(people: Library) -> None:
    @settings(deadline=None, max_examples=150)
    @given(st.text(max_size=80))
    def search(text: str) -> None:
        finding = people.find_person(text)
        assert len(finding.matches) <= 25
        assert len(finding.suggestions) <= 5
        assert len(people.complete_person(text)) <= 25
        assert len(people.complete_topic(text)) <= 25

    search()


@pytest.fixture
async def people(library: Library) -> Library:
    """The library, for tests that are not async themselves."""
    return library
