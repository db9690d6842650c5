"""What came of changes of sides, in the four groups that lists and pictures tell apart.

An attempt must never be counted among the successes, nor an abduction among the choices.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.knowledge.records import Status


class Outcome(StrEnum):
    """How far a change of sides was one."""

    CHANGED_SIDES = "changed-sides"
    RETURNED = "returned"
    NOT_ACROSS = "not-across"
    NOT_CHOSEN = "not-chosen"


OUTCOMES: Mapping[Status, Outcome] = {
    Status.COMPLETED: Outcome.CHANGED_SIDES,
    Status.IN_PLACE: Outcome.CHANGED_SIDES,
    Status.RETURNED: Outcome.RETURNED,
    Status.ATTEMPTED: Outcome.NOT_ACROSS,
    Status.CLAIMED: Outcome.NOT_ACROSS,
    Status.DISPUTED: Outcome.NOT_ACROSS,
    Status.EMIGRATED: Outcome.NOT_CHOSEN,
    Status.FORCED: Outcome.NOT_CHOSEN,
    Status.ABDUCTED: Outcome.NOT_CHOSEN,
}

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.CHANGED_SIDES: "Changed sides",
    Outcome.RETURNED: "Changed sides, later back",
    Outcome.NOT_ACROSS: "Attempted, claimed or disputed",
    Outcome.NOT_CHOSEN: "Expelled, let go, forced or taken",
}
