"""The knowledge file, read through aiosqlite. Read-only: the file is made by `bot.knowledge.building`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Self

import aiosqlite
import msgspec

from bot.knowledge.asking.vocabulary import Asking, EverydayWords, QuestionWords
from bot.knowledge.codec import from_json
from bot.knowledge.name_indexes import NAME_SETS, PackedNames, StoredNames
from bot.knowledge.name_types import NameWords
from bot.knowledge.quizzing.subjects import Subject
from bot.knowledge.quizzing.subjects import Word as QuizWord
from bot.knowledge.records import Person, Place, Term, Topic, Word
from bot.knowledge.related import Related
from bot.knowledge.selection import DefectionTable, Row
from bot.knowledge.wording import Wording

_RECORD_TYPES: dict[str, type[Person] | type[Term] | type[Topic]] = {"person": Person, "term": Term, "topic": Topic}


_CACHE_KIB = 256
"""SQLite's own page cache; the system's file cache serves as well."""


_ENTRIES_HELD = 2_000
"""Entries that are held as they are stored, from the start on: to wait for the thread that reads takes far longer than
to read, most of all on a busy machine. Of more, the rest is read when it is asked for."""

_ENTRIES_KEPT = 256
"""Decoded entries kept in memory: a few are asked for again and again."""


class Entry(msgspec.Struct, frozen=True, eq=False):
    """A record with what to see beside it. Compared by identity, so that what is made from it can be kept."""

    record: Person | Term | Topic
    related: tuple[Related, ...]


class _StoredEntry(msgspec.Struct, frozen=True, gc=False):
    """An entry as it stands in the file."""

    kind: str
    body: bytes
    related: bytes

    def entry(self) -> Entry:
        """What it says."""
        return Entry(from_json(self.body, _RECORD_TYPES[self.kind]), from_json(self.related, tuple[Related, ...]))


class Edition(msgspec.Struct, frozen=True):
    """What the knowledge file holds, and how fresh it is. Dates are ISO 8601; ``built`` is in UTC."""

    people: int
    terms: int
    topics: int
    facts: int
    sources: int
    oldest_check: str
    newest_check: str
    built: str


_MOST_RANKED = 500
"""Records that are ranked for one query of their texts."""


class Store:
    """Answers from the knowledge file, until `close` is called."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._held: dict[str, _StoredEntry] = {}
        self._kept: OrderedDict[str, Entry] = OrderedDict()
        self._text_ids: dict[int, str] = {}

    @classmethod
    async def open(cls, file: Path) -> Self:
        """Open ``file`` for reading; sqlite3.OperationalError if it is not there."""
        connection = await aiosqlite.connect(_read_only(file), uri=True)
        await connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        store = cls(connection)
        for entry_id, *stored in await store._entries(f"LIMIT {_ENTRIES_HELD}"):
            store._held[entry_id] = _StoredEntry(*stored)
        return store

    async def close(self) -> None:
        """Let go of the file."""
        await self._connection.close()

    async def entry(self, entry_id: str) -> Entry | None:
        """The record with this id and its see also; None if there is none."""
        if (kept := self._kept.get(entry_id)) is not None:
            self._kept.move_to_end(entry_id)
            return kept
        if (held := self._held.get(entry_id)) is not None:
            return self._keep(entry_id, held.entry())
        for _, *stored in await self._entries("WHERE id = ?", entry_id):
            return self._keep(entry_id, _StoredEntry(*stored).entry())
        return None

    async def _entries(self, which: str, *values: str) -> Iterable[aiosqlite.Row]:
        return await self._connection.execute_fetchall(f"SELECT id, kind, body, related FROM entries {which}", values)

    def _keep(self, entry_id: str, entry: Entry) -> Entry:
        """``entry``, or the one that was kept while this one was read: there is one of each."""
        kept = self._kept.setdefault(entry_id, entry)
        if len(self._kept) > _ENTRIES_KEPT:
            self._kept.popitem(last=False)
        return kept

    async def defections(self) -> DefectionTable:
        """All defections as rows. They are read in small pieces, between which others get their turn."""
        rows: list[Row] = []
        async with self._connection.execute("SELECT rows FROM defections ORDER BY chunk") as chunks:
            while (chunk := await chunks.fetchone()) is not None:
                rows += from_json(chunk[0], list[Row])
        bits = await self._connection.execute_fetchall("SELECT facet, rows FROM facets")
        return DefectionTable(rows, {facet: int.from_bytes(each, "little") for facet, each in bits})

    async def names(self) -> StoredNames:
        """All that the indexes of names are made of."""
        sets = [(name, f"{name}_whole", f"{name}_analysis") for name in NAME_SETS]
        lists = await self._lists(*chain.from_iterable(sets), "kind_words", "descriptors", "local_names")
        return StoredNames(
            {name: PackedNames(lists[whole], lists[analysis]) for name, whole, analysis in sets},
            kind_words=lists["kind_words"],
            descriptors=lists["descriptors"],
            local=lists["local_names"],
        )

    async def labels(self) -> dict[str, str]:
        """What tells namesakes apart, by id."""
        return from_json((await self._lists("labels"))["labels"], dict[str, str])

    async def asking(self) -> Asking:
        """What is needed to read questions."""
        lists = await self._lists("questions", "everyday", "phrases", "ordinary", "given", "name_words")
        return Asking(
            from_json(lists["questions"], QuestionWords),
            from_json(lists["everyday"], EverydayWords),
            from_json(lists["phrases"], dict[str, list[str]]),
            from_json(lists["ordinary"], list[str]),
            from_json(lists["given"], frozenset[str]),
            from_json(lists["name_words"], NameWords),
        )

    async def find_texts(self, wanted: str, most: int) -> list[str]:
        """The ids of at most ``most`` records that fit ``wanted``, an FTS5 expression; of more, the best by BM25.

        If so many fit that no one of them can be meant, none is given: they would take long to rank.
        """
        room = max(most, _MOST_RANKED) + 1
        rows = await self._fitting("", wanted, room)
        if most < len(rows) < room:
            rows = await self._fitting("ORDER BY rank", wanted, most)
        return rows if len(rows) <= most else []

    async def find_each(self, wanted: Sequence[str]) -> list[set[str]]:
        """For each of ``wanted``, FTS5 expressions, the ids of all records that fit it."""
        if not self._text_ids:  # to look each id up would cost more than to find the row
            rows = await self._connection.execute_fetchall("SELECT rowid, id FROM texts")
            self._text_ids = _dict(rows)
        found: list[set[str]] = [set() for _ in wanted]
        fitting = (f"SELECT {number}, rowid FROM texts WHERE texts MATCH ?" for number in range(len(wanted)))
        for number, row in await self._connection.execute_fetchall(" UNION ALL ".join(fitting), wanted):
            found[number].add(self._text_ids[row])
        return found

    async def _fitting(self, order: str, wanted: str, most: int) -> list[str]:
        rows = await self._connection.execute_fetchall(
            f"SELECT id FROM texts WHERE texts MATCH ? {order} LIMIT ?", (wanted, most)
        )
        return [entry_id for (entry_id,) in rows]

    async def wording(self) -> Wording:
        """The places and words that turn ids into names."""
        lists = await self._lists("places", "methods", "occupations", "tags", "categories")
        return Wording(
            places=from_json(lists["places"], dict[str, Place]),
            methods=from_json(lists["methods"], dict[str, Word]),
            occupations=from_json(lists["occupations"], dict[str, Word]),
            tags=from_json(lists["tags"], dict[str, Word]),
            categories=from_json(lists["categories"], dict[str, Word]),
        )

    async def quiz_subjects(self) -> tuple[Subject, ...]:
        """Everybody about whom a quiz may ask."""
        return from_json((await self._lists("quiz_subjects"))["quiz_subjects"], tuple[Subject, ...])

    async def quiz_words(self) -> tuple[QuizWord, ...]:
        """Every term for which a quiz may ask."""
        return from_json((await self._lists("quiz_words"))["quiz_words"], tuple[QuizWord, ...])

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


def _dict(rows: Iterable[aiosqlite.Row]) -> dict[Any, Any]:
    return {row[0]: row[1] for row in rows}
