"""What a defection can be picked by: category, occupation, country, year, way out and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from bot.knowledge.dataset import Dataset, Vocabulary
from bot.knowledge.dates import HistoricalDate, Precision
from bot.knowledge.geography import counted_as
from bot.knowledge.name_types import Named, Order
from bot.knowledge.records import Defection, Person, Word
from bot.knowledge.slugs import slug
from bot.knowledge.spelling import plain

_DECADES_IN_WORDS = {
    "1920s": "twenties",
    "1930s": "thirties",
    "1940s": "forties",
    "1950s": "fifties",
    "1960s": "sixties",
    "1970s": "seventies",
    "1980s": "eighties",
    "1990s": "nineties",
}

_TIME = re.compile(r"(?:in )?(?:the )?([12]\d{3})(?:(?<=0)(?:'?s)|)")
"""A year or a decade, whether or not anybody left then."""

_BEFORE = re.compile(r"(?:(?:from|to|into|in|by|of|the) )+")
_NOBODY_IN_PARTICULAR = frozenset({"people", "person", "persons"})
"""Words of many a topic's name that are none by themselves."""


class FacetKind(StrEnum):
    """The sorts of facet: first those of the person, then those of one defection.

    ``PLACE`` is any country that plays a part, ``FROM``, ``TO``, ``VIA``, ``AT`` (where
    it happened) and ``SETTLED`` one part each.
    """

    CATEGORY = "category"
    OCCUPATION = "occupation"
    TAG = "tag"
    GENDER = "gender"
    EMPLOYER = "employer"
    NATIONALITY = "nationality"
    COLLECTION = "collection"
    PLACE = "place"
    FROM = "from"
    TO = "to"
    VIA = "via"
    AT = "at"
    SETTLED = "settled"
    METHOD = "method"
    VEHICLE = "vehicle"
    STATUS = "status"
    DECADE = "decade"
    YEAR = "year"


class Facet(msgspec.Struct, frozen=True, order=True):
    """One value that defections share, such as occupation pilot; ``key`` identifies it.

    Values are ids of places and controlled words, a status, a year ("1976") or decade
    ("1970s"), and slugs of employers and vehicles ("mig-25").
    """

    kind: FacetKind
    value: str

    @property
    def key(self) -> str:
        """As text: "occupation:pilot"."""
        return f"{self.kind}:{self.value}"

    @classmethod
    def from_key(cls, key: str) -> Facet:
        """The facet of a ``key``; ValueError if it is none."""
        kind, _, value = key.partition(":")
        return cls(FacetKind(kind), value)


def facets_of(person: Person, defection: Defection, dataset: Dataset) -> frozenset[Facet]:
    """Every facet of one ``defection`` of ``person``."""
    return frozenset((*_facets_of_person(person, dataset), *_facets_of_defection(person, defection, dataset)))


def _facets_of_person(person: Person, dataset: Dataset) -> Iterator[Facet]:
    yield Facet(FacetKind.CATEGORY, person.category)
    for occupation in person.occupations:
        for wider in with_broader(occupation, dataset.vocabulary.occupations):
            yield Facet(FacetKind.OCCUPATION, wider)
    for kind, values in (
        (FacetKind.TAG, person.tags),
        (FacetKind.COLLECTION, person.collections),
        (FacetKind.EMPLOYER, map(slug, person.employer)),
        (FacetKind.GENDER, filter(None, (person.gender,))),
        (FacetKind.NATIONALITY, _states(person.nationality, dataset)),
    ):
        for value in values:
            yield Facet(kind, value)


def _facets_of_defection(person: Person, defection: Defection, dataset: Dataset) -> Iterator[Facet]:
    parts = (
        (FacetKind.FROM, (defection.from_,)),
        (FacetKind.TO, (defection.to,)),
        (FacetKind.VIA, defection.via),
        (FacetKind.AT, (defection.country,)),
        (FacetKind.SETTLED, (defection.settled,)),
    )
    for kind, places in parts:
        for state in _states(filter(None, places), dataset):
            yield Facet(kind, state)
            if kind is not FacetKind.AT:
                yield Facet(FacetKind.PLACE, state)
    for state in _states(person.nationality, dataset):
        yield Facet(FacetKind.PLACE, state)
    for method in defection.how:
        yield Facet(FacetKind.METHOD, method)
    for vehicle in vehicle_families(defection.vehicle or ""):
        yield Facet(FacetKind.VEHICLE, vehicle)
    yield Facet(FacetKind.STATUS, defection.status)
    yield from _times(defection.date)


