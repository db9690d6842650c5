"""Daily posts: ten thousand that are due in the same minute, and a hundred thousand of which none is.

The first takes as long as Discord's limit makes it take: over four minutes.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic_ns

from aiohttp import web
from sqlalchemy import insert

from benchmarks.figures import Line, Samples, Unit
from benchmarks.served import Served, Side, served
from bot.guilds.clock import rules_version
from bot.guilds.preferences import STANDARD
from bot.guilds.schedules import ChannelKind, PostState, ScheduleState
from bot.guilds.store import Store
from bot.guilds.tables import GuildRow, PostRow, ScheduleRow
from bot.settings import Settings
from tests.standin.exchanges import Request
from tests.standin.faults import ALWAYS, Fault
from tests.standin.snowflakes import guild_snowflake
from tests.standin.world import Channel, ChannelType

_DUE = 10_000
_IDLE_GUILDS = 10_000
_IDLE_EACH = 10
_IDLE_SECONDS = 60
_STARTING = timedelta(seconds=15)
"""After which the posts are due, so that the bot is up and was measured at rest by then."""

_BETWEEN_QUESTIONS = 0.5
_QUIET_QUESTIONS = 20
_MOST_TIMES_PACE = 1.05
_FIRST_CHANNEL = 1 << 40
_AT_ONCE = 1000


async def measure_daily(settings: Settings, name: str, folder: Path) -> list[Line]:
    """All lines about daily posts; ``name`` is asked for meanwhile, ``folder`` takes the databases."""
    return [*await _measure_due(settings, name, folder), *await _measure_idle(settings, folder)]


async def _measure_due(settings: Settings, name: str, folder: Path) -> list[Line]:
    settings = replace(settings, database_url=f"sqlite:///{folder}/due.sqlite3")
    due_at = datetime.now(UTC) + _STARTING + timedelta(seconds=_DUE / 2000)
    await _fill(settings, _DUE, 1, due_at)
    arrivals: list[int] = []
    done = asyncio.Event()

    async def note(_: Request) -> web.StreamResponse | None:
        arrivals.append(monotonic_ns())
        if len(arrivals) == _DUE:
            done.set()
        return None

    async with served(Side.OURS, settings, guilds=_DUE) as bot:
        _add_channels(bot, _DUE)
        bot.discord.add_fault(Fault("POST /channels/{channel_id}/messages", ALWAYS, note))
        quiet = [await _ask(bot, name) for _ in range(_QUIET_QUESTIONS)]
        memory_before = most_memory = bot.memory or 0
        busy = []
        while not done.is_set():
            await asyncio.sleep(_BETWEEN_QUESTIONS)
            if arrivals:
                busy.append(await _ask(bot, name))
                most_memory = max(most_memory, bot.memory or 0)
    pace = 1e9 / settings.daily_pace
    ours, floor = Samples.of(busy), Samples.of(quiet)
    what = f"{_DUE:,} daily posts due at once"
    return [
        Line(f"{what}, first to last", Unit.SECONDS, arrivals[-1] - arrivals[0], (_DUE - 1) * pace, _MOST_TIMES_PACE),
        Line("/defector meanwhile, median (floor: before)", Unit.MILLISECONDS, ours.median, floor.median),
        Line("/defector meanwhile, p99 (floor: before)", Unit.MILLISECONDS, ours.p99, floor.p99),
        Line("Memory meanwhile, at most (floor: before)", Unit.MEBIBYTES, most_memory, memory_before),
    ]


async def _measure_idle(settings: Settings, folder: Path) -> list[Line]:
    many = replace(settings, database_url=f"sqlite:///{folder}/many.sqlite3")
    none = replace(settings, database_url=f"sqlite:///{folder}/none.sqlite3")
    await _fill(many, _IDLE_GUILDS, _IDLE_EACH, datetime.now(UTC) + timedelta(days=1))
    spent, memory = [], []
    for each in (many, none):
        async with served(Side.OURS, each, guilds=_IDLE_GUILDS) as bot:
            await asyncio.sleep(10)  # what a start does in the background is no part of idling
            before = _cpu_time(bot)
            await asyncio.sleep(_IDLE_SECONDS)
            spent.append(_cpu_time(bot) - before)
            memory.append(bot.memory or 0)
    what = f"Idle for a minute with {_IDLE_GUILDS * _IDLE_EACH:,} schedules"
    return [
        Line(f"{what}, CPU time (floor: none)", Unit.MILLISECONDS, *spent),
        Line(f"{what}, memory (floor: none)", Unit.MEBIBYTES, *memory),
    ]


async def _fill(settings: Settings, guilds: int, each: int, due_at: datetime) -> None:
    """A database in which ``guilds`` servers have ``each`` schedules whose next post is due then."""
    store = await Store.open(settings.database_url)
    await store.schedules.follow_rules(rules_version(), datetime.now(UTC))  # else the first start would look at all
    numbers = range(guilds * each)
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        async with store.writing() as session:
            await session.execute(
                insert(GuildRow),
                [
                    {
                        "guild_id": guild_snowflake(number // each),
                        "answers_privately": False,
                        "channel_ids": [],
                        "locale": STANDARD.locale,
                    }
                    for number in part
                    if number % each == 0
                ],
            )
            await session.execute(insert(ScheduleRow), [_schedule(number, each, due_at) for number in part])
            await session.execute(insert(PostRow), [_post(number, each, due_at) for number in part])
    await store.close()


def _schedule(number: int, each: int, due_at: datetime) -> dict[str, object]:
    return {
        "id": number + 1,
        "guild_id": guild_snowflake(number // each),
        "channel_id": _FIRST_CHANNEL + number,
        "channel_kind": ChannelKind.TEXT,
        "local_time": due_at.time(),
        "zone": "UTC",
        "weekdays": 127,
        "topics": [],
        "user_id": 1,
        "state": ScheduleState.ACTIVE,
        "failed_days": 0,
        "created_at": datetime.now(UTC),
    }


def _post(number: int, each: int, due_at: datetime) -> dict[str, object]:
    return {
        "guild_id": guild_snowflake(number // each),
        "schedule_id": number + 1,
        "local_date": due_at.date(),
        "due_at": due_at,
        "wake_at": due_at,
        "state": PostState.PLANNED,
        "tries": 0,
    }


def _add_channels(bot: Served, count: int) -> None:
    for number in range(count):
        channel_id = _FIRST_CHANNEL + number
        bot.discord.world.channels[channel_id] = Channel(
            channel_id, ChannelType.TEXT, guild_snowflake(number), "stories"
        )


async def _ask(bot: Served, name: str) -> float:
    """Nanoseconds until the bot's card is there."""
    guild = bot.discord.world.guilds[guild_snowflake(0)]
    start = monotonic_ns()
    interaction = await bot.ask(name, channel=next(iter(guild.channels.values())))
    await interaction.answered()
    return monotonic_ns() - start


def _cpu_time(bot: Served) -> float:
    """Nanoseconds of the processor that the bot has used."""
    fields = Path(f"/proc/{bot.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1e9
