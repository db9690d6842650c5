"""lookup, define and random, for people and for scripts.

With --json they keep the contract of docs/scripts.md: one query a line in, one JSON object a line out,
in order, flushed, and nothing else on standard output.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable

import msgspec

from bot.commandline.dialogue import Dialogue
from bot.commandline.printing import let_all_letters_be_printed, print_entry
from bot.knowledge.findings import Finding
from bot.knowledge.library import Library
from bot.knowledge.records import Person, Term, Topic
from bot.settings import Settings

_INVITATION = "What shall I look up? Give the words, or --json and one query a line."


class PersonMatch(msgspec.Struct, frozen=True):
    """One person that a query may mean; ``score`` is 100 for the very name."""

    id: str
    name: str
    aliases: tuple[str, ...]
    score: float


class LookupAnswer(msgspec.Struct, frozen=True):
    """One line of `lookup --json`: at most 25 matches, best first; none is "nobody I know"."""

    query: str
    matches: list[PersonMatch]


class DefinitionMatch(msgspec.Struct, frozen=True):
    """One term or topic that a query may mean."""

    id: str
    name: str
    definition: str


class DefineAnswer(msgspec.Struct, frozen=True):
    """One line of `define --json`."""

    query: str
    matches: list[DefinitionMatch]


def lookup(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot lookup`: whom a name means."""
    return Dialogue(_INVITATION, _lookup, _telling(Library.find_person)).hold(options, settings)


def define(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot define`: what a term means."""
    return Dialogue(_INVITATION, _define, _telling(Library.find_definition)).hold(options, settings)


def random_person(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot random`: somebody, of everybody or by topic."""
    return asyncio.run(_random(" ".join(options.words), settings))


def _telling(find: Callable[[Library, str], Finding]) -> Callable[[Library, str], Awaitable[int]]:
    async def tell(library: Library, query: str) -> int:
        return await _tell(library, find(library, query))

    return tell


async def _tell(library: Library, finding: Finding) -> int:
    entry = await library.entry(finding.sure.id) if finding.sure else None
    if entry is None:
        names = [match.name for match in finding.matches or finding.suggestions]
        print("Several fit equally well:" if finding.matches else "I know nothing by that name.", end="")
        print(f" {', '.join(names)}" if finding.matches else f" Nearest: {', '.join(names)}" if names else "")
        return 1
    print_entry(entry, library.wording)
    return 0


async def _lookup(library: Library, query: str) -> LookupAnswer:
    matches = library.find_person(query).matches
    return LookupAnswer(
        query, [PersonMatch(match.id, match.name, library.aliases(match.id), match.score) for match in matches]
    )


async def _define(library: Library, query: str) -> DefineAnswer:
    found = []
    for match in library.find_definition(query).matches:
        entry = await library.entry(match.id)
        if entry is not None and isinstance(entry.record, Term | Topic):
            found.append(DefinitionMatch(match.id, match.name, entry.record.definition))
    return DefineAnswer(query, found)


async def _random(topic: str, settings: Settings) -> int:
    let_all_letters_be_printed()
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        finding = library.find_topic(topic) if topic else None
        if finding is not None and not finding.matches:
            print("I know no such topic: try a category, an occupation, a country, a decade or a way out.")
            if finding.suggestions:
                print("The nearest that I know:", ", ".join(match.name for match in finding.suggestions))
            return 1
        pick = await library.random_person(finding)
        if pick.entry is None or not isinstance(pick.entry.record, Person):
            print(f"I understood “{pick.topic}”, but I know nobody there.")
            return 1
        print(f"One of {pick.count}" + (f" for “{pick.topic}”" if pick.topic else "") + ":\n")
        print_entry(pick.entry, library.wording)
        return 0
