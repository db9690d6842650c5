"""The six options that /browse, /timeline, /map and /stats share: completing them, and reading what was given."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.display import limits
from bot.display.client import library_of
from bot.display.messages import Refusal
from bot.knowledge.filters import FILTER_KINDS, Filters, meant_by, options

_Choices = list[app_commands.Choice[str]]
_Command = TypeVar("_Command")

_OPTION_NAMES = {"origin": "from", "destination": "to"}
"""Filters whose options have names that Python keeps for itself or that say less in code."""

_DESCRIPTIONS = {
    "category": "Artists, athletes, military, politics or others",
    "occupation": "What they were: pilots, ballet dancers, chess players",
    "origin": "The country that they left",
    "destination": "The country that they went to",
    "decade": "When: 1970s",
    "how": "The way out: swam, flew an aircraft across, asked for asylum",
}


def filter_options(command: _Command) -> _Command:
    """Give a command's six parameters, named as the fields of Filters, their names, descriptions and completions."""
    app_commands.rename(**_OPTION_NAMES)(command)
    app_commands.describe(**_DESCRIPTIONS)(command)
    app_commands.autocomplete(**{name: _completing(name) for name in FILTER_KINDS})(command)
    return command


def _completing(name: str) -> Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, _Choices]]:
    async def complete(interaction: discord.Interaction[Any], typed: str) -> _Choices:
        library = library_of(interaction)
        await library.prepare()
        table = await library.defections()
        filters = Filters()
        for other in FILTER_KINDS:
            text = getattr(interaction.namespace, _OPTION_NAMES.get(other, other), None)
            if other != name and isinstance(text, str) and text:
                filters = filters.with_(other, meant_by(library, table, other, text))
        found = options(library, table, filters, name, typed)[: limits.CHOICES]
        return [
            app_commands.Choice(
                name=limits.clipped(f"{option.name} · {option.people}", limits.CHOICE_NAME), value=option.value
            )
            for option in found
        ]

    return complete


async def read_filters(interaction: discord.Interaction[Any], **given: str | None) -> Filters | Refusal:
    """The filters that were ``given``, picked from the list or typed in any spelling; or why there are none."""
    library = library_of(interaction)
    await library.prepare()
    table = await library.defections()
    filters = Filters()
    for name, text in given.items():
        if text is None:
            continue
        value = meant_by(library, table, name, text)
        if value is None:
            option = _OPTION_NAMES.get(name, name)
            return Refusal(
                "I don't know that filter",
                f"What you gave for `{option}` is none that I know. Start typing there and pick one from the list.",
            )
        filters = filters.with_(name, value)
    if not table.people(filters.selection):
        return Refusal(
            "Nobody fits all of that",
            f"I know nobody for “{limits.escaped(filters.words(library.wording))}”. Take a filter away,"
            " or pick from the list while you type: it shows what is still possible.",
        )
    return filters
