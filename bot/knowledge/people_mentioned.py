"""Whom a text mentions: the people of whom that is sure, and names that several may bear."""

from __future__ import annotations

import msgspec

from bot.knowledge.findings import Match
from bot.knowledge.library import Library
from bot.knowledge.store import Entry

MOST_PEOPLE = 10


class Mentioned(msgspec.Struct, frozen=True):
    """The people whom a text mentions, each once, at most ``MOST_PEOPLE``; and how many more there were.

    ``unsure`` holds, for each name that several may bear, those who may be meant.
    """

    sure: tuple[Entry, ...]
    unsure: tuple[tuple[Match, ...], ...]
    more: int


async def people_in(text: str, library: Library) -> Mentioned:
    """Whom ``text`` mentions, in the order in which it does."""
    sure: dict[str, None] = {}
    unsure: dict[tuple[str, ...], tuple[Match, ...]] = {}
    for _, finding in await library.mentioned(text):
        if finding.sure is not None:
            sure[finding.sure.id] = None
        elif finding.tied:
            unsure[tuple(match.id for match in finding.tied)] = finding.tied
    entries = [entry for person in list(sure)[:MOST_PEOPLE] if (entry := await library.entry(person)) is not None]
    return Mentioned(tuple(entries), tuple(unsure.values())[:MOST_PEOPLE], max(0, len(sure) - MOST_PEOPLE))
