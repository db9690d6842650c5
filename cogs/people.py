"""/defector and /random."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands

from bot.display.client import library_of
from bot.display.messages import Refusal, unknown_topic
from bot.display.opening import show
from bot.knowledge.store import Entry
from bot.knowledge.wording import counted
from cogs.transformers import PERSON, as_choice


class People(commands.Cog):
    """Cards of people."""

    @app_commands.command()
    @app_commands.describe(name="Whom to show: any spelling, any script")
    async def defector(self, interaction: discord.Interaction[Any], name: Transform[Entry | Refusal, PERSON]) -> None:
        """Show a defector: who, from where to where, when, how, and what followed."""
        await show(interaction, name)

    @app_commands.command()
    @app_commands.describe(
        topic="A category, occupation, country, decade or way out: athlete, pilots, Cuba, 1970s, swam"
    )
    async def random(self, interaction: discord.Interaction[Any], topic: str | None = None) -> None:
        """Show somebody at random, of everybody or by topic."""
        library = library_of(interaction)
        if topic:
            await library.prepare()
        finding = library.find_topic(topic) if topic else None
        if finding is not None and not finding.matches:
            await show(interaction, unknown_topic(finding))
            return
        pick = await library.random_person(finding)
        if pick.entry is None:
            await show(interaction, Refusal("Nobody", f"I understood “{pick.topic}”, but I know nobody there."))
            return
        about = f" for “{pick.topic}”" if pick.topic else ""
        await show(interaction, pick.entry, f"One of {counted(pick.count, 'record')}{about}:")

    @random.autocomplete("topic")
    async def _complete_topic(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        library = library_of(interaction)
        await library.prepare()
        return [as_choice(choice) for choice in library.complete_topic(typed)]


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(People())
