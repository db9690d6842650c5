"""From a process's start to ready, and its memory: ours and the floor in turn."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from time import monotonic_ns

import msgspec

from benchmarks.figures import Line, Samples, Unit
from bot.settings import HOME, Settings

_STARTS = 9
_MOST_TIMES_FLOOR = 1.5


class Start(msgspec.Struct, frozen=True):
    """What one process told: the time in nanoseconds, the memory in bytes where the system tells it."""

    ready: int
    memory_when_ready: int | None
    memory_after_answer: int | None


async def measure_starts(settings: Settings, name: str) -> list[Line]:
    """Start both bots in turn, and ask each for ``name`` once."""
    await _start("ours", settings, name)  # Python compiles what it imports for the first time
    await _start("floor", settings, name)
    ours, floor = [], []
    for _ in range(_STARTS):
        ours.append(await _start("ours", settings, name))
        floor.append(await _start("floor", settings, name))

    lines = [
        _line("Start to ready, median", Unit.MILLISECONDS, *([each.ready for each in side] for side in (ours, floor)))
    ]
    for what, attribute in (("when ready", "memory_when_ready"), ("after an answer", "memory_after_answer")):
        memory = [[getattr(each, attribute) for each in side] for side in (ours, floor)]
        if None not in memory[0]:
            lines.append(_line(f"Memory {what}, median", Unit.MEBIBYTES, *memory))
    return lines


def _line(what: str, unit: Unit, ours: list[int], floor: list[int]) -> Line:
    return Line(what, unit, Samples.of(ours).median, Samples.of(floor).median, _MOST_TIMES_FLOOR)


async def _start(side: str, settings: Settings, name: str) -> Start:
    module = ("-m", "benchmarks.child", side, str(settings.data), str(settings.knowledge_file), name)
    start = monotonic_ns()
    process = await asyncio.create_subprocess_exec(sys.executable, *module, cwd=HOME, stdout=PIPE)
    output, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"the start of {side} ended with exit code {process.returncode}")
    told = msgspec.json.decode(output, type=Start)
    return msgspec.structs.replace(told, ready=told.ready - start)
