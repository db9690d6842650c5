"""Records -> what the name index is made of: their spellings, and the words that describe them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from bot.knowledge.dataset import Dataset
from bot.knowledge.names import Named, Order
from bot.knowledge.records import Person, Record, Word
from bot.knowledge.spelling import words
from bot.knowledge.wording import Wording, year_words

_FAMILY_NAME_FIRST = frozenset(
    {"north-korea", "south-korea", "china", "republic-of-china", "taiwan", "vietnam", "north-vietnam", "south-vietnam",
     "cambodia", "democratic-kampuchea", "hungary", "hungarian-peoples-republic", "japan", "qing-china"}
)  # fmt: skip
"""Nationalities whose names are written family name first, or in either order in English sources."""


class NameRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the knowledge file's table of names. ``label`` tells namesakes apart."""

    id: str
    kind: str
    name: str
    label: str
    spellings: tuple[str, ...]
    context: tuple[str, ...] = ()
    order: Order = Order.WESTERN

    @classmethod
    def of(cls, named: Named, *, kind: str, label: str) -> NameRow:
        """The row for ``named``."""
        context = tuple(sorted(named.context))
        return cls(named.id, kind, named.name, label, named.spellings, context, named.order)

    def named(self) -> Named:
        """What the index takes."""
        return Named(self.id, self.name, self.spellings, frozenset(self.context), self.order)


def name_rows(dataset: Dataset, wording: Wording) -> Iterator[NameRow]:
    """A row for every person, term and topic."""
    for person in dataset.people.values():
        named = Named(person.id, person.name, _spellings(person), _context(person, dataset), _order(person))
        yield NameRow.of(named, kind="person", label=wording.label(person))
    for term in dataset.terms.values():
        yield NameRow.of(Named(term.id, term.name, _spellings(term), order=Order.PHRASE), kind="term", label="term")
    for topic in dataset.topics.values():
        named = Named(topic.id, topic.name, _spellings(topic), order=Order.PHRASE)
        when = f", {year_words(topic.date)}" if topic.date else ""
        yield NameRow.of(named, kind="topic", label=f"{topic.kind}{when}")


def _spellings(record: Record) -> tuple[str, ...]:
    native = (name.text for name in record.native)
    return tuple(dict.fromkeys((record.name, *record.aliases, *native)))


def _order(person: Person) -> Order:
    if person.is_group:
        return Order.PHRASE
    places = {*person.nationality, *(defection.from_ for defection in person.defections)}
    return Order.EASTERN if places & _FAMILY_NAME_FIRST else Order.WESTERN


def _context(person: Person, dataset: Dataset) -> frozenset[str]:
    """Words that may stand beside the person's name because they are true of the person."""
    vocabulary = dataset.vocabulary
    texts: list[str] = [person.summary, person.category, person.rank or "", *person.employer]
    texts += _called(person.occupations, vocabulary.occupations)
    texts += _called(person.tags, vocabulary.tags)
    texts += _called((person.category,), vocabulary.categories)
    for place_id in person.nationality:
        texts += _place_words(place_id, dataset)
    for defection in person.defections:
        for place_id in filter(None, (defection.from_, defection.to, defection.settled, defection.country, *defection.via)):
            texts += _place_words(place_id, dataset)
        texts += [defection.place or "", defection.vehicle or "", str(defection.date.year) if defection.date else ""]
        texts += _called(defection.how, vocabulary.methods)
    texts += [text for name in _spellings(person) for text in (name,)]
    return frozenset(word for text in texts for word in words(text))


def _called(ids: Iterable[str], entries: Mapping[str, Word]) -> Iterator[str]:
    for word_id in ids:
        current: str | None = word_id
        while current is not None:
            word = entries[current]
            yield from (word.label, word.plural or "", *word.aliases)
            current = word.broader


def _place_words(place_id: str, dataset: Dataset) -> Iterator[str]:
    current: str | None = place_id
    while current is not None:
        place = dataset.places[current]
        yield from (place.name, *place.aliases, *place.demonyms)
        current = place.successors[0] if place.successors else None
