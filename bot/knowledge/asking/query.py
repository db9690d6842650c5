"""A question as it was understood: what is wanted, of whom or of what, and under which conditions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.selection import Selection

_EVERYBODY = Selection()


class Wanted(StrEnum):
    """What a question asks for."""

    # of a subject
    WHO = "who"
    WHEN = "when"
    FROM = "from"
    TO = "to"
    VIA = "via"
    PLACE = "place"
    HOW = "how"
    VEHICLE = "vehicle"
    WHY = "why"
    BIRTH = "birth"
    DEATH = "death"
    AGE = "age"
    AFTERMATH = "aftermath"
    SUCCESS = "success"
    NATIVE_NAME = "native name"
    OTHER_NAMES = "other names"
    COMPANIONS = "companions"
    DURATION = "duration"
    SOURCES = "sources"
    DEFINITION = "definition"
    DIFFERENCE = "difference"
    FACT = "fact"
    # of everybody who fits
    PEOPLE = "people"
    COUNT = "count"
    FIRST = "first"
    LAST = "last"
    YOUNGEST = "youngest"
    OLDEST = "oldest"
    ORDER = "order"
    # nothing that can be answered
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that a question names; ``spelling`` is how the question wrote it."""

    id: str
    name: str
    kind: str
    spelling: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What a question was understood as.

    ``words`` are the content words, stemmed, that neither the subjects nor the
    selection account for: a record must explain every one of them to be the answer.
    """

    wanted: Wanted
    subjects: tuple[Subject, ...] = ()
    selection: Selection = _EVERYBODY
    words: tuple[str, ...] = ()
