"""/about and /help."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.display.client import client_of, library_of
from bot.display.information import about_card, help_card
from bot.display.manners import EVERYWHERE, is_private, wording_of


class Information(commands.Cog):
    """What the bot is and what it can do."""

    @app_commands.command(extras=EVERYWHERE)
    async def about(self, interaction: discord.Interaction[Any]) -> None:
        """Say what the bot knows, from where, and how fresh it is."""
        embed = about_card(library_of(interaction).edition, wording_of(interaction))
        await interaction.response.send_message(embed=embed, ephemeral=is_private(interaction))

    @app_commands.command(extras=EVERYWHERE)
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Show every command with an example."""
        await interaction.response.send_message(embed=help_card(client_of(interaction).command_mention), ephemeral=True)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Information())
