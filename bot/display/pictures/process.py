"""The process that draws. Imported with the first picture: what starts processes takes memory, too."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from bot.display.pictures.scenes import Scene

_P = ParamSpec("_P")
_T = TypeVar("_T")


class DrawingProcess:
    """One process, started when first needed, and again when it has died. All of it is for a thread to call."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._number: int | None = None

    def prepare(self) -> Future[None]:
        """Import what draws, which takes longest of a first picture."""
        return self._submit(_import)

    def draw(self, scene: Scene) -> Future[bytes]:
        """The picture of ``scene`` to be. Raises BrokenExecutor, now or in the future, if the process has died."""
        return self._submit(_draw, scene)

    def _submit(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        if self._pool is None:
            # Spawned, not forked: a fork would copy the locks of threads, and the bot's memory with them.
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
            self._number = self._pool.submit(os.getpid).result()
        try:
            return self._pool.submit(work, *args, **kwargs)
        except BrokenExecutor:
            self.stop()
            raise

    @property
    def id(self) -> int | None:
        """The process's id, once it has done something."""
        return self._number

    def stop(self) -> None:
        """End the process, without waiting for what it draws."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _ignore_interrupts() -> None:
    """Ctrl-C is the bot's to handle: it goes to every process of the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _import() -> None:
    import bot.display.pictures.drawing  # noqa: F401, PLC0415  # only in the other process


def _draw(scene: Scene) -> bytes:
    from bot.display.pictures.drawing import draw  # noqa: PLC0415  # likewise

    return draw(scene)
