"""The servers' database, open: everything that can be asked and changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.guilds.engine import open_engine


class Store:
    """An open database, until `close`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # SQLite has one writer at a time: a queue here is fair, its own waiting is not.
        is_sqlite = engine.dialect.name == "sqlite"
        self._writer: AbstractAsyncContextManager[Any] = asyncio.Lock() if is_sqlite else nullcontext()

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database at ``url``. Raises DatabaseError when it is of a newer version or out of reach."""
        return cls(await open_engine(url))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session to read in: all of it sees the same state on SQLite."""
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session to write in: one transaction, kept at the end unless something is raised."""
        async with self._writer, self._engine.connect() as plain:
            connection = await plain.execution_options(writes=True)
            async with AsyncSession(connection, expire_on_commit=False) as session, session.begin():
                yield session

    async def close(self) -> None:
        """Let go of all connections."""
        await self._engine.dispose()
