"""Load over the stand-in: the ceiling, latency at a given rate, a flood beside a quiet person, memory over time.

Ours and the floor are processes of their own; the stand-in and whoever asks share one, so
that the bot has a core to itself where there are two. Both sides run in turn, in blocks.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter

from benchmarks.figures import Line, Samples, Unit
from benchmarks.floor import FloorAnswer
from benchmarks.served import Served, Side, served
from bot.settings import Settings
from tests.standin.exchanges import Interaction
from tests.standin.world import Channel, User

_BLOCKS = 10
_BLOCK_SECONDS = 2.0
_AT_ONCE = 24
_RATES = (50, 200)
_QUIET_RATE = 20
_FLOOD_RATE = 50
_LEAST_OF_CEILING = 0.8
_MOST_TIMES_P99 = 1.3
_MOST_TIMES_QUIET = 1.5
_SOAK_RATE = 100
_SOAK_SETTLING = 5.0

_ASKED = 10_000

_Use = Callable[[Served, str], Awaitable[Interaction]]


@dataclass(frozen=True, slots=True)
class _Doing:
    """What people do, and with which texts, over and over."""

    use: _Use
    texts: Iterator[str]

    @classmethod
    def cycling(cls, use: _Use, texts: Iterable[str]) -> _Doing:
        """With ``texts`` from the beginning again when they are used up."""
        return cls(use, itertools.cycle(texts))

    async def once(self, side: Served) -> Interaction:
        """Do it once more."""
        return await self.use(side, next(self.texts))


@dataclass(frozen=True, slots=True)
class Load:
    """What people ask and type, in that order; ``typical`` is what the floor answers, ``soak`` is in seconds."""

    names: Sequence[str]
    typed: Sequence[str]
    typical: FloorAnswer
    soak: float


async def measure_load(settings: Settings, load: Load, folder: Path) -> list[Line]:
    """All lines about load; ``folder`` takes what the floor is to answer."""
    answer = folder / "floor.json"
    await asyncio.to_thread(answer.write_text, json.dumps(load.typical.as_json()), "utf-8")
    os.environ["FLOOR_ANSWER"] = str(answer)
    async with AsyncExitStack() as stack:
        ours, floor = [await stack.enter_async_context(served(side, settings)) for side in Side]
        asking = _Doing.cycling(_asking, load.names)
        lines = []
        for what, doing in (("/defector", asking), ("Completing", _Doing.cycling(_completing, load.typed))):
            for side in (ours, floor):  # what is made when it is first needed is no part of a load
                await _closed_loop(side, doing, 1.0)
            lines.append(await _ceiling(ours, floor, what, doing))
            for rate in _RATES:
                lines += await _at_rate(ours, floor, f"{what} at {rate} a second", doing, rate)
        lines.append(await _flood(ours, asking, load.names))
        lines.append(await _soak(ours, asking, load.soak))
    return lines


async def _asking(side: Served, text: str) -> Interaction:
    return await side.ask(text, channel=_channel(side))


async def _completing(side: Served, text: str) -> Interaction:
    return await side.complete(text, channel=_channel(side))


def _channel(side: Served) -> Channel:
    return next(iter(side.discord.world.channels.values()))


async def _ceiling(ours: Served, floor: Served, what: str, doing: _Doing) -> Line:
    counts: dict[Side, list[float]] = {ours.side: [], floor.side: []}
    for _ in range(_BLOCKS):
        for side in (ours, floor):
            counts[side.side].append(await _closed_loop(side, doing, _BLOCK_SECONDS))
    one, other = (Samples.of(counts[side.side]).median for side in (ours, floor))
    return Line(f"{what}, most a second", Unit.A_SECOND, one, other, least_times_floor=_LEAST_OF_CEILING)


async def _closed_loop(side: Served, doing: _Doing, seconds: float) -> float:
    """How many a second are answered to people of whom each asks again when answered."""
    answered = 0
    end = monotonic() + seconds

    async def person() -> None:
        nonlocal answered
        while monotonic() < end:
            interaction = await doing.once(side)
            await interaction.answered()
            side.discord.interactions.pop(interaction.token)
            answered += 1

    start = perf_counter()
    await asyncio.gather(*(person() for _ in range(_AT_ONCE)))
    return answered / (perf_counter() - start)


async def _at_rate(ours: Served, floor: Served, what: str, doing: _Doing, rate: float) -> list[Line]:
    taken: dict[Side, list[float]] = {ours.side: [], floor.side: []}
    for _ in range(_BLOCKS):
        for side in (ours, floor):
            taken[side.side] += await _open_loop(side, doing, rate, _BLOCK_SECONDS)
    one, other = (Samples.of(taken[side.side]) for side in (ours, floor))
    return [
        Line(f"{what}, median", Unit.MILLISECONDS, one.median, other.median),
        Line(f"{what}, p99", Unit.MILLISECONDS, one.p99, other.p99, most_times_floor=_MOST_TIMES_P99),
    ]


async def _open_loop(side: Served, doing: _Doing, rate: float, seconds: float) -> list[float]:
    """Nanoseconds to each answer when so many a second ask, whether or not the ones before were answered."""
    asked = []
    start = monotonic()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, start + number / rate - monotonic()))
        asked.append(await doing.once(side))
    answers = [await interaction.answered() for interaction in asked]
    for interaction in asked:
        side.discord.interactions.pop(interaction.token)
    return [answer.seconds * 1e9 for answer in answers]


async def _flood(ours: Served, quietly: _Doing, names: Sequence[str]) -> Line:
    """A quiet person's answers alone, and while another asks fifty times a second."""
    flooding = User("flood")

    async def flood(side: Served, text: str) -> Interaction:
        return await side.ask(text, channel=_channel(side), user=flooding)

    alone: list[float] = []
    beside: list[float] = []
    for _ in range(_BLOCKS):
        alone += await _open_loop(ours, quietly, _QUIET_RATE, _BLOCK_SECONDS)
        both = await asyncio.gather(
            _open_loop(ours, quietly, _QUIET_RATE, _BLOCK_SECONDS),
            _open_loop(ours, _Doing.cycling(flood, names), _FLOOD_RATE, _BLOCK_SECONDS),
        )
        beside += both[0]
    what = "A quiet person's /defector beside a flood, p95 (floor: without)"
    flooded, quiet = Samples.of(beside).p95, Samples.of(alone).p95
    return Line(what, Unit.MILLISECONDS, flooded, quiet, most_times_floor=_MOST_TIMES_QUIET)


async def _soak(ours: Served, doing: _Doing, seconds: float) -> Line:
    """How fast memory grows under a steady load once it has settled: the slope of a line through all samples."""
    await _open_loop(ours, doing, _SOAK_RATE, _SOAK_SETTLING)
    points = []
    start = monotonic()
    while (elapsed := monotonic() - start) < seconds:
        await _open_loop(ours, doing, _SOAK_RATE, 1.0)
        points.append((elapsed, float(ours.memory or 0)))
    what = f"Memory's slope over {seconds:.0f} s at {_SOAK_RATE} a second"
    return Line(what, Unit.MEBIBYTES_A_MINUTE, _slope(points) * 60)


def as_people_ask(names: Sequence[str]) -> list[str]:
    """A long run of ``names``: few are asked for often and most seldom, as by Zipf's law. It is the same each time."""
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    return random.Random(1).choices(names, weights, k=_ASKED)


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Least squares: how much the second of each pair grows by one of the first."""
    count = len(points)
    middle_x, middle_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0
