"""Posts are noted while their servers change what they have set up, and after their process stood still."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.guilds.post_rows import Claim
from bot.guilds.process import ProcessName
from bot.guilds.scheduler import LEASE
from bot.guilds.schedules import PostState, Schedule
from bot.guilds.tables import PostRow
from tests.guilds.bench import Bench, plan
from tests.guilds.channels import refusing

LATE = timedelta(hours=6)
ROUNDS = 5
SERVERS = 8

Change = Callable[[Bench, Schedule], Awaitable[None]]


async def stopped(bench: Bench, schedule: Schedule) -> None:
    """It is stopped."""
    await bench.store.schedules.stop(schedule)


async def paused(bench: Bench, schedule: Schedule) -> None:
    """It is paused."""
    await bench.store.schedules.pause(schedule, bench.clock())


async def changed(bench: Bench, schedule: Schedule) -> None:
    """It is given another day of the week."""
    await bench.start(plan(weekdays=frozenset((3,))), schedule.guild_id)


async def forgotten(bench: Bench, schedule: Schedule) -> None:
    """All of its server is deleted."""
    await bench.store.privacy.forget_guild(schedule.guild_id)


async def left(bench: Bench, schedule: Schedule) -> None:
    """Its server removes the bot, and all is deleted."""
    await bench.store.guilds.left([schedule.guild_id], bench.clock())
    await bench.store.guilds.forget_left(bench.clock() + timedelta(seconds=1))


async def taken_up(bench: Bench, name: str = "process") -> list[Claim]:
    """The posts that are due, claimed and given their records."""
    now = bench.clock()
    claims = await bench.store.posts.claim(name, now, now + LEASE, 100)
    candidates = await bench.channels.candidates((), now.date())
    await bench.store.posts.assign([(claim, candidates) for claim in claims])
    return claims


async def planned(bench: Bench, *schedules: Schedule) -> list[int]:
    """How many posts wait for each of ``schedules``."""
    counts = []
    async with bench.store.reading() as session:
        for schedule in schedules:
            waiting = select(func.count()).where(PostRow.schedule_id == schedule.id, PostRow.wake_at.is_not(None))
            counts.append(await session.scalar(waiting) or 0)
    return counts


@pytest.mark.parametrize(("change", "following"), [(stopped, 0), (paused, 0), (changed, 1), (forgotten, 0), (left, 0)])
async def test_what_a_server_changes_just_then_holds_and_neither_waits_for_ever(
    bench: Bench, change: Change, following: int
) -> None:
    for number in range(ROUNDS):
        first = 1 + number * SERVERS
        schedules = [await bench.start(plan(), guild_id) for guild_id in range(first, first + SERVERS)]
        bench.clock.pass_by(days=1)
        now = bench.clock()
        claims = await taken_up(bench)
        noting = [bench.store.posts.sent(claim, 1, now, LATE, None) for claim in claims]
        changing = [change(bench, schedule) for schedule in schedules]
        await asyncio.gather(*noting, *changing)
        assert await planned(bench, *schedules) == [following] * SERVERS
        for schedule in schedules:
            await bench.store.privacy.forget_guild(schedule.guild_id)


async def test_setting_the_same_up_twice_at_once_makes_one(bench: Bench) -> None:
    await asyncio.gather(*(bench.start(plan()) for _ in range(5)))
    assert len(await bench.store.schedules.of_guild(1)) == 1


async def test_the_days_post_and_one_that_was_asked_for_are_noted_together_and_tell_two_things(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.clock.pass_by(hours=2)
    await bench.store.posts.ask_for_one(schedule, bench.clock())
    claims = await taken_up(bench)
    await asyncio.gather(*(bench.store.posts.sent(claim, 1, bench.clock(), LATE, None) for claim in claims))
    day, asked = sorted(await bench.posts(schedule), key=lambda post: post.local_date is None)
    assert (day.state, asked.state) == (PostState.SENT, PostState.SENT)
    assert day.record_id != asked.record_id
    assert await planned(bench, schedule) == [1]


async def test_a_post_of_a_schedule_that_was_stopped_just_then_is_not_sent(bench: Bench) -> None:
    schedule = await bench.start(plan())
    await bench.store.schedules.stop(schedule)
    assert await bench.scheduler().send_now(schedule, 30) is None
    assert bench.channels.messages == []


async def test_a_process_that_stood_still_does_not_send_what_another_has_sent_since(bench: Bench) -> None:
    schedule = await bench.start(plan())
    slow, other = bench.scheduler(ProcessName("slow", 1, 1)), bench.scheduler(ProcessName("other", 1, 1))
    choose, is_first = bench.channels.candidates, iter([True])

    async def candidates(*about: object) -> object:
        if next(is_first, False):  # it is stopped with the claim in its hands, and goes on when all is over
            bench.clock.pass_by(minutes=2)
            await bench.settle(other)
            bench.clock.pass_by(minutes=10)
        return await choose(*about)  # type: ignore[arg-type]

    bench.channels.candidates = candidates  # type: ignore[assignment,method-assign]
    bench.clock.pass_by(hours=2)
    await slow.work_off()
    await slow.finished()
    await bench.settle()
    assert set(bench.channels.counts.values()) == {1}
    (post,) = await bench.posts(schedule)
    assert post.state is PostState.SENT
    assert post.record_id == bench.channels.messages[0].record_id


@pytest.mark.parametrize("is_given_up", [True, False])
async def test_what_another_process_has_sent_is_neither_given_up_nor_tried_again(
    bench: Bench, is_given_up: bool
) -> None:
    schedule = await bench.start(plan())
    bench.clock.pass_by(hours=2)
    (slow,) = await taken_up(bench, "slow:1:1")
    bench.clock.pass_by(minutes=2)
    await bench.settle()
    if is_given_up:
        await bench.store.posts.give_up(slow, PostState.MISSED, "late", bench.clock(), LATE, is_refused=True)
    else:
        await bench.store.posts.put_off(slow, bench.clock(), "unclear", may_be_there=True)
    (post,) = await bench.posts(schedule)
    assert (post.state, post.problem) == (PostState.SENT, None)
    assert await planned(bench, schedule) == [1]
    assert (await bench.reload(schedule)).failed_days == 0


async def test_what_was_being_tried_when_its_schedule_was_paused_is_not_tried_again(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.clock.pass_by(hours=2)
    scheduler = bench.scheduler()
    bench.channels.fault = refusing
    trying: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    reached = asyncio.Event()

    def hold() -> asyncio.Future[None]:
        reached.set()
        return trying

    bench.channels.before_sending = hold
    working = asyncio.create_task(scheduler.work_off())
    await reached.wait()
    await bench.store.schedules.pause(schedule, bench.clock())
    trying.set_result(None)
    await working
    await scheduler.finished()
    bench.channels.fault, bench.channels.before_sending = (lambda _: None), None
    bench.clock.pass_by(hours=1)
    await bench.settle()
    assert bench.channels.messages == []
    assert await planned(bench, schedule) == [0]
    (post,) = await bench.posts(schedule)
    assert (post.state, post.problem) == (PostState.FAILED, "I may not post there.")
    assert post.finished_at is not None
