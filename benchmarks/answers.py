"""`/defector` and its completion, from the interaction until the answer: ours and the floor in turn.

Only one simulated Discord can live in an event loop, so blocks of ours and of the
floor alternate, each in a loop of its own.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from benchmarks import floor
from benchmarks.figures import Line, Samples, Unit, median_and_p99
from benchmarks.queries import sample
from benchmarks.simulated import person_in, ready
from bot.app import DefectionBot
from bot.display.cards import card
from bot.display.opening import SeeAlsoMenu, card_view
from bot.knowledge.library import Library
from bot.knowledge.store import Entry
from bot.settings import Settings
from cogs.transformers import as_choice

_BLOCKS = 6
_ANSWERS = 120
_COMPLETIONS = 50
"""In each block; fewer, for behind each SimCord waits 50 ms."""

_WARM_UP = 10
_MENU_OPTIONS = 5
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
    known, make_floor = asyncio.run(_prepared(settings, names))
    asked = sample(known, _BLOCKS * _ANSWERS)
    typed = sample(typed, _BLOCKS * _COMPLETIONS)
    ours, floor_taken = _Taken(), _Taken()
    for block in range(_BLOCKS):
        texts = asked[block::_BLOCKS], typed[block::_BLOCKS]
        ours += _block(_Side(lambda: DefectionBot(settings), "defector", "name"), *texts)
        floor_taken += _block(_Side(make_floor, floor.COMMAND, floor.OPTION), *texts)
    lines = []
    for line, one, other in (
        (f"/defector, {what}", ours.answers, floor_taken.answers),
        (f"Completing, {what}", ours.completions, floor_taken.completions),
    ):
        lines += median_and_p99(
            line, Unit.MILLISECONDS, Samples.of(one), Samples.of(other), median_times_floor=_MOST_TIMES_FLOOR
        )
    return lines


async def _prepared(settings: Settings, names: Sequence[str]) -> tuple[list[str], Callable[[], discord.Client]]:
    """Those of ``names`` that bring a card, and the floor that answers all of them with one of median length."""
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        found = {name: match.id for name in names if (match := library.find_person(name).sure)}
        entries = [entry for person_id in sorted(set(found.values())) if (entry := await library.entry(person_id))]
        full = [entry for entry in entries if len(entry.related) == _MENU_OPTIONS]
        lengths = [len(card(entry, library.wording)) for entry in full]
        typical = full[lengths.index(statistics.median_low(lengths))]
        embed = card(typical, library.wording)
        choices = [as_choice(choice) for choice in library.complete_person("")]
    options = _menu(typical).item.options
    return list(found), lambda: floor.FloorBot(embed, options, choices)


def _menu(entry: Entry) -> SeeAlsoMenu:
    (menu,) = card_view(entry).children
    if not isinstance(menu, SeeAlsoMenu):
        raise TypeError(f"below a card stands a {type(menu).__name__}")
    return menu


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
