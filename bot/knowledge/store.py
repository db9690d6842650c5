"""The knowledge file, read through aiosqlite. Read-only: the file is made by `bot.knowledge.building`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiosqlite

from bot.knowledge.codec import from_json
from bot.knowledge.facets import Facet
from bot.knowledge.name_analysis import Analysis, Descriptors, NameWords
from bot.knowledge.records import Person, Place, Term, Topic, Word
from bot.knowledge.related import Related
from bot.knowledge.wording import Wording

_RECORD_TYPES: dict[str, type[Person] | type[Term] | type[Topic]] = {"person": Person, "term": Term, "topic": Topic}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with what to see beside it."""

    record: Person | Term | Topic
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What the knowledge file holds, and how fresh it is. Dates are ISO 8601; ``built`` is in UTC."""

    people: int
    terms: int
    topics: int
    facts: int
    sources: int
    oldest_check: str
    newest_check: str
    built: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all records by index, what tells namesakes apart by id, and the words around names."""

    words: NameWords
    descriptors: Descriptors
    labels: dict[str, str]
    people: Analysis
    definitions: Analysis
    facets: Analysis


class Store:
    """Answers from the knowledge file. Use as an async context manager, or call `close`."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, file: Path) -> Self:
        """Open ``file`` for reading; sqlite3.OperationalError if it is not there."""
        return cls(await aiosqlite.connect(_read_only(file), uri=True))

    async def close(self) -> None:
        """Let go of the file."""
        await self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def entry(self, entry_id: str) -> Entry | None:
        """The record with this id and its see also; None if there is none."""
        rows = await self._connection.execute_fetchall(
            "SELECT kind, body, related FROM entries WHERE id = ?", (entry_id,)
        )
        for kind, body, related in rows:
            return Entry(from_json(body, _RECORD_TYPES[kind]), from_json(related, tuple[Related, ...]))
        return None

    async def people_with(self, facets: Iterable[Facet]) -> list[str]:
        """The ids of everybody who has any of ``facets``, in alphabetical order."""
        keys = [facet.key for facet in facets]
        marks = ", ".join("?" * len(keys))
        rows = await self._connection.execute_fetchall(
            f"SELECT DISTINCT entry_id FROM facets WHERE facet IN ({marks}) ORDER BY entry_id", keys
        )
        return [entry_id for (entry_id,) in rows]

    async def names(self) -> Names:
        """The names of all records, taken apart for their indexes."""
        lists = await self._lists("name_words", "descriptors", "labels", "people", "definitions", "facets")
        return Names(
            words=from_json(lists["name_words"], NameWords),
            descriptors=from_json(lists["descriptors"], Descriptors),
            labels=from_json(lists["labels"], dict[str, str]),
            people=from_json(lists["people"], Analysis),
            definitions=from_json(lists["definitions"], Analysis),
            facets=from_json(lists["facets"], Analysis),
        )

    async def wording(self) -> Wording:
        """The places and words that turn ids into names."""
        lists = await self._lists("places", "methods", "occupations")
        return Wording(
            places=from_json(lists["places"], dict[str, Place]),
            methods=from_json(lists["methods"], dict[str, Word]),
            occupations=from_json(lists["occupations"], dict[str, Word]),
        )

    async def _lists(self, *names: str) -> dict[str, bytes]:
        marks = ", ".join("?" * len(names))
        rows = await self._connection.execute_fetchall(f"SELECT name, body FROM lists WHERE name IN ({marks})", names)
        return _dict(rows)

    async def edition(self) -> Edition:
        """What the file holds."""
        kinds = await self._connection.execute_fetchall("SELECT kind, count(*) FROM entries GROUP BY kind")
        counts = _dict(kinds)
        pairs = await self._connection.execute_fetchall("SELECT key, value FROM meta")
        meta = _dict(pairs)
        return Edition(
            people=counts.get("person", 0),
            terms=counts.get("term", 0),
            topics=counts.get("topic", 0),
            facts=int(meta["facts"]),
            sources=int(meta["sources"]),
            oldest_check=meta["oldest_check"],
            newest_check=meta["newest_check"],
            built=meta["built"],
        )


def _read_only(file: Path) -> str:
    return f"{file.resolve().as_uri()}?mode=ro"


def _dict(rows: Iterable[aiosqlite.Row]) -> dict[str, Any]:
    return {row[0]: row[1] for row in rows}
