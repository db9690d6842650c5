"""Alembic, run on a connection that is open. Imported only when a migration is due: it takes a tenth of a second."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.guilds.engine import revision_of
from bot.guilds.revisions import MIGRATIONS, is_newest

_LOCK = 0x64656665637472
"""PostgreSQL's advisory lock of the migrations: any number that nobody else there uses."""


def migrate(connection: Connection) -> None:
    """Bring the database to the newest revision, in the transaction that ``connection`` is in.

    Of several processes that start together, one migrates and the others wait for it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if is_newest(revision_of(connection)):  # another process has done it meanwhile
        return
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
