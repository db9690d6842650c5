"""/privacy."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.display.cards import notice
from bot.display.client import client_of
from bot.display.limiting import may_go_on
from bot.display.manners import EVERYWHERE, may_configure
from bot.display.privacy import export_file, forget_view, privacy_card


class PrivacyCommands(commands.Cog):
    """What is kept of servers and people."""

    group = app_commands.Group(
        name="privacy", description="What I keep, and how to get or delete it.", extras=EVERYWHERE
    )

    @group.command()
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Say what is kept, why, and for how long."""
        await interaction.response.send_message(embed=privacy_card(), ephemeral=True)

    @group.command()
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Get what is kept of you and, if you manage it, of this server, as files."""
        if not await may_go_on(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        store = await client_of(interaction).database.store()
        files = [export_file("mine", await store.privacy.of_user(interaction.user.id))]
        if interaction.guild_id is not None and await may_configure(interaction):
            files.append(export_file("server", await store.privacy.of_guild(interaction.guild_id)))
        embed = notice("What is kept", "mine.json is of you; server.json, for those who manage it, is of this server.")
        await interaction.followup.send(embed=embed, files=files, ephemeral=True)

    @group.command()
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        """Delete what is kept of you or, if you manage it, of this server."""
        may = await may_configure(interaction)
        text = "What concerns you: your scores, and that you set anything up."
        if may:
            text += " What concerns this server: settings, daily posts and scores."
        embed = notice("Delete for good?", text)
        await interaction.response.send_message(embed=embed, view=forget_view(may_delete_server=may), ephemeral=True)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(PrivacyCommands())
