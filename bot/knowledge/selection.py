"""Who is left when filters are set: the defections as rows in memory, one a defection, and selections of them.

Every filter of a selection holds for one and the same defection of a person: who fled
East Germany in 1961 and Cuba in 1980 is not found under East Germany and 1980.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Literal

import msgspec
from msgspec.structs import replace

from bot.knowledge.dataset import Dataset
from bot.knowledge.dates import HistoricalDate, Precision
from bot.knowledge.facets import Facet, FacetKind, facets_of
from bot.knowledge.records import Category, Status
from bot.knowledge.renown import renown
from bot.knowledge.spelling import plain


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """One defection of one person, with what it is filtered, counted and ordered by; places and words by id.

    ``number`` is its place among the person's defections, 0 the one that they are known for;
    ``renown`` is how widely the person is known.
    """

    person: str
    name: str
    renown: int
    number: int
    kind: Literal["person", "group"]
    size: int | None
    category: Category
    gender: str | None
    occupations: tuple[str, ...]
    tags: tuple[str, ...]
    nationality: tuple[str, ...]
    born: HistoricalDate | None
    died: HistoricalDate | None
    from_: str
    to: str | None
    via: tuple[str, ...]
    place: str | None
    country: str | None
    date: HistoricalDate | None
    status: Status
    methods: tuple[str, ...]
    vehicle: str | None
    settled: str | None


class Years(msgspec.Struct, frozen=True):
    """Begun from the ``first`` year to the ``last``, both counted; None is open. Years before 1 are as in ISO 8601."""

    first: int | None = None
    last: int | None = None


class Selection(msgspec.Struct, frozen=True):
    """Filters that must all hold for one defection; of each group of facets, one is enough. None filters nothing."""

    groups: tuple[tuple[Facet, ...], ...] = ()
    years: Years | None = None
    place_text: str = ""
    """What the place where it happened must have in its name, such as "Hakodate"."""

    @classmethod
    def of(cls, *facets: Facet) -> Selection:
        """The defections that have every one of ``facets``."""
        return cls(tuple((facet,) for facet in facets))

    def __bool__(self) -> bool:
        return bool(self.groups or self.years or self.place_text)

    def with_any(self, facets: Iterable[Facet]) -> Selection:
        """Also with any of ``facets``; a group that is there already is not added again."""
        group = tuple(dict.fromkeys(facets))
        return self if not group or group in self.groups else replace(self, groups=(*self.groups, group))

    def with_(self, facet: Facet) -> Selection:
        """Also with ``facet``."""
        return self.with_any((facet,))

    def with_years(self, years: Years | None) -> Selection:
        """In ``years``, or in any year."""
        return replace(self, years=years)

    def with_place_text(self, text: str) -> Selection:
        """Where the place has ``text`` in its name, or anywhere."""
        return replace(self, place_text=text)

    def without(self, kind: FacetKind) -> Selection:
        """With no filter of this kind."""
        return replace(self, groups=tuple(group for group in self.groups if all(each.kind != kind for each in group)))

    def facets(self, kind: FacetKind) -> tuple[Facet, ...]:
        """The facets of this kind that it asks for."""
        return tuple(facet for group in self.groups for facet in group if facet.kind is kind)

    @property
    def key(self) -> str:
        """As text that `from_key` reads: "occupation:pilot;from:cuba|from:haiti;years:1959-"."""
        parts = ["|".join(facet.key for facet in group) for group in self.groups]
        if self.years:
            first, last = ("" if year is None else str(year) for year in (self.years.first, self.years.last))
            parts.append(f"years:{first}/{last}")
        if self.place_text:
            parts.append(f"text:{self.place_text.replace(';', ' ')}")
        return ";".join(parts)

    @classmethod
    def from_key(cls, key: str) -> Selection:
        """The selection of a `key`; ValueError if it is none."""
        selection = cls()
        for part in filter(None, key.split(";")):
            kind, _, value = part.partition(":")
            if kind == "years":
                first, _, last = value.partition("/")
                years = Years(int(first) if first else None, int(last) if last else None)
                selection = selection.with_years(years)
            elif kind == "text":
                selection = selection.with_place_text(value)
            else:
                selection = selection.with_any(Facet.from_key(each) for each in part.split("|"))
        return selection


class Count(msgspec.Struct, frozen=True):
    """How many people have a facet, groups counted as one record each."""

    facet: Facet
    people: int


class DefectionTable:
    """All defections as rows, with who has which facet; made once and never changed."""

    def __init__(self, rows: Sequence[Row], facets: Mapping[str, int]) -> None:
        """``rows`` in the order of `chronology`; ``facets`` gives the rows of each key as the bits of a number."""
        self.rows = tuple(rows)
        self._facets = facets
        self._all = (1 << len(self.rows)) - 1
        self._kinds: dict[FacetKind, list[str]] = defaultdict(list)
        for key in facets:
            self._kinds[Facet.from_key(key).kind].append(key)
        rows_of: dict[str, int] = defaultdict(int)
        for number, row in enumerate(self.rows):
            rows_of[row.person] |= 1 << number
        self._with_several = [mask for mask in rows_of.values() if mask.bit_count() > 1]
        self._rows_of_several = sum(self._with_several)  # nobody's rows are another's: to add them is to unite them

    def __len__(self) -> int:
        return len(self.rows)

    def select(self, selection: Selection) -> list[Row]:
        """The rows for which every filter holds, by date, those without one last."""
        return list(self._taken(self._mask(selection)))

    def people(self, selection: Selection) -> list[str]:
        """The ids of the people with such a defection, each once, in alphabetical order."""
        return sorted({row.person for row in self._taken(self._mask(selection))})

    def has(self, facet: Facet) -> bool:
        """Whether anybody has ``facet``."""
        return facet.key in self._facets

    def facets(self, kind: FacetKind) -> list[Facet]:
        """Every facet of this kind that anybody has."""
        return [Facet.from_key(key) for key in self._kinds[kind]]

    def counts(self, selection: Selection, kind: FacetKind) -> list[Count]:
        """What of this kind can still be chosen within ``selection``, and how many people each leaves, most first.

        Filters of the same kind that are set already are left out of account, so that another can be chosen.
        """
        mask = self._mask(selection.without(kind))
        found = []
        for key in self._kinds[kind]:
            both = mask & self._facets[key]
            if both:
                found.append(Count(Facet.from_key(key), self._count_people(both)))
        return sorted(found, key=lambda each: (-each.people, each.facet.value))

    def _count_people(self, mask: int) -> int:
        """How many people the rows of ``mask`` are of: as many as rows, but for those of whom there are several."""
        count = mask.bit_count()
        if mask & self._rows_of_several:
            count -= sum(max(0, (mask & rows).bit_count() - 1) for rows in self._with_several)
        return count

    def _mask(self, selection: Selection) -> int:
        mask = self._all
        for group in selection.groups:
            either = 0
            for facet in group:
                either |= self._facets.get(facet.key, 0)
            mask &= either
        if selection.years or selection.place_text:
            mask = _bits(number for number, row in self._numbered(mask) if _is_within(row, selection))
        return mask

    def _taken(self, mask: int) -> Iterator[Row]:
        return (row for _, row in self._numbered(mask))

    def _numbered(self, mask: int) -> Iterator[tuple[int, Row]]:
        # The digits of a number, last first: one pass in C, where shifting a long number is a pass for each bit.
        return compress(enumerate(self.rows), map(int, f"{mask:b}"[::-1]))


def chronology(row: Row) -> tuple[bool, tuple[int, int, int], str]:
    """A key that orders rows by date, those without one last."""
    return row.date is None, row.date.start.first_day() if row.date else (0, 0, 0), row.name


def defection_rows(dataset: Dataset) -> Iterator[tuple[Row, frozenset[Facet]]]:
    """Every defection of everybody as a row, with its facets."""
    known = renown(dataset)
    for person in dataset.people.values():
        for number, defection in enumerate(person.defections):
            row = Row(
                person=person.id,
                name=person.name,
                renown=known[person.id],
                number=number,
                kind=person.kind,
                size=person.size,
                category=person.category,
                gender=person.gender,
                occupations=person.occupations,
                tags=person.tags,
                nationality=person.nationality,
                born=person.born.date if person.born else None,
                died=person.died.date if person.died else None,
                from_=defection.from_,
                to=defection.to,
                via=defection.via,
                place=defection.place,
                country=defection.country,
                date=defection.date,
                status=defection.status,
                methods=defection.how,
                vehicle=defection.vehicle,
                settled=defection.settled,
            )
            yield row, facets_of(person, defection, dataset)


def facet_bits(facets: Iterable[frozenset[Facet]]) -> dict[str, int]:
    """For each facet's key the numbers of the rows that have it, as the bits of one number."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(facets):
        for facet in each:
            numbers[facet.key].append(number)
    return {key: _bits(each) for key, each in sorted(numbers.items())}


def _bits(numbers: Iterable[int]) -> int:
    taken = bytearray()
    for number in numbers:
        if number // 8 >= len(taken):
            taken.extend(bytes(number // 8 + 1 - len(taken)))
        taken[number // 8] |= 1 << number % 8
    return int.from_bytes(taken, "little")


def _is_within(row: Row, selection: Selection) -> bool:
    if selection.years and not _began_within(row.date, selection.years):
        return False
    return not selection.place_text or plain(selection.place_text) in plain(row.place or "")


def _began_within(date: HistoricalDate | None, years: Years) -> bool:
    if date is None:
        return False
    # Of a decade it is not known in which year: all of it must lie within.
    last = date.last.year if date.precision is Precision.DECADE else date.year
    return (years.first is None or date.year >= years.first) and (years.last is None or last <= years.last)
