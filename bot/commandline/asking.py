"""ask, for people and, with --json, for scripts by the contract of docs/scripts.md."""

from __future__ import annotations

import argparse
import textwrap

import msgspec

from bot.commandline.dialogue import Dialogue
from bot.knowledge.asking.answer import Answer
from bot.knowledge.library import Library
from bot.settings import Settings

_INVITATION = "What do you want to know? Give the words, or --json and one question a line."
_WIDTH = 100


class AnswerEntry(msgspec.Struct, frozen=True):
    """A record that supports an answer."""

    id: str
    name: str


class AskAnswer(msgspec.Struct, frozen=True):
    """One line of `ask --json`; ``answered`` is false when the bot says that it doesn't know."""

    question: str
    answered: bool
    text: str
    entries: list[AnswerEntry]
    sources: list[str]


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot ask`: the answer to a question, 1 if the bot doesn't know."""

    async def tell(library: Library, question: str) -> int:
        answer = await library.ask(question)
        _print(answer, explain=options.explain)
        return 0 if answer.answered else 1

    return Dialogue(_INVITATION, _as_line, tell).hold(options, settings)


async def _as_line(library: Library, question: str) -> AskAnswer:
    answer = await library.ask(question)
    return AskAnswer(
        question,
        answer.answered,
        answer.text,
        [AnswerEntry(entry.id, entry.name) for entry in answer.entries],
        [source.address for source in answer.sources],
    )


def _print(answer: Answer, *, explain: bool) -> None:
    print(textwrap.fill(answer.text, _WIDTH))
    if answer.nearest:
        print(f"Nearest: {', '.join(entry.name for entry in answer.nearest)}")
    if not explain:
        return
    print(textwrap.fill(f"Read as: {answer.reading}.", _WIDTH))
    if answer.entries:
        print(f"Records: {', '.join(entry.id for entry in answer.entries)}")
    for source in answer.sources:
        print(f"  {source.title}, {source.publisher}: {source.address}")
