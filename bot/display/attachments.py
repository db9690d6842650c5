"""Files that are sent with a message."""

from __future__ import annotations

from typing import Any

import discord


class Attachment(discord.File):
    """A file whose number in the message is sent as text, as Discord describes its API; discord.py sends a number.

    https://github.com/discord/discord-api-spec: MessageAttachmentRequest
    """

    def to_dict(self, index: int) -> dict[str, Any]:
        """What the message says of the file."""
        return super().to_dict(index) | {"id": str(index)}
