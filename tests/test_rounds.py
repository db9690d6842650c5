"""Work in rounds: the next begins when it is due or woken, and a failure is not the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.rounds import Rounds

NEVER = 3600.0


class Work:
    """Counts its rounds; each waits until it is let go on."""

    def __init__(self, *seconds: float) -> None:
        """``seconds`` until the next round, round by round; after the last of them `NEVER`."""
        self.begun = 0
        self.ended = 0
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self._seconds = iter(seconds)
        self._changed = asyncio.Condition()

    async def __call__(self) -> float:
        await self._count(begun=1)
        await self.may_go_on.wait()
        await self._count(ended=1)
        return next(self._seconds, NEVER)

    async def _count(self, *, begun: int = 0, ended: int = 0) -> None:
        async with self._changed:
            self.begun += begun
            self.ended += ended
            self._changed.notify_all()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return when ``condition`` holds."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(condition)


def rounds_of(work: Callable[[], Awaitable[float]]) -> Rounds:
    """Rounds of ``work``, which are tried again at once."""
    return Rounds(work, what="counting", after_failure=0.0)


async def test_each_round_says_when_the_next_is_due() -> None:
    work = Work(0.0, 0.0)
    rounds = rounds_of(work)
    rounds.start()
    await work.until(lambda: work.ended == 3)
    await rounds.stop()
    assert work.begun == 3


async def test_between_rounds_no_task_waits() -> None:
    work = Work()
    rounds = rounds_of(work)
    before = asyncio.all_tasks()
    rounds.start()
    await work.until(lambda: work.ended == 1)
    await asyncio.gather(*asyncio.all_tasks() - before)
    assert asyncio.all_tasks() == before
    await rounds.stop()


async def test_whoever_is_woken_does_not_wait_for_the_time() -> None:
    work = Work()
    rounds = rounds_of(work)
    rounds.start()
    await work.until(lambda: work.ended == 1)
    rounds.wake()
    await work.until(lambda: work.ended == 2)
    await rounds.stop()


async def test_woken_in_a_round_another_follows_it() -> None:
    work = Work()
    work.may_go_on.clear()
    rounds = rounds_of(work)
    rounds.start()
    await work.until(lambda: work.begun == 1)
    rounds.wake()
    work.may_go_on.set()
    await work.until(lambda: work.ended == 2)
    await rounds.stop()


async def test_after_a_failure_it_is_tried_again_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    fails = iter([True])

    async def failing_once() -> float:
        if next(fails, False):
            raise OSError("the disk is full")
        return await work()

    rounds = rounds_of(failing_once)
    rounds.start()
    await work.until(lambda: work.ended == 1)
    await rounds.stop()
    assert "counting failed" in caplog.text


async def test_a_stop_waits_for_the_round_under_way_and_then_breaks_it_off() -> None:
    work = Work()
    work.may_go_on.clear()
    rounds = rounds_of(work)
    rounds.start()
    await work.until(lambda: work.begun == 1)
    await rounds.stop()
    rounds.wake()
    assert (work.begun, work.ended) == (1, 0)


async def test_what_is_stopped_before_it_began_never_begins() -> None:
    work = Work()
    rounds = rounds_of(work)
    rounds.start()
    await rounds.stop()
    rounds.wake()
    assert work.begun == 0
