"""What servers have chosen, at hand for every command: read once, kept for a minute, forgotten when it is changed."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

import msgspec

from bot.guilds.database import Database
from bot.guilds.preferences import STANDARD, Preferences

_SECONDS_KEPT = 60.0
"""How late a change that another process makes is seen here."""

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

    async def of(self, guild_id: int | None) -> Preferences:
        """What a server has chosen; the standard for one that has not, and for a direct message (None)."""
        if guild_id is None:
            return STANDARD
        kept = self._kept.get(guild_id)
        if kept is not None and kept.until > self._seconds():
            self._kept.move_to_end(guild_id)
            return kept.preferences
        if not await self._may_have_chosen(guild_id):
            return STANDARD
        store = await self._database.store()
        preferences = await store.guilds.preferences(guild_id)
        self._keep(guild_id, preferences)
        return preferences

    async def zone(self, guild_id: int | None) -> str | None:
        """The zone by which a server's posts come; None for one without, and for a direct message."""
        if guild_id is None or not await self._may_have_chosen(guild_id):
            return None
        return await (await self._database.store()).schedules.zone(guild_id)

    async def change(self, guild_id: int, preferences: Preferences) -> None:
        """Keep what a server has chosen, here and in the database."""
        store = await self._database.store()
        await store.guilds.prefer(guild_id, preferences)
        self._keep(guild_id, preferences)

    def forget(self, guild_id: int) -> None:
        """Read a server's anew the next time."""
        self._kept.pop(guild_id, None)

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
