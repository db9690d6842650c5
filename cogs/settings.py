"""/settings: how the bot answers in a server."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands
from msgspec.structs import replace

from bot.display.cards import notice
from bot.display.client import client_of
from bot.guilds.preferences import MOST_CHANNELS, Locale, Preferences
from cogs.managing import ManagersGroup, guild_id_of, refuse
from cogs.transformers import ChannelTransformer

_Channel = Transform[
    app_commands.AppCommandChannel,
    ChannelTransformer(
        discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum, discord.ChannelType.voice
    ),
]
_DATES = {Locale.BRITISH: "6 September 1976", Locale.AMERICAN: "September 6, 1976"}

_PRIVATE = (
    "only to whoever asked. Nobody can be answered in private who mentions me: I reply with a button that opens the"
    " answer for whoever presses it. Quizzes and daily posts are for everybody."
)


class ServerSettings(commands.Cog):
    """What a server chooses."""

    group = ManagersGroup("settings", "How I answer in this server.")

    @group.command()
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Show what this server has chosen."""
        await _show(interaction, "Settings", await _chosen(interaction))

    @group.command()
    @app_commands.describe(
        visibility="public: everybody sees answers; private: only whoever asked. Quizzes stay public"
    )
    async def answers(self, interaction: discord.Interaction[Any], visibility: Literal["public", "private"]) -> None:
        """Choose whether everybody sees the answers to commands, or only whoever asked."""
        preferences = await _chosen(interaction)
        await _change(interaction, replace(preferences, answers_privately=visibility == "private"))

    @group.command()
    @app_commands.describe(
        add="A channel in which I answer; with the first, all others are left out",
        remove="A channel in which I no longer answer",
        everywhere="Answer in every channel again",
    )
    async def channels(
        self,
        interaction: discord.Interaction[Any],
        *,
        add: _Channel | None = None,
        remove: _Channel | None = None,
        everywhere: bool = False,
    ) -> None:
        """Choose the channels in which I answer; without any, I answer in all."""
        preferences = await _chosen(interaction)
        ids = [] if everywhere else list(preferences.channel_ids)
        if add is not None and add.id not in ids:
            ids.append(add.id)
        if remove is not None and remove.id in ids:
            ids.remove(remove.id)
        if len(ids) > MOST_CHANNELS:
            await refuse(interaction, "Nothing was changed", f"At most {MOST_CHANNELS} channels can be chosen.")
            return
        await _change(interaction, replace(preferences, channel_ids=tuple(ids)))

    @group.command()
    @app_commands.choices(
        locale=[app_commands.Choice(name=f"Dates as {_DATES[each]}", value=each.value) for each in Locale]
    )
    @app_commands.describe(locale="How dates are written")
    async def locale(self, interaction: discord.Interaction[Any], locale: app_commands.Choice[str]) -> None:
        """Choose how dates are written."""
        preferences = await _chosen(interaction)
        await _change(interaction, replace(preferences, locale=Locale(locale.value)))

    @group.command()
    @app_commands.describe(role="Its members may use /settings and /daily too; without one only Manage Server may")
    async def managers(self, interaction: discord.Interaction[Any], role: discord.Role | None = None) -> None:
        """Choose a role whose members may configure me, beside those who may manage the server."""
        if role is not None and role.id == interaction.guild_id:
            await refuse(interaction, "Nothing was changed", "That would be everybody. Please choose another role.")
            return
        if not (interaction.permissions.manage_guild or interaction.permissions.administrator):
            await refuse(interaction, "Nothing was changed", "Only members with Manage Server choose who else may.")
            return
        preferences = await _chosen(interaction)
        await _change(interaction, replace(preferences, manager_role_id=None if role is None else role.id))


async def _chosen(interaction: discord.Interaction[Any]) -> Preferences:
    """What the server has surely chosen: what is only thought to hold must be neither shown nor built upon."""
    return await client_of(interaction).preferences.chosen(guild_id_of(interaction))


async def _change(interaction: discord.Interaction[Any], preferences: Preferences) -> None:
    await client_of(interaction).preferences.change(guild_id_of(interaction), preferences)
    await _show(interaction, "Changed", preferences)


async def _show(interaction: discord.Interaction[Any], title: str, preferences: Preferences) -> None:
    embed = notice(title, "What this server has chosen:")
    embed.add_field(name="Answers", value=_PRIVATE if preferences.answers_privately else "to everybody", inline=False)
    embed.add_field(name="Dates", value=_DATES[preferences.locale], inline=False)
    channels = ", ".join(f"<#{channel_id}>" for channel_id in preferences.channel_ids) or "all"
    embed.add_field(name="Channels", value=channels, inline=False)
    who = "members with Manage Server"
    if preferences.manager_role_id is not None:
        who += (
            f", and <@&{preferences.manager_role_id}>. Discord shows them the commands once Server Settings,"
            " Integrations allows them to that role."
        )
    embed.add_field(name="Who may configure", value=who, inline=False)
    await interaction.response.send_message(embed=embed, ephemeral=True)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(ServerSettings())
