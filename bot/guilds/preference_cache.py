"""What servers have chosen, at hand for every command: read once, kept for a minute, forgotten when it is changed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import msgspec

from bot.guilds.database import Database
from bot.guilds.errors import OutOfReachError
from bot.guilds.preferences import STANDARD, UNKNOWN, Preferences

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_SECONDS_KEPT = 60.0
"""How late a change that another process makes is seen here."""

_PATIENCE_SECONDS = 1.5
"""How long an answer waits for it: Discord waits for three seconds."""

_SECONDS_LEFT_ALONE = 2.0
"""For how long a database that was out of reach is not asked."""

_MOST_KEPT = 10_000


class _Kept(msgspec.Struct, frozen=True):
    preferences: Preferences
    until: float


class PreferenceCache:
    """The preferences of servers."""

    def __init__(self, database: Database, seconds: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._seconds = seconds
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._known_ids: frozenset[int] = frozenset()
        self._looked_at = float("-inf")
        self._away_until = float("-inf")
        self._readings: set[asyncio.Task[Any]] = set()

    async def of(self, guild_id: int | None) -> Preferences:
        """What a server has chosen; the standard for one that has not, and for a direct message (None).

        While the database is out of reach it is what was last known to be chosen, else `UNKNOWN`.
        """
        if guild_id is None:
            return STANDARD
        kept = self._kept.get(guild_id)
        if kept is not None and kept.until > self._seconds():
            self._kept.move_to_end(guild_id)
            return kept.preferences
        if self._has_surely_not_chosen(guild_id):
            return STANDARD
        otherwise = UNKNOWN if kept is None else kept.preferences
        return await self._in_time(self._read(guild_id), otherwise)

    async def chosen(self, guild_id: int) -> Preferences:
        """What a server has chosen, read anew. Raises OutOfReachError while that can't be known."""
        kept = self._kept.get(guild_id)
        preferences = await (await self._database.store()).guilds.preferences(guild_id)
        if self._kept.get(guild_id) is kept:  # else it was changed meanwhile
            self._keep(guild_id, preferences)
        return preferences

    async def zone(self, guild_id: int | None) -> str | None:
        """The zone by which a server's posts come; None for one without, and for a direct message.

        None, too, while the database is out of reach.
        """
        if guild_id is None or self._has_surely_not_chosen(guild_id):
            return None
        return await self._in_time(self._read_zone(guild_id), None)

    async def change(self, guild_id: int, preferences: Preferences) -> None:
        """Keep what a server has chosen, here and in the database."""
        store = await self._database.store()
        await store.guilds.prefer(guild_id, preferences)
        self._keep(guild_id, preferences)

    def forget(self, guild_id: int) -> None:
        """Read a server's anew the next time."""
        self._kept.pop(guild_id, None)

    async def _in_time(self, reading: Coroutine[Any, Any, _T], otherwise: _T) -> _T:
        """What is read, or ``otherwise`` when the database is out of reach or takes too long.

        Then it is left alone for a moment, so that not everybody waits for it. A slow reading goes on by itself:
        what it finds, the next one has.
        """
        if self._seconds() < self._away_until:
            reading.close()
            return otherwise
        task = asyncio.ensure_future(reading)
        self._readings.add(task)
        task.add_done_callback(self._readings.discard)
        try:
            return await asyncio.wait_for(asyncio.shield(task), _PATIENCE_SECONDS)
        except (OutOfReachError, TimeoutError) as error:
            task.add_done_callback(_pass_over)
            log.warning("what servers have chosen can't be read: %s", str(error) or "no answer in time")
            self._away_until = self._seconds() + _SECONDS_LEFT_ALONE
            return otherwise

    async def _read(self, guild_id: int) -> Preferences:
        return await self.chosen(guild_id) if await self._may_have_chosen(guild_id) else STANDARD

    async def _read_zone(self, guild_id: int) -> str | None:
        if not await self._may_have_chosen(guild_id):
            return None
        return await (await self._database.store()).schedules.zone(guild_id)

    def _has_surely_not_chosen(self, guild_id: int) -> bool:
        """Whether the last glance at a database that nobody has opened told that this server is not in it."""
        has_looked = self._seconds() - self._looked_at <= _SECONDS_KEPT
        return not self._database.is_awake and has_looked and guild_id not in self._known_ids

    async def _may_have_chosen(self, guild_id: int) -> bool:
        """Whether the database has to be opened, or asked, for this server; a glance at it once a minute tells."""
        if self._database.is_awake:
            return True
        if self._seconds() - self._looked_at > _SECONDS_KEPT:
            glance = await self._database.glance()
            if glance is None:
                return True
            self._known_ids, self._looked_at = glance.guild_ids, self._seconds()
        return guild_id in self._known_ids

    def _keep(self, guild_id: int, preferences: Preferences) -> None:
        self._kept[guild_id] = _Kept(preferences, self._seconds() + _SECONDS_KEPT)
        self._kept.move_to_end(guild_id)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


def _pass_over(done: asyncio.Future[Any]) -> None:
    """What a reading raises after nobody waited for it any more was told then."""
    if not done.cancelled():
        done.exception()
