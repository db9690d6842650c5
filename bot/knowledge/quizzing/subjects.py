"""Who and what a quiz may ask about, with everything that must not be offered as a wrong answer.

Only what the records state exactly and without dispute is asked, and nothing about people
to whom it was done, about children, or about living people who are not known for what they
do in public. What a record so much as mentions counts as possibly true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from bot.knowledge.dataset import Dataset
from bot.knowledge.dates import HistoricalDate, Precision
from bot.knowledge.geography import counted_as
from bot.knowledge.records import Category, Defection, FactKind, Person, Record, Status, Term
from bot.knowledge.renown import renown

WAYS: dict[str, str] = {
    "flew": "air",
    "passenger": "air",
    "hijacked": "air",
    "balloon": "air",
    "swam": "water",
    "by-boat": "water",
    "jumped-ship": "water",
    "on-foot": "land",
    "drove": "land",
    "by-train": "land",
    "tunnel": "land",
    "over-the-wall": "land",
    "crossed-the-line": "land",
}
"""The methods that are a way of travelling, and what they go over: of one kind, several may be true at once."""

ASKED_WAYS = frozenset({"flew", "balloon", "swam", "by-boat", "on-foot", "drove", "by-train", "tunnel"})
"""Those that are told apart at a glance."""

_TRACE_WORDS = {
    "air": r"air\w*|aircraft|plane|flew|fly|flying|flight|flown|jet|helicopter|balloon|landed",
    "water": r"boat|ship|sea|sail\w*|ferry|raft|swam|swim\w*|river|bay|vessel|canoe|aboard|port",
    "land": r"car|truck|lorry|bus|train|rail\w*|road|drove|driv\w*|walk\w*|foot|tunnel|border|ran|crawl\w*|climb\w*",
}
_TRACES = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _TRACE_WORDS.items()}
"""Words that hint at a stretch of the way over air, water or land, wherever they stand in a record."""

_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
_ASKED_STATUSES = frozenset({Status.COMPLETED, Status.RETURNED})
_PUBLIC = frozenset({Category.ARTIST, Category.ATHLETE, Category.POLITICS})
"""Categories whose living people are known for what they do in public."""

_PRIVATE_TAGS = frozenset({"minor", "family"})
_LEAST_DEFINITION, _MOST_BLANKS = 40, 4
"""Characters and blanks of a definition that still says something."""

_BLANK = "____"


class Subject(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """A person who may be asked about; a fact that may not be asked for is None.

    ``years``, ``places_from``, ``places_to`` and ``ways`` are what may be true of the
    person, beyond what is asked: places with every state that they count as.
    """

    person: str
    name: str
    category: Category
    renown: int
    occupation: str
    year: int | None
    years: tuple[int, ...]
    origin: str | None
    places_from: tuple[str, ...]
    destination: str | None
    places_to: tuple[str, ...]
    way: str | None
    ways: tuple[str, ...]


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """A term that may be asked for by its definition; ``near`` are those that mean nearly the same."""

    term: str
    name: str
    definition: str
    near: tuple[str, ...]


def subjects(dataset: Dataset) -> Iterator[Subject]:
    """Everybody who may be asked about."""
    known = renown(dataset)
    for person in dataset.people.values():
        if may_be_asked_about(person):
            yield _subject(person, known[person.id], dataset)


def may_be_asked_about(person: Person) -> bool:
    """Whether a quiz about ``person`` is in good taste, and what happened is not in doubt."""
    defection = person.main_defection
    return (
        not person.is_group
        and len(person.defections) == 1
        and defection.status in _ASKED_STATUSES
        and _PRIVATE_TAGS.isdisjoint(person.tags)
        and (not person.may_be_living or person.category in _PUBLIC)
        and "status" not in _disputed(person)
    )


def _subject(person: Person, known: int, dataset: Dataset) -> Subject:
    defection = person.main_defection
    disputed = _disputed(person)
    texts = list(_texts(person))
    return Subject(
        person=person.id,
        name=person.name,
        category=person.category,
        renown=known,
        occupation=person.occupations[0],
        year=_exact_year(defection.date) if "date" not in disputed else None,
        years=tuple(sorted(_years(defection.date, texts))),
        origin=defection.from_ if not defection.from_side and "from" not in disputed else None,
        places_from=_counted(_left(person, defection), dataset),
        destination=defection.to if not defection.to_side and "to" not in disputed else None,
        places_to=_counted(_reached(person, defection), dataset),
        way=_asked_way(defection) if "how" not in disputed else None,
        ways=tuple(sorted(_ways(defection, texts))),
    )


def _disputed(person: Person) -> frozenset[str]:
    return frozenset(fact.about for fact in person.facts if fact.kind is FactKind.DISPUTE and fact.about)


def _exact_year(date: HistoricalDate | None) -> int | None:
    if date is None or date.approximate or date.year < 1 or date.precision in (Precision.DECADE, Precision.SPAN):
        return None
    return date.year


def _years(date: HistoricalDate | None, texts: Iterable[str]) -> set[int]:
    found = {int(year) for text in texts for year in _YEAR.findall(text)}
    if date is not None:
        slack = 10 if date.approximate else 0
        found.update(range(date.year - slack, date.last.year + slack + 1))
    return found


def _left(person: Person, defection: Defection) -> Iterator[str | None]:
    yield from (defection.from_, defection.country, *defection.via, *person.nationality)
    yield person.born.country if person.born else None


def _reached(person: Person, defection: Defection) -> Iterator[str | None]:
    yield from (defection.to, defection.country, *defection.via, defection.settled, defection.from_)
    yield person.died.country if person.died else None


def _counted(places: Iterable[str | None], dataset: Dataset) -> tuple[str, ...]:
    return tuple(sorted({state for place in places if place for state in counted_as(place, dataset.places)}))


def _asked_way(defection: Defection) -> str | None:
    """The way, if there is only one and it is told apart at a glance."""
    travelled = [method for method in defection.how if method in WAYS]
    return travelled[0] if len(travelled) == 1 and travelled[0] in ASKED_WAYS else None


def _ways(defection: Defection, texts: Iterable[str]) -> set[str]:
    """What the way went over, by the methods and by every word that hints at more."""
    together = " ".join((*texts, defection.vehicle or "", defection.place or "")).lower()
    hinted = {kind for kind, trace in _TRACES.items() if trace.search(together)}
    return hinted | {WAYS[method] for method in defection.how if method in WAYS}


def _texts(person: Person) -> Iterator[str]:
    """Every sentence about the defection and after; not who the person was before it."""
    yield person.summary
    for defection in person.defections:
        yield from filter(None, (defection.detail, defection.outcome))
        yield from (reason.text for reason in defection.why)
    yield from (fact.text for fact in person.facts if fact.kind is not FactKind.BEFORE)


def words(dataset: Dataset) -> Iterator[Word]:
    """Every term whose definition, with the term itself left out, still says what it is."""
    near = _near(dataset)
    for term in dataset.terms.values():
        definition = _without_name(term)
        if len(definition) >= _LEAST_DEFINITION and definition.count(_BLANK) <= _MOST_BLANKS:
            yield Word(term=term.id, name=term.name, definition=definition, near=tuple(sorted(near[term.id])))


def _near(dataset: Dataset) -> dict[str, set[str]]:
    """Terms that stand close to each other: told apart, related, or sharing a name."""
    near: dict[str, set[str]] = {term: set() for term in dataset.terms}
    named: dict[str, str] = {}
    for term in dataset.terms.values():
        for other in (*(difference.from_ for difference in term.differs), *term.related):
            if other in near:
                near[term.id].add(other)
                near[other].add(term.id)
        for name in _names(term):
            other = named.setdefault(name.casefold(), term.id)
            if other != term.id:
                near[term.id].add(other)
                near[other].add(term.id)
    return near


def _without_name(term: Term) -> str:
    """The definition with a blank for every word of the term's names, in whatever form."""
    stems = {word[:5].casefold() for name in _names(term) for word in re.findall(r"[^\W\d_]{4,}", name)}
    return re.sub(r"[^\W\d_]{4,}", lambda word: _BLANK if word[0][:5].casefold() in stems else word[0], term.definition)


def _names(record: Record) -> tuple[str, ...]:
    return (record.name, *record.aliases, *(native.text for native in record.native))
