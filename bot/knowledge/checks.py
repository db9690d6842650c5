"""What must hold between the records, beyond the shape of each: ids, dates, sources, names."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from bot.knowledge.asking.vocabulary import SOMEBODY, EverydayWords, QuestionWords
from bot.knowledge.codec import to_plain
from bot.knowledge.completeness import check_completeness
from bot.knowledge.dataset import Dataset
from bot.knowledge.dates import HistoricalDate
from bot.knowledge.mistakes import Mistake
from bot.knowledge.prose import check_prose
from bot.knowledge.records import Defection, Person, Record, Term, Topic, Word
from bot.knowledge.slugs import slug
from bot.knowledge.sourcing import check_sources


def check(dataset: Dataset) -> Iterator[Mistake]:
    """Every mistake in ``dataset``."""
    yield from _check_vocabulary(dataset)
    yield from _check_questions(dataset)
    yield from _check_everyday(dataset.vocabulary.everyday)
    yield from _check_places(dataset)
    yield from _check_distinct_names(dataset)
    for folder, records in (("people", dataset.people), ("terms", dataset.terms), ("topics", dataset.topics)):
        for record in records.values():
            checker = _RecordChecker(f"{folder}/{record.id}.toml", record, dataset)
            yield from checker.check()


def _check_vocabulary(dataset: Dataset) -> Iterator[Mistake]:
    words = dataset.vocabulary
    lists = {
        "categories": words.categories,
        "occupations": words.occupations,
        "methods": words.methods,
        "tags": words.tags,
    }
    for name, entries in lists.items():
        for word in entries.values():
            file = f"vocabulary/{name}.toml"
            if word.broader is not None and word.broader not in entries:
                yield Mistake(file, f"{word.id}.broader", f"there is no {word.broader!r} in this file")
            elif word.id in _broader_than(word, entries):
                yield Mistake(file, f"{word.id}.broader", "leads back to itself")
        if name == "methods":
            for word in entries.values():
                if word.phrase is None:
                    yield Mistake("vocabulary/methods.toml", f"{word.id}.phrase", "is missing")


_QUESTIONS = "vocabulary/questions.toml"


def _check_questions(dataset: Dataset) -> Iterator[Mistake]:
    """What the vocabulary of questions refers to is there; no phrase of it is empty, and nothing in a list twice."""
    words = dataset.vocabulary.questions
    for name, table in (("regions", words.regions), ("cities", words.cities), ("peoples", words.peoples)):
        for text, places in table.items():
            for place in places:
                if place not in dataset.places:
                    yield Mistake(_QUESTIONS, f"{name}.{text}", f"there is no place {place!r}")
    for name, methods in (("general_methods", words.general_methods), ("unchecked_methods", words.unchecked_methods)):
        for method in methods:
            if method not in dataset.vocabulary.methods:
                yield Mistake(_QUESTIONS, name, f"there is no method {method!r}")
    yield from _check_phrases(words)
    for name, entries in _lists(to_plain(words)):
        for entry, count in Counter(entries).items():
            if count > 1:
                yield Mistake(_QUESTIONS, name, f"{entry!r} stands there twice")


_EVERYDAY = "vocabulary/everyday.toml"
_ONE_WORD = re.compile(r"[a-z]+|[a-z]{2}\d+")


def _check_everyday(words: EverydayWords) -> Iterator[Mistake]:
    """Every entry is one plain word and stands for others, and in no list twice."""
    for name, table in (("said_for", words.said_for), ("wider", words.wider)):
        for word, others in table.items():
            if not others:
                yield Mistake(_EVERYDAY, f"{name}.{word}", "has no words")
            for each in (word, *others):
                if not _ONE_WORD.fullmatch(each):
                    yield Mistake(_EVERYDAY, f"{name}.{word}", f"{each!r} is not one word in small letters")
            for each, count in Counter((word, *others)).items():
                if count > 1:
                    yield Mistake(_EVERYDAY, f"{name}.{word}", f"{each!r} stands there twice")


def _check_phrases(words: QuestionWords) -> Iterator[Mistake]:
    for name, phrases in (*words.wanted.items(), *words.refused.items()):
        for phrase in phrases:
            if not phrase.strip(" ^$.|"):
                yield Mistake(_QUESTIONS, str(name), f"{phrase!r} has no words")
            for group in re.findall(r"<([^>]*)>", phrase):
                if group not in words.groups and f"<{group}>" != SOMEBODY:
                    yield Mistake(_QUESTIONS, str(name), f"{phrase!r}: there is no group {group!r}")


def _lists(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, list[Hashable]]]:
    """Every list of ``table`` and of the tables in it, by its key; a group in a list is one entry."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _lists(value, f"{above}{key}.")
        elif not isinstance(value, str):
            yield f"{above}{key}", [tuple(entry) if isinstance(entry, list) else entry for entry in value]


