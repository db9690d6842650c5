"""Pictures of scenes: drawn in a process of its own, one at a time, and kept for whoever asks again.

Drawing takes a tenth of a second of pure computation, for which a thread would hold the
interpreter and let every other answer wait. The process starts with the first picture,
and ends when none was asked for in a while: its matplotlib takes memory.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from concurrent.futures import BrokenExecutor
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from bot.display.pictures.scenes import Scene

if TYPE_CHECKING:
    from bot.display.pictures.process import DrawingProcess

log = logging.getLogger(__name__)

MOST_BYTES = 4 * 2**20
"""Of pictures that are kept: some fifty."""

_IDLE_SECONDS = 600
_LONGEST_SECONDS = 60


class Studio:
    """Draws scenes. Open until `close`; the same scene is drawn once, however many ask for it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0
        self._under_way: dict[bytes, asyncio.Task[bytes]] = {}
        self._process: DrawingProcess | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def picture(self, scene: Scene) -> bytes:
        """``scene`` as a PNG file. Raises TimeoutError or BrokenExecutor if it can't be drawn."""
        key = _key(scene)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._under_way:
            task = asyncio.create_task(self._draw_and_keep(key, scene))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        # One of several who wait may go away; the others still want it.
        return await asyncio.shield(self._under_way[key])

    def keeps(self, scene: Scene) -> bool:
        """Whether ``scene`` is there already."""
        return _key(scene) in self._kept

    async def prepare(self) -> None:
        """Start the process that draws, so that the first picture does not wait for it."""
        await asyncio.wrap_future(await asyncio.to_thread((await self._process_that_draws()).prepare))

    async def close(self) -> None:
        """End the process, without waiting for what it draws."""
        for task in self._under_way.values():
            task.cancel()
        self._stop()

    @property
    def kept_bytes(self) -> int:
        """How much is kept now."""
        return self._bytes

    @property
    def process_id(self) -> int | None:
        """The id of the process that draws, while there is one."""
        return self._process.id if self._process else None

    async def _draw_and_keep(self, key: bytes, scene: Scene) -> bytes:
        try:
            picture = await self._drawn(scene)
        except BrokenExecutor:
            log.warning("the process that draws has died; a new one is started")
            self._stop()
            picture = await self._drawn(scene)
        self._keep(key, picture)
        return picture

    async def _drawn(self, scene: Scene) -> bytes:
        if self._idle is not None:
            self._idle.cancel()
        try:
            process = await self._process_that_draws()
            # Starting a process takes longer than the event loop may be held up.
            future = await asyncio.to_thread(process.draw, scene)
            async with asyncio.timeout(_LONGEST_SECONDS):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            self._stop()
            raise
        finally:
            self._idle = asyncio.get_running_loop().call_later(_IDLE_SECONDS, self._stop)

    async def _process_that_draws(self) -> DrawingProcess:
        if self._process is None:
            module = await asyncio.to_thread(import_module, "bot.display.pictures.process")
            self._process = self._process or module.DrawingProcess()
        return self._process

    def _keep(self, key: bytes, picture: bytes) -> None:
        self._kept[key] = picture
        self._bytes += len(picture)
        while self._bytes > self._most_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped)

    def _stop(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._process is not None:
            self._process.stop()
            self._process = None


def _key(scene: Scene) -> bytes:
    """The same for the same picture: a scene holds all that is drawn, whatever filters and data it was made from."""
    return hashlib.blake2b(type(scene).__name__.encode() + msgspec.json.encode(scene), digest_size=16).digest()
