"""What the bot says when it has no card to show: private, in plain words, with nothing echoed."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import discord

from bot.display.cards import notice
from bot.knowledge.names import Match

log = logging.getLogger(__name__)

GONE = notice("No such card", "I no longer have that record. Please ask for it by name.")
FAILED = notice("That went wrong", "Something went wrong on my side. It has been noted; please try again.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the bot does not answer with a card: what it says instead, and the records that may have been meant."""

    title: str
    text: str
    suggestions: tuple[Match, ...] = ()


async def report_failure(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Log an unexpected ``error`` by the interaction's id, and tell the person in private that it happened."""
    if isinstance(error, discord.NotFound) and error.code == 10062:
        log.warning("interaction %s expired before it was answered", interaction.id)
        return
    log.error("interaction %s failed", interaction.id, exc_info=error)
    await answer_privately(interaction, FAILED)


async def answer_privately(
    interaction: discord.Interaction[Any], embed: discord.Embed, view: discord.ui.View | None = None
) -> None:
    """Send ``embed`` so that only the person sees it, whether or not the interaction was answered before."""
    items = view or discord.ui.View()
    try:
        if interaction.response.is_done():
            await interaction.followup.send(embed=embed, view=items, ephemeral=True)
        else:
            await interaction.response.send_message(embed=embed, view=items, ephemeral=True)
    except discord.HTTPException as error:
        log.warning("interaction %s could not be answered: %s", interaction.id, error.code)
