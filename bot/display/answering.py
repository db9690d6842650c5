"""Answers to questions: the text, its sources, the people's cards a button away, and how the question was read.

Everything that a button needs stands in the message itself, so that it works after a
restart: the records in the other buttons' custom ids, the reading in the footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self

import discord

from bot.display import limits
from bot.display.cards import notice, source_line
from bot.display.client import library_of
from bot.display.everybody import EverybodyButton
from bot.display.messages import GONE, answer_privately, telling_failures
from bot.display.opening import OpenButton, record_ids_in, suggestion_view
from bot.knowledge.asking.answer import MOST_NAMED, Answer
from bot.knowledge.store import Entry
from bot.knowledge.wording import Wording

_ANSWER_COLOUR = 0x0072B2
_MOST_SOURCES = 4
_READ_AS = "How I read it: "


class SupportButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"support"):
    """A button that tells, in private, how a question was read and which records and sources bear the answer."""

    def __init__(self) -> None:
        super().__init__(
            discord.ui.Button(label="How do you know?", style=discord.ButtonStyle.secondary, custom_id="support")
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew."""
        return cls()

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Tell it."""
        await _tell_support(interaction)


def answer_embed(answer: Answer, wording: Wording, question: str | None = None) -> discord.Embed:
    """What is shown of ``answer``, be it that the bot doesn't know.

    The ``question`` stands above it where nobody else has seen that; above a refusal it never does.
    """
    if not answer.answered:
        return notice("I don't know", limits.escaped(answer.text))
    embed = discord.Embed(
        title=limits.clipped(limits.escaped(question), limits.EMBED_TITLE) if question else None,
        description=limits.clipped(limits.escaped(wording.text(answer.text)), limits.EMBED_DESCRIPTION),
        colour=_ANSWER_COLOUR,
    )
    if answer.sources:
        lines = [source_line(source) for source in answer.sources[:_MOST_SOURCES]]
        embed.add_field(name="Sources", value=limits.lines_within(lines, limits.FIELD_VALUE))
    return embed.set_footer(text=limits.clipped(f"{_READ_AS}{answer.reading}", limits.FOOTER))


def answer_view(answer: Answer) -> discord.ui.View:
    """A button for each record that the answer names, or that it knows instead; it never times out."""
    if not answer.answered:
        return suggestion_view(answer.nearest)
    view = discord.ui.View(timeout=None)
    for entry in answer.entries[:MOST_NAMED]:
        view.add_item(OpenButton(entry.id, entry.name))
    if answer.entries:
        view.add_item(SupportButton())
    if answer.rest and EverybodyButton.has_room_for(answer.query.selection):
        people = len(answer.entries) + len(answer.rest)
        view.add_item(EverybodyButton(answer.query.selection.key, 0, f"All {people}"))
    return view


def support_card(reading: str, entries: Iterable[Entry]) -> discord.Embed:
    """How a question was read, and every source of the records that bear its answer."""
    embed = notice("How I know", f"I understood the question as: {reading}.\nThe answer is from these records:")
    room = limits.EMBED_TOTAL - len(embed)
    for entry in entries:
        name = limits.clipped(limits.escaped(entry.record.name), limits.FIELD_NAME)
        lines = [source_line(source) for source in entry.record.sources]
        value = limits.lines_within(lines, limits.FIELD_VALUE)
        room -= len(name) + len(value)
        if room < 0:
            break
        embed.add_field(name=name, value=value, inline=False)
    return embed


async def _tell_support(interaction: discord.Interaction[Any]) -> None:
    message = interaction.message
    reading, ids = _read_off(message) if message is not None else ("", [])
    library = library_of(interaction)
    entries = [entry for record_id in ids if (entry := await library.entry(record_id)) is not None]
    await answer_privately(interaction, support_card(reading, entries) if entries else GONE)


def _read_off(message: discord.Message) -> tuple[str, Sequence[str]]:
    """The reading that an answer's footer tells, and the ids of the records to which its buttons lead."""
    footer = message.embeds[0].footer.text if message.embeds else None
    return limits.escaped((footer or "").removeprefix(_READ_AS)), record_ids_in(message)
