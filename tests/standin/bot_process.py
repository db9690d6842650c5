"""The real bot as a process of its own, with the stand-in for its Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bot.settings import HOME, SETTINGS
from tests.standin.exchanges import PATIENCE
from tests.standin.server import StandIn
from tests.standin.world import TOKEN


class BotProcess:
    """`python -m bot run`, and what it wrote."""

    def __init__(self, process: asyncio.subprocess.Process, output: Path) -> None:
        self.process = process
        self._output = output

    @property
    def pid(self) -> int:
        """The process's id."""
        return self.process.pid

    @property
    def log(self) -> str:
        """All that it has written so far."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    @property
    def command_line(self) -> str:
        """What a list of processes shows of it, where the system tells."""
        file = Path(f"/proc/{self.pid}/cmdline")
        return file.read_text(encoding="utf-8") if file.exists() else ""

    async def logged(self, text: str) -> None:
        """Return when it has written ``text``."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if text in self.log:
                    return
                await asyncio.sleep(0.05)

    async def ended(self) -> int:
        """Its exit code, when it has ended: negative for a signal's number."""
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    async def stop(self) -> int:
        """Ask it to stop, as a container's host does; gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """End it at once, with nothing put in order."""
        self.process.kill()
        await self.ended()

    async def or_end(self, condition: asyncio.Future[Any]) -> None:
        """Return when ``condition`` holds; a process that ends before that fails the test with what it wrote."""
        end = asyncio.ensure_future(self.ended())
        await asyncio.wait((condition, end), return_when=asyncio.FIRST_COMPLETED)
        if not condition.done():
            condition.cancel()
            raise AssertionError(f"the bot ended with {self.process.returncode}:\n{self.log}")
        end.cancel()
        await condition


@asynccontextmanager
async def bot_process(
    discord: StandIn,
    folder: Path,
    settings: Mapping[str, str],
    *,
    arguments: tuple[str, ...] = ("run",),
    module: str = "bot",
) -> AsyncIterator[BotProcess]:
    """The bot, started but not waited for; what is left of it at the end is killed.

    ``folder`` takes what it writes, ``settings`` are its environment's; all others have their defaults.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _NAMES}
    environment |= dict.fromkeys(_NAMES, "")  # a .env that stands about changes nothing
    environment |= {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": discord.address, **settings}
    with NamedTemporaryFile(dir=folder, prefix="bot-", suffix=".log", delete=False) as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *arguments, cwd=HOME, env=environment, stdout=file, stderr=file
        )
    bot = BotProcess(process, Path(file.name))
    try:
        yield bot
    finally:
        if process.returncode is None:
            await bot.kill()


async def connected(discord: StandIn, bot: BotProcess, *shards: int) -> None:
    """Return when ``bot`` answers: it has told its commands, and is there for ``shards``, or for shard 0."""
    await bot.or_end(asyncio.ensure_future(discord.gateway.connected(*shards)))


_NAMES = tuple(setting.name for setting in SETTINGS)
