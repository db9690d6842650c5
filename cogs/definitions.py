"""/define."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands

from bot.display.messages import Refusal
from bot.display.opening import show
from bot.knowledge.store import Entry
from cogs.transformers import DEFINITION


class Definitions(commands.Cog):
    """Cards of terms and topics."""

    @app_commands.command()
    @app_commands.describe(term="A word, an event, a place or an operation: defector in place, Berlin Wall")
    async def define(self, interaction: discord.Interaction[Any], term: Transform[Entry | Refusal, DEFINITION]) -> None:
        """Say what a term means, or what an event, place or operation was."""
        await show(interaction, term)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Definitions())
