"""A servers' database, on SQLite and on a real PostgreSQL server in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.guilds.store import Store


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """The database, open, with its tables."""
    opened = await Store.open(database_url)
    yield opened
    await opened.close()
