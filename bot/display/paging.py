"""One page of defections: a line for each, a foot that counts, and a menu that opens a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self, cast

import discord
import msgspec

from bot.display import limits
from bot.display.cards import card
from bot.display.client import library_of
from bot.display.manners import preferences_of, wording_of
from bot.display.messages import GONE, answer_privately, telling_failures
from bot.display.opening import card_view
from bot.knowledge.records import Status
from bot.knowledge.selection import Row
from bot.knowledge.wording import Wording, counted, year_words

ON_A_PAGE = 10

_STATUS_SHORT = {
    Status.ATTEMPTED: "attempted",
    Status.CLAIMED: "claimed, not accepted",
    Status.FORCED: "forced",
    Status.IN_PLACE: "in secret, at the post",
    Status.RETURNED: "later back",
    Status.DISPUTED: "disputed",
    Status.EMIGRATED: "let go or expelled",
    Status.ABDUCTED: "abducted",
}
"""What is said of whoever did not simply get away."""


class RowPage(msgspec.Struct, frozen=True):
    """The ``rows`` on one of the ``pages`` of a list; ``number`` counts from 0."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[Row], number: int) -> Self:
        """Page ``number`` of a list of ``rows``; one beyond the end is the last."""
        pages = max(1, -(-len(rows) // ON_A_PAGE))
        number = min(number, pages - 1)
        return cls(rows[number * ON_A_PAGE : (number + 1) * ON_A_PAGE], number, pages, len(rows))

    @property
    def before(self) -> int:
        """The number of the page before, or before the first, of the last."""
        return (self.number - 1) % self.pages

    @property
    def after(self) -> int:
        """The number of the page behind, or behind the last, of the first."""
        return (self.number + 1) % self.pages

    @property
    def foot(self) -> str:
        """ "Page 2 of 5 · 41 defections"."""
        return f"Page {self.number + 1} of {self.pages} · {counted(self.total, 'defection')}"

    def lines(self, wording: Wording) -> str:
        """A line for each row, within an embed's description."""
        return limits.lines_within((_line(row, wording) for row in self.rows), limits.EMBED_DESCRIPTION)


class PickMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"pick"):
    """The menu below a list: whoever picks somebody sees the card in private, and the list stays."""

    def __init__(self, options: Sequence[discord.SelectOption]) -> None:
        super().__init__(discord.ui.Select(placeholder="Open a card …", custom_id="pick", options=list(options)))

    @classmethod
    def of(cls, rows: Iterable[Row], wording: Wording) -> Self:
        """The menu of everybody in ``rows``, each once; there must be somebody."""
        once = {row.person: row for row in rows}
        return cls([_option(row, wording) for row in once.values()])

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu as it was sent, made anew from the message."""
        return cls(cast("discord.ui.Select[Any]", item).options)

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the card that was picked."""
        entry = await library_of(interaction).entry(self.item.values[0])
        if entry is None:
            await answer_privately(interaction, GONE)
            return
        await preferences_of(interaction)
        await answer_privately(interaction, card(entry, wording_of(interaction)), card_view(entry))


def _line(row: Row, wording: Wording) -> str:
    """ "**1974** Mikhail Baryshnikov · Soviet Union → Canada"."""
    when = year_words(row.date) if row.date else "?"
    target = wording.place_name(row.to) if row.to else "unknown"
    parts = [f"**{when}** {limits.escaped(row.name)}", limits.escaped(f"{wording.place_name(row.from_)} → {target}")]
    if row.status in _STATUS_SHORT:
        parts.append(f"*{_STATUS_SHORT[row.status]}*")
    return " · ".join(parts)


def _option(row: Row, wording: Wording) -> discord.SelectOption:
    when = f", {year_words(row.date)}" if row.date else ""
    what = f"{wording.occupation(row.occupations[0])} · {wording.place_name(row.from_)}{when}"
    return discord.SelectOption(
        label=limits.clipped(row.name, limits.OPTION_LABEL),
        value=row.person,
        description=limits.clipped(what, limits.OPTION_DESCRIPTION),
    )
