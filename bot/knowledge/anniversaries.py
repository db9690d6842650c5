"""On which days of the year somebody defected, where the day is known."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from bot.knowledge.selection import Row

_LEAP_DAY = (2, 29)
_DAY_BEFORE = (2, 28)


class Anniversary(msgspec.Struct, frozen=True):
    """Somebody's defection, on this day in ``year``."""

    person: str
    name: str
    year: int


class Anniversaries:
    """All of them, by day of the year."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._days: dict[tuple[int, int], list[Anniversary]] = defaultdict(list)
        for row in rows:
            if row.date is not None and (day := row.date.day) is not None:
                self._days[day.month, day.day].append(Anniversary(row.person, row.name, day.year))
        for found in self._days.values():
            found.sort(key=lambda each: (each.year, each.name))

    def on(self, day: date) -> list[Anniversary]:
        """Those of ``day``, the earliest first; without a 29th of February, the 28th has that day's as well."""
        found = list(self._days.get((day.month, day.day), ()))
        if (day.month, day.day) == _DAY_BEFORE and not calendar.isleap(day.year):
            found += self._days.get(_LEAP_DAY, ())
        return [each for each in found if each.year < day.year]

    def after(self, day: date) -> Iterator[tuple[date, list[Anniversary]]]:
        """The days after ``day``, up to a year on, that have any, with them."""
        for distance in range(1, 366):
            following = day + timedelta(days=distance)
            if found := self.on(following):
                yield following, found
