"""What Discord holds: users, guilds, channels, messages, the application's commands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from tests.standin.snowflakes import guild_snowflake, snowflake

Json = dict[str, Any]

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.stand-in.not-a-token-of-any-bot"
"""What the stand-in takes for a token. It has the shape of one and opens nothing."""

NONCE_SECONDS = 180.0
"""How long an enforced nonce is remembered. Discord documents "the past few minutes":
https://discord.com/developers/docs/resources/message#create-message"""

MEMBER_PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15
"""View channels, send messages, embed links, attach files."""
MANAGE_GUILD = 1 << 5
_BOT_ID = 1_000_000_000_000_000_001
BOT_PERMISSIONS = MEMBER_PERMISSIONS | 1 << 13 | 1 << 16 | 1 << 17 | 1 << 38
"""As a member, and send in threads, read and manage messages, and mention everyone."""


class ChannelType(IntEnum):
    """https://discord.com/developers/docs/resources/channel#channel-object-channel-types."""

    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    FORUM = 15


@dataclass(frozen=True)
class User:
    """Somebody, or the bot."""

    name: str
    id: int = field(default_factory=snowflake)
    bot: bool = False

    def payload(self) -> Json:
        """As Discord sends a user."""
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "global_name": None,
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
        }


@dataclass
class Message:
    """A message as it stands."""

    payload: Json
    sent_at: float = field(default_factory=time.monotonic)
    crossposted: bool = False

    @property
    def id(self) -> int:
        """Its id."""
        return int(self.payload["id"])

    @property
    def text(self) -> str:
        """Everything in it that is shown."""
        return f"{self.payload['content']} {self.payload['embeds']} {self.payload['components']}"


@dataclass
class Channel:
    """A channel; ``error`` is what using it fails with: the status and Discord's code."""

    id: int
    kind: ChannelType
    guild_id: int | None
    name: str
    parent_id: int | None = None
    error: tuple[int, int] | None = None
    messages: list[Message] = field(default_factory=list)

    def payload(self) -> Json:
        """As Discord sends a channel."""
        common: Json = {"id": str(self.id), "type": self.kind.value, "flags": 0, "last_message_id": None}
        if self.guild_id is None:
            return common | {"recipients": []}
        return common | {
            "guild_id": str(self.guild_id),
            "name": self.name,
            "position": 0,
            "parent_id": None if self.parent_id is None else str(self.parent_id),
            "permission_overwrites": [],
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "available_tags": [],
            **(_THREAD if self.kind is ChannelType.PUBLIC_THREAD else {}),
        }


_THREAD: Json = {
    "owner_id": str(_BOT_ID),
    "message_count": 1,
    "member_count": 1,
    "total_message_sent": 1,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": "2026-01-01T00:00:00+00:00",
        "locked": False,
    },
}


@dataclass
class Guild:
    """A server in which the bot is."""

    id: int
    name: str
    channels: dict[int, Channel] = field(default_factory=dict)
    unavailable: bool = False

    def everyone(self) -> Json:
        """The role that everybody has."""
        return {
            "id": str(self.id),
            "name": "@everyone",
            "permissions": str(BOT_PERMISSIONS),
            "position": 0,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }

    def payload(self) -> Json:
        """As Discord sends a guild by REST."""
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "owner_id": "1",
            "region": "deprecated",
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw": False,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "preferred_locale": "en-US",
            "description": None,
            "vanity_url_code": None,
            "features": [],
            "roles": [self.everyone()],
            "emojis": [],
            "stickers": [],
        }


