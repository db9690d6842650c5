"""Times of day and days of the week, as people write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import time

Weekdays = frozenset[int]
"""Days of the week, counted from 0 for Monday."""

EVERY_DAY: Weekdays = frozenset(range(7))
_WORKING_DAYS: Weekdays = frozenset(range(5))
_WEEKEND: Weekdays = frozenset((5, 6))

TIME_EXAMPLES = "9, 9:00, 09:30, 9am or 9:30 pm"
WEEKDAY_EXAMPLES = "every day, weekdays, weekends, Mon-Fri, or Mon, Wed, Fri"

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GROUPS = {
    "daily": EVERY_DAY, "every day": EVERY_DAY, "everyday": EVERY_DAY, "all": EVERY_DAY, "all days": EVERY_DAY,
    "weekdays": _WORKING_DAYS, "weekday": _WORKING_DAYS, "workdays": _WORKING_DAYS, "working days": _WORKING_DAYS,
    "weekends": _WEEKEND, "weekend": _WEEKEND,
}  # fmt: skip
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})|(?P<together>(?<=\d\d)\d{2}))?"
    r"\s*(?:(?P<half>[ap])\.?\s*m\.?|h|hrs?|o['’]?\s*clock|uhr)?"
)
_DAY_SEPARATOR = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\s)\s*")
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*")  # people type any dash


def parse_time(text: str) -> time:
    """The time of day that ``text`` means; ValueError says what can be written instead.

    >>> parse_time("9:30 pm")
    datetime.time(21, 30)
    """
    words = " ".join(text.casefold().split())
    if words in _WORDS:
        return _WORDS[words]
    match = _TIME.fullmatch(words)
    if match is None:
        raise ValueError(f"That is no time of day. Write it as {TIME_EXAMPLES}.")
    hour, minute = int(match["hour"]), int(match["minute"] or match["together"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"With am or pm the hour is from 1 to 12. Write the time as {TIME_EXAMPLES}.")
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"A day has the times from 0:00 to 23:59. Write it as {TIME_EXAMPLES}.")
    return time(hour, minute)


def parse_weekdays(text: str) -> Weekdays:
    """The days of the week that ``text`` means; ValueError says what can be written instead.

    >>> sorted(parse_weekdays("Fri-Mon"))
    [0, 4, 5, 6]
    """
    words = " ".join(text.casefold().split())
    if words in _GROUPS:
        return _GROUPS[words]
    parts = [part for part in _DAY_SEPARATOR.split(_RANGE.sub("-", words)) if part]
    days = frozenset(day for part in parts for day in _days(part))
    if not days:
        raise _no_days()
    return days


def weekday_words(days: Collection[int]) -> str:
    """ "every day", "weekdays", "Mondays and Fridays"."""
    for name, group in (("every day", EVERY_DAY), ("weekdays", _WORKING_DAYS), ("weekends", _WEEKEND)):
        if frozenset(days) == group:
            return name
    *most, last = [f"{_NAMES[day]}s" for day in sorted(days)]
    return f"{', '.join(most)} and {last}" if most else last


def _days(part: str) -> Iterator[int]:
    first, dash, last = part.partition("-")
    start = _day(first)
    yield start
    if dash:
        end = _day(last)
        yield from ((start + step) % 7 for step in range((end - start) % 7 + 1))


def _day(word: str) -> int:
    plain = word.rstrip(".")
    for number, name in enumerate(_NAMES):
        full = name.casefold()
        if len(plain) >= 2 and (full.startswith(plain) or plain == f"{full}s"):
            return number
    raise _no_days()


def _no_days() -> ValueError:
    return ValueError(f"Those are no days of the week. Write them as {WEEKDAY_EXAMPLES}.")
