"""Writing together what comes together: a transaction is a wait for the disk, which many can share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.guilds.errors import OutOfReachError

_T = TypeVar("_T")


class Together(Generic[_T]):
    """Hands things to ``write`` as they come; those that come while it is at work, all at once when it is done."""

    def __init__(self, write: Callable[[Sequence[_T]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: list[tuple[_T, asyncio.Future[None]]] = []
        self._writer = asyncio.Lock()

    async def add(self, thing: _T) -> None:
        """Return when ``thing`` is written. Raises what writing it alone raises."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, written))
        async with self._writer:
            if not written.done():
                batch, self._waiting = self._waiting, []
                try:
                    await self._write_all(batch)
                finally:  # whoever writes may be called off: what is not known to be written, the next one writes
                    self._waiting[:0] = [each for each in batch if not each[1].done()]
        await written

    async def _write_all(self, batch: Sequence[tuple[_T, asyncio.Future[None]]]) -> None:
        try:
            await self._write([thing for thing, _ in batch])
        except Exception as error:
            if len(batch) == 1 or isinstance(error, OutOfReachError):
                for _, written in batch:
                    written.set_exception(error)
            else:  # one's trouble is not all the others'
                for each in batch:
                    await self._write_all([each])
        else:
            for _, written in batch:
                written.set_result(None)
