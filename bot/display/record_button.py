"""Buttons below a record's card that always say the same, and carry the record's id."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

import discord

RECORD_ID = r"[a-z0-9-]{1,80}"
"""What a record's id looks like in a custom id."""


class RecordButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"record:(?P<id>{RECORD_ID})"):
    """A button named ``NAME`` in its custom id, and ``LABEL`` for people."""

    NAME: ClassVar[str]
    LABEL: ClassVar[str]

    def __init__(self, record_id: str) -> None:
        self.record_id = record_id
        super().__init__(discord.ui.Button(label=self.LABEL, custom_id=f"{self.NAME}:{record_id}"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(match["id"])
