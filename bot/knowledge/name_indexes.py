"""The indexes of the names of all records. Whoever is called by their very name is found without any of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

import msgspec

from bot.knowledge.codec import from_json, from_packed, from_packed_fields
from bot.knowledge.findings import Finding
from bot.knowledge.name_types import Descriptors
from bot.knowledge.whole_names import WholeNames
from bot.knowledge.word_kinds import KindWords

if TYPE_CHECKING:
    from bot.knowledge.names import NameIndex

PEOPLE = "people"
OTHERS = "others"
DEFINITIONS = "definitions"
FACETS = "facets"
NAME_SETS = (PEOPLE, OTHERS, DEFINITIONS, FACETS)
"""Whose names they are: everybody with a record, well-known people who have none, terms and topics, and facets."""


class PackedNames(msgspec.Struct, frozen=True):
    """A set of names as it is stored: a `WholeNames` and an `Analysis` of them, packed."""

    whole: bytes
    analysis: bytes


class StoredNames(msgspec.Struct, frozen=True):
    """All that is stored of names, not unpacked yet."""

    sets: Mapping[str, PackedNames]
    kind_words: bytes
    descriptors: bytes
    local: bytes


class NameIndexes:
    """Each index is made when it is first asked, or by `complete`, and then kept instead of what was stored."""

    def __init__(self, stored: StoredNames) -> None:
        self.whole_people: WholeNames = from_packed(stored.sets[PEOPLE].whole, WholeNames)
        """People's names as they are written."""

        self._stored = stored
        self._sets = dict(stored.sets)
        self._made: dict[str, NameIndex] = {}
        self._making = RLock()

    @property
    def people(self) -> NameIndex:
        """The names of everybody with a record."""
        return self._index(PEOPLE)

    @property
    def others(self) -> NameIndex:
        """The names of well-known people who are in no record."""
        return self._index(OTHERS)

    @property
    def definitions(self) -> NameIndex:
        """The names of terms and topics."""
        return self._index(DEFINITIONS)

    @property
    def facets(self) -> NameIndex:
        """The names of what people can be picked by."""
        return self._index(FACETS)

    @cached_property
    def local(self) -> dict[str, dict[str, str]]:
        """People's names as the speakers of other languages write them, by language and id."""
        return from_json(self._stored.local, dict[str, dict[str, str]])

    def find_person(self, query: str) -> Finding:
        """Whom ``query`` means."""
        if PEOPLE not in self._made and (matches := self.whole_people.matches(query)):
            return Finding(matches)
        return self.people.find(query)

    @property
    def is_complete(self) -> bool:
        """Whether all of them are made."""
        return not self._sets

    def complete(self) -> None:
        """Make those that nobody asked for yet."""
        for name in NAME_SETS:
            self._index(name)

    @cached_property
    def _kind_words(self) -> KindWords:
        return from_json(self._stored.kind_words, KindWords)

    def _index(self, name: str) -> NameIndex:
        made = self._made.get(name)
        return self._make(name) if made is None else made

    def _make(self, name: str) -> NameIndex:
        # Many never ask, so what takes names apart is loaded for those who do.
        from bot.knowledge.name_analysis import Analysis
        from bot.knowledge.names import NameIndex

        with self._making:
            if (packed := self._sets.get(name)) is None:
                return self._made[name]
            analysis = from_packed_fields(packed.analysis, Analysis)
            if name == PEOPLE:
                descriptors = from_json(self._stored.descriptors, Descriptors)
                made = NameIndex(self.whole_people, analysis, self._kind_words, descriptors, others=lambda: self.others)
            else:
                made = NameIndex(from_packed(packed.whole, WholeNames), analysis, self._kind_words)
            self._made[name] = made
            del self._sets[name]
            return made
