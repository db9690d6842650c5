"""Records -> what the name index is made of: their spellings, and the words that describe them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from itertools import zip_longest

from bot.knowledge.dataset import Dataset, Vocabulary
from bot.knowledge.name_types import Descriptors, Named, Order
from bot.knowledge.records import Person, Record, Term, Topic, Word
from bot.knowledge.spelling import words
from bot.knowledge.wording import Wording, year_words

_FAMILY_NAME_FIRST = frozenset(
    {"north-korea", "south-korea", "china", "republic-of-china", "taiwan", "vietnam", "north-vietnam", "south-vietnam",
     "cambodia", "democratic-kampuchea", "qing-china"}
)  # fmt: skip
"""Nationalities whose names are written family name first."""

_EITHER_ORDER = frozenset({"hungary", "hungarian-peoples-republic", "japan"})
"""Those whose names English sources turn round."""


_split = lru_cache(maxsize=32_768)(words)
"""For what is met again and again: the words of texts, the names of countries, occupations, ways."""

_WRITTEN_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CAPITALISED = re.compile(r"\b[A-Z][^\W_]+(?:-[^\W_]+)*|\b\d+\b")


def people_names(dataset: Dataset) -> Iterator[Named]:
    """Every person by name."""
    peoples, roles = _countries_by_people(dataset), _words_of_occupations(dataset.vocabulary)
    for person in dataset.people.values():
        yield Named(
            person.id,
            person.name,
            _spellings(person),
            _context(person, dataset, roles),
            _mentioned(person, peoples),
            _order(person),
            _prominence(person),
        )


def other_names(dataset: Dataset) -> Iterator[Named]:
    """Well-known people by name, of whom some may have got a record."""
    others = dataset.vocabulary.others
    for order, names in ((Order.WESTERN, others.given_name_first), (Order.EASTERN, others.family_name_first)):
        for name in dict.fromkeys(names):
            yield Named(name, name, (name,), order=order)


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
    if places & _FAMILY_NAME_FIRST:
        return Order.EASTERN
    return Order.EITHER if places & _EITHER_ORDER else Order.WESTERN


def _context(person: Person, dataset: Dataset, roles: Set[str]) -> str:
    """Words that may stand beside the person's name because they are true of the person.

    The ``roles`` that the person's texts tell of are not, if others are known by the name.
    """
    vocabulary = dataset.vocabulary
    texts: list[str] = [person.category, person.rank or "", *person.employer]
    texts += _called(person.occupations, vocabulary.occupations)
    texts += _called(person.tags, vocabulary.tags)
    texts += _called((person.category,), vocabulary.categories)
    for place_id in person.nationality:
        texts += _place_words(place_id, dataset)
    for defection in person.defections:
        places = (defection.from_, defection.to, defection.settled, defection.country, *defection.via)
        for place_id in filter(None, places):
            texts += _place_words(place_id, dataset)
        texts += [
            defection.place or "",
            _vehicle_words(defection.vehicle),
            str(defection.date.year) if defection.date else "",
        ]
        texts += _called(defection.how, vocabulary.methods)
    found = {word for text in texts for word in _split(text)}
    told = _ordinary_words(_prose(person))
    if not vocabulary.names.family_names_of_others.isdisjoint(_split(person.name)):
        told -= roles  # the composer's son is none: whoever asks for one means another
    found |= told
    return f" {' '.join(sorted(found))} "


def _words_of_occupations(vocabulary: Vocabulary) -> set[str]:
    occupations, names = vocabulary.occupations, vocabulary.names
    words_of_all = {word for name in _called(occupations, occupations) for word in _split(name)}
    return words_of_all - names.fillers - names.particles - names.titles


def _mentioned(person: Person, peoples: Mapping[str, frozenset[str]]) -> str:
    """The names that the person's texts mention, and the person's own others; not the given names of relatives.

    With a people ("the Korean War") its country is mentioned, by ``peoples``.
    """
    own = {word for spelling in _spellings(person) for word in _split(spelling)}
    found = set(own)
    for text in _prose(person):
        names = [_split(name) for name in _CAPITALISED.findall(text)]
        for name, following in zip_longest(names, names[1:], fillvalue=()):
            if own.isdisjoint(following):
                found.update(name)
    found |= {word for demonym in found & peoples.keys() for word in peoples[demonym]}
    return f" {' '.join(sorted(found))} "


def _countries_by_people(dataset: Dataset) -> dict[str, frozenset[str]]:
    """For the word of a people the one that its country is called: "korean", Korea."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in dataset.places.values():
        names = [split[0] for name in (place.name, *place.aliases) if len(split := _split(name)) == 1]
        for demonym in place.demonyms:
            if len(split := _split(demonym)) == 1:
                found[split[0]].update(names)
    return {people: frozenset(names) for people, names in found.items()}


