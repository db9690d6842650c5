"""Questions asked of the bundled records."""

from __future__ import annotations

from bot.knowledge.library import Library


async def test_every_example_question_is_answered(library: Library) -> None:
    examples = library.example_questions()
    assert examples
    for question in examples:
        assert (await library.ask(question)).answered, question


async def test_an_answer_names_its_records_and_sources(library: Library) -> None:
    answer = await library.ask("who was viktor belenko")
    assert answer.entries[0].id == "viktor-belenko"
    assert answer.sources


async def test_a_stranger_is_not_known(library: Library) -> None:
    assert not (await library.ask("who was Albert Einstein")).answered
