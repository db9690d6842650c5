"""Lists of defections, ten a page, and what leads on from them. All of a list's state is in its custom ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self, cast

import discord

from bot.display import limits
from bot.display.cards import CATEGORY_COLOURS, card
from bot.display.client import library_of
from bot.display.messages import GONE, NO_LONGER_WORKS, answer_privately, show_next, telling_failures
from bot.display.opening import card_view
from bot.display.pictures.sending import MapButton, TimelineButton
from bot.knowledge.filters import Filters
from bot.knowledge.library import Library
from bot.knowledge.records import Category, Status
from bot.knowledge.selection import DefectionTable, Row
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


class Order(StrEnum):
    """How a list is sorted; one letter, because it stands in custom ids."""

    YEAR = "y"
    NAME = "n"

    @property
    def other(self) -> Order:
        """The one that a list can be changed to."""
        return Order.NAME if self is Order.YEAR else Order.YEAR

    @property
    def words(self) -> str:
        """As it stands behind "by"."""
        return "year" if self is Order.YEAR else "name"


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of which list is shown; ``number`` counts from 0."""

    filters: Filters
    order: Order = Order.YEAR
    number: int = 0


class Step(StrEnum):
    """What a button of a list does. The letter also keeps the custom ids of one message apart."""

    BACK = "b"
    NEXT = "f"
    SORT = "s"
    OPEN = "o"


class ListButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"list:(?P<step>[bfso]):(?P<order>[yn])(?P<number>\d{1,4}):(?P<filters>[\w.-]{5,40})",
):
    """Leads to another page of the list, or sorts it the other way."""

    def __init__(self, step: Step, order: Order, number: int, code: str, label: str) -> None:
        self._step, self._order, self._number, self._code = step, order, number, code
        super().__init__(discord.ui.Button(label=label, custom_id=f"list:{step}:{order}{number}:{code}"))

    @classmethod
    def opening(cls, filters: Filters) -> Self:
        """The button that opens the list of ``filters`` from elsewhere."""
        return cls(Step.OPEN, Order.YEAR, 0, filters.code, "List")

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        label = cast("discord.ui.Button[Any]", item).label or ""
        return cls(Step(match["step"]), Order(match["order"]), int(match["number"]), match["filters"], label)

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page."""
        library = library_of(interaction)
        table = await library.defections()
        try:
            page = Page(Filters.from_code(self._code, table), self._order, self._number)
        except LookupError:  # the data no longer has what this list is of
            await answer_privately(interaction, NO_LONGER_WORKS)
            return
        # What opens a list stands below a picture, which stays.
        answer = answer_privately if self._step is Step.OPEN else show_next
        await answer(interaction, *list_page(library, table, page))


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
        await answer_privately(interaction, card(entry, library_of(interaction).wording), card_view(entry))


def list_page(library: Library, table: DefectionTable, page: Page) -> tuple[discord.Embed, discord.ui.View]:
    """One page of a list, and what stands below it; a page beyond the end is the last."""
    rows = table.select(page.filters.selection)
    if page.order is Order.NAME:
        rows.sort(key=lambda row: (row.name.casefold(), row.number))
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = replace(page, number=min(page.number, pages - 1))
    shown = rows[page.number * ON_A_PAGE : (page.number + 1) * ON_A_PAGE]
    return _embed(library.wording, page, shown, len(rows), pages), _view(library.wording, page, shown, pages)


def _embed(wording: Wording, page: Page, shown: Iterable[Row], total: int, pages: int) -> discord.Embed:
    title = page.filters.words(wording) or "Everybody I know"
    embed = discord.Embed(
        title=limits.clipped(limits.escaped(title), limits.EMBED_TITLE),
        description=limits.lines_within((list_line(row, wording) for row in shown), limits.EMBED_DESCRIPTION),
        colour=CATEGORY_COLOURS[Category(page.filters.category) if page.filters.category else Category.OTHER],
    )
    return embed.set_footer(
        text=f"Page {page.number + 1} of {pages} · {counted(total, 'defection')} · by {page.order.words}"
    )


def list_line(row: Row, wording: Wording) -> str:
    """ "**1974** Mikhail Baryshnikov · Soviet Union → Canada"."""
    when = year_words(row.date) if row.date else "?"
    target = wording.place_name(row.to) if row.to else "unknown"
    parts = [f"**{when}** {limits.escaped(row.name)}", limits.escaped(f"{wording.place_name(row.from_)} → {target}")]
    if row.status in _STATUS_SHORT:
        parts.append(f"*{_STATUS_SHORT[row.status]}*")
    return " · ".join(parts)


def _view(wording: Wording, page: Page, shown: Sequence[Row], pages: int) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    code, order = page.filters.code, page.order
    if shown:
        view.add_item(PickMenu.of(shown, wording))
    if pages > 1:
        view.add_item(ListButton(Step.BACK, order, (page.number - 1) % pages, code, "◀ Back"))
        view.add_item(ListButton(Step.NEXT, order, (page.number + 1) % pages, code, "Next ▶"))
    view.add_item(ListButton(Step.SORT, order.other, 0, code, f"Sort by {order.other.words}"))
    view.add_item(TimelineButton(code))
    view.add_item(MapButton(code))
    return view


def _option(row: Row, wording: Wording) -> discord.SelectOption:
    when = f", {year_words(row.date)}" if row.date else ""
    what = f"{wording.occupation(row.occupations[0])} · {wording.place_name(row.from_)}{when}"
    return discord.SelectOption(
        label=limits.clipped(row.name, limits.OPTION_LABEL),
        value=row.person,
        description=limits.clipped(what, limits.OPTION_DESCRIPTION),
    )