def _broader_than(word: Word, entries: Mapping[str, Word]) -> set[str]:
    seen: set[str] = set()
    broader = word.broader
    while broader is not None and broader in entries and broader not in seen:
        seen.add(broader)
        broader = entries[broader].broader
    return seen


def _check_places(dataset: Dataset) -> Iterator[Mistake]:
    for place in dataset.places.values():
        for key, ids in (("part_of", (place.part_of,) if place.part_of else ()), ("successors", place.successors)):
            for other in ids:
                if other not in dataset.places:
                    yield Mistake("places.toml", f"{place.id}.{key}", f"there is no place {other!r}")
        latitude, longitude = place.coordinates
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            yield Mistake("places.toml", f"{place.id}.coordinates", "are latitude and longitude in degrees")


def _check_distinct_names(dataset: Dataset) -> Iterator[Mistake]:
    folders = {Person: "people", Term: "terms", Topic: "topics"}
    ids = Counter(record.id for record in dataset.records())
    names = Counter(record.name.casefold() for record in dataset.records())
    for record in dataset.records():
        file = f"{folders[type(record)]}/{record.id}.toml"
        if ids[record.id] > 1:
            yield Mistake(file, "", f"another record has the id {record.id!r}")
        if names[record.name.casefold()] > 1:
            yield Mistake(file, "name", f"another record is called {record.name!r} too")


