"""Everybody whom an answer counted, by pages. What they are selected by and the page stand in the custom id."""

from __future__ import annotations

import re
from typing import Any, Self, cast

import discord

from bot.display import limits
from bot.display.cards import notice
from bot.display.client import library_of
from bot.display.messages import NO_LONGER_WORKS, answer_privately, show_next, telling_failures
from bot.display.paging import PickMenu, RowPage
from bot.knowledge.library import Library
from bot.knowledge.selection import Selection

_LONGEST_PAGE_NUMBER = 3


class EverybodyButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"all:(?P<number>\d{1,3}):(?P<key>[^\n]+)"
):
    """Leads to a page of everybody whom a selection finds: in private from an answer, in place from another page."""

    def __init__(self, key: str, number: int, label: str) -> None:
        self._key, self._number = key, number
        super().__init__(discord.ui.Button(label=label, custom_id=f"all:{number}:{key}"))

    @staticmethod
    def has_room_for(selection: Selection) -> bool:
        """Whether the custom id can hold what ``selection`` selects by."""
        return len("all::") + _LONGEST_PAGE_NUMBER + len(selection.key) <= limits.CUSTOM_ID

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(match["key"], int(match["number"]), cast("discord.ui.Button[Any]", item).label or "")

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page."""
        try:
            selection = Selection.from_key(self._key)
        except ValueError:  # of another version, or made up
            await answer_privately(interaction, NO_LONGER_WORKS)
            return
        from_a_page = interaction.message is not None and interaction.message.flags.ephemeral
        answer = show_next if from_a_page else answer_privately
        await answer(interaction, *await _page(library_of(interaction), selection, self._number))


async def _page(library: Library, selection: Selection, number: int) -> tuple[discord.Embed, discord.ui.View]:
    """One page, counted from 0; a page beyond the end is the last."""
    shown = RowPage.of((await library.defections()).select(selection), number)
    embed = notice("Everybody who fits", shown.lines(library.wording))
    embed.set_footer(text=f"{shown.foot} that I know")
    view = discord.ui.View(timeout=None)
    if shown.rows:
        view.add_item(PickMenu.of(shown.rows, library.wording))
    if shown.pages > 2:  # of two pages, the one before is the next: two buttons of one id are refused
        view.add_item(EverybodyButton(selection.key, shown.before, "◀ Back"))
    if shown.pages > 1:
        view.add_item(EverybodyButton(selection.key, shown.after, "Next ▶"))
    return embed, view
