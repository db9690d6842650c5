"""/browse, /timeline, /map, /stats and /compare: what people would rather look at than read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands

from bot.display.client import library_of
from bot.display.comparing import comparison
from bot.display.lists import ListButton, Page, list_page
from bot.display.manners import is_private, wording_of
from bot.display.messages import Refusal
from bot.display.opening import show, suggestion_view
from bot.display.pictures.scenes import Scene
from bot.display.pictures.sending import (
    MapButton,
    TimelineButton,
    map_scene,
    overview_scene,
    send_picture,
    timeline_scene,
)
from bot.knowledge.filters import Filters
from bot.knowledge.library import Library
from bot.knowledge.records import Person
from bot.knowledge.store import Entry
from cogs.filtering import filter_options, read_filters
from cogs.transformers import PERSON

_Answer = Callable[[discord.Interaction[Any], Filters], Awaitable[None]]
_Command = app_commands.Command[Any, Any, None]


async def _send_list(interaction: discord.Interaction[Any], filters: Filters) -> None:
    library = library_of(interaction)
    embed, view = list_page(library, await library.defections(), Page(filters))
    await interaction.response.send_message(embed=embed, view=view, ephemeral=is_private(interaction))


def _sending(name: str, scene: Callable[[Library, Filters], Awaitable[Scene | None]]) -> _Answer:
    """Answers with the picture ``name``, and the other ways of looking at the same defections as buttons below it."""

    async def send(interaction: discord.Interaction[Any], filters: Filters) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(ListButton.opening(filters))
        for button in (TimelineButton, MapButton):
            if name != button.NAME:
                view.add_item(button(filters.code))
        drawn = await scene(library_of(interaction), filters)
        await send_picture(interaction, drawn, name, view, privately=is_private(interaction))

    return send


def _filtered(name: str, description: str, answer: _Answer) -> _Command:
    """A command with the options of all filters."""

    @filter_options
    async def callback(
        interaction: discord.Interaction[Any],
        *,
        category: str | None = None,
        occupation: str | None = None,
        origin: str | None = None,
        destination: str | None = None,
        decade: str | None = None,
        how: str | None = None,
    ) -> None:
        filters = await read_filters(
            interaction,
            category=category,
            occupation=occupation,
            origin=origin,
            destination=destination,
            decade=decade,
            how=how,
        )
        if isinstance(filters, Refusal):
            await show(interaction, filters)
        else:
            await answer(interaction, filters)

    return app_commands.Command(name=name, description=description, callback=callback)


FILTERED_COMMANDS = (
    _filtered("browse", "List defections, by category, occupation, country, decade and way out.", _send_list),
    _filtered(
        "timeline",
        "Draw defections over the years, with the best known people and events named.",
        _sending("timeline", timeline_scene),
    ),
    _filtered("map", "Draw on a map who went from where to where.", _sending("map", map_scene)),
    _filtered("stats", "Draw from where, to where, how, who and when, at a glance.", _sending("stats", overview_scene)),
)


class Comparing(commands.Cog):
    """Two people side by side."""

    @app_commands.command()
    @app_commands.describe(one="The first: any spelling, any script", two="The second: any spelling, any script")
    async def compare(
        self,
        interaction: discord.Interaction[Any],
        one: Transform[Entry | Refusal, PERSON],
        two: Transform[Entry | Refusal, PERSON],
    ) -> None:
        """Show two people side by side: where from, where to, when, how, and what they have in common."""
        people = []
        for found in (one, two):
            if isinstance(found, Refusal):
                await show(interaction, found)
                return
            if isinstance(found.record, Person):
                people.append(found.record)
        first, second = people
        if first.id == second.id:
            await show(interaction, Refusal("The same twice", "Both names mean the same person. Please name two."))
            return
        embed = comparison(first, second, wording_of(interaction))
        await interaction.response.send_message(
            embed=embed, view=suggestion_view(people), ephemeral=is_private(interaction)
        )


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    for command in FILTERED_COMMANDS:
        bot.tree.add_command(command)
    await bot.add_cog(Comparing())


async def teardown(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is unloaded."""
    for command in FILTERED_COMMANDS:
        bot.tree.remove_command(command.name)
