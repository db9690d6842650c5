"""The stand-in, and the bot's process beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.settings import Settings
from tests.standin import StandIn
from tests.standin.bot_process import BotProcess, bot_process, connected


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[StandIn]:
    """Discord with one server; at the end nothing that the bot sent may have broken a rule."""
    async with StandIn() as stand_in:
        stand_in.world.add_guild()
        yield stand_in
        assert stand_in.violations == []


@pytest.fixture
def environment(settings: Settings, tmp_path: Path) -> dict[str, str]:
    """The environment of a bot on the bundled data, with a servers' database of its own."""
    return {
        "DATA_DIR": str(settings.data),
        "KNOWLEDGE_FILE": str(settings.knowledge_file),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'guilds.sqlite3'}",
    }


@pytest_asyncio.fixture
async def bot(discord: StandIn, environment: dict[str, str], tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot, connected."""
    async with bot_process(discord, tmp_path, environment) as process:
        await connected(discord, process)
        yield process
