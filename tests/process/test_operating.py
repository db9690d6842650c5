"""What whoever runs the bot relies on: health, metrics, logs, and a stop in order."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest_asyncio

from tests.standin import StandIn, faults
from tests.standin.bot_process import BotProcess, bot_process, connected
from tests.standin.world import TOKEN

STOPPED_WITHIN = 12.0
"""Seconds: what is in hand has ten, as the bot promises, and a container's host waits for fifteen."""

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


@pytest_asyncio.fixture
async def watched(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, unused_tcp_port: int
) -> AsyncIterator[BotProcess]:
    """The bot, connected, with metrics and JSON logs at the finest level."""
    settings = {"METRICS_PORT": str(unused_tcp_port), "LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG"}
    async with bot_process(discord, tmp_path, environment | settings) as process:
        await connected(discord, process)
        yield process


async def ask(port: int, path: str) -> tuple[int, str]:
    """Status and text of what the bot serves."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def until_status(port: int, status: int) -> Any:
    """What /healthz says when it has that status."""
    async with asyncio.timeout(60):
        while True:
            found, text = await ask(port, "/healthz")
            if found == status:
                return json.loads(text)
            await asyncio.sleep(0.05)


async def test_health_follows_the_connection(discord: StandIn, watched: BotProcess, unused_tcp_port: int) -> None:
    health = await until_status(unused_tcp_port, 200)
    assert health["shards"]["0"]["connected"]
    discord.gateway.refuse_with = 4000
    await discord.gateway.drop()
    assert not (await until_status(unused_tcp_port, 503))["shards"]["0"]["connected"]
    discord.gateway.refuse_with = None
    await until_status(unused_tcp_port, 200)


async def test_metrics_count_what_people_do_and_name_none_of_them(
    discord: StandIn, watched: BotProcess, unused_tcp_port: int
) -> None:
    guild = next(iter(discord.world.guilds.values()))
    channel = next(iter(guild.channels.values()))
    for name in ("Belenko", "Nobody Atall"):
        await (await discord.slash("defector", name=name, channel=channel)).answered()
    await (await discord.complete("defector", "name", "bary", channel=channel)).answered()
    await (await discord.slash("leaderboard", channel=channel)).answered()
    _, text = await ask(unused_tcp_port, "/metrics")
    assert 'defection_bot_command_seconds_count{command="defector",outcome="answered"} 1.0' in text
    assert 'defection_bot_command_seconds_count{command="defector",outcome="refused"} 1.0' in text
    assert 'defection_bot_refusals_total{outcome="refused"} 1.0' in text
    assert 'defection_bot_autocomplete_seconds_count{command="defector",outcome="answered"} 1.0' in text
    assert 'defection_bot_gateway_connected{shard="0"} 1.0' in text
    assert 'route="/interactions/{id}/{token}/callback",status="200"' in text
    assert 'defection_bot_database_seconds_count{database="guilds"}' in text
    assert "process_resident_memory_bytes" in text
    for secret in (TOKEN, str(guild.id), str(channel.id), str(discord.world.alice.id), "interaction-token"):
        assert secret not in text


async def test_logs_are_one_object_a_line_and_hold_no_token_and_no_words(discord: StandIn, watched: BotProcess) -> None:
    discord.add_fault(faults.rate_limit(CALLBACK, 0.1))
    interaction = await discord.slash("defector", name="Viktor Belenkooo")
    await interaction.answered()
    command_line = watched.command_line
    assert await watched.stop() == 0
    lines = [json.loads(line) for line in watched.log.splitlines()]
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
    assert any("Retrying" in line["message"] for line in lines)
    for secret in (TOKEN, interaction.token, "Belenkooo"):
        assert secret not in watched.log
        assert secret not in command_line


async def test_what_discord_no_longer_waits_for_is_noted_as_that_and_is_no_error(
    discord: StandIn, watched: BotProcess, unused_tcp_port: int
) -> None:
    asked = await discord.slash("defector", name="Belenko")
    await asked.answered()
    assert asked.original is not None
    rows = asked.original.payload["components"]
    (menu,) = [item for row in rows for item in row["components"] if item.get("options")]
    discord.add_fault(faults.expired(CALLBACK, times=2))
    late = [
        await discord.slash("defector", name="Belenko"),
        await discord.use(asked.original.payload, menu["custom_id"], [menu["options"][0]["value"]]),
    ]
    for interaction in late:
        await watched.logged(f"interaction {interaction.id} expired")
    await (await discord.slash("help")).answered()
    _, text = await ask(unused_tcp_port, "/metrics")
    assert 'defection_bot_command_seconds_count{command="defector",outcome="expired"} 1.0' in text
    assert 'defection_bot_component_seconds_count{component="component",outcome="expired"} 1.0' in text
    assert 'defection_bot_refusals_total{outcome="expired"} 2.0' in text
    assert "Traceback" not in watched.log


async def test_what_is_in_hand_is_finished_when_it_is_told_to_stop(discord: StandIn, bot: BotProcess) -> None:
    fault, reached, released = faults.hold(CALLBACK, after_effect=False)
    discord.add_fault(fault)
    interaction = await discord.slash("defector", name="Belenko")
    await reached.wait()
    bot.process.send_signal(signal.SIGTERM)
    await discord.gateway.disconnected()
    released.set()
    answer = await interaction.answered()
    assert answer.embed["title"] == "Viktor Belenko"
    assert await bot.ended() == 0


async def test_what_takes_too_long_is_given_up_and_it_ends_in_order(discord: StandIn, bot: BotProcess) -> None:
    fault, reached, _ = faults.hold(CALLBACK, after_effect=False)
    discord.add_fault(fault)
    await discord.slash("defector", name="Belenko")
    await reached.wait()
    assert await asyncio.wait_for(bot.stop(), STOPPED_WITHIN) == 0
    assert "gave up on 1 task" in bot.log


async def test_a_second_signal_ends_it_at_once(discord: StandIn, bot: BotProcess) -> None:
    fault, reached, _ = faults.hold(CALLBACK, after_effect=False)
    discord.add_fault(fault)
    await discord.slash("defector", name="Belenko")
    await reached.wait()
    bot.process.send_signal(signal.SIGTERM)
    await discord.gateway.disconnected()
    assert await bot.stop() == -signal.SIGTERM
    assert "gave up" not in bot.log


async def test_it_stops_while_discord_cannot_be_reached(
    environment: dict[str, str], tmp_path: Path, unused_tcp_port: int
) -> None:
    discord = StandIn()
    discord.address = f"http://127.0.0.1:{unused_tcp_port}/api/v10"
    async with bot_process(discord, tmp_path, environment) as bot:
        await bot.logged("can't be reached")
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log


async def test_a_button_of_another_version_is_answered_in_private(discord: StandIn, bot: BotProcess) -> None:
    asked = await discord.slash("defector", name="Belenko")
    await asked.answered()
    assert asked.original is not None
    for custom_id in ("long:gone", "open:" + "x" * 95, "see:../../etc/passwd", "\u202e"):
        used = await discord.use(asked.original.payload, custom_id)
        answer = await used.answered()
        assert answer.private
        assert answer.embed["title"] == "That no longer works"
