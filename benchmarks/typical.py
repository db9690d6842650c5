"""What the floor answers: a card of ours of median length, so that both sides send as much."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.display.cards import card
from bot.knowledge.library import Library
from bot.settings import Settings
from cogs.transformers import as_choice

_MENU_OPTIONS = 5


@dataclass(frozen=True, slots=True)
class Typical:
    """An embed, the options of a menu below it, and the choices that an option completes to."""

    embed: discord.Embed
    options: Sequence[discord.SelectOption]
    choices: Sequence[discord.app_commands.Choice[str]]

    def as_json(self) -> dict[str, Any]:
        """For the floor's process, which imports none of our code."""
        return {
            "embed": self.embed.to_dict(),
            "options": [{"label": option.label, "value": option.value} for option in self.options],
            "choices": [{"name": choice.name, "value": choice.value} for choice in self.choices],
        }


async def typical_answer(settings: Settings, names: Sequence[str]) -> tuple[list[str], Typical]:
    """Those of ``names`` that bring a card, and what is typical of these cards."""
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        found = {name: match.id for name in names if (match := library.find_person(name).sure)}
        entries = [entry for person_id in sorted(set(found.values())) if (entry := await library.entry(person_id))]
        full = [entry for entry in entries if len(entry.related) == _MENU_OPTIONS]
        lengths = [len(card(entry, library.wording)) for entry in full]
        middle = full[lengths.index(statistics.median_low(lengths))]
        options = [discord.SelectOption(label=each.name[:100], value=each.id) for each in middle.related]
        choices = [as_choice(choice) for choice in library.complete_person("")]
        return list(found), Typical(card(middle, library.wording), options, choices)
