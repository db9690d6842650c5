"""A simulated Discord with the whole bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord

from bot.app import DefectionBot
from bot.settings import Settings


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """The settings of a bot with a servers' database of its own."""
    return replace(settings, database_url=f"sqlite:///{tmp_path / 'guilds.sqlite3'}")


@pytest_asyncio.fixture
async def simcord_bot(settings: Settings) -> AsyncIterator[DefectionBot]:
    """The bot that SimCord runs: the real one."""
    async with DefectionBot(settings) as bot:
        yield bot


@dataclass(frozen=True)
class Server:
    """A server with one channel and two members."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor

    async def ask(self, command: str, **options: Any) -> simcord.InteractionResult:
        """Alice uses a slash command in the channel."""
        return await self.alice.slash(self.channel, command, **options)


@pytest.fixture
def server(simcord_env: simcord.Env) -> Server:
    """A server in which the bot is."""
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("history")
    alice = guild.add_member(simcord_env.create_user("alice"))
    bob = guild.add_member(simcord_env.create_user("bob"))
    return Server(simcord_env, channel, alice, bob)


def embed_of(result: simcord.InteractionResult) -> discord.Embed:
    """The one embed of an answer."""
    assert result.response is not None
    (embed,) = result.response.embeds
    return embed


def components(result: simcord.InteractionResult) -> list[dict[str, Any]]:
    """Every button and menu below an answer."""
    assert result.response is not None
    return [item for row in result.response.components for item in row["components"]]


def buttons(result: simcord.InteractionResult) -> list[str]:
    """The labels of the buttons below an answer."""
    return [item["label"] for item in components(result) if item["type"] == discord.ComponentType.button.value]


def menu(result: simcord.InteractionResult) -> dict[str, Any]:
    """The one menu below an answer."""
    (found,) = [item for item in components(result) if item["type"] == discord.ComponentType.select.value]
    return found
