"""A servers' database, on SQLite and on a real PostgreSQL server in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.guilds.database import Database
from bot.guilds.store import Store
from tests.guilds.bench import Bench
from tests.guilds.channels import Channels, Clock


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """The database, open, with its tables."""
    opened = await Store.open(database_url)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def bench(database_url: str) -> AsyncIterator[Bench]:
    """Seven o'clock in the morning, UTC, on a Monday."""
    database = await Database.open(database_url)
    clock = Clock()
    yield Bench(database, await database.store(), clock, Channels(clock))
    await database.close()
