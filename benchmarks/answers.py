"""`/defector` and its completion, from the interaction until the answer: ours and the floor in turn.

Only one simulated Discord can live in an event loop, so blocks of ours and of the
floor alternate, each in a loop of its own.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from benchmarks import floor
from benchmarks.figures import Line, Samples, Unit, median_and_p99
from benchmarks.queries import sample
from benchmarks.simulated import person_in, ready
from benchmarks.typical import typical_answer
from bot.app import DefectionBot
from bot.settings import Settings

_BLOCKS = 6
_ANSWERS = 120
_COMPLETIONS = 50
"""In each block; fewer, for behind each of the floor's SimCord waits 50 ms."""

_WARM_UP = 10
_MOST_TIMES_FLOOR = 1.3


@dataclass(frozen=True, slots=True)
class _Side:
    make: Callable[[], discord.Client]
    command: str
    option: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """Nanoseconds for each answer and each completion."""

    answers: tuple[int, ...] = ()
    completions: tuple[int, ...] = ()

    def __add__(self, other: _Taken) -> _Taken:
        return _Taken(self.answers + other.answers, self.completions + other.completions)


def measure_answers(settings: Settings, what: str, names: Sequence[str], typed: Sequence[str]) -> list[Line]:
    """Ask both bots for people by ``names``, and type what is ``typed``; as many of each as the blocks take.

    ``what`` says how the names are written.
    """
    known, typical = asyncio.run(typical_answer(settings, names))
    asked = sample(known, _BLOCKS * _ANSWERS)
    typed = sample(typed, _BLOCKS * _COMPLETIONS)
    ours, floor_taken = _Taken(), _Taken()
    for block in range(_BLOCKS):
        texts = asked[block::_BLOCKS], typed[block::_BLOCKS]
        ours += _block(_Side(lambda: DefectionBot(settings), "defector", "name"), *texts)
        floor_taken += _block(
            _Side(lambda: floor.FloorBot(typical), floor.COMMAND, floor.OPTION),
            *texts,
        )
    lines = []
    for line, one, other in (
        (f"/defector, {what}", ours.answers, floor_taken.answers),
        (f"Completing, {what}", ours.completions, floor_taken.completions),
    ):
        lines += median_and_p99(
            line, Unit.MILLISECONDS, Samples.of(one), Samples.of(other), median_times_floor=_MOST_TIMES_FLOOR
        )
    return lines


def _block(side: _Side, names: Sequence[str], typed: Sequence[str]) -> _Taken:
    gc.collect()  # neither side pays for what the other left behind
    return asyncio.run(_measured(side, names, typed))


async def _measured(side: _Side, names: Sequence[str], typed: Sequence[str]) -> _Taken:
    async with ready(side.make()) as env:
        person = person_in(env, side.command, side.option)
        for name, beginning in zip(names[:_WARM_UP], typed[:_WARM_UP], strict=True):
            await person.ask(name)
            await person.complete(beginning)
        return _Taken(
            tuple([await person.ask(name) for name in names]), tuple([await person.complete(text) for text in typed])
        )
