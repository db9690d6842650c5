"""`/defector` and its completion, from the interaction to Discord's having the answer: ours and the floor in turn.

Only one simulated Discord can live in an event loop, so blocks of ours and of the
floor alternate, each in a loop of its own.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Any

import discord
from discord.ext import commands

from benchmarks import floor
from benchmarks.figures import Line, Samples, Unit, median_and_p99
from benchmarks.queries import sample
from benchmarks.simulated import Person, person_in, ready
from bot.app import DefectionBot
from bot.display.limits import CHOICES
from bot.settings import Settings
from cogs.transformers import as_choice

_BLOCKS = 6
_WARM_UP = 10
_EACH_BLOCK = 100
_MOST_TIMES_FLOOR = 1.3
_MENU = 5


@dataclass(frozen=True, slots=True)
class Side:
    """A bot to be measured, its command and that command's option."""

    make: Callable[[], commands.Bot]
    command: str
    option: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How long the answers and the completions of one or several blocks took, in nanoseconds."""

    answers: tuple[int, ...] = ()
    completions: tuple[int, ...] = ()

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.answers + other.answers, self.completions + other.completions)


def measure_answers(settings: Settings, names: Sequence[str], typed: Sequence[str]) -> list[Line]:
    """Ask both bots for each of ``names``, and type each of ``typed``, as far as the blocks reach."""
    names = sample(names, _BLOCKS * _EACH_BLOCK)
    typed = sample(typed, _BLOCKS * _EACH_BLOCK)
    ours = Side(lambda: DefectionBot(settings), "defector", "name")
    like_ours = asyncio.run(_floor_like(ours, names))
    bare = Side(lambda: like_ours.bot, floor.COMMAND, floor.OPTION)
    taken_by_ours, taken_by_floor = Taken(), Taken()
    for block in range(_BLOCKS):
        taken_by_ours += _block(ours, names[block::_BLOCKS], typed[block::_BLOCKS])
        taken_by_floor += _block(bare, names[block::_BLOCKS], typed[block::_BLOCKS])
    return [
        *median_and_p99(
            "/defector",
            Unit.MILLISECONDS,
            Samples.of(taken_by_ours.answers),
            Samples.of(taken_by_floor.answers),
            median_times_floor=_MOST_TIMES_FLOOR,
        ),
        *median_and_p99(
            "Completing as somebody types",
            Unit.MILLISECONDS,
            Samples.of(taken_by_ours.completions),
            Samples.of(taken_by_floor.completions),
            median_times_floor=_MOST_TIMES_FLOOR,
        ),
    ]


def _block(side: Side, names: Sequence[str], typed: Sequence[str]) -> Taken:
    gc.collect()  # so that neither side pays for what the other left behind
    return asyncio.run(_measured(side, names, typed))


async def _measured(side: Side, names: Sequence[str], typed: Sequence[str]) -> Taken:
    async with ready(side.make()) as env:
        person = person_in(env, side.command, side.option)
        for name, prefix in zip(names[:_WARM_UP], typed[:_WARM_UP], strict=True):
            await person.ask(name)
            await person.type(prefix)
        return Taken(await _timed(person.ask, names), await _timed(person.type, typed))


async def _timed(work: Callable[[str], Awaitable[object]], texts: Sequence[str]) -> tuple[int, ...]:
    taken = []
    for text in texts:
        start = perf_counter_ns()
        await work(text)
        taken.append(perf_counter_ns() - start)
    return tuple(taken)
