"""/onthisday."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.display.anniversaries import day_card, day_view
from bot.display.client import client_of, library_of
from bot.display.manners import is_private, wording_of
from bot.display.messages import Refusal
from bot.display.opening import show
from bot.guilds.clock import zone_of
from bot.knowledge.days import is_relative, parse_day


class OnThisDay(commands.Cog):
    """Anniversaries."""

    @app_commands.command()
    @app_commands.rename(day="date")
    @app_commands.describe(day="A day of the year: 6 September, Sep 6, 09-06; today by this server's clock without one")
    async def onthisday(self, interaction: discord.Interaction[Any], day: str = "today") -> None:
        """Show who defected on a day of the year, and the next anniversaries."""
        zone = await _zone(interaction) if is_relative(day) else None
        try:
            meant = parse_day(day, interaction.created_at.astimezone(zone_of(zone or "UTC")).date())
        except ValueError as error:
            await show(interaction, Refusal("Which day?", str(error)))
            return
        library = library_of(interaction)
        anniversaries = await library.anniversaries()
        found = [(each, entry) for each in anniversaries.on(meant) if (entry := await library.entry(each.person))]
        await interaction.response.send_message(
            embed=day_card(meant, found, anniversaries, wording_of(interaction), zone),
            view=day_view(found),
            ephemeral=is_private(interaction),
        )


async def _zone(interaction: discord.Interaction[Any]) -> str:
    """By whose clock it is today: that of the server's daily posts, or UTC."""
    return await client_of(interaction).preferences.zone(interaction.guild_id) or "UTC"


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(OnThisDay())
