"""From a process's start to its first answer over the stand-in, and its memory, in one server and in many."""

from __future__ import annotations

import asyncio
import compileall
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from benchmarks.figures import Line, Samples, Unit
from benchmarks.served import Side, served
from bot.settings import HOME, Settings

_STARTS = 5
_MOST_TIMES_START = 1.5
_MOST_TIMES_MEMORY = {1: 1.6, 2500: 1.4}
_PACKAGES = ("bot", "cogs", "benchmarks")
"""What is compiled beforehand, as installed packages are: Python does so at a first start, unless it is told not to."""


@dataclass(frozen=True, slots=True)
class _Start:
    """Nanoseconds to the first answer, and bytes in memory then, where the system tells."""

    taken: float
    memory: int | None


async def measure_served_starts(settings: Settings, name: str) -> list[Line]:
    """Start both bots in turn, in one server and in many, and ask each for ``name`` once."""
    for package in _PACKAGES:
        await asyncio.to_thread(compileall.compile_dir, HOME / package, quiet=1)
    lines = []
    for guilds, most_times_memory in _MOST_TIMES_MEMORY.items():
        starts: dict[Side, list[_Start]] = {side: [] for side in Side}
        for _ in range(_STARTS):
            for side in Side:
                starts[side].append(await _start(side, settings, guilds, name))
        place = "1 server" if guilds == 1 else f"{guilds:,} servers"
        start = f"Start to first answer in {place}, median"
        lines += _line(start, Unit.MILLISECONDS, starts, lambda each: each.taken, _MOST_TIMES_START)
        memory = f"Memory in {place}, median"
        lines += _line(memory, Unit.MEBIBYTES, starts, lambda each: each.memory, most_times_memory)
    return lines


def _line(
    what: str, unit: Unit, starts: dict[Side, list[_Start]], figure: Callable[[_Start], float | None], most: float
) -> list[Line]:
    ours, floor = ([value for each in starts[side] if (value := figure(each)) is not None] for side in Side)
    if not ours:
        return []
    return [Line(what, unit, Samples.of(ours).median, Samples.of(floor).median, most_times_floor=most)]


async def _start(side: Side, settings: Settings, guilds: int, name: str) -> _Start:
    start = monotonic()
    async with served(side, settings, guilds=guilds) as bot:
        channel = next(iter(bot.discord.world.channels.values()))
        await (await bot.ask(name, channel=channel)).answered()
        return _Start((monotonic() - start) * 1e9, bot.memory)
