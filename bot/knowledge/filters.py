"""The filters that lists and pictures share: what they are, what is still possible, and how they travel in an id."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Self

import msgspec
from msgspec.structs import fields, replace

from bot.knowledge.facets import Facet, FacetKind
from bot.knowledge.library import Library
from bot.knowledge.records import Category
from bot.knowledge.selection import DefectionTable, Selection
from bot.knowledge.spelling import plain
from bot.knowledge.wording import CATEGORY_WORDS, Wording, capitalised

_NAMED_BY = {FacetKind.FROM: FacetKind.PLACE, FacetKind.TO: FacetKind.PLACE}
"""Facets whose names are those of another kind."""


class Filters(msgspec.Struct, frozen=True):
    """One value or none for each filter: ids of controlled words and places, a decade such as "1970s"."""

    category: str | None = None
    occupation: str | None = None
    origin: str | None = None
    destination: str | None = None
    decade: str | None = None
    how: str | None = None

    def facets(self) -> Iterator[Facet]:
        """What is asked for, in the order of the filters."""
        for name, kind in FILTER_KINDS.items():
            value = getattr(self, name)
            if value is not None:
                yield Facet(kind, value)

    @property
    def selection(self) -> Selection:
        """The defections for which all of them hold."""
        return Selection.of(*self.facets())

    def with_(self, name: str, value: str | None) -> Self:
        """With another ``value`` for the filter ``name``."""
        return replace(self, **{name: value})

    @property
    def code(self) -> str:
        """At most 29 letters, digits, ``-``, ``_`` and ``.``, which `from_code` reads."""
        return ".".join(_code(value) if (value := getattr(self, name)) else "" for name in FILTER_KINDS)

    @classmethod
    def from_code(cls, code: str, table: DefectionTable) -> Self:
        """The filters of a `code`; LookupError if the data no longer has what it asks for."""
        parts = code.split(".")
        if len(parts) != len(FILTER_KINDS):
            raise LookupError(code)
        values = {
            name: _decoded(part, kind, table) if part else None
            for part, (name, kind) in zip(parts, FILTER_KINDS.items(), strict=True)
        }
        return cls(**values)

    def words(self, wording: Wording) -> str:
        """For a heading: "Pilots · from Cuba · 1990s"; nothing without filters."""
        return capitalised(" · ".join(_heading(facet, wording) for facet in self.facets()))


FILTER_KINDS = dict(
    zip(
        (field.name for field in fields(Filters)),
        (
            FacetKind.CATEGORY,
            FacetKind.OCCUPATION,
            FacetKind.FROM,
            FacetKind.TO,
            FacetKind.DECADE,
            FacetKind.METHOD,
        ),
        strict=True,
    )
)
"""What each filter asks for."""


class Option(msgspec.Struct, frozen=True):
    """A value that a filter may still take, what it is called, and how many people it leaves."""

    value: str
    name: str
    people: int


def options(library: Library, table: DefectionTable, filters: Filters, name: str, typed: str) -> list[Option]:
    """What the filter ``name`` may still be beside the other ``filters`` and what is ``typed`` so far, most first."""
    kind = FILTER_KINDS[name]
    found = [
        Option(count.facet.value, facet_name(count.facet, library.wording), count.people)
        for count in table.counts(filters.with_(name, None).selection, kind)
    ]
    wanted = plain(typed)
    if not wanted:
        return found
    meant = {choice.id for choice in library.complete_topic(typed)}
    named_by = _NAMED_BY.get(kind, kind)
    return [
        option
        for option in found
        if f" {wanted}" in f" {plain(option.name)}" or Facet(named_by, option.value).key in meant
    ]


def meant_by(library: Library, table: DefectionTable, name: str, text: str) -> str | None:
    """The value of the filter ``name`` that ``text``, a value or any spelling of it, means; None if it means none."""
    kind = FILTER_KINDS[name]
    if table.has(Facet(kind, text)):
        return text
    named_by = _NAMED_BY.get(kind, kind)
    for match in library.find_topic(text).matches:
        facet = Facet.from_key(match.id)
        if facet.kind is named_by:
            return facet.value
    return None


def facet_name(facet: Facet, wording: Wording) -> str:
    """A facet as it stands in a list: "Soviet Union", "Ballet dancers", "Swam"."""
    match facet.kind:
        case FacetKind.FROM | FacetKind.TO:
            return wording.place_name(facet.value)
        case FacetKind.OCCUPATION:
            word = wording.occupations[facet.value]
            return capitalised(word.plural or word.label)
        case FacetKind.METHOD:
            return capitalised(wording.methods[facet.value].label)
        case FacetKind.CATEGORY:
            return CATEGORY_WORDS[Category(facet.value)]
        case _:
            return facet.value


def _heading(facet: Facet, wording: Wording) -> str:
    preposition = {FacetKind.FROM: "from ", FacetKind.TO: "to "}.get(facet.kind, "")
    if preposition:
        return preposition + wording.place(facet.value)
    return facet_name(facet, wording)


def _code(value: str) -> str:
    """Four letters for ``value``: 24 bits, in which no two values of one filter may meet (a test holds that)."""
    return base64.urlsafe_b64encode(hashlib.blake2b(value.encode(), digest_size=3).digest()).decode()


def _decoded(code: str, kind: FacetKind, table: DefectionTable) -> str:
    for facet in table.facets(kind):
        if _code(facet.value) == code:
            return facet.value
    raise LookupError(f"no {kind} has the code {code}")
