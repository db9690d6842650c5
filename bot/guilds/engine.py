"""SQLAlchemy's engine for either kind of database, with its tables brought up to date."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.guilds.addresses import Address, read_address
from bot.guilds.errors import DatabaseError
from bot.guilds.revisions import is_known, is_newest
from bot.observer import Observer

_BUSY_SECONDS = 10.0
"""How long SQLite waits for another process's write."""

_BEGUN = "statement begun at"

_SQLITE_CONNECTIONS = 3
"""One writes, the others read meanwhile; each has a thread of its own."""

_SQLITE_PRAGMAS = ("synchronous = FULL", "foreign_keys = ON", "cache_size = -1024")
"""FULL: what is written before a message is sent must outlast a power cut."""


class Standing(msgspec.Struct, frozen=True):
    """How far a PostgreSQL database has come: its revision (None: empty), and whether tables may be made in it."""

    revision: str | None
    takes_tables: bool


async def open_engine(address: Address, observer: Observer) -> AsyncEngine:
    """The engine of the database at ``address``, which tells ``observer`` how long each statement takes.

    Raises DatabaseError when it is of a newer version or out of reach.
    """
    engine = _engine(address)
    _time_statements(engine, observer)
    try:
        if address.is_sqlite:
            await asyncio.to_thread(_use_log, Path(address.url.database or ""))
        await _bring_up_to_date(engine, address)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        await engine.dispose()
        raise DatabaseError.out_of_reach(address.name, getattr(error, "orig", None) or error) from error
    except BaseException:
        await engine.dispose()
        raise
    return engine


async def examine(url: str, seconds: float) -> Standing:
    """How the PostgreSQL database at ``url`` stands; nothing is changed there.

    Raises DatabaseError when it is of a newer version, or out of reach for so many ``seconds``.
    """
    address = read_address(url)
    engine = _engine(address)
    try:
        async with asyncio.timeout(seconds), engine.connect() as connection:
            revision = await connection.run_sync(revision_of)
            takes_tables = await connection.scalar(text("SELECT has_schema_privilege(current_schema(), 'CREATE')"))
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseError.out_of_reach(address.name, getattr(error, "orig", None) or error) from error
    finally:
        await engine.dispose()
    _refuse_newer(revision, address.name)
    return Standing(revision, bool(takes_tables))


def _engine(address: Address) -> AsyncEngine:
    # A failure's words hold no values: ids of people are among them.
    if not address.is_sqlite:
        try:
            return create_async_engine(
                address.url, pool_pre_ping=True, hide_parameters=True, connect_args=dict(address.arguments)
            )
        except ModuleNotFoundError:
            raise DatabaseError("PostgreSQL needs the package asyncpg: pip install asyncpg") from None
    engine = create_async_engine(
        address.url,
        hide_parameters=True,
        pool_size=_SQLITE_CONNECTIONS,
        max_overflow=0,
        connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _time_statements(engine: AsyncEngine, observer: Observer) -> None:
    def begun(connection: Connection, *_: Any) -> None:
        connection.info[_BEGUN] = time.perf_counter()

    def ended(connection: Connection, *_: Any) -> None:
        observer.database("guilds", time.perf_counter() - connection.info[_BEGUN])

    event.listen(engine.sync_engine, "before_cursor_execute", begun)
    event.listen(engine.sync_engine, "after_cursor_execute", ended)


async def _bring_up_to_date(engine: AsyncEngine, address: Address) -> None:
    async with engine.connect() as connection:
        revision = await connection.run_sync(revision_of)
    if is_newest(revision):
        return
    _refuse_newer(revision, address.name)
    migrating = await asyncio.to_thread(import_module, "bot.guilds.migrating")
    patient = _engine(address.patient)
    try:
        async with patient.connect() as plain:
            connection = await plain.execution_options(writes=True)
            async with connection.begin():
                await connection.run_sync(migrating.migrate)
    finally:
        await patient.dispose()


def _refuse_newer(revision: str | None, name: str) -> None:
    if revision is not None and not is_known(revision):
        raise DatabaseError.newer(name, revision)


def revision_of(connection: Connection) -> str | None:
    """The revision that the database is of; None for an empty one."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _use_log(file: Path) -> None:
    """Make the file one with a write-ahead log, which it then stays, so that readers and the writer go on together."""
    file.parent.mkdir(parents=True, exist_ok=True)
    patience = time.monotonic() + _BUSY_SECONDS
    with closing(sqlite3.connect(file, timeout=_BUSY_SECONDS)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:  # another process is doing it: SQLite does not wait here by itself
                if time.monotonic() > patience:
                    raise
                time.sleep(0.05)
            else:
                return


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and writes later fails if another wrote in between: writers say so at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
