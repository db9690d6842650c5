"""Texts with dates in them, in the order in which a reader writes dates.

The records and every sentence made of them have "6 September 1976". Whoever shows a text to readers who
write "September 6, 1976" turns it here, so that what was made of fields and what somebody wrote down read alike.
"""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DATE = re.compile(
    r"(?<![\w.,-])(?P<days>\d{1,2}(?:(?: (?:and|or|to) |[–/-])\d{1,2})?)"
    rf" (?P<month>{'|'.join(MONTHS)})\b"
    r"(?:(?P<year> (?:\d{3,4}|\d{1,4} BC)\b)|(?! [A-Z]))"  # "26 July Movement" is a name
)


def month_first(text: str) -> str:
    """``text`` with the month in front of the day.

    >>> month_first("from 5 to 6 February 1989, and again on 20 June")
    'from February 5 to 6, 1989, and again on June 20'
    """
    return _DATE.sub(_turned, text)


def _turned(match: re.Match[str]) -> str:
    year = f",{match['year']}" if match["year"] else ""
    return f"{match['month']} {match['days']}{year}"
