"""Records -> what the name index is made of: their spellings, and the words that describe them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


def people_names(dataset: Dataset) -> Iterator[Named]:
    """Every person by name."""
    for person in dataset.people.values():
        yield Named(
            person.id, person.name, _spellings(person), _context(person, dataset), _order(person), _prominence(person)
        )


def definition_names(dataset: Dataset) -> Iterator[Named]:
    """Every term and topic by name, terms first."""
    for record in (*dataset.terms.values(), *dataset.topics.values()):
        yield Named(record.id, record.name, _spellings(record), order=Order.PHRASE)


def labels(dataset: Dataset, wording: Wording) -> Iterator[tuple[str, str]]:
    """For every record its id and what tells it from its namesakes."""
    for person in dataset.people.values():
        yield person.id, wording.label(person)
    for term in dataset.terms.values():
        yield term.id, "term"
    for topic in dataset.topics.values():
        when = f", {year_words(topic.date)}" if topic.date else ""
        yield topic.id, f"{topic.kind}{when}"


def _spellings(record: Record) -> tuple[str, ...]:
    native = (name.text for name in record.native)
    return tuple(dict.fromkeys((record.name, *record.aliases, *native)))


def _prominence(person: Person) -> int:
    """How well known somebody is, as far as the record shows it: by spellings, facts and sources."""
    return len(person.aliases) + len(person.facts) + len(person.sources) + 20 * ("article" in person.collections)


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
        for place_id in filter(
            None, (defection.from_, defection.to, defection.settled, defection.country, *defection.via)
        ):
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