def _states(place_ids: Iterable[str], dataset: Dataset) -> Iterator[str]:
    for place_id in place_ids:
        yield from counted_as(place_id, dataset.places)


def _times(date: HistoricalDate | None) -> Iterator[Facet]:
    if date is None or date.start.year < 1:
        return
    for year in range(date.start.year, date.last.year + 1):
        yield Facet(FacetKind.DECADE, f"{year // 10 * 10}s")
        if date.precision is not Precision.DECADE:
            yield Facet(FacetKind.YEAR, str(year))


def vehicle_families(vehicle: str) -> Iterator[str]:
    """What a vehicle may be called for short, as slugs: a "MiG-25P" also mig-25 and mig."""
    whole = slug(vehicle)
    if not whole:
        return
    yield whole
    for letters, number in re.findall(r"\b([a-z]+)-(\d+)", whole):
        yield f"{letters}-{number}"
        yield letters


def facet_names(dataset: Dataset) -> Iterator[Named]:
    """What each facet may be called, so that a topic can be typed in any spelling.

    Countries and controlled words are named even if nobody has them: the bot can
    then say that it understood, and knows nobody. Years and decades are those in
    which somebody defected; `named_time` reads the others.
    """
    words = dataset.vocabulary
    for kind, entries in _word_lists(words):
        for word in entries.values():
            spellings = tuple(filter(None, (word.plural, word.label, *word.aliases)))
            yield Named(Facet(kind, word.id).key, spellings[0], spellings, order=Order.PHRASE)
    for place in dataset.places.values():
        people = [plural for demonym in place.demonyms for plural in (demonym, f"{demonym}s")]
        names = (place.name, *place.aliases, *people, *(native.text for native in place.native))
        yield Named(Facet(FacetKind.PLACE, place.id).key, place.name, tuple(dict.fromkeys(names)), order=Order.PHRASE)
    for gender, spellings in (
        ("female", ("women", "woman", "female", "girls")),
        ("male", ("men", "man", "male", "boys")),
    ):
        yield Named(Facet(FacetKind.GENDER, gender).key, spellings[0], spellings, order=Order.PHRASE)
    dates = (defection.date for person in dataset.people.values() for defection in person.defections)
    for facet in sorted({facet for date in dates for facet in _times(date)}):
        if facet.kind is FacetKind.DECADE:
            short: tuple[str, ...] = (facet.value[2:],) if facet.value.startswith("19") else ()
            if (in_words := _DECADES_IN_WORDS.get(facet.value)) is not None:
                short = (*short, in_words, f"the {in_words}")
            yield Named(facet.key, facet.value, (facet.value, f"the {facet.value}", *short), order=Order.PHRASE)
        else:
            yield Named(facet.key, facet.value, (facet.value,), order=Order.PHRASE)


def named_time(text: str) -> Facet | None:
    """The year or decade that ``text`` is, such as "1851" or "the 1850s", also one in which nobody defected."""
    written = " ".join(plain(text).split())
    if (found := _TIME.fullmatch(written)) is None:
        return None
    year = found[1]
    return Facet(FacetKind.DECADE, f"{year}s") if written.endswith("s") else Facet(FacetKind.YEAR, year)


def named_alone(text: str) -> str:
    """The topic in ``text`` without the little words before it: "Cuba" of "from Cuba"; nothing of "people"."""
    alone = _BEFORE.sub("", " ".join(plain(text).split()), count=1)
    return "" if alone in _NOBODY_IN_PARTICULAR else alone


def _word_lists(words: Vocabulary) -> Iterator[tuple[FacetKind, Mapping[str, Word]]]:
    yield FacetKind.CATEGORY, words.categories
    yield FacetKind.OCCUPATION, words.occupations
    yield FacetKind.TAG, words.tags
    yield FacetKind.METHOD, words.methods


def with_broader(word_id: str, entries: Mapping[str, Word]) -> Iterator[str]:
    """The word and every wider one above it."""
    current: str | None = word_id
    while current is not None:
        yield current
        current = entries[current].broader
