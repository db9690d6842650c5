"""The Discord bot: opens what it needs, loads the cogs, answers errors, closes in order."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from datetime import timedelta

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.display.cards import notice
from bot.display.messages import answer_privately, report_failure
from bot.display.persistent import PERSISTENT_ITEMS
from bot.guilds.database import Database
from bot.heartbeat import beat
from bot.knowledge.library import Library
from bot.settings import Settings
from cogs import EXTENSIONS

log = logging.getLogger(__name__)

ANSWER_TIME = timedelta(seconds=3)
"""How long Discord waits for a first answer:
https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction"""


# The bot has no voice: its missing libraries need no warning.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


class CommandTree(app_commands.CommandTree["DefectionBot"]):
    """Drops what can no longer be answered, and tells errors in private and in plain words."""

    async def interaction_check(self, interaction: discord.Interaction[DefectionBot], /) -> bool:
        """Whether Discord still waits for an answer; after three seconds any would fail."""
        age = discord.utils.utcnow() - interaction.created_at
        if age > ANSWER_TIME:
            log.warning("interaction %s came %.1f s late and was dropped", interaction.id, age.total_seconds())
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[DefectionBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person in private what went wrong."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("autocomplete %s failed", interaction.id, exc_info=error)
        elif isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            log.warning("interaction %s named a command of another version", interaction.id)
            text = "That command has changed. Discord needs a moment to show the new one; please try again."
            await answer_privately(interaction, notice("Please try again", text))
        else:
            # discord.py's own errors hold what was typed, which does not belong in a log; their cause does not.
            await report_failure(interaction, error.__cause__ or error)


class DefectionBot(commands.AutoShardedBot):
    """The bot. It asks for no privileged intent and keeps no members and no messages in memory."""

    library: Library
    database: Database

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=CommandTree,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            activity=discord.CustomActivity("/help"),
            shard_count=settings.shard_count,
            shard_ids=None if settings.shard_ids is None else list(settings.shard_ids),  # type: ignore[arg-type]
        )
        self.settings = settings
        self._command_ids: dict[str, int] = {}
        self._heartbeat: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Open the library and the servers' database, load the cogs, tell Discord the commands.

        Raises DataError for bad data, DatabaseError for a database that can't be used.
        """
        self.library = await Library.open(self.settings.data, self.settings.knowledge_file)
        self.database = await Database.open(self.settings.database_url)
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        self.add_dynamic_items(*PERSISTENT_ITEMS)
        self._command_ids = {command.name: command.id for command in await self.tree.sync()}

        if self.settings.heartbeat_file is not None:
            self._heartbeat = asyncio.create_task(beat(self.settings.heartbeat_file, self.is_ready))

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway that the API names: discord.py knows only Discord's own when it is told the shards.

        Raises discord.GatewayNotFound if the API does not name one.
        """
        recommended, address, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        self.shard_count = self.shard_count or recommended
        await super().connect(reconnect=reconnect)

    def command_mention(self, name: str) -> str:
        """A command as Discord shows one to click, or its plain name before the commands are known."""
        command_id = self._command_ids.get(name)
        return f"</{name}:{command_id}>" if command_id else f"`/{name}`"

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: the bot has no commands with a prefix, and questions are for their cog."""

    async def on_ready(self) -> None:
        """Say so in the log; Discord may send it again after a reconnect."""
        edition = self.library.edition
        log.info(
            "ready: %d servers, %d people, %d terms, %d topics",
            len(self.guilds),
            edition.people,
            edition.terms,
            edition.topics,
        )

    async def close(self) -> None:
        """Leave Discord first, then let go of the database and the library."""
        if self._heartbeat is not None:
            self._heartbeat.cancel()
        await super().close()
        if database := getattr(self, "database", None):
            await database.close()
        if library := getattr(self, "library", None):
            await library.close()


def run_on_discord(token: str, settings: Settings) -> None:
    """Run until SIGINT or SIGTERM, then close in order.

    Raises discord.LoginFailure for a token that Discord does not take, OSError if Discord can't be reached.
    """
    asyncio.run(_run(token, settings))


async def _run(token: str, settings: Settings) -> None:
    Route.BASE = settings.api_url
    async with DefectionBot(settings) as bot:
        stopping: set[asyncio.Task[None]] = set()
        if sys.platform != "win32":  # there, event loops have no signal handlers
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(
                    number, lambda: stopping.add(asyncio.create_task(bot.close()))
                )
        await bot.login(token)
        gc.freeze()  # what was opened stays until the end: the collector need not walk through it again and again
        await bot.connect()
    await asyncio.gather(*stopping)
    log.info("stopped")
