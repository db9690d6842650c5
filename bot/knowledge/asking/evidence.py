"""What a record says, taken apart for questions: its sentences, and the words of its names and fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec
from msgspec.structs import astuple

from bot.knowledge.asking.words import WordForms
from bot.knowledge.dates import HistoricalDate
from bot.knowledge.facets import vehicle_families, with_broader
from bot.knowledge.geography import counted_as
from bot.knowledge.records import Defection, FactKind, LifeEvent, Person, Record, Term, Topic, Word
from bot.knowledge.wording import Wording, date_words

_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|million|dozen|(?:second|third|\w+th) (?:attempt|try|time))",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"
    r"|\b(?:1[0-9]|20)\d\d\b"
)
_DESIGNATION = re.compile(r"\b[A-Za-z]+-?\d[\w-]*")
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_CAPITAL = re.compile(r"(?<=[^.] )[A-Z][\w’'-]+")
_SOMEWHERE = re.compile(
    r"\b(?:in|at|near|from|to|into|on|off|outside|for|between|over|across|through|with|by|of|via|and) (?:the |an? )?"
    r"([A-Z][\w’'-]+)"
)
_PLACED = re.compile(
    r"\b(?:in|at|near|on|under|inside|behind|beside|beneath|between|aboard) (?:an?|the|his|her|their|its) [a-z]"
)
_ROUGH_AMOUNT = re.compile(r"\b(?:no|half|little|most|almost|nearly|hardly|dozens|hundreds|thousands|millions)\b")
_CAPITALISED_RUN = re.compile(r"[A-Z][a-z]+(?:\s(?:of|for|the|and|[A-Z][a-z]+)){2,}")

_AGE = re.compile(
    r"\b(?:aged|(?:the )?age of) (?:about |only |just )?[\w-]+|\b[\w-]+ years? old\b|\b[\w]+-year-old\b"
    r"|\bat (?:\d\d|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?=[,.;]| in \d{4}| and | to )"
)
_SHORTEST_ACRONYM = 3

SUMMARY, DETAIL, OUTCOME, WHY, DEFINITION, DIFFERS = "summary", "detail", "outcome", "why", "definition", "differs"
"""Kinds of sentence that are no facts; facts have those of `FactKind`."""


class Statement(msgspec.Struct, frozen=True):
    """One sentence of a record: of which kind, in which words, by which of the record's sources."""

    text: str
    kind: str
    sources: tuple[str, ...] = ()
    date: HistoricalDate | None = None
    about: str | None = None

    @property
    def to_be_found(self) -> str:
        """What it may be found by: its text, its date in words, and the initials of what it names."""
        return " ".join((self.text, date_words(self.date) if self.date else "", *_acronyms(self.text)))


class Sentence(Statement, frozen=True, kw_only=True):
    """A statement with the stems of its words."""

    stems: frozenset[str]

    @property
    def has_number(self) -> bool:
        """Whether it says how many, in digits or words; a year, a day of a month or a "MiG-29" is no such number."""
        return _NUMBER.search(_DESIGNATION.sub("", _DATE.sub("", self.text))) is not None

    @property
    def has_date(self) -> bool:
        """Whether it tells when something was, in its text or by the date that the record gives it."""
        return self.date is not None or _DATE.search(self.text) is not None

    @property
    def has_rough_amount(self) -> bool:
        """Whether it says how much in words that are no number."""
        return _ROUGH_AMOUNT.search(self.text) is not None

    @property
    def tells_a_place(self) -> bool:
        """Whether it may tell where something was though it names no place: "in a pumpkin"."""
        return _PLACED.search(self.text) is not None

    @property
    def has_age(self) -> bool:
        """Whether it says how old somebody was."""
        return _AGE.search(self.text) is not None

    @property
    def capitals(self) -> list[str]:
        """The words in it that have a capital, but for the first."""
        return _CAPITAL.findall(self.text)

    @property
    def places(self) -> list[str]:
        """Those of them that stand behind "in", "at" and their like, and so may tell where something was."""
        return _SOMEWHERE.findall(self.text)

    @property
    def tells_date(self) -> bool:
        """Whether its text has a year."""
        return _YEAR.search(self.text) is not None


@dataclass(frozen=True, eq=False)
class Evidence:
    """All that a record says. ``fields`` are the stems of its names, places, roles, ways and dates."""

    record: Person | Term | Topic
    sentences: tuple[Sentence, ...]
    names: frozenset[str]
    fields: frozenset[str]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of the record."""
        return self.names.union(self.fields, *(sentence.stems for sentence in self.sentences))

    def of_kind(self, *kinds: str) -> list[Sentence]:
        """The sentences of these kinds, in the order of ``kinds``."""
        return [sentence for kind in kinds for sentence in self.sentences if sentence.kind == kind]


def evidence_of(record: Person | Term | Topic, wording: Wording, forms: WordForms) -> Evidence:
    """Take ``record`` apart."""
    sentences = (
        Sentence(*astuple(each), stems=frozenset(forms.stems(each.to_be_found))) for each in statements_of(record)
    )
    return Evidence(record, tuple(sentences), stems_of_names(record, forms), stems_of_fields(record, wording, forms))


def stems_of_names(record: Record, forms: WordForms) -> frozenset[str]:
    """The stems of all spellings of a record's name."""
    return frozenset(forms.stems("\n".join((record.name, *record.aliases, *(name.text for name in record.native)))))


