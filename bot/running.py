"""Running on Discord: from the first connection to the last answer, through whatever goes wrong between."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import signal
import sys
from typing import Any

import aiohttp
import discord
import discord.shard
from discord.backoff import ExponentialBackoff
from discord.http import Route

from bot import command_sync
from bot.app import DefectionBot
from bot.collecting import without_collecting
from bot.memory import keep_heap_small
from bot.monitoring import Monitoring, monitoring
from bot.settings import Settings

log = logging.getLogger(__name__)

FINISH_SECONDS = 8.0
"""How long what is in hand may take once the bot was told to stop; closing takes the rest of ten seconds."""

_OUTAGES = (aiohttp.ClientError, TimeoutError, discord.DiscordServerError, discord.GatewayNotFound)
"""What says that Discord, or the way to it, is out of order for now."""

_WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try; the last goes for all that follow."""

_REFUSED_LOGIN = (
    "Discord does not take this token. DISCORD_TOKEN is the token of the application's bot, found under Bot\n"
    "at https://discord.com/developers/applications; for example DISCORD_TOKEN=MTIz…."
)

_FATAL_CLOSES = {
    4004: "the token was taken back or is wrong; DISCORD_TOKEN needs the current one, from the developer portal",
    4010: "there is no such shard; SHARD_IDS goes up to one less than SHARD_COUNT, the same for every process",
    4011: "the bot is in too many servers for one shard; SHARD_COUNT must be higher, or left out",
    4012: "this version of the gateway is no longer served; the bot needs an update",
    4013: "the intents are no such; the bot needs an update",
    4014: "the intents are not allowed for this application; the bot needs none that must be allowed",
}
"""Close codes after which connecting again would end the same way:
https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"""


class RefusedError(Exception):
    """Discord refuses the bot for good; the message is one line that says what to do."""


class _PatientBackoff(ExponentialBackoff[Any]):
    """Waits up to eight seconds before connecting again. discord.py's own goes up to a quarter of an hour."""

    def __init__(self, base: int = 1, *, integral: Any = False) -> None:
        super().__init__(base, integral=integral)
        self._max = 3


def run_on_discord(token: str, settings: Settings) -> None:
    """Run until SIGINT or SIGTERM, then close in order; an outage of Discord's is waited out.

    Raises RefusedError when Discord will not have the bot, DataError for bad data.
    """
    keep_heap_small()
    Route.BASE = settings.api_url
    discord.shard.ExponentialBackoff = _PatientBackoff  # type: ignore[attr-defined]  # it has no setting for that
    asyncio.run(_run(token, settings))


def sync_commands(token: str, settings: Settings, guild_id: int | None, *, remove: bool) -> list[str]:
    """Tell Discord the commands, for one server if ``guild_id`` says so; gives their names.

    ``remove`` takes that server's own commands away again. Raises RefusedError when Discord does not take them.
    """
    Route.BASE = settings.api_url
    return asyncio.run(_sync(token, settings, guild_id, remove=remove))


async def _sync(token: str, settings: Settings, guild_id: int | None, *, remove: bool) -> list[str]:
    async with _SyncingBot(settings) as bot:
        try:
            await bot.login(token)
            return list(await command_sync.sync(bot, guild_id, remove=remove))
        except discord.LoginFailure:
            raise RefusedError(_REFUSED_LOGIN) from None
        except discord.HTTPException as error:
            raise RefusedError(f"Discord does not take the commands: {error}") from None
        except aiohttp.ClientError as error:
            raise RefusedError(f"Discord can't be reached: {error}") from None


class _SyncingBot(DefectionBot):
    async def setup_hook(self) -> None:
        await self.open()


async def _run(token: str, settings: Settings) -> None:
    async with monitoring(settings) as monitor:
        await _keep_serving(token, settings, monitor)


async def _keep_serving(token: str, settings: Settings, monitor: Monitoring) -> None:
    stop = _stop_signal()
    for wait in itertools.chain(_WAITS, itertools.repeat(_WAITS[-1])):
        try:
            await _serve(token, settings, monitor, stop)
        except _OUTAGES as error:
            log.warning("Discord can't be reached (%s: %s); trying again in %.0f s", type(error).__name__, error, wait)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
        if stop.is_set():
            log.info("stopped")
            return


async def _serve(token: str, settings: Settings, monitor: Monitoring, stop: asyncio.Event) -> None:
    async with DefectionBot(settings, observer=monitor.observer, http_trace=monitor.http_trace) as bot:
        monitor.watch(bot)
        connection = asyncio.create_task(_connect(bot, token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((connection, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if connection.done():
            connection.result()
        else:
            connection.cancel()
            await asyncio.wait((connection,))
            await bot.finish(FINISH_SECONDS)


async def _connect(bot: DefectionBot, token: str) -> None:
    try:
        with without_collecting(stays=True):
            await bot.login(token)
        await bot.connect()
    except discord.LoginFailure:
        raise RefusedError(_REFUSED_LOGIN) from None
    except discord.PrivilegedIntentsRequired:
        raise RefusedError(_refusal(4014)) from None
    except discord.ConnectionClosed as error:
        raise RefusedError(_refusal(error.code)) from None


def _refusal(code: int) -> str:
    return f"Discord closed the connection for good with code {code}: {_FATAL_CLOSES.get(code, 'for no known reason')}."


def _stop_signal() -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; the second ends the process at once."""
    stop = asyncio.Event()
    if sys.platform == "win32":  # there, event loops have no signal handlers
        return stop
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop_once() -> None:
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)

    for number in signals:
        loop.add_signal_handler(number, stop_once)
    return stop
