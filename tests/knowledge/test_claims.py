"""Questions for a yes or a no: affirmed or denied only by what says all of it, of the same person."""

from __future__ import annotations

import pytest

from bot.knowledge.library import Library


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("did makarova ever dance with the kirov again", "6 August 1988"),
        ("was philby given asylum by the soviets", "granted asylum"),
        ("were the petrovs made australians", "citizens in 1956"),
        ("has degner won a world championship for suzuki", "50cc class of 1962"),
        ("did heng samrin become president", "president of the national salvation front"),
        ("did polovchak become a us citizen", "citizen of the United States"),
        ("did riad al-asaad lose a leg", "lost a leg"),
        ("was degner east german", "East German racer"),
        ("did philby die in moscow", "Moscow"),
        ("was abreu's escape a success", "defected from Cuba"),
        ("did chapman get caught the first time", "caught"),
        ("did sobota return to prague", "1997"),
    ],
)
async def test_what_the_record_bears_out_is_affirmed(library: Library, question: str, expected: str) -> None:
    answer = await library.ask(question)
    assert answer.answered
    assert answer.text.startswith("Yes: ")
    assert expected in answer.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("did oswald become a soviet citizen", "refused"),
        ("was korchnoi ever world champion against karpov", "lost both matches"),
        ("did sandoval get american citizenship in 1997", "refused American citizenship"),
        ("was any of the cambridge five prosecuted for spying", "None"),
        ("did philby die in england", "Moscow"),
        ("is gordievsky still alive", "2025"),
        ("is travis king still in north korea", "sent back"),
        ("did yurchenko stay in the us", "returned"),
        ("did all the tuapse sailors go to america", "some of the others"),
        ("did pal benko manage it the first time", "caught"),
        ("did pytko make it to austria", "failed"),
    ],
)
async def test_what_the_record_contradicts_is_denied(library: Library, question: str, expected: str) -> None:
    answer = await library.ask(question)
    assert answer.answered
    assert answer.text.startswith("No: ")
    assert expected in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "did d'rivera win a grammy",  # his band did
        "did alonso ever play for cuba again",  # he had played before
        "did polovchak's parents go back",
        "was lyushkov killed by the soviets",  # by the Japanese, lest he fall into Soviet hands
        "did maclean tip off philby",
        "was riad al-asaad a general",  # another was, who followed him
        "did adolf tolkachev ever leave the ussr",
        "was fechter arrested",
        "was nureyev's mother allowed to leave",
        "did redfa's family settle in israel",
    ],
)
async def test_what_is_told_of_somebody_else_or_otherwise_is_not_affirmed(library: Library, question: str) -> None:
    assert not (await library.ask(question)).text.startswith("Yes")
