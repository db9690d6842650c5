"""A daily post as it is shown: the card, the line above it, and what stands below."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any, Self

import discord
import msgspec

from bot.display import limits
from bot.display.cards import card
from bot.display.client import library_of
from bot.display.manners import preferences_of, wording_of
from bot.display.messages import telling_failures
from bot.display.opening import StandingView, card_view, items_below
from bot.guilds.delivery import Order
from bot.knowledge.anniversaries import Anniversary
from bot.knowledge.store import Entry
from bot.knowledge.wording import Wording

_LINES = (
    "Today's story:",
    "For today:",
    "The story of the day:",
    "One to know:",
    "From the records today:",
    "Worth reading today:",
    "Have you heard of this one?",
    "Somebody to look up today:",
)
_ANNIVERSARY_LINES = (
    "On this day in {year}:",
    "{years} ago today, in {year}:",
    "Today is the anniversary: {date}.",
    "This happened on this day, in {year}:",
)
_THREAD_NAME = 100
"""https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel"""


class PostMessage(msgspec.Struct, frozen=True):
    """What is sent; ``title`` is a forum post's name."""

    content: str
    embed: discord.Embed
    view: discord.ui.View
    mentions: discord.AllowedMentions
    title: str


class AnotherButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"daily:(?P<nonce>[0-9a-z-]{1,40})"):
    """A button below a daily post that shows somebody else, in private.

    By the nonce in its custom id the bot knows the post again when it looks through a channel.
    """

    def __init__(self, nonce: str) -> None:
        super().__init__(
            discord.ui.Button(
                label="Show me another", style=discord.ButtonStyle.secondary, custom_id=custom_id(nonce), row=4
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(match["nonce"])

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await preferences_of(interaction)
        pick = await library_of(interaction).random_person()
        if pick.entry is not None:
            await interaction.response.send_message(
                embed=card(pick.entry, wording_of(interaction)), view=card_view(pick.entry), ephemeral=True
            )


def custom_id(nonce: str) -> str:
    """What stands in a post's button."""
    return f"daily:{nonce}"


def post_message(order: Order, entry: Entry, wording: Wording, anniversaries: list[Anniversary]) -> PostMessage:
    """The message of a post about ``entry``; ``anniversaries`` are those of its day."""
    role_id, guild_id = order.schedule.plan.mention_role_id, order.schedule.guild_id
    line = _line(order, entry, wording, anniversaries)
    return PostMessage(
        content=f"{_mention(role_id, guild_id)} {line}" if role_id is not None else line,
        embed=card(entry, wording),
        view=StandingView((*items_below(entry), AnotherButton(order.post.nonce))),
        mentions=_mentions(role_id, guild_id),
        title=limits.clipped(f"{line.rstrip(':.?')}: {entry.record.name}", _THREAD_NAME),
    )


def _line(order: Order, entry: Entry, wording: Wording, anniversaries: list[Anniversary]) -> str:
    """The line above a card: it says nothing of what happened, which the card tells with its status."""
    chance = int.from_bytes(hashlib.blake2b(order.post.nonce.encode(), digest_size=4).digest(), "big")
    own = next((each for each in anniversaries if each.person == entry.record.id), None)
    if own is None:
        return _LINES[chance % len(_LINES)]
    line = _ANNIVERSARY_LINES[chance % len(_ANNIVERSARY_LINES)]
    years = order.day.year - own.year
    ago = f"{years} years" if years != 1 else "One year"
    return line.format(year=own.year, years=ago, date=day_words(order.day, wording, own.year))


def day_words(day: date, wording: Wording, year: int | None = None) -> str:
    """A day of the year, or of ``year``: "6 September" or "September 6, 1976"."""
    words = f"{day.day} {day:%B}"
    return wording.text(f"{words} {year}" if year is not None else words)


def _mention(role_id: int, guild_id: int) -> str:
    return "@everyone" if role_id == guild_id else f"<@&{role_id}>"


def _mentions(role_id: int | None, guild_id: int) -> discord.AllowedMentions:
    if role_id is None:
        return discord.AllowedMentions.none()
    if role_id == guild_id:
        return discord.AllowedMentions(everyone=True, users=False, roles=False, replied_user=False)
    return discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(role_id)], replied_user=False)
