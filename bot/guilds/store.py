"""The servers' database, open: everything that can be asked and changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.addresses import read_address
from bot.guilds.engine import open_engine
from bot.guilds.guild_rows import Guilds
from bot.guilds.post_rows import Posts
from bot.guilds.privacy_rows import Privacy
from bot.guilds.quiz_rows import Quizzes
from bot.guilds.report_rows import Reports
from bot.guilds.schedule_rows import Schedules
from bot.guilds.sessions import Sessions
from bot.observer import Observer


class Store:
    """An open database, until `close`."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self.guilds = Guilds(sessions)
        self.schedules = Schedules(sessions)
        self.posts = Posts(sessions)
        self.quizzes = Quizzes(sessions)
        self.reports = Reports(sessions)
        self.privacy = Privacy(sessions)

    @classmethod
    async def open(cls, url: str, observer: Observer | None = None, *, is_patient: bool = False) -> Self:
        """Open the database at ``url``; ``observer`` is told how long statements take.

        One ``is_patient`` lets a statement take as long as it likes, where nobody waits for an answer.
        Raises DatabaseError when it is of a newer version or out of reach.
        """
        address = read_address(url).patient if is_patient else read_address(url)
        return cls(Sessions(await open_engine(address, observer or Observer()), address.name))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session to read in."""
        async with self._sessions.reading() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session to write in: one transaction, kept at the end unless something is raised."""
        async with self._sessions.writing() as session:
            yield session

    async def close(self) -> None:
        """Let go of all connections."""
        await self._sessions.close()
