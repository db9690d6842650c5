"""The Discord bot: opens what it needs, loads the cogs, answers errors, closes in order."""

from __future__ import annotations

import asyncio
import logging
from time import perf_counter
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot import work
from bot.command_sync import ensure_synced
from bot.command_tree import CommandTree
from bot.connection_state import ConnectionState
from bot.display.carrier import DiscordCarrier
from bot.display.forms import take_form
from bot.display.messages import NO_LONGER_WORKS, answer_privately, outcome_of
from bot.display.persistent import PERSISTENT_FORMS, PERSISTENT_ITEMS
from bot.display.pictures.studio import Studio
from bot.display.quizmaster import Quizmaster
from bot.guilds.database import Database
from bot.guilds.housekeeping import Housekeeping
from bot.guilds.preference_cache import PreferenceCache
from bot.guilds.scheduler import Manner, Scheduler
from bot.knowledge.conversations import Conversations
from bot.knowledge.library import Library
from bot.missed_questions import MissedQuestions
from bot.observer import Observer, Outcome
from bot.settings import Settings
from bot.throttle import Throttle
from cogs import EXTENSIONS

log = logging.getLogger(__name__)

# The bot has no voice: its missing libraries need no warning.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False
# It keeps no servers in memory, and on purpose: that needs no warning either.
logging.getLogger("discord.state").addFilter(lambda record: not str(record.msg).startswith("Guilds intent"))

INTENTS = discord.Intents(guild_messages=True, dm_messages=True)
"""Messages, for questions that mention the bot. The intent of guilds is left out on purpose: with it Discord sends,
at every connection, each server with all its channels, roles and emojis, of which the bot needs nothing: interactions
bring their channel and permissions with them. docs/scaling.md tells what that saves, and what takes its place."""

_COMPONENTS = {discord.InteractionType.component: "component", discord.InteractionType.modal_submit: "form"}
_UNANSWERED_SECONDS = 2.0
"""How long whoever used a component may wait: after three seconds Discord takes no answer."""


class DefectionBot(commands.AutoShardedBot):
    """The bot. It asks for no privileged intent and keeps no members and no messages in memory."""

    library: Library
    database: Database
    preferences: PreferenceCache
    scheduler: Scheduler

    def __init__(
        self,
        settings: Settings,
        *,
        observer: Observer | None = None,
        http_trace: aiohttp.TraceConfig | None = None,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=CommandTree,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            activity=discord.CustomActivity("/help"),
            shard_count=settings.shard_count,
            shard_ids=None if settings.shard_ids is None else list(settings.shard_ids),  # type: ignore[arg-type]  # None, its default
            http_trace=http_trace,  # type: ignore[arg-type]  # likewise
        )
        self.settings = settings
        self.observer = observer or Observer()
        self.studio = Studio()
        self.quizmaster = Quizmaster(self)
        self.throttle = Throttle()
        self.conversations = Conversations()
        self.missed_questions = MissedQuestions(settings.missed_questions_file)
        self.connected_shards: set[int] = set()
        self._command_ids: dict[str, int] = {}
        self._housekeeping: Housekeeping | None = None

    def _get_state(self, **options: Any) -> ConnectionState:
        # discord.py asks its own class for the state that handles events, and has no other way to choose it.
        return ConnectionState(
            dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options
        )

    async def setup_hook(self) -> None:
        """Open everything, and see to it that Discord has the commands. Raises as `open` does."""
        await self.open()
        is_first = self.settings.shard_ids is None or 0 in self.settings.shard_ids
        self._command_ids = await ensure_synced(self, may_change=is_first)
        self._housekeeping = Housekeeping(self.database, self._server_ids)
        self._housekeeping.start()
        self.scheduler.start()

    async def open(self) -> None:
        """Open the library and the servers' database, load the cogs.

        Raises DataError for bad data, DatabaseError for a database that can't be used.
        """
        self.library = await Library.open(self.settings.data, self.settings.knowledge_file, built_apart=True)
        self.database = await Database.open(self.settings.database_url, self.observer)
        self.preferences = PreferenceCache(self.database)
        manner = Manner(self.settings.daily_pace, self.settings.daily_late)
        self.scheduler = Scheduler(self.database, DiscordCarrier(self), manner, self.observer)
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        self.add_dynamic_items(*PERSISTENT_ITEMS)

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
        command_id = self._command_ids.get(name.split(maxsplit=1)[0])
        return f"</{name}:{command_id}>" if command_id else f"`/{name}`"

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: the bot has no commands with a prefix, and questions are for their cog."""

    async def _server_ids(self) -> set[int]:
        """The ids of all servers that the bot is in, unavailable ones among them."""
        ids = {guild.id for guild in self.guilds}
        async for guild in self.fetch_guilds(limit=None, with_counts=False):
            ids.add(guild.id)
        return ids

    @property
    def server_count(self) -> int:
        """How many servers the shards of this process serve."""
        return len(self.guilds)

    async def on_ready(self) -> None:
        """Say so in the log; Discord may send it again after a reconnect."""
        edition = self.library.edition
        log.info(
            "ready: %d servers, %d people, %d terms, %d topics",
            self.server_count,
            edition.people,
            edition.terms,
            edition.topics,
        )

    async def on_shard_connect(self, shard: int) -> None:
        """A shard has a new session."""
        self.connected_shards.add(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """A shard has its session again."""
        self.connected_shards.add(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """A shard has lost its connection; discord.py is already about to connect again."""
        self.connected_shards.discard(shard)
        self.observer.disconnect(shard)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell whoever listens of an event; of a command nobody does, and each would cost a task of its own."""
        if event_name != "interaction" or args[0].type in _COMPONENTS:
            super().dispatch(event_name, *args, **kwargs)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """See to it that whoever used a button, a menu or a form is answered.

        discord.py is silent about what it can't match: an item of an earlier version, one that
        waited too long, an id that somebody made up. The person would be told that the bot failed.
        """
        start = perf_counter()
        if interaction.type is discord.InteractionType.modal_submit:
            await take_form(interaction, PERSISTENT_FORMS)
        elif waiting := work.in_hand(work.COMPONENTS):
            await asyncio.wait(waiting, timeout=_UNANSWERED_SECONDS)
        if not interaction.response.is_done() and "outcome" not in interaction.extras:
            await answer_privately(interaction, NO_LONGER_WORKS)
            interaction.extras["outcome"] = Outcome.REFUSED
        self.observer.component(_COMPONENTS[interaction.type], outcome_of(interaction), perf_counter() - start)
        await work.pause()

    async def finish(self, seconds: float) -> None:
        """Take no more work, and return when what is in hand is done, or after ``seconds``."""
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))
        await asyncio.gather(work.finish(seconds), self.scheduler.stop(seconds))

    async def close(self) -> None:
        """Leave Discord first, then let go of pictures, the database and the library."""
        if scheduler := getattr(self, "scheduler", None):
            await scheduler.stop(0)
        if self._housekeeping is not None:
            await self._housekeeping.stop()
        await super().close()
        await self.studio.close()
        if database := getattr(self, "database", None):
            await database.close()
        if library := getattr(self, "library", None):
            await library.close()
