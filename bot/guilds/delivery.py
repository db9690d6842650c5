"""What the scheduler needs of whoever brings posts to their channels: on Discord, or in a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

import msgspec

from bot.guilds.choosing import Candidates
from bot.guilds.schedules import Post, Schedule


class Order(msgspec.Struct, frozen=True):
    """What is to be brought to a channel: the post, its schedule, the record, and the day that it is there."""

    post: Post
    schedule: Schedule
    record_id: str
    day: date


class RefusedError(Exception):
    """The channel is gone, or the bot may not post there: nothing was sent. The message says why, to people."""


class UnclearError(Exception):
    """Discord gave no clear answer: it may have been sent. ``retry_after`` is how long it wants to be left alone."""

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class CannotTellError(Exception):
    """Whether it was sent can't be found out: the channel's messages can't be read. The message says why, to people."""


class Carrier(Protocol):
    """Brings posts to their channels."""

    async def candidates(self, topics: Sequence[str], day: date) -> Candidates:
        """The records that fit ``topics``, and those whose anniversary ``day`` is."""

    async def send(self, order: Order) -> int | None:
        """Send a post with its nonce; gives its message's id, None if that is gone again.

        Raises RefusedError, UnclearError.
        """

    async def find(self, order: Order, since: datetime) -> int | None:
        """Look through the channel, from ``since`` on, for a post that may have been sent; gives its message's id.

        Raises CannotTellError, RefusedError when there is no such channel, UnclearError.
        """

    async def publish(self, order: Order, message_id: int) -> None:
        """Hand a message in an announcement channel on to the servers that follow it.

        Raises RefusedError, UnclearError.
        """

    async def tell_paused(self, schedule: Schedule, problem: str) -> None:
        """Tell whoever set a schedule up, as far as they can be reached, that it is paused and why."""
