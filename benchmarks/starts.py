"""From a process's start to ready, and its memory: ours and the floor in turn."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from time import monotonic_ns

import msgspec

from benchmarks.figures import Line, Samples, Unit
from bot.settings import HOME, Settings

_STARTS = 7
_MOST_TIMES_FLOOR = 1.5


class Start(msgspec.Struct, frozen=True):
    """What one process told: the time in nanoseconds, the memory in bytes where the system tells it."""

    ready: int
    memory_when_ready: int | None
    memory_after_answer: int | None


async def measure_starts(settings: Settings, name: str) -> list[Line]:
    """Start both bots in turn, and ask each for ``name`` once."""
    sides = ("ours", "floor")
    for side in sides:
        await _start(side, settings, name)  # Python compiles what it imports for the first time
    starts: dict[str, list[Start]] = {side: [] for side in sides}
    for _ in range(_STARTS):
        for side in sides:
            starts[side].append(await _start(side, settings, name))

    def line(what: str, unit: Unit, figure: Callable[[Start], int | None]) -> Line | None:
        ours, floor = ([value for start in starts[side] if (value := figure(start)) is not None] for side in sides)
        if not ours:
            return None
        return Line(f"{what}, median", unit, Samples.of(ours).median, Samples.of(floor).median, _MOST_TIMES_FLOOR)

    lines = (
        line("Start to ready", Unit.MILLISECONDS, lambda start: start.ready),
        line("Memory when ready", Unit.MEBIBYTES, lambda start: start.memory_when_ready),
        line("Memory after an answer", Unit.MEBIBYTES, lambda start: start.memory_after_answer),
    )
    return [each for each in lines if each is not None]


async def _start(side: str, settings: Settings, name: str) -> Start:
    environment = {
        "DATA_DIR": str(settings.data),
        "KNOWLEDGE_FILE": str(settings.knowledge_file),
        "DATABASE_URL": settings.database_url,
        "SHARD_COUNT": "1",
    }
    start = monotonic_ns()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"benchmarks.start_{side}", name, cwd=HOME, env=os.environ | environment, stdout=PIPE
    )
    output, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"the start of {side} ended with exit code {process.returncode}")
    told = msgspec.json.decode(output, type=Start)
    return msgspec.structs.replace(told, ready=told.ready - start)