class World:
    """One application's view of Discord."""

    def __init__(self) -> None:
        self.bot = User("Defection Bot", id=_BOT_ID, bot=True)
        self.alice = User("alice", id=1_000_000_000_000_000_002)
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: list[Json] = []
        self.guild_commands: dict[int, list[Json]] = {}
        self.users: dict[int, User] = {user.id: user for user in (self.bot, self.alice)}
        self._by_nonce: dict[str, Message] = {}

    @property
    def application_id(self) -> int:
        """The application's id, which is its bot's."""
        return self.bot.id

    def add_guild(self, name: str = "a server", *, channels: int = 3) -> Guild:
        """A guild with text channels in which the bot is."""
        guild = Guild(guild_snowflake(len(self.guilds)), name)
        self.guilds[guild.id] = guild
        for number in range(channels):
            self.add_channel(guild, f"channel-{number}")
        return guild

    def add_channel(
        self, guild: Guild, name: str, kind: ChannelType = ChannelType.TEXT, parent_id: int | None = None
    ) -> Channel:
        """A channel or thread of ``guild``."""
        channel = Channel(snowflake(), kind, guild.id, name, parent_id)
        guild.channels[channel.id] = channel
        self.channels[channel.id] = channel
        return channel

    def dm_channel(self, user: User) -> Channel:
        """The channel of the bot's direct messages with ``user``."""
        name = f"dm-{user.id}"
        for channel in self.channels.values():
            if channel.name == name:
                return channel
        channel = Channel(snowflake(), ChannelType.DM, None, name)
        self.channels[channel.id] = channel
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """The channel vanishes: using it fails as of one that never was."""
        self.channels.pop(channel.id)
        if channel.guild_id is not None:
            self.guilds[channel.guild_id].channels.pop(channel.id)

    def messages(self) -> Iterator[Message]:
        """Every message in every channel."""
        for channel in self.channels.values():
            yield from channel.messages

    def post(self, channel: Channel, body: Json, **more: Any) -> tuple[Message, bool]:
        """Create a message, or find the one that the nonce names; tells whether it is new."""
        nonce = None if body.get("nonce") is None else str(body["nonce"])
        if body.get("enforce_nonce") and nonce is not None:
            sent = self._by_nonce.get(nonce)
            if sent is not None and time.monotonic() - sent.sent_at < NONCE_SECONDS:
                return sent, False
        message = Message(self.message_payload(channel, body) | more)
        channel.messages.append(message)
        if nonce is not None:
            self._by_nonce[nonce] = message
        return message, True

    def forget_nonces(self) -> None:
        """Let the time pass after which Discord knows them no more."""
        self._by_nonce.clear()

    def message_payload(self, channel: Channel, body: Json) -> Json:
        """A message of the bot's as Discord sends it back."""
        payload: Json = {
            "id": str(snowflake()),
            "type": 0,
            "channel_id": str(channel.id),
            "author": self.bot.payload(),
            "content": body.get("content") or "",
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "mention_channels": [],
            "attachments": _attachments(body),
            "embeds": [{"type": "rich", **embed} for embed in body.get("embeds") or []],
            "components": body.get("components") or [],
            "pinned": False,
            "flags": body.get("flags") or 0,
        }
        if body.get("nonce") is not None:
            payload["nonce"] = body["nonce"]
        return payload

    def set_commands(self, definitions: list[Json], guild_id: int | None = None) -> list[Json]:
        """Replace the commands; one that keeps its name keeps its id."""
        old = self.commands if guild_id is None else self.guild_commands.get(guild_id, [])
        ids = {(command["name"], command["type"]): command["id"] for command in old}
        new = []
        for definition in definitions:
            kind = definition.get("type") or 1
            known = ids.get((definition["name"], kind))
            command: Json = {"description": "", "default_member_permissions": None, "nsfw": False} | definition
            command |= {
                "id": known or str(snowflake()),
                "application_id": str(self.application_id),
                "type": kind,
                "version": str(snowflake()),
            }
            if guild_id is not None:
                command["guild_id"] = str(guild_id)
            new.append(command)
        if guild_id is None:
            self.commands = new
        else:
            self.guild_commands[guild_id] = new
        return new


def _attachments(body: Json) -> list[Json]:
    return [
        {
            "id": str(snowflake()),
            "filename": each.get("filename", "file"),
            "size": 1,
            "url": "https://cdn.discordapp.com/attachments/1/1/file",
            "proxy_url": "https://media.discordapp.net/attachments/1/1/file",
            "content_type": "image/png",
        }
        for each in body.get("attachments") or []
    ]