class _RecordChecker:
    def __init__(self, file: str, record: Record, dataset: Dataset) -> None:
        self._file = file
        self._record = record
        self._dataset = dataset

    def check(self) -> Iterator[Mistake]:
        yield from self._check_texts("", to_plain(self._record))
        yield from self._check_names()
        for key, message in chain(
            check_completeness(self._record, self._dataset.places),
            check_prose(self._record),
            check_sources(self._record, self._dataset.vocabulary.origins),
        ):
            yield self._mistake(key, message)
        yield from self._check_facts()
        yield from self._check_links()
        match self._record:
            case Person():
                yield from self._check_person(self._record)
            case Term():
                yield from self._check_term(self._record)
            case Topic():
                yield from self._check_topic(self._record)

    def _mistake(self, key: str, message: str) -> Mistake:
        return Mistake(self._file, key, message)

    def _check_texts(self, key: str, values: dict[str, Any] | Sequence[Any]) -> Iterator[Mistake]:
        for name, value in values.items() if isinstance(values, dict) else enumerate(values):
            if isinstance(value, str):
                if not value or value != value.strip():
                    yield self._mistake(_below(key, name), f"{value!r} is empty or has blanks around it")
            elif isinstance(value, (dict, list, tuple)):
                yield from self._check_texts(_below(key, name), value)

    def _check_names(self) -> Iterator[Mistake]:
        record = self._record
        slugs = map(slug, (record.name, *record.aliases))
        if not any(record.id == each or record.id.startswith(f"{each}-") for each in slugs):
            yield self._mistake("", f"the file should be called {slug(record.name)}.toml after the name")
        names = Counter(name.casefold() for name in (record.name, *record.aliases))
        for name, count in names.items():
            if count > 1:
                yield self._mistake("aliases", f"{name!r} stands twice")
        if record.checked > datetime.datetime.now(datetime.UTC).date():
            yield self._mistake("checked", f"{record.checked} is in the future")

    def _check_facts(self) -> Iterator[Mistake]:
        for number, fact in enumerate(self._record.facts):
            yield from self._check_not_future(f"facts[{number}].date", fact.date)

    def _check_links(self) -> Iterator[Mistake]:
        yield from self._check_known("collections", self._record.collections, self._dataset.collections, "collection")
        yield from self._check_records("see_also", (link.id for link in self._record.see_also))

    def _check_person(self, person: Person) -> Iterator[Mistake]:
        words = self._dataset.vocabulary
        yield from self._check_known("occupations", person.occupations, words.occupations, "occupation")
        yield from self._check_known("tags", person.tags, words.tags, "tag")
        yield from self._check_known("nationality", person.nationality, self._dataset.places, "place")
        yield from self._check_life(person)
        yield from self._check_group(person)
        for number, defection in enumerate(person.defections):
            yield from self._check_defection(f"defections[{number}]", defection)

    def _check_life(self, person: Person) -> Iterator[Mistake]:
        for key, event in (("born", person.born), ("died", person.died)):
            if event is None:
                continue
            yield from self._check_known(
                f"{key}.country", filter(None, (event.country,)), self._dataset.places, "place"
            )
            yield from self._check_not_future(f"{key}.date", event.date)
        born, died = (event.date if event else None for event in (person.born, person.died))
        if born and died and _is_before(died, born):
            yield self._mistake("died.date", f"{died} is before the birth, {born}")
        if person.died and person.living:
            yield self._mistake("living", "is true of somebody who has died")
        for number, defection in enumerate(person.defections):
            key = f"defections[{number}].date"
            if defection.date and born and _is_before(defection.date, born):
                yield self._mistake(key, f"{defection.date} is before the birth, {born}")
            if defection.date and died and _is_before(died, defection.date):
                yield self._mistake(key, f"{defection.date} is after the death, {died}")

    def _check_group(self, person: Person) -> Iterator[Mistake]:
        if not person.is_group and (person.size is not None or person.members):
            yield self._mistake("kind", 'size and members are for kind = "group"')
        yield from self._check_known("members", person.members, self._dataset.people, "person")

    def _check_defection(self, key: str, defection: Defection) -> Iterator[Mistake]:
        places = filter(None, (defection.from_, defection.to, defection.country, defection.settled, *defection.via))
        yield from self._check_known(key, places, self._dataset.places, "place")
        yield from self._check_known(f"{key}.how", defection.how, self._dataset.vocabulary.methods, "method")
        yield from self._check_known(f"{key}.together_with", defection.together_with, self._dataset.people, "person")
        yield from self._check_not_future(f"{key}.date", defection.date)

    def _check_term(self, term: Term) -> Iterator[Mistake]:
        yield from self._check_records("related", term.related)
        yield from self._check_records("examples", term.examples)
        for number, difference in enumerate(term.differs):
            yield from self._check_known(f"differs[{number}].from", (difference.from_,), self._dataset.terms, "term")

    def _check_topic(self, topic: Topic) -> Iterator[Mistake]:
        yield from self._check_records("related", topic.related)
        yield from self._check_known("people", topic.people, self._dataset.people, "person")
        yield from self._check_known("places", topic.places, self._dataset.places, "place")

    def _check_records(self, key: str, ids: Iterable[str]) -> Iterator[Mistake]:
        dataset = self._dataset
        for other in ids:
            if not any(other in records for records in (dataset.people, dataset.terms, dataset.topics)):
                yield self._mistake(key, f"there is no record {other!r}")
            elif other == self._record.id:
                yield self._mistake(key, "points to the record itself")

    def _check_known(self, key: str, ids: Iterable[str], known: Container[str], what: str) -> Iterator[Mistake]:
        for each in ids:
            if each not in known:
                yield self._mistake(key, f"there is no {what} {each!r}")

    def _check_not_future(self, key: str, date: HistoricalDate | None) -> Iterator[Mistake]:
        checked = self._record.checked
        if date and date.start.first_day() > (checked.year, checked.month, checked.day):
            yield self._mistake(key, f"{date} is later than the day on which it was checked")


def _below(key: str, name: str | int) -> str:
    """The key of what stands in ``key`` under a name or, in a list, a number."""
    if isinstance(name, int):
        return f"{key}[{name}]"
    return f"{key}.{name}" if key else name


def _is_before(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether ``one`` is certainly over before ``other`` begins; "about" is taken as ten years either way."""
    slack = 10 if one.approximate or other.approximate else 0
    year, month, day = one.last.last_day()
    return (year + slack, month, day) < other.start.first_day()
