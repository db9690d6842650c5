"""The floor as a process: `python -m benchmarks.served_floor`, with token and API in the environment as for ours.

FLOOR_ANSWER names a file with what it is to answer; without one that is next to nothing.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from benchmarks.floor import FloorAnswer, FloorBot, least_bot


def _bot() -> FloorBot:
    file = os.environ.get("FLOOR_ANSWER")
    if file is None:
        return least_bot()
    return FloorBot(FloorAnswer.from_json(json.loads(Path(file).read_text(encoding="utf-8"))))


async def _run(bot: FloorBot) -> None:
    async with bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        _, address, _ = await bot.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = URL(address)
        await bot.connect()


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_URL"]
    asyncio.run(_run(_bot()))
