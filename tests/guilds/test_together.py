"""What comes while something is being written is written with the next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.guilds.together import Together


class _Disk:
    """Writes when it is let, and refuses what is spoilt."""

    def __init__(self) -> None:
        self.written: list[tuple[str, ...]] = []
        self.tries: list[tuple[str, ...]] = []
        self.is_free = asyncio.Event()
        self.is_asked = asyncio.Event()

    async def write(self, things: Sequence[str]) -> None:
        self.tries.append(tuple(things))
        self.is_asked.set()
        await self.is_free.wait()
        if "spoilt" in things:
            raise ValueError("spoilt")
        self.written.append(tuple(things))


async def _added(disk: _Disk, *things: str) -> list[asyncio.Task[None]]:
    """Tasks that add ``things``, the first of which is already being written."""
    together = Together(disk.write)
    tasks = [asyncio.create_task(together.add(thing)) for thing in things]
    await disk.is_asked.wait()
    return tasks


async def test_what_comes_while_another_is_written_is_written_at_once_behind_it() -> None:
    disk = _Disk()
    tasks = await _added(disk, "one", "two", "three")
    disk.is_free.set()
    await asyncio.gather(*tasks)
    assert sorted(thing for batch in disk.written for thing in batch) == ["one", "three", "two"]
    assert len(disk.written) < 3


async def test_one_that_cannot_be_written_fails_alone() -> None:
    disk = _Disk()
    tasks = await _added(disk, "one", "spoilt", "three")
    disk.is_free.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), ValueError, type(None)]
    assert sorted(thing for batch in disk.written for thing in batch) == ["one", "three"]


async def test_whoever_writes_may_be_called_off_and_nobody_waits_for_ever() -> None:
    disk = _Disk()
    together = Together(disk.write)
    tasks = [asyncio.create_task(together.add(thing)) for thing in ("one", "two")]
    await disk.is_asked.wait()
    assert disk.tries == [("one",)]
    tasks[0].cancel()
    disk.is_free.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [asyncio.CancelledError, type(None)]
    assert sorted(thing for batch in disk.written for thing in batch) == ["one", "two"]


async def test_whoever_writes_one_by_one_may_be_called_off_and_the_others_are_written() -> None:
    disk = _Disk()
    is_alone = asyncio.Event()

    async def write(things: Sequence[str]) -> None:
        if list(things) == ["two"] and not is_alone.is_set():
            is_alone.set()
            await asyncio.Event().wait()
        await disk.write(things)

    together = Together(write)
    tasks = [asyncio.create_task(together.add(thing)) for thing in ("one", "two", "spoilt", "three")]
    await disk.is_asked.wait()
    disk.is_free.set()
    await is_alone.wait()
    tasks[1].cancel()
    async with asyncio.timeout(30):
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), asyncio.CancelledError, ValueError, type(None)]
    assert sorted(thing for batch in disk.written for thing in batch) == ["one", "three", "two"]


@pytest.mark.parametrize("count", [1, 5])
async def test_all_are_written_that_were_added(count: int) -> None:
    disk = _Disk()
    disk.is_free.set()
    together = Together(disk.write)
    things = [f"thing {number}" for number in range(count)]
    await asyncio.gather(*map(together.add, things))
    assert sorted(thing for batch in disk.written for thing in batch) == things
