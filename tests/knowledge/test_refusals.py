"""Questions of which a record has the words, and not the answer: a namesake, a deed of others, a thing never told."""

from __future__ import annotations

import pytest

from bot.knowledge.library import Library


@pytest.mark.parametrize(
    "question",
    [
        "vladimir petrov the hockey player goals tally",
        "otto john the swimmer olympic medals",
        "morris wills the cricket umpire, which county",
        "paul goma the footballer when did he retire",
    ],
)
async def test_a_namesake_known_by_another_trade_is_a_stranger(library: Library, question: str) -> None:
    answer = await library.ask(question)
    assert not answer.answered
    assert "of this name" in answer.text


@pytest.mark.parametrize(
    "question", ["was gouzenko a diplomat", "nureyev the cellist, why did he leave", "is martina navratilova a gymnast"]
)
async def test_a_trade_that_is_asked_of_or_told_of_who_left_is_put_right(library: Library, question: str) -> None:
    answer = await library.ask(question)
    assert answer.answered
    assert answer.text.startswith("My records do not bear out ")


@pytest.mark.parametrize(
    "question",
    [
        "who won the 1966 world cup",  # the European Cup, in that year
        "who won the nobel prize in 1964",  # another year
        "who founded the red army",
        "who sang thriller",  # a director of thrillers
        "who led the soviet union in 1985",
        "who commanded the british army in 1944",
        "who ruled poland in 1981",
    ],
)
async def test_a_deed_that_nobody_is_told_to_have_done_finds_nobody(library: Library, question: str) -> None:
    assert not (await library.ask(question)).answered


@pytest.mark.parametrize(
    "question", ["who is president of france", "who was the king of england in 1940", "who was king of naples"]
)
async def test_an_office_is_not_held_by_whoever_came_from_there(library: Library, question: str) -> None:
    assert not (await library.ask(question)).answered


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who was president of iran", "Banisadr"),
        ("who directed one flew over the cuckoo's nest", "Forman"),
        ("who wrote the gulag archipelago", "Solzhenitsyn"),
    ],
)
async def test_whose_deed_or_office_is_told_is_found(library: Library, question: str, expected: str) -> None:
    assert expected in (await library.ask(question)).text


@pytest.mark.parametrize(
    "question",
    [
        "who sentenced penkovsky",
        "who arrested penkovsky",
        "who shot nosenko",
        "who paid for horowitz's trip",
        "who directed the film about schumann's jump",
    ],
)
async def test_who_did_it_is_told_only_by_what_names_them(library: Library, question: str) -> None:
    assert not (await library.ask(question)).answered


async def test_who_did_it_is_told_where_it_is(library: Library) -> None:
    assert "Soviet intelligence" in (await library.ask("who recruited philby")).text


@pytest.mark.parametrize(
    "question",
    [
        "which hotel did kudirka stay at",
        "which street does snowden live on in moscow",
        "what instrument did brodsky play",
        "what sport did solzhenitsyn play",
    ],
)
async def test_a_kind_of_thing_of_which_a_record_does_not_speak_is_not_told(library: Library, question: str) -> None:
    assert not (await library.ask(question)).answered


@pytest.mark.parametrize("question", ["when did leibing die", "who was the president when kravchenko defected"])
async def test_who_is_only_mentioned_beside_somebody_is_not_taken_for_them(library: Library, question: str) -> None:
    assert not (await library.ask(question)).answered


async def test_a_birth_that_is_not_told_is_not_answered_by_another_word_of_the_question(library: Library) -> None:
    assert not (await library.ask("where was private travis king born, which state")).answered
