"""What the display needs of the bot that received an interaction, so that it need not know the bot itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

import discord

from bot.display.pictures.studio import Studio
from bot.guilds.database import Database
from bot.guilds.preference_cache import PreferenceCache
from bot.guilds.scheduler import Scheduler
from bot.knowledge.conversations import Conversations
from bot.knowledge.library import Library
from bot.missed_questions import MissedQuestions
from bot.settings import Settings
from bot.throttle import Throttle

if TYPE_CHECKING:
    from bot.display.quizmaster import Quizmaster


class Client(Protocol):
    """The bot, as far as cards and cogs use it."""

    settings: Settings
    library: Library
    database: Database
    preferences: PreferenceCache
    scheduler: Scheduler
    studio: Studio
    quizmaster: Quizmaster
    throttle: Throttle
    missed_questions: MissedQuestions
    conversations: Conversations

    def command_mention(self, name: str) -> str:
        """A command as Discord shows one to click."""


def as_client(bot: discord.Client) -> Client:
    """The bot that runs the cogs."""
    return cast("Client", bot)


def client_of(interaction: discord.Interaction[Any]) -> Client:
    """The bot that received ``interaction``."""
    return as_client(interaction.client)


def library_of(interaction: discord.Interaction[Any]) -> Library:
    """The library of the bot that received ``interaction``."""
    return client_of(interaction).library
