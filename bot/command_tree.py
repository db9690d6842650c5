"""How a command is carried out: what comes before and after it, whichever it is."""

from __future__ import annotations

import contextlib
import logging
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot.display.cards import notice
from bot.display.manners import keep_to_manners
from bot.display.messages import answer_privately, outcome_of, report_failure
from bot.observer import Outcome
from bot.work import pause

if TYPE_CHECKING:
    from bot.app import DefectionBot

log = logging.getLogger(__name__)


class CommandTree(app_commands.CommandTree["DefectionBot"]):
    """Tells the observer of every command, and the person, in private and in plain words, of errors."""

    async def _call(self, interaction: discord.Interaction[DefectionBot]) -> None:
        # discord.py has a hook before a command and one behind it, but none that sees every way in which one ends.
        start = perf_counter()
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            interaction.command_failed = True
            raise
        finally:
            self._note(interaction, perf_counter() - start)
            await _complete_with_nothing(interaction)
            await pause()

    async def interaction_check(self, interaction: discord.Interaction[DefectionBot], /) -> bool:
        """Whether the server wants the bot to answer here, and every choice is one of those that are offered.

        Discord lets nobody send another, but its word is not taken for it, and discord.py does not look.
        """
        if _has_made_up_choice(interaction):
            await _refuse_made_up(interaction)
            return False
        return await keep_to_manners(interaction)

    def _note(self, interaction: discord.Interaction[Any], seconds: float) -> None:
        name = interaction.command.qualified_name if interaction.command else "unknown"
        observer = self.client.observer
        if interaction.type is discord.InteractionType.autocomplete:
            outcome = Outcome.ANSWERED if interaction.response.is_done() else Outcome.FAILED
            observer.autocomplete(name, outcome, seconds)
        else:
            observer.command(name, outcome_of(interaction), seconds)

    async def on_error(
        self, interaction: discord.Interaction[DefectionBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person in private what went wrong."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("autocomplete %s failed", interaction.id, exc_info=error)
        elif isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            log.warning("interaction %s named a command of another version", interaction.id)
            text = "That command has changed. Discord needs a moment to show the new one; please try again."
            await answer_privately(interaction, notice("Please try again", text))
        elif isinstance(error, app_commands.TransformerError) and error.__cause__ is None:
            await _refuse_made_up(interaction)  # such as a channel of a kind that is not offered
        elif isinstance(error, app_commands.CheckFailure):
            log.info("interaction %s was refused", interaction.id)  # whoever checked has told the person
        else:
            # discord.py's own errors hold what was typed, which does not belong in a log; their cause does not.
            await report_failure(interaction, error.__cause__ or error)


async def _complete_with_nothing(interaction: discord.Interaction[Any]) -> None:
    """Where completing failed or was refused: else whoever types waits until Discord tells of an error."""
    if interaction.type is discord.InteractionType.autocomplete and not interaction.response.is_done():
        with contextlib.suppress(discord.HTTPException, aiohttp.ClientError):
            await interaction.response.autocomplete([])


def _has_made_up_choice(interaction: discord.Interaction[Any]) -> bool:
    command = interaction.command
    if interaction.type is discord.InteractionType.autocomplete or not isinstance(command, app_commands.Command):
        return False
    offered = _offered(command)
    if not offered:
        return False
    given = dict(iter(interaction.namespace))
    return any(name in given and given[name] not in values for name, values in offered.items())


@lru_cache(maxsize=256)
def _offered(command: app_commands.Command[Any, Any, Any]) -> dict[str, frozenset[str | int | float]]:
    """The values of the choices of each option that has some."""
    return {
        parameter.display_name: frozenset(choice.value for choice in parameter.choices)
        for parameter in command.parameters
        if parameter.choices
    }


async def _refuse_made_up(interaction: discord.Interaction[Any]) -> None:
    log.warning("interaction %s had an option that is not offered", interaction.id)
    interaction.extras["outcome"] = Outcome.REFUSED
    text = "One of the options is none that I offer. Please choose it from the list."
    await answer_privately(interaction, notice("Please choose again", text))
