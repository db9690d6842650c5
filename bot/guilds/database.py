"""The servers' database, open: SQLite by default, PostgreSQL when several processes or machines share it.

Everything goes through `Database.reading` and `Database.writing`. Alembic is loaded only
when a migration is due: see `bot.guilds.upgrading`.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, nullcontext
from pathlib import Path
from typing import Any, Self

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from bot.guilds.upgrading import UnknownRevisionError, is_known, upgrade

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
_BUSY_SECONDS = 10.0
"""How long SQLite waits for another process's write."""

_SQLITE_CONNECTIONS = 3
"""One writes, the others read meanwhile; each has a thread of its own."""

_SQLITE_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -1024")
"""FULL: what is written before a message is sent must outlast a power cut."""


class DatabaseError(Exception):
    """The database can't be used; the message says which one it is and what to do."""


class Database:
    """An open database. `close` it at the end."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer at a time: a queue here is fair, its own waiting is not.
        self._writer: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database at ``url``, making its tables or bringing them up to date.

        Raises DatabaseError, and has then changed nothing, when it is damaged, of a newer version, or out of reach.
        """
        address = read_url(url)
        if address.get_backend_name() == "sqlite":
            await asyncio.to_thread(_look_at, _file_of(address))
        engine = _engine(address)
        try:
            await upgrade(engine)
        except UnknownRevisionError as error:
            await engine.dispose()
            raise _newer(_name(address), error.revision) from None
        except (SQLAlchemyError, OSError) as error:
            await engine.dispose()
            raise DatabaseError(f"{_name(address)} can't be opened: {_reason(error)}") from error
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session to read in."""
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


def read_url(url: str) -> URL:
    """``url`` with the driver that is used for it. Raises DatabaseError unless it is of SQLite or PostgreSQL."""
    try:
        address = make_url(url)
        return address.set(drivername=_DRIVERS[address.get_backend_name()])
    except (ArgumentError, KeyError, ValueError):
        raise DatabaseError(
            "DATABASE_URL is the address of an SQLite file or of a PostgreSQL database; for example"
            " DATABASE_URL=sqlite:////var/lib/bot/guilds.sqlite3 or DATABASE_URL=postgresql://bot:secret@localhost/bot"
        ) from None


def _engine(address: URL) -> AsyncEngine:
    if address.get_backend_name() != "sqlite":
        try:
            return create_async_engine(address, pool_pre_ping=True)
        except ModuleNotFoundError:
            raise DatabaseError(
                "PostgreSQL needs the package asyncpg: pip install 'defection-bot[postgresql]'"
            ) from None
    _file_of(address).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        address,
        pool_size=_SQLITE_CONNECTIONS,
        max_overflow=0,
        connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and writes later fails if another wrote in between: writers say so at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _look_at(file: Path) -> None:
    """Refuse a file that is damaged, not ours, or of a newer version, before anything can change it."""
    if not file.exists() or file.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{_reading(file)}", uri=True)) as connection:
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            rows = connection.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
            revisions = [revision for (revision,) in rows]
    except sqlite3.DatabaseError as error:
        raise _damaged(file, str(error)) from None
    if damage != "ok":
        raise _damaged(file, damage.splitlines()[-1])
    if not revisions and tables:
        raise DatabaseError(
            f"{file} is a database of something else; DATABASE_URL has to name a file of this bot's own."
        )
    for revision in revisions:
        if not is_known(revision):
            raise _newer(str(file), revision)


def _reading(file: Path) -> str:
    # Even to read, SQLite makes a log beside the file; where there is none, nobody has it open, and none is needed.
    return "mode=ro" if Path(f"{file}-wal").exists() else "immutable=1"


def _damaged(file: Path, reason: str) -> DatabaseError:
    return DatabaseError(
        f"{file} is damaged ({reason}). Nothing was changed. Move it away together with {file.name}-wal and"
        f" {file.name}-shm, start the bot once so that it makes a new one, and bring back the last backup with"
        " `python -m bot restore PATH`."
    )


def _newer(name: str, revision: str) -> DatabaseError:
    return DatabaseError(
        f"{name} was made by a newer version of this bot (revision {revision}). Nothing was changed. Run that version"
        " again, or use another database with DATABASE_URL."
    )


def _file_of(address: URL) -> Path:
    return Path(address.database or ":memory:")


def _name(address: URL) -> str:
    if address.get_backend_name() == "sqlite":
        return str(_file_of(address))
    return f"The database {address.render_as_string(hide_password=True)}"


def _reason(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
