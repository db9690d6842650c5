"""Backups: everything in the servers' database to a file of its own and back, from and to either kind of database.

Both read and write rows, each in one transaction, so that the bot can go on meanwhile.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.errors import DatabaseError
from bot.guilds.glance import check, glance
from bot.guilds.post_rows import RESTORED_FACT
from bot.guilds.store import Store
from bot.guilds.tables import Base, FactRow

_AT_ONCE = 500


async def back_up(url: str, path: Path) -> int:
    """Write everything in the database at ``url`` to a new SQLite file ``path``; gives the number of rows.

    Raises DatabaseError when ``path`` is there already, or either can't be used.
    """
    if await asyncio.to_thread(path.exists):
        raise DatabaseError(f"{path} is there already. Nothing was written; name another file.")
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    source = await Store.open(url, is_patient=True)
    try:
        target = await Store.open(f"sqlite:///{new}")
        try:
            async with source.reading() as reading, target.writing() as writing:
                await _see_one_state(reading)
                count = await _copy(reading, writing)
        finally:
            await target.close()
        await asyncio.to_thread(_make_one_file, new)
        new.rename(path)
    except BaseException:
        for leftover in new.parent.glob(f"{new.name}*"):
            leftover.unlink()
        raise
    finally:
        await source.close()
    return count


async def restore(url: str, path: Path, now: datetime) -> int:
    """Replace everything in the database at ``url`` by what the backup ``path`` holds; gives the number of rows.

    An older backup is brought up to date in a copy. Posts that were due before ``now`` may have been sent since
    the backup was made: the scheduler looks for them in their channels first.
    Raises DatabaseError, and has then changed nothing, when either can't be used.
    """
    await asyncio.to_thread(check, path)
    if (await asyncio.to_thread(glance, path)).revision is None:
        raise DatabaseError(f"{path} is no backup. Nothing was changed.")
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        copy = Path(folder) / "backup.sqlite3"
        await asyncio.to_thread(shutil.copyfile, path, copy)
        source = await Store.open(f"sqlite:///{copy}")
        try:
            target = await Store.open(url, is_patient=True)
            try:
                async with source.reading() as reading, target.writing() as writing:
                    return await _replace(reading, writing, now)
            finally:
                await target.close()
        finally:
            await source.close()


async def _replace(reading: AsyncSession, writing: AsyncSession, now: datetime) -> int:
    for table in reversed(Base.metadata.sorted_tables):
        await writing.execute(delete(table))
    count = await _copy(reading, writing)
    posts = Base.metadata.tables["posts"]
    await writing.execute(posts.update().values(holder=None))
    await writing.merge(FactRow(name=RESTORED_FACT, value=now.isoformat()))
    await writing.flush()
    if writing.get_bind().dialect.name == "postgresql":
        for table in Base.metadata.sorted_tables:
            await _count_on(writing, table)
    return count


async def _copy(reading: AsyncSession, writing: AsyncSession) -> int:
    count = 0
    for table in Base.metadata.sorted_tables:
        result = await reading.stream(select(table))
        async for part in result.mappings().partitions(_AT_ONCE):
            await writing.execute(insert(table), [dict(row) for row in part])
            count += len(part)
    return count


async def _see_one_state(session: AsyncSession) -> None:
    """Let all that is read be of one moment, as SQLite does by itself."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


async def _count_on(session: AsyncSession, table: Table) -> None:
    """Let PostgreSQL number new rows behind those that were brought with their numbers."""
    for column in table.primary_key:
        sequence = await session.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        if sequence is not None:
            highest = select(func.coalesce(func.max(column), 0)).scalar_subquery()
            await session.execute(select(func.setval(sequence, func.greatest(highest, func.nextval(sequence)), True)))


def _make_one_file(file: Path) -> None:
    """Leave no log beside ``file``."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
