"""Shards spread over processes: each serves its own servers, and one that goes takes no other along."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from tests.standin import StandIn
from tests.standin.bot_process import BotProcess, bot_process, connected
from tests.standin.snowflakes import shard_of

SHARDS = 3


async def _asked_everywhere(discord: StandIn) -> None:
    for guild in discord.world.guilds.values():
        channel = next(iter(guild.channels.values()))
        interaction = await discord.slash("defector", name="Belenko", channel=channel)
        assert (await interaction.answered()).embed["title"] == "Viktor Belenko"


async def test_three_processes_share_the_servers_and_come_and_go(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    for _ in range(5):
        discord.world.add_guild()
    assert {shard_of(guild, SHARDS) for guild in discord.world.guilds} == set(range(SHARDS))
    async with AsyncExitStack() as stack:

        async def start(shard: int) -> BotProcess:
            settings = {
                "SHARD_COUNT": str(SHARDS),
                "SHARD_IDS": "hostname",
                "HOSTNAME": f"bot-{shard}",
                "DATABASE_URL": f"sqlite:///{tmp_path / f'{shard}.sqlite3'}",
            }
            bot = await stack.enter_async_context(bot_process(discord, tmp_path, environment | settings))
            await connected(discord, bot, shard)
            return bot

        bots = [await start(shard) for shard in range(SHARDS)]
        await _asked_everywhere(discord)
        assert await bots[1].stop() == 0
        bots[1] = await start(1)
        await _asked_everywhere(discord)
        assert [await bot.stop() for bot in bots] == [0] * SHARDS


async def test_one_process_runs_as_many_shards_as_discord_recommends(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    discord.rest.recommended_shards = 2
    discord.world.add_guild()
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot, 0, 1)
        await _asked_everywhere(discord)
        assert await bot.stop() == 0
