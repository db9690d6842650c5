"""Questions put to the bot, whichever way: what a follow-up follows, what is remembered, and answers for one alone.

Only the answer to an interaction can be for one person alone. Where a server wants private answers, a mention
is therefore replied to with a button, and whoever presses it has the message answered for them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, Self

import discord
import msgspec

from bot.display.answering import answer_embed, answer_view
from bot.display.cards import notice
from bot.display.client import as_client
from bot.display.manners import wording_in
from bot.display.messages import answer_privately, telling_failures, without_mentions
from bot.knowledge.asking.answer import Answer

_FOR_YOU_ALONE = notice(
    "For you alone", "In this server my answers are seen only by whoever asks. The button opens this one for you."
)
_CAN_NOT_READ = notice(
    "I can't read that message", "It is gone, or I may not read what was written here before. Please use /ask."
)


class Asker(msgspec.Struct, frozen=True):
    """One person's talk with the bot in one channel, and the message that the question replies to."""

    person_id: int
    channel_id: int | None
    replied_to: int | None = None

    @property
    def thread(self) -> Hashable:
        """What the talk is remembered by."""
        return self.person_id, self.channel_id


async def answer_to(bot: discord.Client, question: str, asker: Asker) -> Answer:
    """The answer to ``question``, which may follow the last one to the same person."""
    client = as_client(bot)
    return await client.library.ask(question, client.conversations.last(asker.replied_to, asker.thread))


async def remember(bot: discord.Client, answer: Answer, asker: Asker, message_id: int | None = None) -> None:
    """Note what the next question may follow; and, if the bot is to, that it had no answer."""
    client = as_client(bot)
    if answer.answered:
        client.conversations.note(answer.query, asker.thread, message_id)
    await client.missed_questions.note(answer)


class AnswerForMeButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"answer:(?P<message>\d{1,19})"):
    """A button that answers a message for whoever presses it."""

    def __init__(self, message_id: int) -> None:
        self._message_id = message_id
        super().__init__(
            discord.ui.Button(
                label="Show me the answer", style=discord.ButtonStyle.primary, custom_id=f"answer:{message_id}"
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(int(match["message"]))

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Read the message again, and answer it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
        try:
            message = await channel.fetch_message(self._message_id)
        except (discord.NotFound, discord.Forbidden):
            await answer_privately(interaction, _CAN_NOT_READ)
            return
        asker = Asker(interaction.user.id, interaction.channel_id, replied_to(message))
        answer = await answer_to(interaction.client, without_mentions(message.content), asker)
        wording = await wording_in(interaction.client, interaction.guild_id)
        await answer_privately(interaction, answer_embed(answer, wording), answer_view(answer))
        await remember(interaction.client, answer, asker)


def private_reply(message: discord.Message) -> tuple[discord.Embed, discord.ui.View]:
    """What everybody sees where the answer to ``message`` is to be seen by whoever asks."""
    return _FOR_YOU_ALONE, discord.ui.View(timeout=None).add_item(AnswerForMeButton(message.id))


def replied_to(message: discord.Message) -> int | None:
    """The message that ``message`` replies to."""
    return message.reference.message_id if message.reference is not None else None
