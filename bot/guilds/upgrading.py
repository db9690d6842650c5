"""The version of the servers' database: read with one query, and brought up to date by Alembic when it is old."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS = Path(__file__).with_name("migrations")
"""Alembic's folder."""


class UnknownRevisionError(Exception):
    """The database is of a revision that this version does not have, so of a newer one."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


def revisions() -> list[str]:
    """All revisions, oldest first: the migrations' files begin with them."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def is_known(revision: str) -> bool:
    """Whether this version of the bot has a migration of that name."""
    return revision in revisions()


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to the newest revision; one that is there already costs one query.

    Of several processes that start together, one migrates and the others wait for it.
    Raises UnknownRevisionError, with nothing changed, when it is of a newer version of the bot.
    """
    async with engine.connect() as connection:
        if await connection.run_sync(is_newest):
            return
    migrating = await asyncio.to_thread(import_module, "bot.guilds.migrating")  # Alembic takes a tenth of a second
    async with engine.connect() as plain:
        connection = await plain.execution_options(writes=True)
        async with connection.begin():
            await connection.run_sync(migrating.migrate)


def is_newest(connection: Connection) -> bool:
    """Whether nothing is left to migrate. Raises UnknownRevisionError for a database of a newer version."""
    revision = _revision(connection)
    if revision is not None and not is_known(revision):
        raise UnknownRevisionError(revision)
    return revision == revisions()[-1]


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
