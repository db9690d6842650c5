"""A simulated Discord around a bot, with somebody in it who uses its command."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from time import perf_counter_ns
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import discord

# While it is imported, simcord makes a client with no intents, of which discord.py warns.
logging.getLogger("discord").setLevel(logging.ERROR)

import simcord  # noqa: E402  # only then: see above

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a channel, and the bot's command and option that they use.

    A command is timed until SimCord shows its answer. A completion is timed only until
    the bot has Discord's receipt: SimCord waits another 50 ms behind those of the floor.
    """

    actor: simcord.MemberActor
    channel: simcord.ChannelHandle
    command: str
    option: str
    _answered: list[int] = field(default_factory=list)

    async def ask(self, text: str) -> int:
        """Use the command; gives the nanoseconds."""
        start = perf_counter_ns()
        result = await self.actor.slash(self.channel, self.command, **{self.option: text})
        taken = perf_counter_ns() - start
        if result.response is None:  # what was not answered was not measured
            raise RuntimeError(f"/{self.command} was not answered")
        return taken

    async def complete(self, text: str) -> int:
        """Type into the option; likewise."""
        return await self._timed(lambda: self.actor.autocomplete(self.channel, self.command, self.option, text))

    async def _timed(self, act: Callable[[], Awaitable[object]]) -> int:
        with _answers_noted(self._answered):
            start = perf_counter_ns()
            await act()
        (answered,) = self._answered  # what was not answered, or twice, was not measured
        self._answered.clear()
        return answered - start


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


@contextmanager
def _answers_noted(times: list[int]) -> Iterator[None]:
    """Note in ``times`` when a message or choices were sent in answer to an interaction."""

    def noting(send: Callable[_P, Awaitable[_T]]) -> Callable[_P, Awaitable[_T]]:
        async def noted(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            receipt = await send(*args, **kwargs)
            times.append(perf_counter_ns())
            return receipt

        return noted

    response = discord.InteractionResponse
    with (
        patch.object(response, "send_message", noting(response.send_message)),
        patch.object(response, "autocomplete", noting(response.autocomplete)),
    ):
        yield
