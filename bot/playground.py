"""The same bot in a simulated Discord, as a page in the browser: no token, no network."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import logging
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from concurrent.futures import BrokenExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import discord

from bot.settings import Settings

TOKEN_HELP = (
    "To run it on Discord: create an application at https://discord.com/developers/applications, copy the token of\n"
    "its bot, and put it into a file called .env here as DISCORD_TOKEN=... (README.md, “Getting a token”, tells more)."
)


_LONGEST_WAIT = 7.0
"""Seconds for which the page waits for whatever an action sets off: shorter than any pause of a quiz."""


class PlaygroundError(Exception):
    """The playground can't start; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Playground:
    """The simulated Discord: its page, its one channel, the person who manages the server, and another."""

    preview: Any
    channel: Any
    manager: Any
    neighbour: Any
    bot: discord.Client


def play(settings: Settings) -> None:
    """Serve the playground until Ctrl-C. Raises PlaygroundError when it can't be served."""
    if importlib.util.find_spec("simcord") is None:
        raise PlaygroundError(
            "Without DISCORD_TOKEN the playground starts, which needs the package simcord[preview]: use `make run`."
        )
    asyncio.run(_serve(settings))


@asynccontextmanager
async def open_playground(settings: Settings) -> AsyncIterator[Playground]:
    """The bot in a server made up anew, of which nothing is kept. Raises PlaygroundError when it can't be served."""
    from bot.app import DefectionBot

    simcord = _import_simcord()
    with tempfile.TemporaryDirectory(prefix="playground-") as folder:
        # SimCord detaches a bot but does not close it, so that it can be attached again.
        alone = replace(settings, shard_count=1, shard_ids=None, database_url=f"sqlite:///{folder}/guilds.sqlite3")
        async with DefectionBot(alone) as bot, _simulated(simcord, bot) as env:
            guild = env.create_guild("Defection Bot playground")
            channel = guild.create_text_channel("ask-about-defection")
            bot.settings = replace(alone, reports_channel=channel.id)  # so that the whole way of a report is seen
            managing = discord.Permissions(manage_guild=True, manage_messages=True)
            managers = guild.create_role("managers", permissions=managing)
            you = guild.add_member(env.create_user("you"), roles=[managers])
            neighbour = guild.add_member(env.create_user("neighbour"))
            port = settings.playground_port or None
            preview = env.preview(channel, viewers=[you, neighbour], layout="channel", port=port)
            try:
                async with preview:
                    with contextlib.suppress(OSError, BrokenExecutor):  # whoever asks for a picture will be told
                        await bot.studio.prepare()
                    yield Playground(preview, channel, you, neighbour, bot)
            except simcord.SetupError as error:
                raise PlaygroundError(
                    f"The playground can't start: {error}. Another port may help: PLAYGROUND_PORT=8080, or 0 for any."
                ) from None


@asynccontextmanager
async def _simulated(simcord: ModuleType, bot: discord.Client) -> AsyncIterator[Any]:
    """SimCord with ``bot`` in it, on the day that it is: by itself it begins with a day of its own."""
    env = simcord.Env(bot, check_errors=False, settle_timeout=_LONGEST_WAIT)
    env.backend.advance_clock((datetime.now(UTC) - env.now()).total_seconds())
    await env.start()
    try:
        with env.time_context():
            if bot.user is not None:
                await bot.user.edit(username="Defection Bot")
            yield env
    finally:
        await env.shutdown()


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    async with open_playground(settings) as playground:
        _announce(playground.preview.url, open_browser=settings.playground_browser)
        keeping = asyncio.create_task(_keep_up_to_date(playground))
        closing = {asyncio.create_task(stop.wait()), asyncio.create_task(playground.preview.wait_closed())}
        await asyncio.wait(closing, return_when=asyncio.FIRST_COMPLETED)
        for task in (keeping, *closing):
            task.cancel()
    print("\nThe playground has closed.")


async def _keep_up_to_date(playground: Playground) -> None:
    """Show what happens without anybody's doing, such as a quiz's next question: by itself the page would not."""
    shown = None
    while True:
        await asyncio.sleep(1)
        messages = [(message.id, message.edited_at) for message in playground.channel.history()]
        if messages != shown:
            shown = messages
            with contextlib.suppress(Exception):  # somebody acts just now, which shows it as well
                await playground.preview.refresh()


def _import_simcord() -> ModuleType:
    # While it is imported, simcord makes a client with no intents, of which discord.py warns; ours has what it needs.
    log = logging.getLogger("discord.state")
    log.setLevel(logging.ERROR)
    try:
        return importlib.import_module("simcord")
    finally:
        log.setLevel(logging.NOTSET)


def _announce(url: str, *, open_browser: bool) -> None:
    print(f"The playground is at {url}\nType / and a command there. Ctrl-C stops it.\n\n{TOKEN_HELP}", flush=True)
    if open_browser and sys.stdout.isatty():
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(url)
