"""Buttons and menus that open another record's card.

They carry the record's id in their custom id, so that they go on working after a
restart and on any shard: nothing about a message is kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol, Self, cast

import discord

from bot.display import limits
from bot.display.cards import CARDS_KEPT, card, notice
from bot.display.client import library_of
from bot.display.manners import is_private, preferences_of, wording_of
from bot.display.messages import GONE, Refusal, answer_privately, show_next, telling_failures
from bot.display.pictures.sending import RouteButton, has_route
from bot.display.record_button import RECORD_ID
from bot.display.reporting import ReportButton
from bot.knowledge.records import Person
from bot.knowledge.related import Related
from bot.knowledge.store import Entry
from bot.observer import Outcome

_OPEN = "open:"
_KIND_EMOJI = {
    kind: discord.PartialEmoji(name=name) for kind, name in (("person", "👤"), ("term", "📖"), ("topic", "🗂️"))
}


class OpenButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"{_OPEN}(?P<id>{RECORD_ID})"):
    """A button that opens one record's card."""

    def __init__(self, record_id: str, label: str) -> None:
        self.record_id = record_id
        label = limits.clipped(label, limits.BUTTON_LABEL)
        super().__init__(discord.ui.Button(label=label, custom_id=f"{_OPEN}{record_id}"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(match["id"], cast("discord.ui.Button[Any]", item).label or "")

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the card."""
        await open_card(interaction, self.record_id)


class SeeAlsoMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=rf"see:(?P<id>{RECORD_ID})"):
    """The menu below a card: related records, each with its reason."""

    def __init__(self, record_id: str, options: Sequence[discord.SelectOption]) -> None:
        super().__init__(
            discord.ui.Select(placeholder="See also …", custom_id=f"see:{record_id}", options=list(options))
        )

    @classmethod
    def of(cls, record_id: str, related: Iterable[Related]) -> Self:
        """The menu for the card of ``record_id``."""
        options = [
            discord.SelectOption(
                label=limits.clipped(each.name, limits.OPTION_LABEL),
                value=each.id,
                description=limits.clipped(each.reason, limits.OPTION_DESCRIPTION),
                emoji=_KIND_EMOJI[each.kind],
            )
            for each in related
        ]
        return cls(record_id, options)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu as it was sent, made anew from the message."""
        return cls(match["id"], cast("discord.ui.Select[Any]", item).options)

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the card that was chosen."""
        await open_card(interaction, self.item.values[0])


class StandingView(discord.ui.View):
    """Items that carry all they need in their custom ids, so that nothing is remembered of the messages above them.

    It never times out, and one may stand below many messages.
    """

    def __init__(self, items: Iterable[discord.ui.Item[Any]]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self._components = super().to_components()
        self.stop()  # discord.py keeps each view that goes on, and ends it below a private message

    def to_components(self) -> list[dict[str, Any]]:
        """What Discord is sent."""
        return self._components


def items_below(entry: Entry) -> Iterator[discord.ui.Item[Any]]:
    """What stands below a card."""
    if entry.related:
        yield SeeAlsoMenu.of(entry.record.id, entry.related)
    if isinstance(entry.record, Person) and has_route(entry.record):
        yield RouteButton(entry.record.id)
    yield ReportButton(entry.record.id)


@lru_cache(maxsize=CARDS_KEPT)
def card_view(entry: Entry) -> StandingView:
    """The view below a card. It is shared: nobody may change it."""
    return StandingView(items_below(entry))


class Suggestion(Protocol):
    """A record that may have been meant."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What it is called."""


def suggestion_view(suggestions: Iterable[Suggestion], most: int = 5) -> StandingView:
    """A button for each record that may have been meant, at ``most`` so many."""
    return StandingView(OpenButton(suggestion.id, suggestion.name) for suggestion in islice(suggestions, most))


def record_ids_in(message: discord.Message) -> list[str]:
    """The ids of the records that the buttons below ``message`` open."""
    items = (item for row in message.components if isinstance(row, discord.ActionRow) for item in row.children)
    custom_ids = (item.custom_id or "" for item in items if isinstance(item, discord.Button))
    return [custom_id.removeprefix(_OPEN) for custom_id in custom_ids if custom_id.startswith(_OPEN)]


async def show(interaction: discord.Interaction[Any], found: Entry | Refusal, line: str | None = None) -> None:
    """Answer a command: with the card in public, below ``line`` if there is one; with a refusal in private."""
    if isinstance(found, Refusal):
        interaction.extras["outcome"] = Outcome.REFUSED
        view = suggestion_view(found.suggestions) if found.suggestions else None
        await answer_privately(interaction, notice(found.title, found.text), view)
        return
    embed = card(found, wording_of(interaction))
    await interaction.response.send_message(line, embed=embed, view=card_view(found), ephemeral=is_private(interaction))


async def open_card(interaction: discord.Interaction[Any], record_id: str) -> None:
    """Show the card of ``record_id``: in place to whoever asked for the message, as a private copy to others.

    The id comes from a client, so it may be of no record: that is said in private.
    """
    entry = await library_of(interaction).entry(record_id)
    if entry is None:
        await interaction.response.send_message(embed=GONE, ephemeral=True)
        return
    await preferences_of(interaction)
    await show_next(interaction, card(entry, wording_of(interaction)), card_view(entry))
