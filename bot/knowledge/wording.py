"""Records -> words: dates, routes, ways and outcomes as a reader would say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from bot.knowledge.dataset import Dataset
from bot.knowledge.date_order import MONTHS, month_first
from bot.knowledge.dates import HistoricalDate, PartialDate, Precision
from bot.knowledge.records import Category, Defection, LifeEvent, Person, Place, Status, TopicKind, Word

STATUS_WORDS: Mapping[Status, str] = {
    Status.COMPLETED: "Got away and stayed",
    Status.ATTEMPTED: "Attempted, and failed",
    Status.CLAIMED: "Claimed, but not accepted as a defection",
    Status.FORCED: "Forced, not chosen",
    Status.IN_PLACE: "Changed sides in secret, at the post",
    Status.RETURNED: "Got across, and later returned or was sent back",
    Status.DISPUTED: "Disputed: sources disagree whether it was a defection",
    Status.EMIGRATED: "Left by permission or was expelled: not a defection in the strict sense",
    Status.ABDUCTED: "Taken against their will: not a defection",
}

CATEGORY_WORDS: Mapping[Category, str] = {
    Category.ARTIST: "Artist",
    Category.ATHLETE: "Athlete",
    Category.MILITARY: "Military",
    Category.POLITICS: "Politics",
    Category.OTHER: "Other",
}

TOPIC_WORDS: Mapping[TopicKind, str] = {kind: kind.value.capitalize() for kind in TopicKind}


class Wording(msgspec.Struct, frozen=True, eq=False):
    """Turns ids into names: it knows the places and the controlled lists. Compared by identity."""

    places: Mapping[str, Place]
    methods: Mapping[str, Word]
    occupations: Mapping[str, Word]
    tags: Mapping[str, Word] = msgspec.field(default_factory=dict)
    categories: Mapping[str, Word] = msgspec.field(default_factory=dict)
    american_dates: bool = False

    @classmethod
    def of(cls, dataset: Dataset) -> Wording:
        """The wording of a ``dataset``."""
        words = dataset.vocabulary
        return cls(dataset.places, words.methods, words.occupations, words.tags, words.categories)

    def with_dates(self, *, american: bool) -> Wording:
        """The same wording with dates as September 6, 1976, or as 6 September 1976."""
        return self if american == self.american_dates else _with_other_dates(self)

    def date(self, date: HistoricalDate) -> str:
        """A date as it stands alone."""
        return self.text(date_words(date))

    def text(self, text: str) -> str:
        """``text``, a sentence of the records or one made of them, with its dates as the reader writes them."""
        return month_first(text) if self.american_dates else text

    def place(self, place_id: str) -> str:
        """A place as it stands in a sentence: "the Soviet Union"."""
        place = self.places[place_id]
        return f"the {place.name}" if place.article else place.name

    def place_name(self, place_id: str) -> str:
        """A place as it stands alone: "Soviet Union"."""
        return self.places[place_id].name

    def demonym(self, place_id: str) -> str:
        """What its people are called: "Soviet"."""
        place = self.places[place_id]
        return place.demonyms[0] if place.demonyms else place.name

    def occupation(self, occupation_id: str) -> str:
        """An occupation in the singular: "ballet dancer"."""
        return self.occupations[occupation_id].label

    def route(self, defection: Defection) -> str:
        """From where to where, through what: "Soviet Union → United States, via Japan"."""
        origin = _with_side(self.place_name(defection.from_), defection.from_side)
        if defection.status is Status.IN_PLACE:
            target = _with_side(self.place_name(defection.to), defection.to_side) if defection.to else defection.to_side
            return f"{origin}, working for {target}" if target else origin
        if defection.to is None:
            return f"{origin} → {defection.to_side or 'unknown'}"
        route = f"{origin} → {_with_side(self.place_name(defection.to), defection.to_side)}"
        if defection.via:
            route += f", via {and_list(self.place_name(each) for each in defection.via)}"
        return route

    def methods_used(self, defection: Defection) -> str:
        """How, as labels: "Flew an aircraft across (MiG-25P), asked for asylum"; empty if no source tells."""
        labels = [] if defection.how else [defection.vehicle or ""]
        for number, method in enumerate(defection.how):
            label = self.methods[method].label
            labels.append(f"{label} ({defection.vehicle})" if number == 0 and defection.vehicle else label)
        return capitalised(", ".join(labels))

    def where(self, defection: Defection) -> str | None:
        """The place where it happened: "Hakodate Airport, Japan"."""
        parts = [defection.place, self.place_name(defection.country) if defection.country else None]
        named = [part for part in parts if part]
        if len(named) == 2 and named[0].endswith(named[1]):
            named.pop()
        return ", ".join(named) or None

    def life_event(self, event: LifeEvent) -> str:
        """A birth or death: "27 January 1948, Riga, Soviet Union"."""
        parts = [
            self.date(event.date) if event.date else None,
            event.place,
            self.place_name(event.country) if event.country else None,
        ]
        return ", ".join(part for part in parts if part)

    def label(self, person: Person) -> str:
        """What tells two people of one name apart: "baseball pitcher · Cuba, 1997"."""
        defection = person.main_defection
        where = self.place_name(defection.from_)
        when = f", {year_words(defection.date)}" if defection.date else ""
        return f"{self.occupation(person.occupations[0])} · {where}{when}"


@lru_cache(maxsize=4)
def _with_other_dates(wording: Wording) -> Wording:
    return replace(wording, american_dates=not wording.american_dates)


def date_words(date: HistoricalDate) -> str:
    """A date as it stands alone: "6 September 1976", "about 1780", "the 1970s", "1962 to 1982"."""
    about = "about " if date.approximate else ""
    if date.precision is Precision.DECADE:
        return f"{about}the {date.start.year}s"
    if date.end is not None:
        return f"{about}{_partial_words(date.start)} to {_partial_words(date.end)}"
    return about + _partial_words(date.start)


def year_words(date: HistoricalDate) -> str:
    """Only the year, or years: "1976", "1962–1982", "415 BC"."""
    if date.precision is Precision.DECADE:
        return f"{date.start.year}s"
    if date.end is not None and date.end.year != date.start.year:
        return f"{_year(date.start.year)}–{_year(date.end.year)}"
    return _year(date.start.year)


def _partial_words(date: PartialDate) -> str:
    month = MONTHS[date.month - 1] if date.month else None
    return " ".join(str(part) for part in (date.day, month, _year(date.year)) if part)


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def and_list(items: Iterable[str]) -> str:
    """ "one", "one and two", "one, two and three"."""
    *most, last = list(items) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def capitalised(text: str) -> str:
    """``text`` with a capital first letter and the rest as it was."""
    return text[:1].upper() + text[1:]


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """ "1 person", "2 people"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def _with_side(place: str, side: str | None) -> str:
    return f"{place} ({side})" if side else place
