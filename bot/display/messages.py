"""What the bot says when it has no card to show: private, in plain words, with nothing echoed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

import aiohttp
import discord
import msgspec

from bot.display.cards import notice
from bot.guilds.errors import OutOfReachError
from bot.knowledge.findings import Finding, Match
from bot.observer import Outcome
from bot.work import pause

log = logging.getLogger(__name__)

_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>")

_Callback = Callable[[Any, discord.Interaction[Any]], Coroutine[Any, Any, None]]

GONE = notice("No such card", "I no longer have that record. Please ask for it by name.")
NO_LONGER_WORKS = notice("That no longer works", "Please use the command again: what it shows now will work.")
OUT_OF_REACH = notice(
    "Not just now",
    "That needs what servers and people have set up or done, and just now I can't reach it. Please try again in a"
    " minute. Looking things up works all the while.",
)
FAILED = notice("That went wrong", "Something went wrong on my side. It has been noted; please try again.")

_WHAT_A_TOPIC_IS = (
    "A topic is a category (athlete), an occupation (pilots), a country (Cuba), a decade or year (1970s, 1976),"
    " or a way out (swam)"
)

_TOO_LATE = {10062: "expired before it was answered", 40060: "was answered by another process"}
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""


class Refusal(msgspec.Struct, frozen=True):
    """Why the bot does not answer with a card: what it says instead, and the records that may have been meant."""

    title: str
    text: str
    suggestions: tuple[Match, ...] = ()


def unknown_topic(finding: Finding) -> Refusal:
    """That no topic is meant: what one is, and the nearest that ``finding`` has."""
    return Refusal("I know no such topic", f"{what_a_topic_is(finding)} Start typing and pick one from the list.")


def what_a_topic_is(finding: Finding) -> str:
    """What can be asked for as a topic, in whole sentences, and what may have been meant."""
    nearest = ", ".join(dict.fromkeys(match.name for match in finding.suggestions))
    return f"{_WHAT_A_TOPIC_IS}." + (f" The nearest that I know: {nearest}." if nearest else "")


def without_mentions(content: str) -> str:
    """What a message says, without the people, roles and channels that it mentions."""
    return " ".join(_MENTION.sub(" ", content).split())


def outcome_of(interaction: discord.Interaction[Any]) -> Outcome:
    """How ``interaction`` ended: answered, unless something else was noted on the way."""
    outcome = interaction.extras.get("outcome")
    if isinstance(outcome, Outcome):
        return outcome
    return Outcome.FAILED if interaction.command_failed else Outcome.ANSWERED


async def report_failure(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Log an unexpected ``error`` by the interaction's id, and tell the person in private that it happened."""
    if isinstance(error, discord.HTTPException) and error.code in _TOO_LATE:
        interaction.extras["outcome"] = Outcome.EXPIRED
        log.warning("interaction %s %s", interaction.id, _TOO_LATE[error.code])
        return
    interaction.extras["outcome"] = Outcome.FAILED
    if isinstance(error, OutOfReachError):  # one line says it all, and there may be many
        log.warning("interaction %s failed: %s", interaction.id, error)
        await answer_privately(interaction, OUT_OF_REACH)
        return
    log.error("interaction %s failed", interaction.id, exc_info=error)
    await answer_privately(interaction, FAILED)


def telling_failures(callback: _Callback) -> _Callback:
    """For the callback of a button or menu: discord.py only logs what it raises, and the person would see nothing."""

    @wraps(callback)
    async def told(item: Any, interaction: discord.Interaction[Any]) -> None:
        try:
            await callback(item, interaction)
        except Exception as error:  # whatever it is, it is logged, and the person is told
            await report_failure(interaction, error)
        await pause()

    return told


async def show_next(interaction: discord.Interaction[Any], embed: discord.Embed, view: discord.ui.View) -> None:
    """What a button or menu leads to: in place to whoever asked for the message, as a private copy to others."""
    if _asked_for_it(interaction):
        await interaction.response.edit_message(embed=embed, view=view)
    else:
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)


def _asked_for_it(interaction: discord.Interaction[Any]) -> bool:
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral:
        return True
    metadata = message.interaction_metadata
    return metadata is not None and metadata.user.id == interaction.user.id


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
    except (discord.HTTPException, aiohttp.ClientError) as error:
        reason = error.code if isinstance(error, discord.HTTPException) else type(error).__name__
        log.warning("interaction %s could not be answered: %s", interaction.id, reason)
