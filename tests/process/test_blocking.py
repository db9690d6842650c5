"""Nothing holds the event loop up for longer than ten milliseconds while serving, whichever command is used."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from tests.process.every_command import Command, every_command
from tests.standin import StandIn
from tests.standin.bot_process import BotProcess, bot_process, connected
from tests.standin.exchanges import CallbackType
from tests.standin.world import MANAGE_GUILD, MEMBER_PERMISSIONS

TYPED = ("", "b", "barysh", "Барышн", "x" * 80)
_SLOW = re.compile(r"Executing .* took \d+\.\d+ seconds")
_ATTEMPTS = 8
"""Whatever holds the loop up does so each time; a machine that is busy with something else does not."""


@pytest_asyncio.fixture
async def watched(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[BotProcess]:
    """The bot on a loop that logs what holds it up, and logs nothing else."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # counting lines takes half as long again
    settings = environment | {"LOG_LEVEL": "WARNING"}
    async with bot_process(discord, tmp_path, settings, module="tests.process.watched_loop") as process:
        await connected(discord, process)
        yield process


async def test_no_command_and_no_completion_holds_up_the_loop(discord: StandIn, watched: BotProcess) -> None:
    channel = next(iter(discord.world.channels.values()))

    async def use(command: Command) -> None:
        permissions = MEMBER_PERMISSIONS | MANAGE_GUILD
        options = command.fitting(channel)
        interaction = await discord.slash(command.name, channel=channel, permissions=permissions, options=options)
        if (await interaction.answered()).type is CallbackType.DEFERRED_MESSAGE:
            await interaction.followed_up()

    async def complete(command: Command, option: str, typed: str) -> None:
        await (await discord.complete(command.name, option, typed, channel=channel)).answered()

    slow = []
    for command in every_command(discord.world):
        acts = {f"/{command.name}": partial(use, command)}
        for option, typed in itertools.product(command.completed, TYPED):
            acts[f"/{command.name} {option}: {typed}"] = partial(complete, command, option, typed)
        slow += [name for name, act in acts.items() if not await _smooth(watched, act)]
    assert not slow


async def _smooth(bot: BotProcess, act: Callable[[], Awaitable[None]]) -> bool:
    """Whether one of several attempts logged nothing; the first makes what is made when it is first needed."""
    await act()
    for _ in range(_ATTEMPTS):
        before = len(_SLOW.findall(bot.log))
        await act()
        if len(_SLOW.findall(bot.log)) == before:
            return True
    return False
