"""A servers' database, on SQLite and on a real PostgreSQL server in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.guilds.database import Database


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The database, open, with its tables."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()
