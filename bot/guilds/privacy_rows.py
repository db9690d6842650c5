"""Everything that the database holds of a server or a person, by two names of columns: guild_id and user_id."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, delete, select, update

from bot.guilds.guild_rows import lock_guilds
from bot.guilds.sessions import Sessions
from bot.guilds.tables import NOBODY, Base, json_ready

Export = dict[str, list[dict[str, Any]]]
"""Rows by table."""


class Privacy:
    """Exports and deletes. A table that has a server or a person in it needs no code here."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def of_guild(self, guild_id: int) -> Export:
        """Everything of a server."""
        return await self._export("guild_id", guild_id)

    async def of_user(self, user_id: int) -> Export:
        """Everything of a person, in all servers."""
        return await self._export("user_id", user_id)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete everything of a server."""
        async with self._sessions.writing() as session:
            await lock_guilds(session, [guild_id])
            for table in reversed(_tables_with("guild_id")):
                await session.execute(delete(table).where(table.c.guild_id == guild_id))

    async def forget_user(self, user_id: int) -> None:
        """Delete everything of a person; a server's schedule stays and forgets who set it up."""
        async with self._sessions.writing() as session:
            for table in reversed(_tables_with("user_id")):
                column = table.c.user_id
                if column.info.get("is_of_guild"):
                    await session.execute(update(table).where(column == user_id).values(user_id=NOBODY))
                else:
                    await session.execute(delete(table).where(column == user_id))

    async def _export(self, column: str, value: int) -> Export:
        async with self._sessions.reading() as session:
            found: Export = {}
            for table in _tables_with(column):
                rows = await session.execute(select(table).where(table.c[column] == value))
                found[table.name] = [{name: json_ready(each) for name, each in row.items()} for row in rows.mappings()]
            return {name: rows for name, rows in found.items() if rows}


def _tables_with(column: str) -> list[Table]:
    """The tables with this column, each behind those that it points to."""
    return [table for table in Base.metadata.sorted_tables if column in table.c]