def stems_of_fields(record: Record, wording: Wording, forms: WordForms) -> frozenset[str]:
    """The stems of its places, roles, ways and dates."""
    return frozenset().union(*map(forms.stems_of_phrase, set(_fields(record, wording))))


def statements_of(record: Person | Term | Topic) -> Iterator[Statement]:
    """Every sentence of ``record``."""
    match record:
        case Person():
            yield Statement(f"{record.name}: {record.summary}.", SUMMARY)
            for defection in record.defections:
                for kind, text in ((DETAIL, defection.detail), (OUTCOME, defection.outcome)):
                    if text:
                        yield Statement(text, kind, defection.sources, defection.date if kind == DETAIL else None)
                for reason in defection.why:
                    yield Statement(reason.text, WHY, reason.sources, about=reason.by)
        case Term():
            yield Statement(record.definition, DEFINITION)
            for difference in record.differs:
                yield Statement(difference.text, DIFFERS, about=difference.from_)
        case Topic():
            yield Statement(record.definition, DEFINITION, date=record.date)
    for fact in record.facts:
        yield Statement(fact.text, fact.kind, fact.sources, fact.date, fact.about)


def _fields(record: Record, wording: Wording) -> Iterator[str]:
    match record:
        case Person():
            yield from _person_fields(record, wording)
        case Topic():
            yield record.kind
            yield from _called_places(record.places, wording)
            if record.date:
                yield date_words(record.date)
        case _:
            pass


def _person_fields(person: Person, wording: Wording) -> Iterator[str]:
    yield from _called(person.occupations, wording.occupations)
    yield from _called(person.tags, wording.tags)
    yield from _called((person.category,), wording.categories)
    yield from _called_places(person.nationality, wording)
    yield person.rank or ""
    yield person.gender or ""
    for employer in person.employer:
        yield employer
        yield acronym(employer)
    for event in (person.born, person.died):
        yield from _life_event(event, wording)
    for defection in person.defections:
        yield from _defection_fields(defection, wording)


def _life_event(event: LifeEvent | None, wording: Wording) -> Iterator[str]:
    if event is None:
        return
    yield event.place or ""
    if event.date:
        yield date_words(event.date)
    if event.country:
        yield wording.place_name(event.country)


def _defection_fields(defection: Defection, wording: Wording) -> Iterator[str]:
    parts = (defection.from_, defection.to, defection.settled, defection.country, *defection.via)
    yield from _called_places(filter(None, parts), wording)
    yield from _called(defection.how, wording.methods)
    for text in (defection.place, defection.settled_place, defection.from_side, defection.to_side, defection.vehicle):
        if text:
            yield from (text, *_acronyms(text))
    yield from vehicle_families(defection.vehicle or "")
    yield from defection.companions
    yield defection.status
    if defection.date:
        yield date_words(defection.date)


def _called_places(ids: Iterable[str], wording: Wording) -> Iterator[str]:
    for place_id in ids:
        for each in counted_as(place_id, wording.places):
            place = wording.places[each]
            yield from (place.name, *place.aliases, *place.demonyms)


def _called(ids: Iterable[str], entries: Mapping[str, Word]) -> Iterator[str]:
    for word_id in ids:
        for each in with_broader(word_id, entries):
            word = entries[each]
            yield from (word.label, word.plural or "", *word.aliases)


def _acronyms(text: str) -> Iterator[str]:
    """The initials of each run of three or more capitalised words, and of its end: JSA for "Joint Security Area".

    The DEA is the "United States Drug Enforcement Administration".
    """
    for run in _CAPITALISED_RUN.findall(text):
        initials = acronym(run)
        yield from (initials[start:] for start in range(len(initials) - _SHORTEST_ACRONYM + 1))


def acronym(name: str) -> str:
    """The capitals of a name of three words or more, little words left out: "NSA"; "" of a shorter one."""
    initials = [word[0] for word in name.split() if word[0].isupper()]
    return "".join(initials) if len(initials) >= _SHORTEST_ACRONYM else ""


FACTS_OF_LATER = (FactKind.AFTERMATH, FactKind.WORK, FactKind.RETURN, FactKind.HONOUR, FactKind.DEATH)
"""What tells how somebody's life went on."""
