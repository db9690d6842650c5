"""A bot as a process of its own, ours or the floor, with the stand-in for its Discord."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum

from benchmarks.floor import COMMAND, OPTION
from benchmarks.memory import resident_memory
from bot.settings import HOME, Settings
from tests.standin import StandIn
from tests.standin.exchanges import PATIENCE, Interaction
from tests.standin.world import TOKEN, Channel, User, World


@dataclass(frozen=True, slots=True)
class _Side:
    module: tuple[str, ...]
    command: str
    option: str


class Side(Enum):
    """Which bot is run, and the command that people use."""

    OURS = _Side(("bot", "run"), "defector", "name")
    FLOOR = _Side(("benchmarks.served_floor",), COMMAND, OPTION)


@dataclass(frozen=True, slots=True)
class Served:
    """A bot that is connected to the stand-in."""

    discord: StandIn
    process: asyncio.subprocess.Process
    side: Side

    @property
    def memory(self) -> int | None:
        """The bytes of its process that are in memory; None where the system does not tell."""
        return resident_memory(self.process.pid)

    async def ask(self, text: str, *, channel: Channel | None = None, user: User | None = None) -> Interaction:
        """Somebody uses the command."""
        side = self.side.value
        return await self.discord.slash(side.command, channel=channel, user=user, options={side.option: text})

    async def complete(self, text: str, *, channel: Channel | None = None, user: User | None = None) -> Interaction:
        """Somebody types into the command's option."""
        side = self.side.value
        return await self.discord.complete(side.command, side.option, text, channel=channel, user=user)


@asynccontextmanager
async def served(side: Side, settings: Settings, *, guilds: int = 1) -> AsyncIterator[Served]:
    """``side`` in ``guilds`` servers; at the end its process is stopped."""
    world = World()
    for _ in range(guilds):
        world.add_guild()
    environment = os.environ | {
        "DISCORD_TOKEN": TOKEN,
        "DATA_DIR": str(settings.data),
        "KNOWLEDGE_FILE": str(settings.knowledge_file),
        "DATABASE_URL": settings.database_url,
        "LOG_LEVEL": "ERROR",
    }
    async with StandIn(world, checking=False) as discord:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *side.value.module,
            cwd=HOME,
            env=environment | {"DISCORD_API_URL": discord.address},
            stdout=DEVNULL,
        )
        try:
            await discord.gateway.connected()
            yield Served(discord, process, side)
        finally:
            if process.returncode is None:
                process.terminate()
                async with asyncio.timeout(PATIENCE):
                    await process.wait()
