"""A door before PostgreSQL, as a network is one: behind it the server may fall silent without a word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit


class Door:
    """Hands on what goes to and from a Unix socket while it is open; all connections stay when it is shut."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._open = asyncio.Event()
        self._open.set()
        self._tasks: set[asyncio.Task[None]] = set()

    def shut(self) -> None:
        """Let nothing through any more."""
        self._open.clear()

    def open(self) -> None:
        """Let everything through again, what has waited too."""
        self._open.set()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        await self._open.wait()
        to_server = await asyncio.open_unix_connection(self._socket)
        for source, target in ((reader, to_server[1]), (to_server[0], writer)):
            task = asyncio.create_task(self._hand_on(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _hand_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(1 << 16):
                await self._open.wait()
                target.write(data)
                await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()

    async def close(self) -> None:
        """End all connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def door_before(url: str) -> AsyncIterator[tuple[Door, str]]:
    """A door before the database at ``url``, and the address with which one goes through it."""
    parts = urlsplit(url)
    (folder,) = parse_qs(parts.query)["host"]
    door = Door(f"{folder}/.s.PGSQL.5432")
    server = await asyncio.start_server(door.take, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield door, f"postgresql://{parts.username}@127.0.0.1:{port}{parts.path}?sslmode=disable"
    finally:
        door.open()
        server.close()
        await door.close()
