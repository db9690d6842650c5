"""What the commands share that change what the bot does in a server: who may use them, and how they say no."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.display.cards import notice
from bot.display.manners import EVERYWHERE, may_configure
from bot.display.messages import answer_privately
from bot.observer import Outcome


class ManagersGroup(app_commands.Group):
    """A group of commands for those who manage a server, in servers that have added the bot.

    Discord hides it from others by default, and the bot refuses them itself.
    """

    def __init__(self, name: str, description: str) -> None:
        super().__init__(
            name=name,
            description=description,
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            extras=EVERYWHERE,
        )

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the person may use it; if not, they are told in private."""
        if await may_configure(interaction):
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            text = "That takes the permission Manage Server, or the role that this server has chosen for it."
            await refuse(interaction, "Not for you", text)
        return False


async def refuse(interaction: discord.Interaction[Any], title: str, text: str) -> None:
    """Say in private why nothing was changed."""
    interaction.extras["outcome"] = Outcome.REFUSED
    await answer_privately(interaction, notice(title, text))


def guild_id_of(interaction: discord.Interaction[Any]) -> int:
    """The server in which a command of a `ManagersGroup` is used."""
    if interaction.guild_id is None:
        raise RuntimeError("a command for servers was used outside of one")
    return interaction.guild_id