def prose_words(dataset: Dataset) -> set[str]:
    """The words that the records' sentences have in small letters."""
    return _ordinary_words(text for record in dataset.records() for text in _prose(record))


def descriptors(dataset: Dataset, ordinary: Set[str]) -> Descriptors:
    """The words with which the records, and so people who ask, describe somebody; ``ordinary`` are `prose_words`."""
    vocabulary = dataset.vocabulary
    occupations = _called(vocabulary.occupations, vocabulary.occupations)
    countries = (text for place_id in dataset.places for text in _place_words(place_id, dataset))
    roles = {word for text in (*occupations, *countries) for word in _split(text) if len(word) > 2}
    others = [*_called(vocabulary.methods, vocabulary.methods), *_called(vocabulary.tags, vocabulary.tags)]
    others += [*_called(vocabulary.categories, vocabulary.categories)]
    others += [employer for person in dataset.people.values() for employer in person.employer]
    general = {word for text in others for word in _split(text) if len(word) > 2}
    asked = vocabulary.questions
    cities = {word for city in (*asked.cities, *asked.capitals) for word in _split(city)}
    families = {word for person in dataset.people.values() if not person.is_group for word in _split(person.name)[-1:]}
    return Descriptors(
        frozenset(roles - families),
        frozenset(general - families),
        frozenset(ordinary - families),
        frozenset({*asked.plain.split(), *cities}) - ordinary - families,
        frozenset(given_names(dataset, ordinary)) - vocabulary.names.common_given,
    )


def ordinary_words(dataset: Dataset, ordinary: Set[str]) -> list[str]:
    """``ordinary`` words, and those of names of places and things that are of no person's; alphabetical."""
    of_names = {word for person in dataset.people.values() for text in _spellings(person) for word in _split(text)}
    texts = (text for record in dataset.records() for text in _prose(record))
    names = {name for text in texts for name in _CAPITALISED.findall(text)}
    capitalised = {word for name in names for word in _split(name)}
    of_others = {word for word in capitalised if of_names.isdisjoint((word, word.removesuffix("s")))}
    return sorted(ordinary | of_others)


def given_names(dataset: Dataset, ordinary: Set[str]) -> list[str]:
    """The first words of names whose family name stands last, but for ``ordinary`` ones ("Red Elvis"); alphabetical."""
    people = (person for person in dataset.people.values() if _order(person) is Order.WESTERN)
    split = (_split(spelling) for person in people for spelling in _spellings(person))
    return sorted({each[0] for each in split if len(each) > 1} - ordinary)


def _prose(record: Record) -> Iterator[str]:
    yield from (fact.text for fact in record.facts)
    match record:
        case Person():
            yield record.summary
            for defection in record.defections:
                yield from (text for text in (defection.detail, defection.outcome) if text)
                yield from (reason.text for reason in defection.why)
        case Term() | Topic():
            yield record.definition


def _ordinary_words(texts: Iterable[str]) -> set[str]:
    """The words of ``texts`` that are not written with a capital: no names, of people least of all."""
    written = {word for text in texts for word in _WRITTEN_WORD.findall(text) if word.islower() and len(word) > 2}
    is_plain = {each for each in written if each.isascii() and each.isalpha()}
    return is_plain | {word for each in written - is_plain for word in _split(each)}


def _vehicle_words(vehicle: str | None) -> str:
    """A vehicle's name as people shorten it: "MiG-25P" also as "MiG 25" and "MiG25"."""
    shortened = re.sub(r"(\d+)[A-Za-z]+\b", r"\1", vehicle or "")
    return f"{vehicle or ''} {shortened} {re.sub('[- ]', '', shortened)}"


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
