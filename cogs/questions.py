"""/ask, and questions put to the bot in a mention, in a reply to one of its answers, or in a direct message."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.display import limits
from bot.display.answering import answer_embed, answer_view
from bot.display.cards import notice
from bot.display.client import as_client, library_of
from bot.display.manners import answers_privately, guild_id_of, is_private, may_answer, wording_in, wording_of
from bot.display.messages import FAILED, answer_privately, without_mentions
from bot.display.talking import Asker, answer_to, private_reply, remember, replied_to

log = logging.getLogger(__name__)

_MAY_NOT_READ_HISTORY = 160002
"""Discord's code for a reply without the permission:
https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""

_QUESTIONS = (discord.MessageType.default, discord.MessageType.reply)


class Questions(commands.Cog):
    """Questions in plain words."""

    def __init__(self, bot: commands.Bot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(question="What you want to know: who flew a MiG-25 to Japan?")
    async def ask(self, interaction: discord.Interaction[Any], question: str) -> None:
        """Ask a question about defection in plain words."""
        asker = Asker(interaction.user.id, interaction.channel_id)
        answer = await answer_to(self._bot, question, asker)
        embed = answer_embed(answer, wording_of(interaction), question)
        if not answer.answered:
            await answer_privately(interaction, embed, answer_view(answer))
            await remember(self._bot, answer, asker)
            return
        sent = await interaction.response.send_message(
            embed=embed, view=answer_view(answer), ephemeral=is_private(interaction)
        )
        await remember(self._bot, answer, asker, sent.message_id)

    @ask.autocomplete("question")
    async def _complete_question(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        examples = library_of(interaction).example_questions(typed)
        return [app_commands.Choice(name=example, value=example) for example in examples[: limits.CHOICES]]

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer what is addressed to the bot; everything else is left alone."""
        if not self._is_addressed(message):
            return
        try:
            if await may_answer(self._bot, message):
                await self._answer(message)
        except discord.Forbidden:
            log.info("message %s is not answered: the bot may not write in channel %s", message.id, message.channel.id)
        except Exception:  # discord.py only logs what a listener raises: the person would see nothing
            log.exception("message %s failed", message.id)
            await _reply(message, FAILED)

    def _is_addressed(self, message: discord.Message) -> bool:
        """Whether a person speaks to the bot: in a direct message, by a mention, or by a reply that mentions it.

        Of other messages Discord keeps the content from bots without the privileged intent:
        https://discord.com/developers/docs/events/gateway#message-content-intent
        """
        if message.author.bot or message.webhook_id is not None or message.type not in _QUESTIONS:
            return False
        if isinstance(message.channel, discord.DMChannel):
            return True
        return self._bot.user is not None and any(user.id == self._bot.user.id for user in message.mentions)

    async def _answer(self, message: discord.Message) -> None:
        question = without_mentions(message.content)
        if not question:
            text = "Ask me something about defection, such as “who flew a MiG-25 to Japan?”, or use "
            await _reply(message, notice("Yes?", f"{text}{as_client(self._bot).command_mention('help')}."))
            return
        if await answers_privately(self._bot, message):
            await _reply(message, *private_reply(message))
            return
        asker = Asker(message.author.id, message.channel.id, replied_to(message))
        answer = await answer_to(self._bot, question, asker)
        wording = await wording_in(self._bot, guild_id_of(message))
        sent = await _reply(message, answer_embed(answer, wording), answer_view(answer))
        await remember(self._bot, answer, asker, sent.id)


async def _reply(
    message: discord.Message, embed: discord.Embed, view: discord.ui.View | None = None
) -> discord.Message:
    """Answer ``message`` below it, or where old messages may not be read, in the channel."""
    items = view or discord.ui.View()
    try:
        return await message.reply(embed=embed, view=items, mention_author=False)
    except discord.HTTPException as error:
        if error.code != _MAY_NOT_READ_HISTORY:
            raise
        return await message.channel.send(embed=embed, view=items)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Questions(bot))
