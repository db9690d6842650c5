"""Work that is done again and again, with nothing that waits in between but a timer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextvars import Context, copy_context

from bot.guilds.errors import OutOfReachError

log = logging.getLogger(__name__)

_BREAKING_OFF_SECONDS = 0.5
"""How long a round that is broken off may take to put things in order, as with a database that does not answer."""


class Rounds:
    """Carries out one piece of work in rounds, of which each says when the next is due."""

    def __init__(self, work: Callable[[], Awaitable[float]], *, what: str, after_failure: float) -> None:
        """``work`` gives the seconds until the next round; after one that failed it is ``after_failure``.

        ``what`` it is stands in the log where it fails.
        """
        self._work = work
        self._what = what
        self._after_failure = after_failure
        self._timer: asyncio.TimerHandle | None = None
        self._round: asyncio.Task[None] | None = None
        self._must_follow = False
        self._stopped = False
        self._context = Context()

    def start(self, after: float = 0.0) -> None:
        """Let the first round begin ``after`` so many seconds; they go on until `stop`.

        All of them run in the context of whoever calls this, not of whoever wakes them.
        """
        self._context = copy_context()
        self._begin_after(after)

    def wake(self) -> None:
        """Let the next round begin now, or directly behind the one under way. Before `start`, nothing happens."""
        self._must_follow = self._round is not None
        if self._timer is not None:
            self._begin()

    async def stop(self, seconds: float = 0.0) -> None:
        """Let no more rounds begin, wait up to ``seconds`` for the one under way, and then break it off."""
        self._stopped = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if (under_way := self._round) is not None:
            if seconds > 0:
                await asyncio.wait((under_way,), timeout=seconds)
            under_way.cancel()
            await asyncio.wait((under_way,), timeout=_BREAKING_OFF_SECONDS)

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._round = self._context.copy().run(asyncio.create_task, self._carry_out())

    async def _carry_out(self) -> None:
        self._must_follow = False
        try:
            seconds = await self._work()
        except OutOfReachError as error:  # one line says it all, and there will be one for each round
            log.warning("%s failed: %s; the next try is in %.0f s", self._what, error, self._after_failure)
            seconds = self._after_failure
        except Exception:  # whatever it was: without a next round nothing would ever be done again
            log.exception("%s failed; the next try is in %.0f s", self._what, self._after_failure)
            seconds = self._after_failure
        self._round = None
        if self._stopped:
            return
        self._begin_after(0.0 if self._must_follow else seconds)

    def _begin_after(self, seconds: float) -> None:
        if seconds <= 0:
            self._begin()
        else:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)
