"""A quiz while it runs, and what people score: what is kept of them, without the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

ANSWER_TIME = timedelta(seconds=25)
"""How long a question stands."""

READING_TIME = timedelta(seconds=8)
"""How long its answer stands before the next question."""

LONGEST_ABSENCE = timedelta(minutes=5)
"""A quiz that nobody led for longer, because the bot was away, is called off."""


class QuizRunsError(Exception):
    """A quiz runs in that channel already."""


class Phase(StrEnum):
    """Where a round stands: a question is open, or its answer is shown."""

    ASKING = "asking"
    TOLD = "told"


class Reception(StrEnum):
    """What became of somebody's answer."""

    TAKEN = "taken"
    ALREADY = "already"
    TOO_LATE = "too late"


class AskedQuestion(msgspec.Struct, frozen=True):
    """What has to be known of a question to score and to show it."""

    kind: str
    text: str
    options: tuple[str, ...]
    right: int
    record: str


class RunningQuiz(msgspec.Struct, frozen=True):
    """A quiz as the database has it; ``due_at`` is when its phase ends, ``round`` counts from 0.

    ``guild_id`` is None in a direct message, ``message_id`` the open question's once it is sent.
    """

    id: int
    guild_id: int | None
    channel_id: int
    user_id: int
    title: str
    questions: tuple[AskedQuestion, ...]
    round: int
    phase: Phase
    due_at: datetime
    message_id: int | None

    @property
    def question(self) -> AskedQuestion:
        """The one that is open, or whose answer is shown."""
        return self.questions[self.round]

    @property
    def is_last(self) -> bool:
        """Whether no question follows."""
        return self.round == len(self.questions) - 1


class Given(msgspec.Struct, frozen=True):
    """Somebody's answer: the number of the option."""

    user_id: int
    option: int


class Standing(msgspec.Struct, frozen=True):
    """How somebody stands: of ``asked`` questions that they answered, so many ``right``."""

    user_id: int
    right: int
    asked: int


def ranked(standings: Sequence[Standing]) -> list[tuple[int, Standing]]:
    """With places, the best first: who has more right, and among these who needed fewer answers; equals share one."""
    ordered = sorted(standings, key=lambda each: (-each.right, each.asked, each.user_id))
    places: list[tuple[int, Standing]] = []
    for number, standing in enumerate(ordered, start=1):
        before = places[-1] if places else None
        is_equal = before and (before[1].right, before[1].asked) == (standing.right, standing.asked)
        places.append((before[0] if before and is_equal else number, standing))
    return places


def week_of(moment: datetime) -> date:
    """The Monday, in UTC, of the week in which ``moment`` lies."""
    day = moment.date()
    return day - timedelta(days=day.weekday())
