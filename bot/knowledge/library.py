"""Everything that the bot knows, opened for answering: the store, and the indexes of names over it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.knowledge.building import ensure_built
from bot.knowledge.facets import Facet
from bot.knowledge.names import Finding, Match, NameIndex
from bot.knowledge.store import Edition, Entry, Names, Store
from bot.knowledge.wording import Wording

_ENTRIES_KEPT = 128


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion while somebody types: ``label`` tells namesakes apart."""

    id: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A random person: the entry, how many there were to pick from, and what the topic was understood as."""

    entry: Entry | None
    count: int
    topic: str | None = None


class Library:
    """Finds and reads records. Open with `Library.open`; use as an async context manager, or call `close`."""

    def __init__(self, store: Store, wording: Wording, edition: Edition, names: Names) -> None:
        self._store = store
        self.wording = wording
        self.edition = edition
        self._labels = names.labels
        self._recent: dict[str, Entry] = {}
        self._people = NameIndex(names.people, names.words, names.descriptors)
        self._definitions = NameIndex(names.definitions, names.words)
        self._facets = NameIndex(names.facets, names.words)
        self._facet_names = {facet.id: facet.name for facet in names.facets.entries}
        self._spellings = {person.id: person.spellings for person in names.people.entries}

    @classmethod
    async def open(cls, data: Path, file: Path) -> Self:
        """Open the knowledge ``file``, making it from ``data`` first if that changed.

        Raises DataError when the data has mistakes.
        """
        ensure_built(data, file)
        store = await Store.open(file)
        try:
            return cls(store, await store.wording(), await store.edition(), await store.names())
        except BaseException:
            await store.close()
            raise

    async def close(self) -> None:
        """Let go of the file."""
        await self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    def has(self, entry_id: str) -> bool:
        """Whether there is a record with this id."""
        return entry_id in self._labels

    async def entry(self, entry_id: str) -> Entry | None:
        """The record with this id; None if there is none. The last ones asked for are kept in memory."""
        if not self.has(entry_id):
            return None
        if entry_id not in self._recent:
            entry = await self._store.entry(entry_id)
            if entry is None:
                return None
            self._recent[entry_id] = entry
            if len(self._recent) > _ENTRIES_KEPT:
                self._recent.pop(next(iter(self._recent)))
        return self._recent[entry_id]

    def find_person(self, query: str) -> Finding:
        """Whom ``query`` means, by name."""
        return self._people.find(query)

    def find_definition(self, query: str) -> Finding:
        """Which term or topic ``query`` means."""
        return self._definitions.find(query)

    def find_topic(self, query: str) -> Finding:
        """Which facets ``query``, a facet's key or any spelling of it, means: the matches' ids are keys."""
        if (name := self._facet_names.get(query)) is not None:
            return Finding((Match(query, name, 100.0),))
        return self._facets.find(query)

    def aliases(self, person_id: str) -> tuple[str, ...]:
        """All other spellings of a person's name."""
        return self._spellings[person_id][1:]

    def complete_person(self, typed: str) -> list[Choice]:
        """People whose names may be going to be what is ``typed`` so far."""
        return self._choices(self._people.complete(typed))

    def complete_definition(self, typed: str) -> list[Choice]:
        """Terms and topics, likewise."""
        return self._choices(self._definitions.complete(typed))

    def complete_topic(self, typed: str) -> list[Choice]:
        """Topics for `random_person`, likewise."""
        return self._choices(self._facets.complete(typed))

    def _choices(self, matches: Iterable[Match]) -> list[Choice]:
        return [Choice(match.id, match.name, self._labels.get(match.id, "")) for match in matches]

    async def random_person(self, topic: Finding | None = None) -> Pick:
        """Somebody at random, of everybody or of those who have what ``topic`` found."""
        ids = list(self._spellings)
        label = None
        if topic is not None:
            meant = topic.tied
            ids = await self._store.people_with(Facet.from_key(match.id) for match in meant)
            label = meant[0].name
        entry = await self.entry(random.choice(ids)) if ids else None
        return Pick(entry, len(ids), label)
