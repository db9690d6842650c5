"""What a record is: people, terms, topics and places, as they stand under data/.

Facts are structured; sentences are made from them in `bot.knowledge.wording`. The
prose that a record does carry (``detail``, ``outcome``, a fact's ``text``, ...) is
ours, and every piece of it is a whole sentence that can stand alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import msgspec

from bot.knowledge.dates import HistoricalDate

Entries = tuple[str, ...]
"""Ids of other records, of whatever kind; the loader checks that each exists."""


class Category(StrEnum):
    """The five sections of the article, into which every person falls."""

    ARTIST = "artist"
    ATHLETE = "athlete"
    MILITARY = "military"
    POLITICS = "politics"
    OTHER = "other"


class Status(StrEnum):
    """What became of a change of sides; only some of these may be told as done.

    COMPLETED   they left and stayed away
    ATTEMPTED   they tried and did not get across
    CLAIMED     they said that they had defected; the other side refused or doubted it
    FORCED      they were made to
    IN_PLACE    they changed sides and stayed at their post
    RETURNED    they got across, and later went or were sent back
    DISPUTED    sources disagree whether it was a defection at all
    EMIGRATED   they left by permission, or were expelled
    ABDUCTED    they were taken
    """

    COMPLETED = "completed"
    ATTEMPTED = "attempted"
    CLAIMED = "claimed"
    FORCED = "forced"
    IN_PLACE = "in-place"
    RETURNED = "returned"
    DISPUTED = "disputed"
    EMIGRATED = "emigrated"
    ABDUCTED = "abducted"


class FactKind(StrEnum):
    """What a fact tells of; questions ask for facts by kind."""

    BEFORE = "before"
    FLIGHT = "flight"
    AFTERMATH = "aftermath"
    RETURN = "return"
    DEATH = "death"
    HONOUR = "honour"
    WORK = "work"
    DISPUTE = "dispute"


class TopicKind(StrEnum):
    """What sort of thing a topic is."""

    EVENT = "event"
    PLACE = "place"
    POLICY = "policy"
    OPERATION = "operation"
    MOVEMENT = "movement"
    ORGANISATION = "organisation"
    PRACTICE = "practice"
    LIST = "list"
    PERSON = "person"
    WORK = "work"


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The common manner of all records: immutable, and no key that is not listed."""


class Source(_Part, frozen=True, kw_only=True):
    """A page that says what the record says; ``key`` is how the record's facts refer to it."""

    key: str
    title: str
    publisher: str
    address: str


class NativeName(_Part, frozen=True, kw_only=True):
    """A name in its own script; ``language`` is a BCP 47 tag such as ``ru`` or ``zh-Hant``."""

    text: str
    language: str


class LifeEvent(_Part, frozen=True, kw_only=True):
    """A birth or a death; ``country`` is a place id, named as it was at the time."""

    date: HistoricalDate | None = None
    place: str | None = None
    country: str | None = None
    sources: tuple[str, ...] = ()


class Reason(_Part, frozen=True, kw_only=True):
    """Why somebody defected, and who says so."""

    text: str
    by: str
    sources: tuple[str, ...]


