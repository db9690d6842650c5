"""A simulated Discord around a bot, with somebody in it who uses its commands."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord

# While it is imported, simcord makes a client with no intents, of which discord.py warns.
logging.getLogger("discord").setLevel(logging.ERROR)

import simcord  # noqa: E402


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a channel, and the bot's command and option that they use."""

    actor: simcord.MemberActor
    channel: simcord.ChannelHandle
    command: str
    option: str

    async def ask(self, text: str) -> None:
        """Use the command. RuntimeError when no message comes back: what was not answered was not measured."""
        result = await self.actor.slash(self.channel, self.command, **{self.option: text})
        if result.response is None:
            raise RuntimeError(f"/{self.command} {text!r} was not answered")

    async def complete(self, text: str) -> None:
        """Type into the option; likewise."""
        if await self.actor.autocomplete(self.channel, self.command, self.option, text) is None:
            raise RuntimeError(f"/{self.command} {text!r} was not completed")


@asynccontextmanager
async def ready(bot: discord.Client) -> AsyncIterator[simcord.Env]:
    """``bot`` from its start to READY; SimCord detaches a bot and does not close it, so that is done here."""
    try:
        async with simcord.run(bot) as env:
            await bot.wait_until_ready()
            yield env
    finally:
        await bot.close()


def person_in(env: simcord.Env, command: str, option: str) -> Person:
    """Somebody in a server in which the bot is."""
    guild = env.create_guild()
    channel = guild.create_text_channel("history")
    return Person(guild.add_member(env.create_user("alice")), channel, command, option)
