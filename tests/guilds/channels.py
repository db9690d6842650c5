"""Channels that keep what is sent to them, know nonces as Discord does, and fail when a test wants it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.guilds.choosing import Candidates
from bot.guilds.delivery import CannotTellError, Order, RefusedError, UnclearError
from bot.guilds.schedules import Schedule

NONCES_KNOWN = timedelta(minutes=3)
Fault = Callable[[Order], Exception | None]


@dataclass
class Clock:
    """A clock that a test sets."""

    time: datetime = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **duration: float) -> None:
        """Let so much time go by."""
        self.time += timedelta(**duration)


@dataclass(frozen=True)
class Sent:
    """A message in a channel."""

    id: int
    nonce: str
    guild_id: int
    record_id: str
    at: datetime


@dataclass
class Channels:
    """A carrier without Discord. ``lost_answers`` are sent all the same; ``refused`` and ``unclear`` are not."""

    now: Callable[[], datetime]
    pool: Sequence[str] = tuple(f"person-{number:02d}" for number in range(12))
    days: dict[tuple[int, int], Sequence[str]] = field(default_factory=dict)
    messages: list[Sent] = field(default_factory=list)
    told: list[Schedule] = field(default_factory=list)
    looks: int = 0
    published: list[int] = field(default_factory=list)
    fault: Fault = lambda _: None
    fault_after: Fault = lambda _: None
    readable: bool = True
    publishing: Exception | None = None
    before_sending: Callable[[], asyncio.Future[None]] | None = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def candidates(self, topics: Sequence[str], day: date) -> Candidates:
        """All there are, and those of the day."""
        return Candidates(() if "nobody" in topics else self.pool, self.days.get((day.month, day.day), ()))

    async def send(self, order: Order) -> int | None:
        """Send, unless Discord knows the nonce."""
        if self.before_sending is not None:
            await self.before_sending()
        if (error := self.fault(order)) is not None:
            raise error
        known = [sent for sent in self.messages if self._is_known(sent, order)]
        if not known:
            message = Sent(len(self.messages) + 1, order.post.nonce, order.post.guild_id, order.record_id, self.now())
            self.messages.append(message)
            self._arrived.set()
            known = [message]
        if (error := self.fault_after(order)) is not None:
            raise error
        return known[0].id

    async def have(self, count: int) -> None:
        """Return when so many messages are there."""
        async with asyncio.timeout(60):
            while len(self.messages) < count:
                self._arrived.clear()
                await self._arrived.wait()

    def _is_known(self, sent: Sent, order: Order) -> bool:
        return sent.nonce == order.post.nonce and self.now() - sent.at < NONCES_KNOWN

    async def find(self, order: Order, since: datetime) -> int | None:
        """Look at all messages since then."""
        self.looks += 1
        if not self.readable:
            raise CannotTellError("I may not read the channel.")
        found = [sent.id for sent in self.messages if sent.nonce == order.post.nonce and sent.at >= since]
        return found[0] if found else None

    async def publish(self, order: Order, message_id: int) -> None:
        """Publish, unless it shall fail."""
        if self.publishing is not None:
            raise self.publishing
        self.published.append(message_id)

    async def tell_paused(self, schedule: Schedule, problem: str) -> None:
        """Note it."""
        self.told.append(schedule)

    @property
    def counts(self) -> Counter[str]:
        """How often each post is there."""
        return Counter(sent.nonce for sent in self.messages)


def refusing(_: Order) -> Exception:
    """Every channel refuses."""
    return RefusedError("I may not post there.")


def unclear(_: Order) -> Exception:
    """No answer is clear."""
    return UnclearError("Discord gave no answer.")
