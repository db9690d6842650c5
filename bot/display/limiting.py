"""Whoever asks for costly things too often is asked, kindly and in private, to wait."""

from __future__ import annotations

import math
from typing import Any

import discord

from bot.display.cards import notice
from bot.display.client import client_of
from bot.display.messages import answer_privately
from bot.knowledge.wording import counted
from bot.observer import Outcome


async def may_go_on(interaction: discord.Interaction[Any]) -> bool:
    """Whether whoever asked may have one more costly thing; if not, they have been told when."""
    wait = client_of(interaction).throttle.wait(interaction.user.id, interaction.guild_id)
    if wait == 0:
        return True
    interaction.extras["outcome"] = Outcome.LIMITED
    text = f"That is costly for me, and you have had several. Please try again in {_seconds(wait)}."
    await answer_privately(interaction, notice("A moment, please", text))
    return False


def _seconds(wait: float) -> str:
    return counted(math.ceil(wait), "second")
