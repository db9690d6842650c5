"""PostgreSQL goes away while the bot runs, and comes back: a real one, stopped and started again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from bot.guilds.schedules import ChannelKind
from tests.postgresql import PostgresServer
from tests.process.database_door import Door, door_before
from tests.process.due_posts import Servers
from tests.process.every_command import every_command
from tests.process.test_looking_and_playing import buttons
from tests.process.test_operating import STOPPED_WITHIN
from tests.standin import StandIn, faults
from tests.standin.bot_process import BotProcess, bot_process, connected
from tests.standin.exchanges import CallbackType, Interaction, Request
from tests.standin.world import MANAGE_GUILD, MEMBER_PERMISSIONS, Channel

POST = "POST /channels/{channel_id}/messages"
THREAD = "POST /channels/{channel_id}/threads"
NOT_SENT = "sending daily posts failed"
BACK_AGAIN = 10.0
"""Seconds from its return until all is well: what the bot promises."""

NEED_IT = {"daily", "settings", "quiz", "leaderboard", "quiz-stats", "privacy export"}
"""Commands, or the first words of commands, that are about what servers and people have set up or done."""

MANAGER = MEMBER_PERMISSIONS | MANAGE_GUILD


@pytest.fixture
def environment(environment: dict[str, str], postgresql_url: str) -> dict[str, str]:
    """The environment of a bot on PostgreSQL."""
    return environment | {"DATABASE_URL": postgresql_url}


@pytest.fixture
def server(postgresql_server: PostgresServer, environment: dict[str, str]) -> Iterator[PostgresServer]:
    """The server, which runs again at the end."""
    yield postgresql_server
    postgresql_server.start()


@pytest_asyncio.fixture
async def channel(discord: StandIn) -> AsyncIterator[Channel]:
    """A channel of a server that manages its own."""
    yield next(iter(discord.world.channels.values()))


async def said(interaction: Interaction) -> str:
    """The answer, however it came, which only the person sees if it is that something is out of reach."""
    answer = await interaction.answered()
    if answer.type is CallbackType.DEFERRED_MESSAGE and not answer.private:
        return ""  # a picture
    if answer.type in {CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE}:
        return (await interaction.followed_up())[-1].text
    text = str(answer.data)
    assert answer.private or "Not just now" not in text
    return text


async def managed(discord: StandIn, channel: Channel, command: str, /, **options: Any) -> str:
    """What a manager is told who uses ``command``."""
    return await said(await discord.slash(command, channel=channel, permissions=MANAGER, options=options))


async def until_said(discord: StandIn, channel: Channel, command: str, text: str) -> None:
    """Return when ``command`` is answered with ``text``; it may take as long as the bot promises."""
    async with asyncio.timeout(BACK_AGAIN):
        while text not in await managed(discord, channel, command):
            continue


async def test_what_needs_no_database_goes_on_and_what_does_says_so(
    discord: StandIn, channel: Channel, environment: dict[str, str], tmp_path: Path, server: PostgresServer
) -> None:
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        assert "09:00" in await managed(discord, channel, "daily start", channel=channel, time="9", timezone="UTC")
        await asyncio.to_thread(server.stop)
        for command in every_command(discord.world):
            text = await managed(discord, channel, command.name, **command.fitting(channel))
            needs_it = not NEED_IT.isdisjoint({command.name, command.name.split()[0]})
            assert ("Not just now" in text) == needs_it, command.name
            assert "went wrong" not in text, command.name
        asked = await discord.slash("privacy delete", channel=channel)
        await asked.answered()
        assert asked.original is not None
        assert "Not just now" in await said(await discord.use(asked.original.payload, "forget:mine", channel=channel))
        completed = await discord.complete("daily show", "schedule", "", channel=channel)
        assert (await completed.answered()).choices == []
        await asyncio.to_thread(server.start)
        await until_said(discord, channel, "daily show", "09:00")
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log, bot.log


async def test_what_a_server_has_chosen_holds_while_it_cannot_be_read_and_is_never_written_over(
    discord: StandIn, channel: Channel, environment: dict[str, str], tmp_path: Path, server: PostgresServer
) -> None:
    elsewhere = next(iter(discord.world.add_guild("never asked yet").channels.values()))
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        await managed(discord, channel, "settings channels", add=channel)
        await managed(discord, channel, "settings locale", locale="en-US")
        await asyncio.to_thread(server.stop)
        known = await (await discord.slash("defector", name="Belenko", channel=channel)).answered()
        assert not known.private
        assert "September 6, 1976" in str(known.embed)
        unknown = await (await discord.slash("defector", name="Belenko", channel=elsewhere)).answered()
        assert unknown.private
        assert unknown.embed["title"] == "Viktor Belenko"
        assert "Not just now" in await managed(discord, elsewhere, "settings answers", visibility="public")
        await asyncio.to_thread(server.start)
        await until_said(discord, elsewhere, "settings show", "to everybody")
        shown = await managed(discord, channel, "settings answers", visibility="private")
        assert str(channel.id) in shown
        assert "September 6, 1976" in shown
        assert await bot.stop() == 0


def hold_all(discord: StandIn, route: str, count: int, *, after_effect: bool) -> tuple[asyncio.Event, asyncio.Event]:
    """Hold ``count`` requests; gives what is set when all are there, and what lets them go on when set."""
    reached, released = asyncio.Event(), asyncio.Event()
    met = 0

    async def after(_: Request) -> None:
        nonlocal met
        met += 1
        if met == count:
            reached.set()
        await released.wait()

    async def before(request: Request) -> web.StreamResponse | None:
        await after(request)
        return None

    discord.add_fault(faults.Fault(route, count, after=after) if after_effect else faults.Fault(route, count, before))
    return reached, released


@pytest.mark.parametrize("after_effect", [True, False])
async def test_posts_that_could_not_be_noted_come_once(
    servers: Servers, environment: dict[str, str], tmp_path: Path, server: PostgresServer, after_effect: bool
) -> None:
    for kind in ChannelKind:
        await servers.add(kind)
    messages, go_on = hold_all(servers.discord, POST, 2, after_effect=after_effect)
    threads, go_on_too = hold_all(servers.discord, THREAD, 1, after_effect=after_effect)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.gather(messages.wait(), threads.wait()))
        await asyncio.to_thread(server.stop)
        go_on.set()
        go_on_too.set()
        await bot.logged("can't be put off yet")
        answer = await (await servers.discord.slash("defector", name="Belenko")).answered()
        assert answer.embed["title"] == "Viktor Belenko"
        await asyncio.to_thread(server.start)
        await all_sent_in_time(servers, bot)
        assert await bot.stop() == 0
        assert "never retrieved" not in bot.log
        assert "Traceback" not in bot.log, bot.log


async def test_a_post_that_falls_due_meanwhile_comes_once(
    servers: Servers, channel: Channel, environment: dict[str, str], tmp_path: Path, server: PostgresServer
) -> None:
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await connected(servers.discord, bot)
        await servers.add(ChannelKind.TEXT, due_in=timedelta(seconds=6))
        await managed(servers.discord, channel, "daily start", channel=channel, time="9", timezone="UTC")  # it looks
        await asyncio.to_thread(server.stop)
        await bot.logged(NOT_SENT)
        await asyncio.to_thread(server.start)
        await all_sent_in_time(servers, bot)
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log, bot.log


async def either(*conditions: Coroutine[Any, Any, None]) -> None:
    """Return when one of ``conditions`` holds."""
    tasks = [asyncio.ensure_future(condition) for condition in conditions]
    done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    await asyncio.gather(*done)


async def all_sent_in_time(servers: Servers, bot: BotProcess) -> None:
    """Every post is in its channel once, and noted, within the time that the bot promises."""
    await bot.or_end(asyncio.ensure_future(asyncio.wait_for(servers.all_sent(), BACK_AGAIN)))
    servers.assert_each_has_one()


@pytest.mark.parametrize("number", [1, 12, 25])
async def test_at_whichever_post_it_goes_two_processes_send_each_once(
    servers: Servers, environment: dict[str, str], tmp_path: Path, server: PostgresServer, number: int
) -> None:
    for _ in range(30):
        await servers.add(ChannelKind.TEXT)
    async with AsyncExitStack() as stack:
        starting = (bot_process(servers.discord, tmp_path, environment) for _ in range(2))
        bots = [await stack.enter_async_context(each) for each in starting]
        await connected(servers.discord, bots[0])
        await bots[0].or_end(asyncio.ensure_future(servers.discord.requested(POST, number)))
        await asyncio.to_thread(server.stop)
        await either(*(bot.logged("can't be opened") for bot in bots))
        await asyncio.to_thread(server.start)
        await all_sent_in_time(servers, bots[0])
        for bot in bots:
            assert await bot.stop() == 0
            assert "Traceback" not in bot.log, bot.log


async def test_a_quiz_waits_for_it_and_goes_on(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, server: PostgresServer
) -> None:
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        await (await discord.slash("quiz", rounds=1)).answered()
        await discord.requested(POST)
        question = discord.world.dm_channel(discord.world.alice).messages[-1]
        first = next(iter(buttons(question.payload).values()))
        await asyncio.to_thread(server.stop)
        assert "Not just now" in await said(await discord.use(question.payload, first))
        await asyncio.to_thread(server.start)
        async with asyncio.timeout(BACK_AGAIN):
            while "Not just now" in await said(await discord.use(question.payload, first)):
                continue
        await discord.requested("PATCH /channels/{channel_id}/messages/{message_id}")
        await asyncio.to_thread(server.stop)  # while its answer is read
        await bot.logged("waits:")
        await asyncio.to_thread(server.start)
        place = discord.world.dm_channel(discord.world.alice)
        while "The quiz is over" not in place.messages[-1].text:
            await discord.requested(POST, len([each for each in discord.requests_of(POST) if each.status]) + 1)
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log, bot.log


@asynccontextmanager
async def behind_a_door(
    discord: StandIn, channel: Channel, environment: dict[str, str], tmp_path: Path
) -> AsyncIterator[tuple[BotProcess, Door]]:
    """A bot that reached its database through a door, which can be shut."""
    async with (
        door_before(environment["DATABASE_URL"]) as (door, url),
        bot_process(discord, tmp_path, environment | {"DATABASE_URL": url}) as bot,
    ):
        await connected(discord, bot)
        assert "Nothing is set up" in await managed(discord, channel, "daily show")
        yield bot, door


async def test_one_that_falls_silent_keeps_nobody_from_an_answer(
    discord: StandIn, channel: Channel, environment: dict[str, str], tmp_path: Path
) -> None:
    async with behind_a_door(discord, channel, environment, tmp_path) as (bot, door):
        elsewhere = next(iter(discord.world.add_guild("never asked yet").channels.values()))
        door.shut()
        for place in (elsewhere, channel, elsewhere):
            answer = await (await discord.slash("defector", name="Belenko", channel=place)).answered()
            assert answer.embed["title"] == "Viktor Belenko"
        assert "Not just now" in await managed(discord, channel, "daily show")
        door.open()
        await until_said(discord, channel, "daily show", "Nothing is set up")
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log, bot.log


async def test_it_stops_in_order_while_it_is_silent(
    discord: StandIn, channel: Channel, environment: dict[str, str], tmp_path: Path
) -> None:
    async with behind_a_door(discord, channel, environment, tmp_path) as (bot, door):
        door.shut()
        waiting = await discord.slash("daily show", channel=channel, permissions=MANAGER)
        await waiting.answered()
        assert await asyncio.wait_for(bot.stop(), STOPPED_WITHIN) == 0


@pytest.mark.parametrize("is_stopped", [False, True])
async def test_a_start_without_it_ends_with_one_line(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, server: PostgresServer, is_stopped: bool
) -> None:
    if is_stopped:
        await asyncio.to_thread(server.stop)
    else:
        environment["DATABASE_URL"] = environment["DATABASE_URL"].replace("/guilds", "/no_such_database")
    async with bot_process(discord, tmp_path, environment) as bot:
        assert await bot.ended() == 1
        (line,) = [line for line in bot.log.splitlines() if "can't be opened" in line]
        assert "postgresql" in line
        assert "Traceback" not in bot.log, bot.log
