"""Whether the bot may post in a channel, and what it takes: asked of Discord, for nothing is kept of servers."""

from __future__ import annotations

import discord
import msgspec

from bot.guilds.schedules import ChannelKind

_NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
    "mention_everyone": "Mention @everyone, @here and All Roles",
}
"""What Discord calls the permissions in a channel's settings."""

_CREATE_POSTS = "Create Posts"
"""What Send Messages is called in a forum."""

KINDS = {
    discord.ChannelType.text: ChannelKind.TEXT,
    discord.ChannelType.news: ChannelKind.ANNOUNCEMENT,
    discord.ChannelType.forum: ChannelKind.FORUM,
}
"""The channels that take posts, and how posts are made in them."""


class Place(msgspec.Struct, frozen=True):
    """A channel as Discord describes it just now: its kind, what the bot lacks there, and whether posts need a tag."""

    kind: ChannelKind
    missing: tuple[str, ...] = ()
    needs_tag: bool = False


async def look_at(client: discord.Client, guild_id: int, channel_id: int, mention_role_id: int | None = None) -> Place:
    """How it stands with a channel.

    Raises discord.HTTPException: Forbidden or NotFound when it can't be seen; discord.InvalidData for another server's.
    """
    guild = await client.fetch_guild(guild_id, with_counts=False)
    channel = await guild.fetch_channel(channel_id)
    if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
        raise TypeError(f"channel {channel_id} is of a kind that takes no posts")
    member = await guild.fetch_member(_own_id(client))
    needed = ["view_channel", "send_messages", "embed_links", "read_message_history"]
    if mention_role_id is not None and not _may_be_mentioned(guild, mention_role_id):
        needed.append("mention_everyone")
    held = channel.permissions_for(member)
    missing = [name for name in needed if not getattr(held, name)]
    return Place(
        KINDS[channel.type],
        tuple(_name(permission, channel) for permission in missing),
        isinstance(channel, discord.ForumChannel) and channel.flags.require_tag,
    )


def _may_be_mentioned(guild: discord.Guild, role_id: int) -> bool:
    role = guild.get_role(role_id)
    return role is not None and role.mentionable


def _name(permission: str, channel: discord.TextChannel | discord.ForumChannel) -> str:
    if permission == "send_messages" and isinstance(channel, discord.ForumChannel):
        return _CREATE_POSTS
    return _NAMES[permission]


def _own_id(client: discord.Client) -> int:
    if client.user is None:
        raise RuntimeError("the bot is not logged in")
    return client.user.id
