"""The floor as a process: `python -m benchmarks.served_floor`, with token and API in the environment as for ours."""

from __future__ import annotations

import asyncio
import os

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from benchmarks.floor import FloorBot, least_bot


async def _run(bot: FloorBot) -> None:
    async with bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        _, address, _ = await bot.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = URL(address)
        await bot.connect()


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_URL"]
    asyncio.run(_run(least_bot()))
