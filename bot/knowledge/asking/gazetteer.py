"""What words in a question may name, other than people: terms, topics, places, occupations, ways out and the like."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from bot.knowledge.asking.evidence import acronym
from bot.knowledge.asking.words import Token, WordForms
from bot.knowledge.dataset import Dataset
from bot.knowledge.facets import vehicle_families
from bot.knowledge.records import Record, Topic, TopicKind, Word
from bot.knowledge.slugs import slug


class ThingKind(StrEnum):
    """The sorts of thing; ``CITY`` is one of a place that has it, ``PEOPLE`` a place meant by its people: "Cuban"."""

    TERM = "term"
    TOPIC = "topic"
    PLACE = "place"
    CITY = "city"
    PEOPLE = "people"
    OCCUPATION = "occupation"
    TAG = "tag"
    CATEGORY = "category"
    METHOD = "method"
    GENDER = "gender"
    EMPLOYER = "employer"
    VEHICLE = "vehicle"
    STATUS = "status"


_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


class Thing(msgspec.Struct, frozen=True):
    """Something that a phrase may name."""

    kind: ThingKind
    value: str

    @property
    def key(self) -> str:
        """As text."""
        return f"{self.kind}:{self.value}"

    @classmethod
    def from_key(cls, key: str) -> Thing:
        """The thing of a `key`."""
        kind, _, value = key.partition(":")
        return cls(ThingKind(kind), value)


class Part(msgspec.Struct, frozen=True):
    """A run of a question's tokens that names something; ``things`` are what it may be."""

    start: int
    stop: int
    things: tuple[Thing, ...]

    def of(self, *kinds: ThingKind) -> tuple[Thing, ...]:
        """The things of these kinds."""
        return tuple(thing for thing in self.things if thing.kind in kinds)


class Gazetteer:
    """Finds what a question names. Made of the phrases that `phrases_of` gives."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._phrases = phrases
        self._longest: dict[str, int] = {}
        for phrase in phrases:
            first, *others = phrase.split()
            self._longest[first] = max(self._longest.get(first, 0), len(others) + 1)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._phrases

    def find(
        self, tokens: Sequence[Token], *, left_out: Collection[str] = (), of_kinds: Collection[ThingKind] = ()
    ) -> list[Part]:
        """What ``tokens`` name, the longest phrase at each place, from left to right.

        Phrases of things ``of_kinds`` that have a stem of ``left_out`` are no names ("defected to North Korea").
        """
        found = []
        start = 0
        while start < len(tokens):
            part = self._at(tokens, start, left_out, of_kinds)
            if part is None:
                start += 1
            else:
                found.append(part)
                start = part.stop
        return found

    def _at(
        self, tokens: Sequence[Token], start: int, left_out: Collection[str], of_kinds: Collection[ThingKind]
    ) -> Part | None:
        longest = self._longest.get(tokens[start].stem, 0)
        for stop in range(min(len(tokens), start + longest), start, -1):
            stems = [token.stem for token in tokens[start:stop]]
            things = tuple(map(Thing.from_key, self._phrases.get(" ".join(stems), ())))
            if len(stems) > 1 and any(stem in left_out for stem in stems):
                things = tuple(thing for thing in things if thing.kind not in of_kinds)
            if things:
                return Part(start, stop, things)
        return None


def phrases_of(dataset: Dataset, forms: WordForms) -> dict[str, list[str]]:
    """Every phrase, as stems parted by blanks, with the keys of the things that it may name."""
    ignored = {stem for word in dataset.vocabulary.questions.ignored for stem in forms.stems(word)}
    phrases: dict[str, dict[str, None]] = defaultdict(dict)
    for text, thing in _named(dataset):
        found = forms.stems(text)
        is_word = thing.kind is ThingKind.TERM
        if not found or (len(found) == 1 and ((found[0] in ignored and not is_word) or len(found[0]) < 2)):
            continue
        phrases[" ".join(found)][thing.key] = None
        if found[0] in ("the", "a") and len(found) > 2:
            phrases[" ".join(found[1:])][thing.key] = None
    return {phrase: list(things) for phrase, things in phrases.items()}


def _named(dataset: Dataset) -> Iterator[tuple[str, Thing]]:
    words = dataset.vocabulary
    yield from _terms_and_topics(dataset)
    yield from _places(dataset)
    for kind, entries in (
        (ThingKind.OCCUPATION, words.occupations),
        (ThingKind.TAG, words.tags),
        (ThingKind.CATEGORY, words.categories),
        (ThingKind.METHOD, words.methods),
    ):
        yield from _words(kind, entries)
    for gender, names in (("female", ("female", "women", "woman", "girl")), ("male", ("male", "boy"))):
        for name in names:
            yield name, Thing(ThingKind.GENDER, gender)
    for texts, statuses in words.questions.statuses.items():
        for status in statuses:
            yield texts, Thing(ThingKind.STATUS, status)
    yield from _of_people(dataset)


def _terms_and_topics(dataset: Dataset) -> Iterator[tuple[str, Thing]]:
    employers = {slug(employer) for person in dataset.people.values() for employer in person.employer}
    for kind, records in ((ThingKind.TERM, dataset.terms), (ThingKind.TOPIC, dataset.topics)):
        for record in records.values():
            for text in _names(record):
                yield text, Thing(kind, record.id)
                if record.id in employers:
                    yield text, Thing(ThingKind.EMPLOYER, record.id)


def _places(dataset: Dataset) -> Iterator[tuple[str, Thing]]:
    questions = dataset.vocabulary.questions
    for place in dataset.places.values():
        for name in (place.name, *place.aliases):
            yield name, Thing(ThingKind.PLACE, place.id)
        for demonym in place.demonyms:
            if demonym.casefold() not in questions.peoples:  # there it says of whom it is said
                yield demonym, Thing(ThingKind.PEOPLE, place.id)
    for kind, groups in (
        (ThingKind.PLACE, questions.regions),
        (ThingKind.CITY, questions.cities),
        (ThingKind.PEOPLE, questions.peoples),
    ):
        for name, places in groups.items():
            for each in places:
                yield name, Thing(kind, each)


def _names(record: Record) -> Iterator[str]:
    for name in (record.name, *record.aliases, *(native.text for native in record.native)):
        # "Cuban baseball players who defected" asks for the players, not for the list of them.
        if not (isinstance(record, Topic) and record.kind is TopicKind.LIST and "list" not in name.casefold()):
            yield name
    if isinstance(record, Topic) and record.kind is TopicKind.PERSON:
        yield record.name.split()[-1]


def _words(kind: ThingKind, entries: Mapping[str, Word]) -> Iterator[tuple[str, Thing]]:
    for word in entries.values():
        for text in (word.label, word.plural or "", *word.aliases):
            yield text, Thing(kind, word.id)


def _of_people(dataset: Dataset) -> Iterator[tuple[str, Thing]]:
    states = {alias for place in dataset.places.values() for alias in place.aliases}
    used = {word for record in dataset.records() for fact in record.facts for word in _ACRONYM.findall(fact.text)}
    for person in dataset.people.values():
        for employer in person.employer:
            initials = acronym(employer)
            names = [employer, employer.removesuffix(" Ballet")]
            if initials in used and initials not in states:  # the USA are no army
                names.append(initials)
            for name in names:
                yield name, Thing(ThingKind.EMPLOYER, slug(employer))
        for defection in person.defections:
            for family in vehicle_families(defection.vehicle or ""):
                words = family.split("-")
                if len(words) <= 3:
                    thing = Thing(ThingKind.VEHICLE, family)
                    yield " ".join(words), thing
                    yield "".join(words), thing
