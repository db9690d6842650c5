"""From start to its first answer over the stand-in, and its memory then and in use, by number of servers."""

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
_TYPED = 5
_EVERYTHING = (
    ("defector", "name", "barishnikov"),
    ("define", "term", "defector in plase"),
    ("random", "topic", "athlete"),
    ("ask", "question", "who flew a mig 25 to japan"),
    ("ask", "question", "how many cuban boxers left after 2000"),
)
"""What makes all that the bot makes of its knowledge when it is first asked."""

_PACKAGES = ("bot", "cogs", "benchmarks")
"""What is compiled beforehand, as installed packages are: Python does so at a first start, unless it is told not to."""


@dataclass(frozen=True, slots=True)
class _Start:
    """Nanoseconds to the first answer, and bytes in memory, where the system tells: then, and when all was used."""

    taken: float
    memory: int | None
    memory_in_use: int | None


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
        in_use = f"Memory in {place}, everything used once"
        lines += _line(in_use, Unit.MEBIBYTES, starts, lambda each: each.memory_in_use)
    return lines


def _line(
    what: str,
    unit: Unit,
    starts: dict[Side, list[_Start]],
    figure: Callable[[_Start], float | None],
    most: float | None = None,
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
        taken, memory = monotonic() - start, bot.memory
        for command, option, text in _EVERYTHING if side is Side.OURS else ():
            await (await bot.discord.slash(command, channel=channel, options={option: text})).answered()
        await (await bot.complete(name[:_TYPED], channel=channel)).answered()
        return _Start(taken * 1e9, memory, bot.memory)
