"""Posts while the machine itself is in trouble: each is there once, and whoever asks meanwhile is answered."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.guilds.schedules import ChannelKind
from bot.guilds.tables import PostRow
from tests.process.due_posts import Servers
from tests.process.moved_clock import OFFSET_FILE
from tests.process.small_disk import fill
from tests.standin import StandIn, faults
from tests.standin.bot_process import BotProcess, bot_process, connected

POST = "POST /channels/{channel_id}/messages"
NOT_SENT = "sending daily posts failed"
HOUR = 3600


async def assert_it_answers(discord: StandIn) -> None:
    """Whoever asks in a direct message gets the card."""
    answer = await (await discord.slash("defector", name="Belenko")).answered()
    assert answer.embed["title"] == "Viktor Belenko"


async def assert_it_stops(bot: BotProcess) -> None:
    """It ends in order, and nothing that went wrong was left for nobody to see."""
    assert await bot.stop() == 0
    assert "never retrieved" not in bot.log


async def test_posts_that_are_due_while_the_database_is_locked_come_once_behind_it(
    servers: Servers, environment: dict[str, str], tmp_path: Path
) -> None:
    for _ in range(3):
        await servers.add(ChannelKind.TEXT)
    with closing(sqlite3.connect(tmp_path / "guilds.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with bot_process(servers.discord, tmp_path, environment) as bot:
            await connected(servers.discord, bot)
            await bot.logged(NOT_SENT)
            await assert_it_answers(servers.discord)
            other.execute("ROLLBACK")
            await bot.or_end(asyncio.ensure_future(servers.all_sent()))
            servers.assert_each_has_one()
            await assert_it_stops(bot)


@pytest.fixture
def environment(environment: dict[str, str], request: pytest.FixtureRequest) -> dict[str, str]:
    """With the servers' database on the small disk, where a test asks for one."""
    if "small_disk" not in request.fixturenames:
        return environment
    disk: Path = request.getfixturevalue("small_disk")
    return environment | {"DATABASE_URL": f"sqlite:///{disk / 'guilds.sqlite3'}"}


async def test_posts_that_are_due_while_the_disk_is_full_come_once_behind_it(
    servers: Servers, environment: dict[str, str], tmp_path: Path, small_disk: Path
) -> None:
    for _ in range(3):
        await servers.add(ChannelKind.TEXT)
    filler = fill(small_disk)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await connected(servers.discord, bot)
        await bot.logged(NOT_SENT)
        await assert_it_answers(servers.discord)
        filler.unlink()
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
        servers.assert_each_has_one()
        await assert_it_stops(bot)


async def test_a_post_that_a_full_disk_kept_from_being_noted_is_not_sent_again(
    servers: Servers, environment: dict[str, str], tmp_path: Path, small_disk: Path
) -> None:
    await servers.add(ChannelKind.TEXT)
    fault, reached, released = faults.hold(POST, after_effect=True)
    servers.discord.add_fault(fault)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(reached.wait()))
        filler = fill(small_disk)
        released.set()
        await bot.logged("can't be put off")
        await assert_it_answers(servers.discord)
        await assert_it_stops(bot)
    filler.unlink()
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
    servers.assert_each_has_one()


@pytest.mark.parametrize("hours", [-24, -1, 1])
async def test_a_clock_that_moves_while_a_post_is_sent_doubles_none_and_loses_none(
    servers: Servers, environment: dict[str, str], tmp_path: Path, hours: int
) -> None:
    offset = tmp_path / "offset"
    offset.write_text("0", encoding="utf-8")
    environment |= {OFFSET_FILE: str(offset)}
    for _ in range(3):
        await servers.add(ChannelKind.TEXT)
    fault, reached, released = faults.hold(POST, after_effect=True)
    servers.discord.add_fault(fault)
    async with bot_process(servers.discord, tmp_path, environment, module="tests.process.moved_clock") as bot:
        await bot.or_end(asyncio.ensure_future(reached.wait()))
        offset.write_text(str(hours * HOUR), encoding="utf-8")
        released.set()
        await assert_it_answers(servers.discord)
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
        servers.assert_each_has_one()
        assert timedelta(hours=hours) in await _moved_by(servers)
        await assert_it_stops(bot)
    async with bot_process(servers.discord, tmp_path, environment, module="tests.process.moved_clock") as bot:
        await connected(servers.discord, bot)
        await assert_it_answers(servers.discord)
        await assert_it_stops(bot)
    servers.assert_each_has_one()


async def _moved_by(servers: Servers) -> set[timedelta]:
    """By how much, in hours, the clock was off by which each post was noted as sent."""
    async with servers.store.reading() as session:
        noted = await session.scalars(select(PostRow.finished_at).where(PostRow.finished_at.is_not(None)))
    hours = [(moment - datetime.now(UTC)).total_seconds() / HOUR for moment in noted if moment]
    return {timedelta(hours=round(each)) for each in hours}
