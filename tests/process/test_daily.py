"""Daily posts appear exactly once, whenever the bot is killed, whatever Discord answers, however many processes run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import delete, update

from bot.guilds.schedules import ChannelKind, PostState
from bot.guilds.store import Store
from bot.guilds.tables import PostRow
from tests.process.due_posts import Servers
from tests.standin import StandIn, faults
from tests.standin.bot_process import bot_process, connected
from tests.standin.exchanges import Request
from tests.standin.rest import DiscordError

POST = "POST /channels/{channel_id}/messages"
THREAD = "POST /channels/{channel_id}/threads"
PUBLISH = "POST /channels/{channel_id}/messages/{message_id}/crosspost"
SYNC = "PUT /applications/{application_id}/commands"
GATEWAY = "GET /gateway/bot"

TEXTS = 4


def kill_at(route: str, number: int, *, after_effect: bool) -> tuple[faults.Fault, asyncio.Event]:
    """A fault that stops the ``number``th request, before or after its effect, and what is set when it is there."""
    reached = asyncio.Event()
    met = 0

    async def stop(_: Request) -> None:
        nonlocal met
        met += 1
        if met == number:
            reached.set()
            await asyncio.Event().wait()  # it is never answered: the bot is killed meanwhile

    async def before(request: Request) -> web.StreamResponse | None:
        await stop(request)
        return None

    if after_effect:
        return faults.Fault(route, faults.ALWAYS, after=stop), reached
    return faults.Fault(route, faults.ALWAYS, before), reached


MOMENTS = [
    *((POST, number, after) for number in range(1, TEXTS + 2) for after in (False, True)),
    *((THREAD, 1, after) for after in (False, True)),
    *((PUBLISH, 1, after) for after in (False, True)),
    *((SYNC, 1, after) for after in (False, True)),
    *((GATEWAY, 1, after) for after in (False, True)),
]


@pytest.mark.parametrize(("route", "number", "after_effect"), MOMENTS)
async def test_killed_at_a_request_every_post_is_there_once(
    servers: Servers, environment: dict[str, str], tmp_path: Path, route: str, number: int, after_effect: bool
) -> None:
    for _ in range(TEXTS):
        await servers.add(ChannelKind.TEXT)
    await servers.add(ChannelKind.ANNOUNCEMENT)
    if route == THREAD:
        await servers.add(ChannelKind.FORUM)
    fault, reached = kill_at(route, number, after_effect=after_effect)
    servers.discord.add_fault(fault)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(reached.wait()))
        await bot.kill()
    servers.discord.faults.clear()
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
        servers.assert_each_has_one()
        assert await bot.stop() == 0
    servers.assert_each_has_one()


@pytest.mark.parametrize("number", range(1, TEXTS + 2))
async def test_killed_when_an_answer_is_on_its_way_every_post_is_there_once(
    servers: Servers, environment: dict[str, str], tmp_path: Path, number: int
) -> None:
    for _ in range(TEXTS + 1):
        await servers.add(ChannelKind.TEXT)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.discord.requested(POST, number)))
        await bot.kill()
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
    servers.assert_each_has_one()


async def test_killed_again_and_again_every_post_is_there_once(
    servers: Servers, environment: dict[str, str], tmp_path: Path
) -> None:
    for _ in range(6):
        await servers.add(ChannelKind.TEXT)
    for after_effect in (True, False, True, True):
        fault, reached = kill_at(POST, 2, after_effect=after_effect)
        servers.discord.faults[:] = [fault]
        async with bot_process(servers.discord, tmp_path, environment) as bot:
            await bot.or_end(asyncio.ensure_future(reached.wait()))
            await bot.kill()
    servers.discord.faults.clear()
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
    servers.assert_each_has_one()


FAULTS: dict[str, Callable[[], list[faults.Fault]]] = {
    "429 for a channel": lambda: [faults.rate_limit(POST, 1.0, times=3)],
    "429 everywhere": lambda: [faults.rate_limit("*", 1.0, everywhere=True, times=2)],
    "500": lambda: [faults.status(POST, 500, times=3), faults.status(THREAD, 500)],
    "503": lambda: [faults.status(POST, 503, times=4), faults.status(PUBLISH, 503)],
    "500 after it was sent": lambda: [_failing_after_effect(POST, 3), _failing_after_effect(THREAD, 1)],
    "dropped before it was sent": lambda: [faults.drop(POST, after_effect=False, times=3)],
    "dropped after it was sent": lambda: [
        faults.drop(POST, after_effect=True, times=3),
        faults.drop(THREAD, after_effect=True),
        faults.drop(PUBLISH, after_effect=True),
    ],
    "slow": lambda: [faults.slow(POST, 4.0, times=3)],
}


def _failing_after_effect(route: str, times: int) -> faults.Fault:
    """The message is made, and the answer is an error all the same."""
    return faults.Fault(route, times, after=_fail)


async def _fail(_: Request) -> None:
    raise DiscordError(500, 0, "500: the stand-in was told to fail")


@pytest.mark.parametrize("name", FAULTS)
async def test_whatever_discord_answers_every_post_is_there_once(
    servers: Servers, environment: dict[str, str], tmp_path: Path, name: str
) -> None:
    for kind in (ChannelKind.TEXT, ChannelKind.TEXT, ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM):
        await servers.add(kind)
    servers.discord.faults[:] = FAULTS[name]()
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
    servers.assert_each_has_one()


async def forget_that_it_was_sent(servers: Servers) -> None:
    """As if the bot had been killed ten minutes ago between sending and writing, when Discord still knew the nonces."""
    long_ago = datetime.now(UTC) - timedelta(minutes=10)
    async with servers.store.writing() as session:
        await session.execute(delete(PostRow).where(PostRow.state == PostState.PLANNED))
        await session.execute(
            update(PostRow).values(
                state=PostState.TRYING, unsure_since=long_ago, wake_at=long_ago, message_id=None, finished_at=None
            )
        )
    servers.discord.world.forget_nonces()


@pytest.mark.parametrize("kind", ChannelKind)
async def test_long_after_a_kill_the_channel_is_looked_through(
    servers: Servers, environment: dict[str, str], tmp_path: Path, kind: ChannelKind
) -> None:
    await servers.add(kind)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
        await bot.kill()
    await forget_that_it_was_sent(servers)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await bot.or_end(asyncio.ensure_future(servers.all_sent()))
    servers.assert_each_has_one()


@pytest.fixture
def shared_environment(environment: dict[str, str], postgresql_url: str) -> dict[str, str]:
    """The environment of processes that share a PostgreSQL database."""
    return environment | {"DATABASE_URL": postgresql_url}


@pytest.mark.parametrize("kill_one", [False, True])
async def test_two_processes_on_one_database_send_every_post_once(
    discord: StandIn, shared_environment: dict[str, str], tmp_path: Path, kill_one: bool
) -> None:
    store = await Store.open(shared_environment["DATABASE_URL"])
    servers = Servers(discord, store, [])
    for _ in range(40):
        await servers.add(ChannelKind.TEXT)
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(bot_process(discord, tmp_path, shared_environment)) for _ in range(2)]
        if kill_one:
            await discord.requested(POST, 10)
            await bots[0].kill()
            bots = bots[1:]
        await bots[-1].or_end(asyncio.ensure_future(servers.all_sent()))
        servers.assert_each_has_one()
        for bot in bots:
            assert await bot.stop() == 0
    await store.close()


async def test_a_bot_that_is_stopped_finishes_what_is_under_way(
    servers: Servers, environment: dict[str, str], tmp_path: Path
) -> None:
    await servers.add(ChannelKind.TEXT)
    fault, reached, released = faults.hold(POST, after_effect=True)
    servers.discord.add_fault(fault)
    async with bot_process(servers.discord, tmp_path, environment) as bot:
        await connected(servers.discord, bot)
        await bot.or_end(asyncio.ensure_future(reached.wait()))
        stopping = asyncio.create_task(bot.stop())
        released.set()
        assert await stopping == 0
    await servers.all_sent()
    servers.assert_each_has_one()
