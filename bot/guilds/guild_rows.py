"""Servers in the database: what they have chosen, and whether the bot is still in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.preferences import STANDARD, Locale, Preferences
from bot.guilds.schedules import PostState
from bot.guilds.sessions import Sessions
from bot.guilds.tables import GuildRow, PostRow

_UNFINISHED = (PostState.PLANNED, PostState.TRYING)


class Guilds:
    """All servers that have set anything up."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def preferences(self, guild_id: int) -> Preferences:
        """What a server has chosen."""
        async with self._sessions.reading() as session:
            row = await session.get(GuildRow, guild_id)
            return STANDARD if row is None else preferences_of(row)

    async def prefer(self, guild_id: int, preferences: Preferences) -> None:
        """Keep what a server has chosen."""
        async with self._sessions.writing() as session:
            await ensure_guild(session, self._sessions, guild_id)
            await session.execute(
                update(GuildRow)
                .where(GuildRow.guild_id == guild_id)
                .values(
                    answers_privately=preferences.answers_privately,
                    channel_ids=list(preferences.channel_ids),
                    locale=preferences.locale,
                    manager_role_id=preferences.manager_role_id,
                )
            )

    async def ids(self) -> set[int]:
        """All servers in the database."""
        async with self._sessions.reading() as session:
            return set(await session.scalars(select(GuildRow.guild_id)))

    async def left(self, guild_ids: Collection[int], now: datetime) -> None:
        """Note that the bot was removed from servers; their posts rest, and `forget_left` deletes them one day."""
        async with self._sessions.writing() as session:
            await lock_guilds(session, guild_ids)
            await session.execute(
                update(GuildRow).where(GuildRow.guild_id.in_(guild_ids), GuildRow.left_at.is_(None)).values(left_at=now)
            )
            await session.execute(
                update(PostRow)
                .where(PostRow.guild_id.in_(guild_ids), PostRow.state.in_(_UNFINISHED))
                .values(wake_at=None)
            )

    async def back(self, guild_ids: Collection[int]) -> None:
        """Note that the bot is in servers, perhaps again: their posts go on."""
        async with self._sessions.writing() as session:
            await lock_guilds(session, guild_ids)
            returned = list(
                await session.scalars(
                    update(GuildRow)
                    .where(GuildRow.guild_id.in_(guild_ids), GuildRow.left_at.is_not(None))
                    .values(left_at=None)
                    .returning(GuildRow.guild_id)
                )
            )
            if returned:
                await session.execute(
                    update(PostRow)
                    .where(PostRow.guild_id.in_(returned), PostRow.state.in_(_UNFINISHED))
                    .values(wake_at=PostRow.due_at)
                )

    async def forget_left(self, before: datetime) -> int:
        """Delete everything of the servers that the bot left ``before`` that moment; gives how many they were."""
        async with self._sessions.writing() as session:
            result = await session.execute(delete(GuildRow).where(GuildRow.left_at < before))
            return cast("CursorResult[Any]", result).rowcount


async def ensure_guild(session: AsyncSession, sessions: Sessions, guild_id: int) -> None:
    """Make sure that a server has a row, so that others can point to it."""
    await session.execute(
        sessions.insert(GuildRow)
        .values(guild_id=guild_id, answers_privately=False, channel_ids=[], locale=STANDARD.locale)
        .on_conflict_do_nothing()
    )


async def lock_guilds(session: AsyncSession, guild_ids: Collection[int]) -> None:
    """Let whatever else changes the schedules and posts of these servers wait until this transaction ends.

    PostgreSQL runs several at once: all lock the servers first, and in the same order, so none waits for one that waits
    for it. SQLite has one writer anyway.
    """
    rows = select(GuildRow.guild_id).where(GuildRow.guild_id.in_(guild_ids)).order_by(GuildRow.guild_id)
    await session.execute(rows.with_for_update())


def preferences_of(row: GuildRow) -> Preferences:
    """What ``row`` holds."""
    return Preferences(row.answers_privately, tuple(row.channel_ids), Locale(row.locale), row.manager_role_id)
