"""What the floor answers: a card of ours of median length, so that both sides send as much."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import discord

from benchmarks.floor import FloorAnswer
from bot.display.cards import card
from bot.display.opening import card_view
from bot.knowledge.library import Library
from bot.settings import Settings
from cogs.transformers import as_choice

_MENU_OPTIONS = 5


async def typical_answer(settings: Settings, names: Sequence[str]) -> tuple[list[str], FloorAnswer]:
    """Those of ``names`` that bring a card, and what is typical of these cards."""
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        found = {name: match.id for name in names if (match := library.find_person(name).sure)}
        entries = [entry for person_id in sorted(set(found.values())) if (entry := await library.entry(person_id))]
        full = [entry for entry in entries if len(entry.related) == _MENU_OPTIONS]
        lengths = [len(card(entry, library.wording)) for entry in full]
        middle = full[lengths.index(statistics.median_low(lengths))]
        choices = [as_choice(choice) for choice in library.complete_person("")]
        below = [item.item for item in card_view(middle).children if isinstance(item, discord.ui.DynamicItem)]
        (menu,) = [item for item in below if isinstance(item, discord.ui.Select)]
        buttons = [item.label or "" for item in below if isinstance(item, discord.ui.Button)]
        return list(found), FloorAnswer(card(middle, library.wording), menu.options, buttons, choices)
