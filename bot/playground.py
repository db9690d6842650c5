"""The same bot in a simulated Discord, as a page in the browser: no token, no network."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import importlib
import importlib.util
import logging
import signal
import sys
import tempfile
import webbrowser
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from types import ModuleType
from typing import Any

from bot.settings import Settings

TOKEN_HELP = (
    "To run it on Discord: create an application at https://discord.com/developers/applications, copy the token of\n"
    "its bot, and put it into a file called .env here as DISCORD_TOKEN=... (README.md, “Getting a token”, tells more)."
)


_LONGEST_WAIT = 7.0
"""Seconds for which the page waits for whatever an action sets off: shorter than any pause of a quiz."""


class PlaygroundError(Exception):
    """The playground can't start; the message is one line that says what to do."""


def play(settings: Settings) -> None:
    """Serve the playground until Ctrl-C. Raises PlaygroundError when it can't be served."""
    if importlib.util.find_spec("simcord") is None:
        raise PlaygroundError(
            "Without DISCORD_TOKEN the playground starts, which needs the package simcord[preview]: use `make run`."
        )
    # Its servers are made up anew at every start, so nothing of theirs is kept.
    with tempfile.TemporaryDirectory(prefix="playground-") as folder:
        asyncio.run(_serve(dataclasses.replace(settings, database_url=f"sqlite:///{folder}/guilds.sqlite3")))


async def _serve(settings: Settings) -> None:
    from bot.app import DefectionBot

    simcord = _import_simcord()
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    # SimCord detaches a bot but does not close it, so that it can be attached again.
    one_shard = replace(settings, shard_count=1, shard_ids=None)
    waiting = {"check_errors": False, "settle_timeout": _LONGEST_WAIT}
    async with DefectionBot(one_shard) as bot, simcord.run(bot, **waiting) as env:
        guild = env.create_guild("Defection Bot playground")
        channel = guild.create_text_channel("ask-about-defection")
        viewers = [guild.add_member(env.create_user(name)) for name in ("you", "neighbour")]
        preview = env.preview(channel, viewers=viewers, layout="channel", port=settings.playground_port or None)
        try:
            async with preview:
                with contextlib.suppress(OSError, BrokenExecutor):  # whoever asks for a picture will be told
                    await bot.studio.prepare()
                _announce(preview.url, open_browser=settings.playground_browser)
                keeping = asyncio.create_task(_keep_up_to_date(preview, channel))
                closing = {asyncio.create_task(stop.wait()), asyncio.create_task(preview.wait_closed())}
                await asyncio.wait(closing, return_when=asyncio.FIRST_COMPLETED)
                for task in (keeping, *closing):
                    task.cancel()
        except simcord.SetupError as error:
            raise PlaygroundError(
                f"The playground can't start: {error}. Another port may help: PLAYGROUND_PORT=8080, or 0 for any."
            ) from None
    print("\nThe playground has closed.")


async def _keep_up_to_date(preview: Any, channel: Any) -> None:
    """Show what happens without anybody's doing, such as a quiz's next question: by itself the page would not."""
    shown = None
    while True:
        await asyncio.sleep(1)
        messages = [(message.id, message.edited_at) for message in channel.history()]
        if messages != shown:
            shown = messages
            with contextlib.suppress(Exception):  # somebody acts just now, which shows it as well
                await preview.refresh()


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
