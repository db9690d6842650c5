"""Schedules and their posts: what they are, and when the next one is due. No database here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from bot.guilds.clock import due_at, zone_of
from bot.guilds.times import EVERY_DAY, Weekdays

MOST_SCHEDULES = 10
"""Schedules that one server may have."""

MOST_TOPICS = 10
"""Topics that one schedule may have."""

FAILED_DAYS_UNTIL_PAUSE = 3
"""After how many posts in a row that Discord refused a schedule is paused."""

MISSED_KEPT = 10
"""How many missed days are recorded after a long downtime: as many as /daily show shows."""

TOO_LATE = "The bot was not running when this was due."
"""Why a post was missed."""

PAUSED_MEANWHILE = "Its schedule was paused before it could be sent."
"""Why a post that was tried in vain was not tried again."""

_DAY = timedelta(days=1)
_WEEK_AND_MORE = 9
"""Days within which every schedule has a post: a week, and two more should a zone leave days out."""


class ChannelKind(StrEnum):
    """What a schedule's channel is, which decides how its posts are made."""

    TEXT = "text"
    ANNOUNCEMENT = "announcement"
    FORUM = "forum"


class ScheduleState(StrEnum):
    """PAUSED posts nothing until somebody resumes it."""

    ACTIVE = "active"
    PAUSED = "paused"


class PostState(StrEnum):
    """What became of a post.

    PLANNED  it is not yet due
    TRYING   it was claimed; it may be on its way, or be tried again
    SENT     it is in the channel
    MISSED   it came too late to be sent at all, such as after a downtime
    FAILED   it could not be sent
    """

    PLANNED = "planned"
    TRYING = "trying"
    SENT = "sent"
    MISSED = "missed"
    FAILED = "failed"


class Plan(msgspec.Struct, frozen=True):
    """What somebody wants: where, at what time in what zone, on which days, about what, and whom to mention.

    ``topics`` are keys of facets; none of them means everybody. ``mention_role_id`` is a role of the server.
    """

    channel_id: int
    channel_kind: ChannelKind
    local_time: time
    zone: str
    weekdays: Weekdays = EVERY_DAY
    topics: tuple[str, ...] = ()
    mention_role_id: int | None = None


class Schedule(msgspec.Struct, frozen=True):
    """A plan that a server has, and how it fares. ``user_id`` set it up and is told once if it has to be paused."""

    id: int
    guild_id: int
    plan: Plan
    user_id: int
    state: ScheduleState = ScheduleState.ACTIVE
    failed_days: int = 0
    problem: str | None = None


class Post(msgspec.Struct, frozen=True):
    """One post. ``local_date`` is None for one that somebody asked for with /daily now; moments are in UTC."""

    id: int
    schedule_id: int
    guild_id: int
    local_date: date | None
    due_at: datetime
    state: PostState
    tries: int = 0
    unsure_since: datetime | None = None
    record_id: str | None = None
    channel_id: int | None = None
    message_id: int | None = None
    finished_at: datetime | None = None
    problem: str | None = None

    @property
    def nonce(self) -> str:
        """What tells Discord, and whoever looks through the channel, that two messages are the same post.

        It is the same after a restart and after a restore, and has at most 25 characters, Discord's limit:
        https://discord.com/developers/docs/resources/message#create-message
        """
        if self.local_date is None:
            return f"{self.schedule_id}-now-{self.id}"
        return f"{self.schedule_id}-{self.local_date:%Y%m%d}"


class Occurrence(msgspec.Struct, frozen=True):
    """A day on the server's own calendar, and when its post is due, in UTC."""

    local_date: date
    due_at: datetime


def occurrences(plan: Plan, first: date) -> Iterator[Occurrence]:
    """The days from ``first`` on that have a post, without end."""
    zone = zone_of(plan.zone)
    day = first
    while True:
        if day.weekday() in plan.weekdays and (moment := due_at(day, plan.local_time, zone)) is not None:
            yield Occurrence(day, moment)
        day += _DAY


def next_occurrence(plan: Plan, after: datetime, later_than: date | None = None) -> Occurrence:
    """The first post that is due after the moment ``after``, on a later day than ``later_than``."""
    first = after.astimezone(zone_of(plan.zone)).date() - _DAY  # a gap can move a day's post into the next day
    if later_than is not None:
        first = max(first, later_than + _DAY)
    return next(each for each in occurrences(plan, first) if each.due_at > after)


def catch_up(plan: Plan, last: date, now: datetime, late: timedelta) -> tuple[list[Occurrence], Occurrence]:
    """What comes after the post of ``last``: the days that are too late by more than ``late``, and the next to be sent.

    Of a long downtime only the last few missed days are given.
    """
    earliest = max(last + _DAY, (now - late).date() - timedelta(days=MISSED_KEPT + _WEEK_AND_MORE))
    missed: list[Occurrence] = []
    for each in occurrences(plan, earliest):
        if each.due_at >= now - late:
            return missed[-MISSED_KEPT:], each
        missed.append(each)
    raise AssertionError("occurrences have no end")
