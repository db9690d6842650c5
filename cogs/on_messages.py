"""What can be done with a message, by its menu under Apps: answer it, or see whom it mentions. Both in private.

Discord hands the message over with the command, so that no intent is needed. Its text is
read here and goes nowhere else.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.display.answering import answer_embed, answer_view
from bot.display.cards import notice
from bot.display.client import library_of
from bot.display.manners import wording_of
from bot.display.mentioning import mentions_embed, mentions_view
from bot.display.messages import answer_privately, without_mentions
from bot.knowledge.people_mentioned import people_in

_NOTHING_SAID = notice("Nothing to read", "That message has no words of its own.")


async def answer_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Take the message as a question."""
    question = without_mentions(message.content)
    if not question:
        await answer_privately(interaction, _NOTHING_SAID)
        return
    answer = await library_of(interaction).ask(question)
    await answer_privately(interaction, answer_embed(answer, wording_of(interaction)), answer_view(answer))


async def who_is_mentioned(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Find the people whom the message names."""
    text = without_mentions(message.content)
    if not text:
        await answer_privately(interaction, _NOTHING_SAID)
        return
    people = await people_in(text, library_of(interaction))
    embed = mentions_embed(people, wording_of(interaction))
    await answer_privately(interaction, embed, mentions_view(people))


MESSAGE_COMMANDS = (
    app_commands.ContextMenu(name="Answer this", callback=answer_this),
    app_commands.ContextMenu(name="Who is mentioned here?", callback=who_is_mentioned),
)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    for command in MESSAGE_COMMANDS:
        bot.tree.add_command(command)


async def teardown(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is unloaded."""
    for command in MESSAGE_COMMANDS:
        bot.tree.remove_command(command.name, type=discord.AppCommandType.message)
