"""A day of the year, as people write it."""

from __future__ import annotations

import re
from datetime import date, timedelta

DAY_EXAMPLES = "6 September, Sep 6, 09-06, today or tomorrow"

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?([a-z]{3,9})\.?(?:,?\s*\d{4})?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+\d{4})?")
_ISO = re.compile(r"(?:\d{4}-)?(\d{1,2})-(\d{1,2})")
_EUROPEAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?(?:\d{4})?")
_LEAP_YEAR = 2000


def is_relative(text: str) -> bool:
    """Whether the day that ``text`` means depends on which day today is."""
    return _plain(text) in _WORDS


def parse_day(text: str, today: date) -> date:
    """The day that ``text`` means, in the year of ``today``; a 29th of February is in a leap year.

    ValueError says what can be written instead. A year in ``text`` is left out of account.

    >>> parse_day("Sep 6", date(2026, 1, 1))
    datetime.date(2026, 9, 6)
    """
    words = _plain(text)
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    month, day = _month_and_day(words)
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        raise ValueError(f"There is no such day. Write it as {DAY_EXAMPLES}.") from None
    year = today.year
    while (month, day) == (2, 29) and not _has_leap_day(year):
        year += 1
    return date(year, month, day)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _month_and_day(words: str) -> tuple[int, int]:
    if match := _DAY_FIRST.fullmatch(words):
        return _month(match[2]), int(match[1])
    if match := _MONTH_FIRST.fullmatch(words):
        return _month(match[1]), int(match[2])
    if match := _ISO.fullmatch(words):
        return int(match[1]), int(match[2])
    if match := _EUROPEAN.fullmatch(words):
        return int(match[2]), int(match[1])
    raise ValueError(f"I do not understand that day. Write it as {DAY_EXAMPLES}.")


def _month(word: str) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word):
            return number
    raise ValueError(f"I know no such month. Write the day as {DAY_EXAMPLES}.")


def _has_leap_day(year: int) -> bool:
    return (date(year, 3, 1) - timedelta(days=1)).day == 29
