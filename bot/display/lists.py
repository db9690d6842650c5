"""Lists of defections, ten a page, and what leads on from them. All of a list's state is in its custom ids."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, Self, cast

import discord
import msgspec

from bot.display import limits
from bot.display.cards import CATEGORY_COLOURS
from bot.display.client import library_of
from bot.display.messages import NO_LONGER_WORKS, answer_privately, show_next, telling_failures
from bot.display.paging import PickMenu, RowPage
from bot.display.pictures.sending import MapButton, TimelineButton
from bot.knowledge.filters import Filters
from bot.knowledge.library import Library
from bot.knowledge.records import Category
from bot.knowledge.selection import DefectionTable
from bot.knowledge.wording import Wording


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


class Page(msgspec.Struct, frozen=True):
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


def list_page(library: Library, table: DefectionTable, page: Page) -> tuple[discord.Embed, discord.ui.View]:
    """One page of a list, and what stands below it; a page beyond the end is the last."""
    rows = table.select(page.filters.selection)
    if page.order is Order.NAME:
        rows.sort(key=lambda row: (row.name.casefold(), row.number))
    shown = RowPage.of(rows, page.number)
    return _embed(library.wording, page, shown), _view(library.wording, page, shown)


def _embed(wording: Wording, page: Page, shown: RowPage) -> discord.Embed:
    title = page.filters.words(wording) or "Everybody I know"
    embed = discord.Embed(
        title=limits.clipped(limits.escaped(title), limits.EMBED_TITLE),
        description=shown.lines(wording),
        colour=CATEGORY_COLOURS[Category(page.filters.category) if page.filters.category else Category.OTHER],
    )
    return embed.set_footer(text=f"{shown.foot} · by {page.order.words}")


def _view(wording: Wording, page: Page, shown: RowPage) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    code, order = page.filters.code, page.order
    if shown.rows:
        view.add_item(PickMenu.of(shown.rows, wording))
    if shown.pages > 1:
        view.add_item(ListButton(Step.BACK, order, shown.before, code, "◀ Back"))
        view.add_item(ListButton(Step.NEXT, order, shown.after, code, "Next ▶"))
    view.add_item(ListButton(Step.SORT, order.other, 0, code, f"Sort by {order.other.words}"))
    view.add_item(TimelineButton(code))
    view.add_item(MapButton(code))
    return view
