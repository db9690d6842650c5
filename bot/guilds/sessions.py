"""How the tables are reached: a session to read in, a session to write in."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext, suppress
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.guilds.errors import DatabaseError
from bot.guilds.tables import Base

_AWAY = ("08", "25006", "28", "3D", "53", "57", "58")
"""What PostgreSQL's codes begin with that tell of the server and not of a statement: no connection, only for reading,
no entry, no such database, no room, stopped, a failing disk.
https://www.postgresql.org/docs/current/errcodes-appendix.html"""

_LEAVING_SECONDS = 1.0
"""How long PostgreSQL may take to see us off."""

_SQLITE_AWAY = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    )
)


class Sessions:
    """The sessions of one database."""

    def __init__(self, engine: AsyncEngine, name: str) -> None:
        """``name`` is what the database is called where it is told that it is out of reach."""
        self._engine = engine
        self._name = name
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer at a time: a queue here is fair, its own waiting is not.
        self._writer: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session to read in. Raises OutOfReachError when the database can't be used for now."""
        with self._telling():
            async with AsyncSession(self._engine, expire_on_commit=False) as session:
                yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session to write in: one transaction, kept at the end unless something is raised.

        Raises OutOfReachError when the database can't be used for now.
        """
        with self._telling():
            async with self._writer, self._engine.connect() as plain:
                connection = await plain.execution_options(writes=True)
                async with AsyncSession(connection, expire_on_commit=False) as session, session.begin():
                    yield session

    def insert(self, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can say what happens when the row is there already, which no standard SQL can."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    async def close(self) -> None:
        """Let go of all connections; a server that does not answer is not waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(None if self.is_sqlite else _LEAVING_SECONDS):
                await self._engine.dispose()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, NoneFreeError, OSError) as error:
            if not _is_out_of_reach(error):
                raise
            # What SQLAlchemy says of it holds the statement's values; the driver's words do not.
            raise DatabaseError.out_of_reach(self._name, getattr(error, "orig", None) or error) from None


def _is_out_of_reach(error: Exception) -> bool:
    """Whether ``error`` tells of the database as a whole, and not of what was asked of it."""
    if not isinstance(error, DBAPIError):
        return True
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_AWAY  # the rest of the number says more exactly what it was
    return str(getattr(error.orig, "sqlstate", None) or "").startswith(_AWAY)
