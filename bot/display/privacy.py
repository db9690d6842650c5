"""What /privacy tells, and the button that deletes."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any, Self

import discord

from bot.display.attachments import Attachment
from bot.display.cards import notice
from bot.display.client import client_of
from bot.display.manners import may_configure
from bot.display.messages import answer_privately, telling_failures
from bot.guilds.housekeeping import GRACE, POSTS_KEPT

_NOT_ALLOWED = "That takes the permission Manage Server."
_WHOSE = {"mine": "Delete what concerns me", "server": "Delete this server's data"}


class ForgetButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"forget:(?P<whose>mine|server)"):
    """Deletes, once more asked whether whoever presses it may."""

    def __init__(self, whose: str) -> None:
        self.whose = whose
        super().__init__(
            discord.ui.Button(label=_WHOSE[whose], style=discord.ButtonStyle.danger, custom_id=f"forget:{whose}")
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(match["whose"])

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Delete."""
        await interaction.response.defer()
        store = await client_of(interaction).database.store()
        if self.whose == "mine":
            await store.privacy.forget_user(interaction.user.id)
        elif interaction.guild_id is not None and await may_configure(interaction):
            await store.privacy.forget_guild(interaction.guild_id)
            client_of(interaction).preferences.forget(interaction.guild_id)
            client_of(interaction).scheduler.wake()
        else:
            await answer_privately(interaction, notice("Nothing was deleted", _NOT_ALLOWED))
            return
        await interaction.edit_original_response(embed=notice("Deleted", "It is gone for good."), view=None)


def privacy_card() -> discord.Embed:
    """What is kept, why, and for how long."""
    embed = notice(
        "What I keep",
        "I keep no messages and no questions. What is looked up leaves nothing behind. Kept is only what a server or"
        " a person has set up or done with me:",
    )
    embed.add_field(
        name="Of a server",
        value="Its id; what /settings and /daily set up: ids of channels and roles, times, topics; which records it was"
        f" told; and what became of each daily post, for {POSTS_KEPT.days} days.",
        inline=False,
    )
    embed.add_field(
        name="Of a person",
        value="Their id, with each daily post that they set up, so that they can be told once if it has to be paused;"
        " with their scores in quizzes; and with mistakes that they reported, so that they hear back.",
        inline=False,
    )
    embed.add_field(
        name="For how long",
        value="Until it is deleted with /privacy delete or the commands that set it up. When a server removes me,"
        f" everything of it is deleted after {GRACE.days} days.",
        inline=False,
    )
    return embed


def export_file(name: str, content: object) -> discord.File:
    """``content`` as a JSON file."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return Attachment(BytesIO(text.encode()), filename=f"{name}.json", description="What is kept, as JSON")


def forget_view(*, may_delete_server: bool) -> discord.ui.View:
    """The buttons that delete."""
    view = discord.ui.View(timeout=None)
    view.add_item(ForgetButton("mine"))
    if may_delete_server:
        view.add_item(ForgetButton("server"))
    return view
