"""What has to be done now and then: servers that removed the bot are forgotten, old posts and old reports too."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.guilds import reports
from bot.guilds.clock import utc_now
from bot.guilds.database import Database
from bot.rounds import Rounds

log = logging.getLogger(__name__)

GRACE = timedelta(days=7)
"""How long everything of a server is kept after it removed the bot, should that have been a mistake."""

POSTS_KEPT = timedelta(days=90)
"""How long the record of a post is kept."""

_INTERVAL = timedelta(hours=6)
_AFTER_FAILURE = timedelta(minutes=10)


class Housekeeping:
    """Compares the database with the servers that the bot is in."""

    def __init__(
        self,
        database: Database,
        servers: Callable[[], Awaitable[set[int]]],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """``servers`` gives the ids of all servers that the bot is in, those that are unavailable among them."""
        self._database = database
        self._servers = servers
        self._now = now
        self._rounds = Rounds(
            self._round, what="comparing the servers with the database", after_failure=_AFTER_FAILURE.total_seconds()
        )

    def start(self) -> None:
        """Do it at once and then every few hours, until `stop`."""
        self._rounds.start()

    async def stop(self) -> None:
        """Do it no more."""
        await self._rounds.stop()

    async def _round(self) -> float:
        await self.tidy()
        return _INTERVAL.total_seconds()

    async def tidy(self) -> None:
        """Do it once. A database in which there is nothing to do is not opened for it."""
        now = self._now()
        glance = await self._database.glance()
        has_old_reports = glance is not None and _is_before(glance.oldest_report, now - reports.KEPT)
        if glance is not None and not glance.guild_ids and not has_old_reports:
            return
        here = await self._servers()
        has_changes = glance is None or bool(glance.left_ids) or not glance.guild_ids <= here
        if not (has_changes or has_old_reports or self._database.is_awake):
            return
        store = await self._database.store()
        known = await store.guilds.ids()
        await store.guilds.back(known & here)
        await store.guilds.left(known - here, now)
        forgotten = await store.guilds.forget_left(now - GRACE)
        if forgotten:
            log.info("%d servers that removed the bot were forgotten", forgotten)
        await store.posts.forget_finished(now - POSTS_KEPT)
        await store.reports.forget_old(now - reports.KEPT)


def _is_before(moment: datetime | None, limit: datetime) -> bool:
    return moment is not None and moment < limit
