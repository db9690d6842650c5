"""Which messages the bot looks at: of all that the gateway brings, those that somebody addresses to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord.state import AutoShardedConnectionState

if TYPE_CHECKING:
    from discord.types.gateway import MessageCreateEvent

    from bot.app import DefectionBot

    _ConnectionState = AutoShardedConnectionState[DefectionBot]
else:
    _ConnectionState = AutoShardedConnectionState


class ConnectionState(_ConnectionState):
    """discord.py's, which makes an object of every message of every server; this one, of those that concern the bot.

    There is no intent for mentions alone: the bot gets all messages, and of nearly all it needs nothing.
    """

    def parse_message_create(self, data: MessageCreateEvent) -> None:
        """Hand on what was sent in a direct message, or mentions the bot; not what the bot itself sent."""
        if self.user is None or _concerns(data, self.user.id):
            super().parse_message_create(data)


def _concerns(message: MessageCreateEvent | dict[str, Any], bot_id: int) -> bool:
    own = str(bot_id)
    if str(message["author"]["id"]) == own:
        return False
    return "guild_id" not in message or any(str(user["id"]) == own for user in message["mentions"])
