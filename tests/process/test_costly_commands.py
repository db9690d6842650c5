"""What is costly is limited for each person: whoever floods is asked kindly to wait, and nobody else notices."""

from __future__ import annotations

from typing import Any

import pytest

from bot.throttle import PERSON
from tests.standin import StandIn
from tests.standin.bot_process import BotProcess
from tests.standin.exchanges import Callback
from tests.standin.world import MANAGE_GUILD, MEMBER_PERMISSIONS, Channel, User


async def used(discord: StandIn, channel: Channel, user: User, command: str, options: dict[str, Any]) -> Callback:
    """The first answer to a manager's command."""
    permissions = MEMBER_PERMISSIONS | MANAGE_GUILD
    asked = await discord.slash(command, channel=channel, user=user, permissions=permissions, options=options)
    return await asked.answered()


@pytest.mark.parametrize("command", ["map", "daily start", "daily now", "daily resume", "privacy export"])
async def test_whoever_floods_is_asked_to_wait_and_another_is_not(
    discord: StandIn, bot: BotProcess, command: str
) -> None:
    channel = next(iter(discord.world.channels.values()))
    options = {"channel": channel, "time": "9", "timezone": "UTC"} if command == "daily start" else {}
    flood = [await used(discord, channel, discord.world.alice, command, options) for _ in range(PERSON.burst + 1)]
    assert all("A moment, please" not in str(answer.data) for answer in flood[:-1])
    assert flood[-1].private
    assert flood[-1].embed["title"] == "A moment, please"
    assert "try again in" in flood[-1].embed["description"]
    other = await used(discord, channel, User("bob"), command, options)
    assert "A moment, please" not in str(other.data)
    assert (await used(discord, channel, discord.world.alice, "help", {})).embed
