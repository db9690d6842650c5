"""What a question may ask for, and why it may be none for the records."""

from __future__ import annotations

from enum import StrEnum


class Wanted(StrEnum):
    """What a question asks for: of a subject, then of everybody who fits; or nothing that can be told."""

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
    BEFORE = "before"
    RETURN = "return"
    HONOURS = "honours"
    DISPUTES = "disputes"
    NATIVE_NAME = "native_name"
    OTHER_NAMES = "other_names"
    COMPANIONS = "companions"
    DURATION = "duration"
    SOURCES = "sources"
    OCCUPATION = "occupation"
    DEFINITION = "definition"
    DIFFERENCE = "difference"
    WORD = "word"

    PEOPLE = "people"
    COUNT = "count"
    FIRST = "first"
    LAST = "last"
    YOUNGEST = "youngest"
    OLDEST = "oldest"
    HIGHEST = "highest"
    ORDER = "order"

    NOTHING = "nothing"


ROUTE = (Wanted.WHEN, Wanted.FROM, Wanted.TO, Wanted.VIA, Wanted.PLACE)
"""What the one sentence of the way out tells."""

ORDERS = (Wanted.FIRST, Wanted.LAST, Wanted.YOUNGEST, Wanted.OLDEST)
"""What picks one of many."""

OF_MANY = (Wanted.PEOPLE, Wanted.COUNT, Wanted.HIGHEST, *ORDERS)
"""What asks of everybody who fits."""


OF_LIFE = frozenset({Wanted.BIRTH, Wanted.DEATH, Wanted.AGE, Wanted.NATIVE_NAME})
"""What is asked of somebody by name."""

GENERAL = frozenset({Wanted.WHO, Wanted.PEOPLE, Wanted.DEFINITION})
"""What is asked where nothing more is said than who or what."""


class Refusal(StrEnum):
    """Why a question is not one for the records."""

    OPINION = "opinion"
    FUTURE = "future"
    COMMAND = "command"
    ADVICE = "advice"
    PRIVATE = "private"
    ELSEWHERE = "elsewhere"