class Defection(_Part, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One change of sides; ``from``, ``to``, ``via``, ``country`` and ``settled`` are place ids.

    ``unknown`` tells why ``to``, ``date`` or ``outcome`` is left out, in a whole sentence each.
    """

    from_: str
    to: str | None = None
    via: tuple[str, ...] = ()
    from_side: str | None = None
    to_side: str | None = None
    place: str | None = None
    country: str | None = None
    date: HistoricalDate | None = None
    status: Status
    how: tuple[str, ...] = ()
    detail: str | None = None
    vehicle: str | None = None
    together_with: Entries = ()
    companions: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    outcome: str | None = None
    settled: str | None = None
    settled_place: str | None = None
    unknown: Mapping[Literal["to", "date", "outcome"], str] = {}
    sources: tuple[str, ...]


class Fact(_Part, frozen=True, kw_only=True):
    """One short statement. ``about`` names the field that a dispute is about, such as ``born``."""

    kind: FactKind
    text: str
    date: HistoricalDate | None = None
    about: str | None = None
    sources: tuple[str, ...]


class SeeAlso(_Part, frozen=True, kw_only=True):
    """A related record whose reason can't be computed."""

    id: str
    reason: str


class Record(_Part, frozen=True, kw_only=True):
    """What people, terms and topics share; ``id`` is the file's name.

    ``unknown`` tells why other spellings or the native name are left out, in a whole sentence each.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    native: tuple[NativeName, ...] = ()
    facts: tuple[Fact, ...] = ()
    see_also: tuple[SeeAlso, ...] = ()
    collections: tuple[str, ...] = ()
    sources: tuple[Source, ...]
    unknown: Mapping[Literal["aliases", "native"], str] = {}
    checked: datetime.date


class Person(Record, frozen=True, kw_only=True):
    """Somebody who changed sides, or tried to; or a group that did so together."""

    kind: Literal["person", "group"] = "person"
    summary: str
    gender: Literal["female", "male", "other"] | None = None
    born: LifeEvent | None = None
    died: LifeEvent | None = None
    living: bool | None = None
    nationality: tuple[str, ...] = ()
    occupations: tuple[str, ...]
    category: Category
    tags: tuple[str, ...] = ()
    rank: str | None = None
    employer: tuple[str, ...] = ()
    size: int | None = None
    members: Entries = ()
    defections: tuple[Defection, ...]

    @property
    def is_group(self) -> bool:
        """Whether this record stands for several people."""
        return self.kind == "group"

    @property
    def main_defection(self) -> Defection:
        """The one that the person is known for: the first in the record."""
        return self.defections[0]

    @property
    def may_be_living(self) -> bool:
        """Whether the care due to the living applies."""
        return not self.is_group and self.died is None and self.living is not False


class Difference(_Part, frozen=True, kw_only=True, rename={"from_": "from"}):
    """How a term differs from a neighbour."""

    from_: str
    text: str


class Term(Record, frozen=True, kw_only=True):
    """A word and what it means; ``related`` and ``examples`` are ids of other records."""

    definition: str
    definition_sources: tuple[str, ...]
    differs: tuple[Difference, ...] = ()
    related: Entries = ()
    examples: Entries = ()


class Topic(Record, frozen=True, kw_only=True):
    """What is neither a person nor a word: an event, a place, a policy, an operation, ..."""

    kind: TopicKind
    definition: str
    definition_sources: tuple[str, ...]
    date: HistoricalDate | None = None
    places: tuple[str, ...] = ()
    related: Entries = ()
    people: Entries = ()


class Place(_Part, frozen=True, kw_only=True):
    """A country, present or past, or a territory.

    ``demonyms`` are what its people and things are called ("Soviet"), ``successors`` the
    ids of the states that followed it, ``since`` and ``until`` years (0 is 1 BC),
    ``coordinates`` latitude and longitude in degrees; ``article`` says that English puts
    "the" before the name.
    """

    id: str
    name: str
    kind: Literal["country", "historical", "territory"]
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    native: tuple[NativeName, ...] = ()
    article: bool = False
    part_of: str | None = None
    successors: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    coordinates: tuple[float, float]


class Word(_Part, frozen=True, kw_only=True):
    """An entry of a controlled list under data/vocabulary/: what it is called, also by others.

    ``phrase`` completes "They defected ..." for methods; ``broader`` is a word of the same list.
    """

    id: str
    label: str
    plural: str | None = None
    phrase: str | None = None
    aliases: tuple[str, ...] = ()
    broader: str | None = None


class Origin(_Part, frozen=True, kw_only=True):
    """Whose texts many sites copy or write after: an encyclopaedia, an agency, a newspaper.

    ``publishers`` are what the publisher of such a page says, ``hosts`` the sites that don't say it.
    """

    id: str
    name: str
    publishers: tuple[str, ...]
    hosts: tuple[str, ...]


class Collection(_Part, frozen=True, kw_only=True):
    """A part of the dataset: what it covers, and how complete it is."""

    id: str
    name: str
    covers: str
    completeness: str
