"""The stand-in, and the bot's process beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.guilds.store import Store
from bot.settings import Settings
from tests.process.due_posts import Servers
from tests.process.small_disk import mounted
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


@pytest_asyncio.fixture
async def servers(discord: StandIn, environment: dict[str, str]) -> AsyncIterator[Servers]:
    """The database of the bot that is going to run; no servers yet."""
    store = await Store.open(environment["DATABASE_URL"])
    yield Servers(discord, store, [])
    await store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one mebibyte, on which nothing half made may be left."""
    with mounted(tmp_path / "disk") as disk:
        yield disk
        assert not list(disk.glob("*.new"))
