"""Dates as history gives them: to the day, the month or the year, about a year, or over a span.

Written in the records as a subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019):

======================  ==========================================
``1974-06-29``          a day
``1974-06``             a month
``1974``                a year (``-0414`` is 415 BC, as in ISO 8601)
``197X``                some time in a decade
``1780~``               about then (behind any of the above)
``1962/1982``           from one date to another
======================  ==========================================
"""

from __future__ import annotations

import calendar
import datetime
import re
from enum import StrEnum

import msgspec

_DATE = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<about>~)?")
_DECADE = re.compile(r"(?P<decade>\d{3})X(?P<about>~)?")


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"


class PartialDate(msgspec.Struct, frozen=True, order=True):
    """A day, a month or a year; years before 1 count as in ISO 8601 (0 is 1 BC)."""

    year: int
    month: int | None = None
    day: int | None = None

    def first_day(self) -> tuple[int, int, int]:
        """The earliest (year, month, day) that this date may mean."""
        return self.year, self.month or 1, self.day or 1

    def last_day(self) -> tuple[int, int, int]:
        """The latest (year, month, day) that this date may mean."""
        month = self.month or 12
        return self.year, month, self.day or _days_in_month(self.year, month)

    def __str__(self) -> str:
        year = f"-{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        parts = [year]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


class HistoricalDate:
    """When something happened, as exactly as the sources allow. Immutable.

    ``end`` is set for spans and decades only; ``approximate`` means "about".
    """

    # Not a dataclass: msgspec would then expect a table in place of the notation.
    __slots__ = ("approximate", "decade", "end", "start")

    start: PartialDate
    end: PartialDate | None
    approximate: bool
    decade: bool

    def __init__(
        self, start: PartialDate, end: PartialDate | None = None, *, approximate: bool = False, decade: bool = False
    ) -> None:
        for name, value in (("start", start), ("end", end), ("approximate", approximate), ("decade", decade)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a HistoricalDate does not change: {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HistoricalDate) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"HistoricalDate.parse({str(self)!r})"

    @classmethod
    def parse(cls, text: str) -> HistoricalDate:
        """Read the notation in this module's head; ValueError says what is wrong with ``text``."""
        if "/" in text:
            return cls._parse_span(text)
        if decade := _DECADE.fullmatch(text):
            first = int(decade["decade"]) * 10
            return cls(PartialDate(first), PartialDate(first + 9), approximate=decade["about"] is not None, decade=True)
        date, about = _parse_partial(text)
        return cls(date, approximate=about)

    @classmethod
    def _parse_span(cls, text: str) -> HistoricalDate:
        start_text, _, end_text = text.partition("/")
        start, start_about = _parse_partial(start_text)
        end, end_about = _parse_partial(end_text)
        if end.last_day() < start.first_day():
            raise ValueError(f"{text!r} ends before it starts")
        return cls(start, end, approximate=start_about or end_about)

    @property
    def precision(self) -> Precision:
        """How exactly this date is known."""
        if self.decade:
            return Precision.DECADE
        if self.end is not None:
            return Precision.SPAN
        if self.start.day is not None:
            return Precision.DAY
        return Precision.MONTH if self.start.month is not None else Precision.YEAR

    @property
    def year(self) -> int:
        """The year in which it happened or began."""
        return self.start.year

    @property
    def last(self) -> PartialDate:
        """The end of a span, else the date itself."""
        return self.end or self.start

    @property
    def day(self) -> datetime.date | None:
        """The calendar day, where it is known to the day and not merely "about"."""
        year, month, day = self.start.year, self.start.month, self.start.day
        if month is None or day is None or self.end is not None or self.approximate or year < 1:
            return None
        return datetime.date(year, month, day)

    def __str__(self) -> str:
        about = "~" if self.approximate else ""
        if self.decade:
            return f"{self.start.year // 10}X{about}"
        return f"{self.start}/{self.end}{about}" if self.end else f"{self.start}{about}"


def _parse_partial(text: str) -> tuple[PartialDate, bool]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date such as 1974-06-29, 1974-06, 1974, 1780~, 197X or 1962/1982")
    year = int(match["year"])
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{text!r} has no such month")
    if day is not None and month is not None and not 1 <= day <= _days_in_month(year, month):
        raise ValueError(f"{text!r} has no such day")
    return PartialDate(year, month, day), match["about"] is not None


def _days_in_month(year: int, month: int) -> int:
    # calendar knows no years before 1; the Gregorian pattern repeats every 400 years.
    return calendar.monthrange(year % 400 + 400, month)[1]
