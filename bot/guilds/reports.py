"""Reports of mistakes: what is known of them outside the database."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

import msgspec

KEPT = timedelta(days=90)
"""How long it is remembered who reported something: no decision is likely to come later."""

MOST_A_DAY = 5
"""Reports of one person in 24 hours."""


class Decision(StrEnum):
    """What the bot's owner made of a report."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class TooManyReportsError(Exception):
    """Somebody has reported as much as is allowed in a day."""


class Report(msgspec.Struct, frozen=True):
    """Who reported a mistake in which record."""

    id: int
    user_id: int
    record_id: str
