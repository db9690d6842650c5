"""Whatever goes wrong between Discord and the bot: no crash, and answers within ten seconds of the fault's end."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.process.small_disk import fill
from tests.standin import StandIn, faults
from tests.standin.bot_process import BotProcess, bot_process, connected
from tests.standin.exchanges import Callback
from tests.standin.faults import Fault

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS = "GET /applications/{application_id}/commands"
BACK_AGAIN = 10.0
"""Seconds from a fault's end to the first answer: what the bot promises."""


async def answers_again(discord: StandIn, bot: BotProcess) -> Callback:
    """What the bot answers to somebody who asks until there is an answer, within the time that it promises."""

    async def ask() -> Callback:
        while True:
            interaction = await discord.slash("defector", name="Belenko")
            try:
                return await asyncio.wait_for(interaction.answered(), timeout=1.0)
            except TimeoutError:
                continue

    asking = asyncio.ensure_future(asyncio.wait_for(ask(), BACK_AGAIN))
    await bot.or_end(asking)
    answer = asking.result()
    assert answer.embed["title"] == "Viktor Belenko"
    return answer


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009])
async def test_a_closed_gateway_is_connected_to_again(discord: StandIn, bot: BotProcess, code: int) -> None:
    await discord.gateway.close(code, forget=code in {4007, 4009})
    await answers_again(discord, bot)
    assert await bot.stop() == 0
    assert "Traceback" not in bot.log


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (4004, "DISCORD_TOKEN"),
        (4010, "SHARD_IDS"),
        (4011, "SHARD_COUNT"),
        (4012, "needs an update"),
        (4013, "needs an update"),
        (4014, "intents"),
    ],
)
async def test_a_gateway_closed_for_good_ends_the_bot_with_one_line(
    discord: StandIn, bot: BotProcess, code: int, remedy: str
) -> None:
    await discord.gateway.close(code, forget=True)
    assert await bot.ended() == 1
    (line,) = [line for line in bot.log.splitlines() if str(code) in line]
    assert remedy in line
    assert "Traceback" not in bot.log


async def test_a_token_that_discord_does_not_take_ends_the_bot_with_what_to_do(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    async with bot_process(discord, tmp_path, environment | {"DISCORD_TOKEN": "of.another.bot"}) as bot:
        assert await bot.ended() == 1
        assert "Discord does not take this token" in bot.log
        assert "of.another.bot" not in bot.log
        assert "Traceback" not in bot.log


async def test_a_lost_connection_is_resumed_and_nothing_is_missed(discord: StandIn, bot: BotProcess) -> None:
    await discord.gateway.drop()
    interaction = await discord.slash("defector", name="Belenko")
    answer = await interaction.answered()
    assert answer.embed["title"] == "Viktor Belenko"
    assert len(discord.gateway.resumes) == 1
    assert len(discord.gateway.identifies) == 1


async def test_it_reconnects_when_it_is_asked_to(discord: StandIn, bot: BotProcess) -> None:
    await discord.gateway.ask_to_reconnect()
    await discord.gateway.resumed()
    await answers_again(discord, bot)


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalid_session_is_resumed_or_begun_anew(discord: StandIn, bot: BotProcess, resumable: bool) -> None:
    await discord.gateway.invalidate(resumable=resumable)
    await (discord.gateway.resumed() if resumable else discord.gateway.identified(2))
    await answers_again(discord, bot)


async def test_a_gateway_that_is_away_for_a_while_is_waited_for(discord: StandIn, bot: BotProcess) -> None:
    discord.gateway.refuse_with = 4000
    await discord.gateway.close(4000)
    await discord.gateway.refused(3)
    discord.gateway.refuse_with = None
    await answers_again(discord, bot)
    assert "Traceback" not in bot.log


@pytest.mark.parametrize(
    "fault",
    [
        faults.rate_limit(CALLBACK, 0.3),
        faults.rate_limit(CALLBACK, 0.3, everywhere=True),
        faults.status(CALLBACK, 500),
        faults.status(CALLBACK, 502, times=2),
        faults.status(CALLBACK, 503),
        faults.drop(CALLBACK, after_effect=False),
        faults.drop(CALLBACK, after_effect=True),
        faults.slow(CALLBACK, 4.0),
    ],
    ids=["429", "429 everywhere", "500", "502 twice", "503", "dropped", "answered and dropped", "slow"],
)
async def test_an_answer_that_meets_trouble_takes_nobody_else_along(
    discord: StandIn, bot: BotProcess, fault: Fault
) -> None:
    used = Fault(fault.route, fault.times, fault.before, fault.after)
    discord.add_fault(used)
    await discord.slash("defector", name="Belenko")
    await discord.requested(CALLBACK)
    await answers_again(discord, bot)
    discord.violations.clear()  # what came late through the fault


@pytest.mark.parametrize(
    "fault",
    [
        faults.status("GET /users/@me", 503, times=2),
        faults.status("GET /users/@me", 500),
        faults.status(COMMANDS, 503),
        faults.status("GET /gateway/bot", 503),
        faults.rate_limit("*", 0.5, everywhere=True, times=2),
        faults.drop("GET /users/@me", after_effect=False),
        faults.drop(COMMANDS, after_effect=True),
    ],
    ids=["503 twice", "500", "503 on commands", "503 on gateway", "429", "dropped", "dropped on commands"],
)
async def test_a_start_that_meets_trouble_is_tried_again(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, fault: Fault
) -> None:
    discord.add_fault(Fault(fault.route, fault.times, fault.before, fault.after))
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        await answers_again(discord, bot)
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log


async def test_a_database_that_is_locked_for_a_while_is_waited_for(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "guilds.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        async with bot_process(discord, tmp_path, environment) as bot:
            await connected(discord, bot)
            await answers_again(discord, bot)
            other.execute("ROLLBACK")
            await answers_again(discord, bot)
            assert await bot.stop() == 0


async def test_a_disk_with_no_room_for_the_knowledge_is_told_plainly(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, small_disk: Path
) -> None:
    settings = environment | {"KNOWLEDGE_FILE": str(small_disk / "knowledge.sqlite3")}
    async with bot_process(discord, tmp_path, settings) as bot:
        assert await bot.ended() == 1
        assert str(small_disk) in bot.log
        assert "full" in bot.log
        assert "Traceback" not in bot.log


async def test_a_disk_that_fills_up_keeps_nobody_from_an_answer(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, small_disk: Path
) -> None:
    settings = environment | {"DATABASE_URL": f"sqlite:///{small_disk / 'guilds.sqlite3'}"}
    async with bot_process(discord, tmp_path, settings) as bot:
        await connected(discord, bot)
        fill(small_disk)
        await answers_again(discord, bot)
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log
