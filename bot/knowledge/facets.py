"""What a person can be picked by: category, occupation, country, decade, way out and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.dataset import Dataset, Vocabulary
from bot.knowledge.dates import HistoricalDate
from bot.knowledge.name_analysis import Named, Order
from bot.knowledge.records import Person, Place, Word


class FacetKind(StrEnum):
    """The sorts of facet."""

    CATEGORY = "category"
    OCCUPATION = "occupation"
    TAG = "tag"
    PLACE = "place"
    METHOD = "method"
    DECADE = "decade"
    YEAR = "year"
    GENDER = "gender"


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that people share, such as occupation pilot; ``key`` identifies it."""

    kind: FacetKind
    value: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.value}"

    @classmethod
    def from_key(cls, key: str) -> Facet:
        """The facet of a ``key``; ValueError if it is none."""
        kind, _, value = key.partition(":")
        return cls(FacetKind(kind), value)


def facets_of(person: Person, dataset: Dataset) -> Iterator[Facet]:
    """Every facet by which ``person`` can be picked, each once."""
    words = dataset.vocabulary
    found: dict[Facet, None] = {Facet(FacetKind.CATEGORY, person.category): None}
    for occupation in person.occupations:
        for wider in _with_broader(occupation, words.occupations):
            found[Facet(FacetKind.OCCUPATION, wider)] = None
    for tag in person.tags:
        found[Facet(FacetKind.TAG, tag)] = None
    if person.gender:
        found[Facet(FacetKind.GENDER, person.gender)] = None
    places = list(person.nationality)
    for defection in person.defections:
        places.extend(filter(None, (defection.from_, defection.to, defection.settled, *defection.via)))
        for method in defection.how:
            found[Facet(FacetKind.METHOD, method)] = None
        for year in _years(defection.date):
            found[Facet(FacetKind.DECADE, f"{year // 10 * 10}s")] = None
            found[Facet(FacetKind.YEAR, str(year))] = None
    for place in places:
        for wider in _with_wider(place, dataset.places):
            found[Facet(FacetKind.PLACE, wider)] = None
    yield from found


def facet_names(dataset: Dataset, used: set[Facet]) -> Iterator[Named]:
    """What each facet may be called, so that a topic can be typed in any spelling.

    Countries and controlled words are named even if nobody has them: the bot can
    then say that it understood, and knows nobody.
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
    for facet in sorted(used, key=lambda each: each.key):
        if facet.kind is FacetKind.DECADE:
            short = (facet.value[2:],) if facet.value.startswith("19") else ()
            yield Named(facet.key, facet.value, (facet.value, f"the {facet.value}", *short), order=Order.PHRASE)
        elif facet.kind is FacetKind.YEAR:
            yield Named(facet.key, facet.value, (facet.value,), order=Order.PHRASE)


def _word_lists(words: Vocabulary) -> Iterator[tuple[FacetKind, Mapping[str, Word]]]:
    yield FacetKind.CATEGORY, words.categories
    yield FacetKind.OCCUPATION, words.occupations
    yield FacetKind.TAG, words.tags
    yield FacetKind.METHOD, words.methods


def _with_broader(word_id: str, entries: Mapping[str, Word]) -> Iterator[str]:
    current: str | None = word_id
    while current is not None:
        yield current
        current = entries[current].broader


def _with_wider(place_id: str, places: Mapping[str, Place]) -> Iterator[str]:
    """The place, what it was part of, and the state that is thought of as its heir (its first successor)."""
    place = places[place_id]
    yield place_id
    if place.part_of:
        yield from _with_wider(place.part_of, places)
    if place.successors:
        yield from _with_wider(place.successors[0], places)


def _years(date: HistoricalDate | None) -> range:
    if date is None or date.start.year < 1:
        return range(0)
    return range(date.start.year, date.last.year + 1)
