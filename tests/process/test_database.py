"""The servers' database beneath the bot as a process: damaged, copied while it is used, and kept for who is away."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.guilds.schedules import ChannelKind, Plan
from bot.guilds.store import Store
from bot.guilds.tables import GuildRow, PostRow
from bot.settings import HOME
from tests.standin import StandIn
from tests.standin.bot_process import bot_process, connected
from tests.standin.exchanges import PATIENCE
from tests.standin.world import MANAGE_GUILD, MEMBER_PERMISSIONS


async def test_a_damaged_database_is_named_and_left_alone(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "guilds.sqlite3"
    file.write_bytes(b"no database at all")
    async with bot_process(discord, tmp_path, environment) as bot:
        assert await bot.ended() == 1
    (line,) = [line for line in bot.log.splitlines() if str(file) in line]
    assert "is damaged" in line
    assert "python -m bot restore" in line
    assert "Traceback" not in bot.log
    assert file.read_bytes() == b"no database at all"


@pytest.fixture(params=["sqlite", "postgresql"])
def on_either(request: pytest.FixtureRequest, environment: dict[str, str]) -> dict[str, str]:
    """The environment of a bot with an SQLite file, and of one with a PostgreSQL database."""
    if request.param == "sqlite":
        return environment
    return environment | {"DATABASE_URL": request.getfixturevalue("postgresql_url")}


async def test_a_backup_is_made_and_brought_back_while_the_bot_runs(
    discord: StandIn, on_either: dict[str, str], tmp_path: Path
) -> None:
    backup = str(tmp_path / "backup.sqlite3")
    async with bot_process(discord, tmp_path, on_either) as bot:
        await connected(discord, bot)
        channel = next(iter(discord.world.channels.values()))
        assert "09:00" in await used(discord, "daily start", channel=channel, time="9", timezone="UTC")
        assert "rows" in await command_line(on_either, "backup", backup)
        assert "Stopped" in await used(discord, "daily stop")
        assert "Nothing is set up" in await used(discord, "daily show")
        assert "rows are back" in await command_line(on_either, "restore", backup)
        assert "09:00" in await used(discord, "daily show")
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log


async def test_a_server_that_is_merely_unavailable_loses_nothing(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    (there,) = discord.world.guilds.values()
    there.unavailable = True
    removed_from = there.id + 1
    store = await Store.open(environment["DATABASE_URL"])
    for guild_id in (there.id, removed_from):
        plan = Plan(guild_id, ChannelKind.TEXT, time(9), "UTC")
        await store.schedules.start(guild_id, plan, 1, datetime.now(UTC))
    async with bot_process(discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(_noted_as_left(store, removed_from)))
    async with store.reading() as session:
        kept = await session.get(GuildRow, there.id)
        assert kept is not None
        assert kept.left_at is None
        assert await session.scalar(select(PostRow.wake_at).where(PostRow.guild_id == there.id)) is not None
    await store.close()


async def _noted_as_left(store: Store, guild_id: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            async with store.reading() as session:
                if await session.scalar(select(GuildRow.left_at).where(GuildRow.guild_id == guild_id)):
                    return
            await asyncio.sleep(0.1)


async def used(discord: StandIn, command: str, **options: Any) -> str:
    """What a manager is told who uses ``command``."""
    channel = next(iter(discord.world.channels.values()))
    permissions = MEMBER_PERMISSIONS | MANAGE_GUILD
    interaction = await discord.slash(command, channel=channel, permissions=permissions, options=options)
    await interaction.answered()
    return (await interaction.followed_up())[0].text


async def command_line(environment: dict[str, str], *arguments: str) -> str:
    """What ``python -m bot`` writes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=HOME, env=os.environ | environment, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode()
