"""The servers' database, as the bot holds it: checked at the start, and opened when it is first needed.

``store = await database.store()`` opens it; what can be asked and changed is in `bot.guilds.store`. Until then
neither SQLAlchemy nor a connection is in memory, and `Database.glance` tells whether there is anything to open it for.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.guilds.errors import DatabaseError
from bot.guilds.glance import Glance, check, glance
from bot.guilds.revisions import is_newest
from bot.observer import Observer

if TYPE_CHECKING:
    from bot.guilds.store import Store

_SQLITE = "sqlite:///"
_POSTGRESQL = ("postgresql://", "postgres://")


class Database:
    """The database at an address. `close` it at the end."""

    def __init__(self, url: str, observer: Observer | None = None) -> None:
        """Raises DatabaseError for an address that can't be used."""
        self._url = url
        self._observer = observer
        self._store: Store | None = None
        self._opening = asyncio.Lock()
        if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
            path, _, parameters = url.removeprefix(_SQLITE).partition("?")
            if parameters:
                raise DatabaseError.bad_parameter(parameters.partition("=")[0], "is for PostgreSQL: a file takes none")
            self.file: Path | None = Path(path)
        elif url.startswith(_POSTGRESQL):
            import_module("bot.guilds.addresses").read_address(url)
            self.file = None
        else:
            raise DatabaseError.no_address()

    @classmethod
    async def open(cls, url: str, observer: Observer | None = None) -> Self:
        """The database at ``url``, brought up to date if it is old.

        Raises DatabaseError, and has then changed nothing, when it is damaged, of a newer version, or out of reach.
        """
        database = cls(url, observer)
        if database.file is None:
            await database.store()
            return database
        file = database.file
        try:
            await asyncio.to_thread(check, file)
            await asyncio.to_thread(_make, file)
            revision = (await asyncio.to_thread(glance, file)).revision
        except OSError as error:
            raise DatabaseError.out_of_reach(str(file), error) from None
        if revision is not None and not is_newest(revision):
            await database.store()
        return database

    @property
    def is_awake(self) -> bool:
        """Whether it was opened, so that asking it costs no more than the question."""
        return self._store is not None

    async def glance(self) -> Glance | None:
        """What the SQLite file holds, without opening it for good; None for PostgreSQL.

        Raises OutOfReachError when it can't be read for now.
        """
        if self.file is None:
            return None
        try:
            return await asyncio.to_thread(glance, self.file)
        except (sqlite3.Error, OSError) as error:
            raise DatabaseError.out_of_reach(str(self.file), error) from None

    async def store(self) -> Store:
        """All that can be asked and changed; opens the database, and makes its tables, when first called.

        Raises DatabaseError when it can't be used.
        """
        async with self._opening:
            if self._store is None:
                module = await asyncio.to_thread(import_module, "bot.guilds.store")
                opened: Store = await module.Store.open(self._url, self._observer)
                self._store = opened
            return self._store

    async def close(self) -> None:
        """Let go of all connections."""
        async with self._opening:
            if self._store is not None:
                await self._store.close()
                self._store = None


def _make(file: Path) -> None:
    """Make sure that ``file`` can be written, so that it is known at the start if it can't."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # ids of people are in it: nobody else need read it
