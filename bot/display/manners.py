"""How the bot answers in a server, by what that server has chosen with /settings. Every command asks here.

- Where it may answer: `keep_to_manners` is asked by the command tree before every command, and refuses in private.
  A command that works everywhere, because it is about the bot itself, has ``extras=EVERYWHERE``.
  A message that mentions the bot is asked about with `may_answer`, and is left alone elsewhere.
- Whether others see the answer: ``ephemeral=is_private(interaction)`` in whatever answers in public.
- How dates are written: `wording_of`; `wording_in` where there is no interaction, as in a daily post.
- Who may configure: `may_configure`.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.display.cards import notice
from bot.display.client import as_client, client_of, library_of
from bot.display.messages import answer_privately
from bot.guilds.preferences import STANDARD, Locale, Preferences
from bot.knowledge.library import Library
from bot.knowledge.wording import Wording
from bot.observer import Outcome

EVERYWHERE: dict[Any, Any] = {"works everywhere": True}
"""The extras of a command that works in every channel."""

_KEPT = "preferences"
_MOST_NAMED = 10


async def preferences_of(interaction: discord.Interaction[Any]) -> Preferences:
    """What the server has chosen in which ``interaction`` happens."""
    kept = interaction.extras.get(_KEPT)
    if not isinstance(kept, Preferences):
        kept = interaction.extras[_KEPT] = await client_of(interaction).preferences.of(interaction.guild_id)
    return kept


async def keep_to_manners(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot answers a command here; if not, whoever used it is told where it does."""
    if interaction.type is discord.InteractionType.autocomplete:
        return True  # it is told once the command is sent
    preferences = await preferences_of(interaction)
    if preferences.answers_in(*_places(interaction)) or _works_everywhere(interaction):
        return True
    interaction.extras["outcome"] = Outcome.REFUSED
    channels = [f"<#{channel_id}>" for channel_id in preferences.channel_ids[:_MOST_NAMED]]
    text = f"In this server I answer in {', '.join(channels)}. You can also ask me in a direct message."
    await answer_privately(interaction, notice("Not in this channel", text))
    return False


async def may_answer(bot: discord.Client, message: discord.Message) -> bool:
    """Whether the bot answers ``message`` where it stands: in a direct message always, in a server where it wants."""
    preferences = await as_client(bot).preferences.of(guild_id_of(message))
    if preferences.answers_in(message.channel.id):
        return True
    channel = await bot.fetch_channel(message.channel.id)
    return isinstance(channel, discord.Thread) and preferences.answers_in(channel.parent_id)


async def answers_privately(bot: discord.Client, message: discord.Message) -> bool:
    """Whether only whoever asks is to see the answer to ``message``."""
    return (await as_client(bot).preferences.of(guild_id_of(message))).answers_privately


def guild_id_of(message: discord.Message) -> int | None:
    """The server in which ``message`` stands; None for a direct message."""
    guild_id: int | None = getattr(message.channel, "guild_id", None)  # no server is kept in memory: this is all
    return guild_id


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether only the person is to see the answer to a command."""
    return _chosen(interaction).answers_privately


def wording_of(interaction: discord.Interaction[Any]) -> Wording:
    """The wording with dates as the server writes them."""
    return _worded(library_of(interaction), _chosen(interaction))


async def wording_in(bot: discord.Client, guild_id: int | None) -> Wording:
    """The wording with dates as a server writes them."""
    client = as_client(bot)
    return _worded(client.library, await client.preferences.of(guild_id))


async def may_configure(interaction: discord.Interaction[Any]) -> bool:
    """Whether whoever used a command may change what the bot does in this server.

    Discord hides such commands from others, but its word is not taken for it: whoever has Manage Server may, and
    members of the role that the server has chosen.
    """
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        return False
    permissions = interaction.permissions
    if permissions.manage_guild or permissions.administrator:
        return True
    role_id = (await preferences_of(interaction)).manager_role_id
    return role_id is not None and role_id in interaction.user._roles  # noqa: SLF001  # only ids come with an interaction


def _worded(library: Library, preferences: Preferences) -> Wording:
    return library.wording.with_dates(american=preferences.locale is Locale.AMERICAN)


def _chosen(interaction: discord.Interaction[Any]) -> Preferences:
    kept = interaction.extras.get(_KEPT)
    return kept if isinstance(kept, Preferences) else STANDARD


def _works_everywhere(interaction: discord.Interaction[Any]) -> bool:
    command: Any = interaction.command
    while command is not None:
        if command.extras.get("works everywhere"):
            return True
        command = getattr(command, "parent", None)
    return False


def _places(interaction: discord.Interaction[Any]) -> list[int]:
    channel = interaction.channel
    parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
    return [place for place in (interaction.channel_id, parent_id) if place is not None]
