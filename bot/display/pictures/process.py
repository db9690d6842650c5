"""The process that draws. Imported with the first picture: what starts processes takes memory, too."""

from __future__ import annotations

import signal
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context

from bot.display.pictures.scenes import Scene


class DrawingProcess:
    """One process, started with the first `draw`, and again when it has died. All of it is for a thread to call."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def draw(self, scene: Scene) -> Future[bytes]:
        """The picture of ``scene`` to be. Raises BrokenExecutor, now or in the future, if the process has died."""
        if self._pool is None:
            # Spawned, not forked: a fork would copy the locks of threads, and the bot's memory with them.
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_prepare)
        try:
            return self._pool.submit(_draw, scene)
        except BrokenExecutor:
            self.stop()
            raise

    def stop(self) -> None:
        """End the process, without waiting for what it draws."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _prepare() -> None:
    """Ctrl-C is the bot's to handle: it goes to every process of the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _draw(scene: Scene) -> bytes:
    """In the other process: there, matplotlib is imported for the first picture."""
    from bot.display.pictures.drawing import draw  # noqa: PLC0415  # see above

    return draw(scene)
