"""Posts are sent once, in time or not at all, whatever fails: on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import update

from bot.guilds.delivery import RefusedError, UnclearError
from bot.guilds.scheduler import LEASE, NONCE_MEMORY
from bot.guilds.schedules import ChannelKind, Post, PostState, ScheduleState
from bot.guilds.tables import FactRow, PostRow
from tests.guilds.bench import Bench, plan
from tests.guilds.channels import refusing


async def test_a_post_is_sent_at_its_time_and_the_next_is_planned(bench: Bench) -> None:
    schedule = await bench.start(plan())
    await bench.settle()
    assert bench.channels.messages == []
    bench.clock.pass_by(hours=2)
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert (post.state, post.message_id) == (PostState.SENT, 1)
    following = await bench.store.schedules.next_post(schedule.id)
    assert following is not None
    assert following.due_at == datetime(2026, 6, 2, 9, tzinfo=UTC)
    await bench.settle()
    assert len(bench.channels.messages) == 1


async def test_a_month_brings_thirty_posts_and_none_twice_before_all_have_come(bench: Bench) -> None:
    await bench.start(plan())
    for _ in range(30):
        await bench.next_day()
    told = [sent.record_id for sent in bench.channels.messages]
    assert len(told) == 30
    assert set(told[:12]) == set(told[12:24]) == set(bench.channels.pool)
    assert told[:12] != told[12:24]
    assert all(one != other for one, other in pairwise(told))


async def test_two_schedules_of_a_server_never_tell_the_same_at_once(bench: Bench) -> None:
    await bench.start(plan())
    await bench.start(plan(channel_id=6))
    for _ in range(6):
        await bench.next_day()
    assert {sent.record_id for sent in bench.channels.messages} == set(bench.channels.pool)


async def test_an_anniversary_comes_first(bench: Bench) -> None:
    await bench.start(plan())
    bench.channels.days[6, 3] = ("person-07",)
    for _ in range(3):
        await bench.next_day()
    assert [sent.record_id for sent in bench.channels.messages if sent.at.day == 3] == ["person-07"]


async def test_days_of_the_week_are_kept(bench: Bench) -> None:
    await bench.start(plan(weekdays=frozenset((0, 4))))
    for _ in range(14):
        await bench.next_day()
    assert {sent.at.weekday() for sent in bench.channels.messages} == {0, 4}
    assert len(bench.channels.messages) == 4


async def test_of_those_that_are_due_the_oldest_is_taken_first(bench: Bench) -> None:
    for guild_id, hour in enumerate((10, 8, 11, 9), start=1):
        await bench.start(plan(local_time=time(hour)), guild_id)
    bench.clock.pass_by(hours=5)
    now = bench.clock()
    taken = [await bench.store.posts.claim("process", now, now + LEASE, most=2) for _ in range(3)]
    assert [[claim.post.guild_id for claim in claims] for claims in taken] == [[2, 4], [1, 3], []]


async def test_what_is_late_by_less_than_the_limit_is_sent(bench: Bench) -> None:
    await bench.start(plan())
    bench.clock.pass_by(hours=2 + 5.9)
    await bench.settle()
    assert len(bench.channels.messages) == 1


async def test_after_a_downtime_days_are_recorded_as_missed_and_never_several_sent(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.clock.pass_by(days=4, hours=3)
    await bench.settle()
    states = [post.state for post in await bench.posts(schedule)]
    assert states == [PostState.MISSED] * 4 + [PostState.SENT]
    assert len(bench.channels.messages) == 1


async def test_a_refusal_is_tried_again_with_growing_gaps_within_the_day(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.channels.fault = refusing
    bench.clock.pass_by(hours=2)
    tries: list[tuple[int, datetime]] = []
    for _ in range(7 * 60):
        await bench.settle()
        (post,) = await bench.posts(schedule)
        if not tries or post.tries != tries[-1][0]:
            tries.append((post.tries, bench.clock.time))
        bench.clock.pass_by(minutes=5)
        if post.state is PostState.FAILED:
            break
    assert post.state is PostState.FAILED
    assert post.problem == "I may not post there."
    gaps = [later[1] - earlier[1] for earlier, later in pairwise(tries)]
    assert 4 <= len(tries) <= 8
    assert gaps == sorted(gaps)


async def test_a_refused_post_goes_out_at_once_when_its_schedule_is_set_up_anew(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.channels.fault = refusing
    bench.clock.pass_by(hours=2)
    await bench.settle()
    bench.channels.fault = lambda _: None
    await bench.start(plan())
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert post.state is PostState.SENT
    bench.clock.pass_by(days=1)
    await bench.settle()
    assert [sent.at.day for sent in bench.channels.messages] == [1, 2]


async def test_after_three_refused_days_it_is_paused_and_one_person_is_told_once(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.channels.fault = refusing
    for _ in range(5 * 24):
        bench.clock.pass_by(hours=1)
        await bench.settle()
    paused = await bench.reload(schedule)
    assert paused.state is ScheduleState.PAUSED
    assert paused.problem == "I may not post there."
    assert [post.state for post in await bench.posts(schedule)] == [PostState.FAILED] * 3
    assert [told.id for told in bench.channels.told] == [schedule.id]

    bench.channels.fault = lambda _: None
    await bench.store.schedules.resume(paused, bench.clock())
    await bench.next_day()
    assert len(bench.channels.messages) == 1
    assert (await bench.reload(schedule)).failed_days == 0


async def test_a_day_that_succeeds_ends_the_row_of_refused_days(bench: Bench) -> None:
    schedule = await bench.start(plan())
    for day in range(6):
        bench.channels.fault = (lambda _: None) if day % 3 == 2 else refusing
        for _ in range(24):
            bench.clock.pass_by(hours=1)
            await bench.settle()
    assert (await bench.reload(schedule)).state is ScheduleState.ACTIVE


async def test_one_servers_trouble_does_not_delay_anothers(bench: Bench) -> None:
    for guild_id in range(1, 4):
        await bench.start(plan(), guild_id)
    never = asyncio.get_running_loop().create_future()
    stuck = iter([never])
    free: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    free.set_result(None)
    bench.channels.before_sending = lambda: next(stuck, free)
    bench.clock.pass_by(hours=2)
    scheduler = bench.scheduler()
    scheduler.start()
    await bench.channels.have(2)
    never.set_result(None)
    await bench.channels.have(3)
    await scheduler.stop()


async def test_announcements_are_published_and_a_failure_of_that_is_no_failure_of_the_post(bench: Bench) -> None:
    schedule = await bench.start(plan(channel_kind=ChannelKind.ANNOUNCEMENT))
    bench.clock.pass_by(hours=2)
    await bench.settle()
    assert bench.channels.published == [1]
    bench.channels.publishing = RefusedError("I may not post there.")
    bench.clock.pass_by(days=1)
    await bench.settle()
    post = (await bench.posts(schedule))[-1]
    assert post.state is PostState.SENT
    assert "not published" in (post.problem or "")


async def test_an_announcement_that_was_sent_is_published_after_a_kill(bench: Bench) -> None:
    await bench.start(plan(channel_kind=ChannelKind.ANNOUNCEMENT))
    bench.channels.publishing = UnclearError("Discord gave no answer.")
    bench.clock.pass_by(hours=2)
    await bench.settle()
    bench.channels.publishing = None
    bench.clock.pass_by(minutes=1)
    await bench.settle()
    assert bench.channels.published == [1]
    assert len(bench.channels.messages) == 1


async def test_a_post_that_is_asked_for_comes_at_once_and_beside_the_days_own(bench: Bench) -> None:
    schedule = await bench.start(plan())
    scheduler = bench.scheduler()
    scheduler.start()
    post = await scheduler.send_now(schedule, 30)
    assert post is not None
    assert post.state is PostState.SENT
    bench.clock.pass_by(hours=2)
    scheduler.wake()
    await bench.channels.have(2)
    await scheduler.stop()


async def test_a_post_that_is_asked_for_and_refused_is_not_tried_again(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.channels.fault = refusing
    scheduler = bench.scheduler()
    scheduler.start()
    post = await scheduler.send_now(schedule, 30)
    assert post is not None
    assert (post.state, post.problem) == (PostState.FAILED, "I may not post there.")
    assert (await bench.reload(schedule)).failed_days == 0
    await scheduler.stop()


async def test_topics_that_fit_nobody_are_a_refusal(bench: Bench) -> None:
    schedule = await bench.start(plan(topics=("nobody",)))
    bench.clock.pass_by(hours=2)
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert "fits this schedule's topics" in (post.problem or "")


async def test_pausing_and_resuming_keeps_to_one_post_a_day(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.clock.pass_by(hours=2)
    await bench.settle()
    await bench.store.schedules.pause(schedule, bench.clock())
    bench.clock.pass_by(days=2)
    await bench.settle()
    assert len(bench.channels.messages) == 1
    await bench.store.schedules.resume(schedule, bench.clock())
    await bench.start(plan())  # the same once more changes it, and does not add a second
    bench.clock.pass_by(days=1)
    await bench.settle()
    assert len(bench.channels.messages) == 2


async def test_a_servers_clock_is_that_of_its_oldest_posts_that_are_not_paused(bench: Bench) -> None:
    assert await bench.store.schedules.zone(1) is None
    first = await bench.start(plan(zone="Asia/Tokyo"))
    await bench.start(plan(channel_id=6, zone="Europe/Berlin"))
    assert await bench.store.schedules.zone(1) == "Asia/Tokyo"
    await bench.store.schedules.pause(first, bench.clock())
    assert await bench.store.schedules.zone(1) == "Europe/Berlin"
    assert await bench.store.schedules.zone(2) is None


async def test_a_server_that_removed_the_bot_gets_nothing_until_it_is_back(bench: Bench) -> None:
    await bench.start(plan())
    await bench.store.guilds.left([1], bench.clock())
    bench.clock.pass_by(hours=2)
    await bench.settle()
    assert bench.channels.messages == []
    await bench.store.guilds.back([1, 2])
    await bench.settle()
    assert len(bench.channels.messages) == 1


async def test_after_the_grace_everything_of_a_server_is_gone(bench: Bench) -> None:
    schedule = await bench.start(plan())
    await bench.start(plan(), guild_id=2)
    bench.clock.pass_by(hours=2)
    await bench.settle()
    await bench.store.guilds.left([1], bench.clock())
    assert await bench.store.guilds.forget_left(bench.clock() - timedelta(days=7)) == 0
    assert await bench.store.guilds.forget_left(bench.clock() + timedelta(seconds=1)) == 1
    assert await bench.posts(schedule) == []
    assert await bench.store.guilds.ids() == {2}


async def test_when_a_zones_rules_change_planned_posts_move(bench: Bench) -> None:
    schedule = await bench.start(plan(zone="Europe/Berlin", local_time=time(10)))
    async with bench.store.writing() as session:  # as if planned by rules with no summer time
        await session.execute(update(PostRow).values(due_at=bench.clock() + timedelta(hours=2), wake_at=bench.clock()))
        await session.merge(FactRow(name="zone rules", value="an older edition"))
    assert await bench.store.schedules.follow_rules("a newer edition", bench.clock()) == 1
    following = await bench.store.schedules.next_post(schedule.id)
    assert following is not None
    assert following.due_at == datetime(2026, 6, 1, 8, tzinfo=UTC)
    assert await bench.store.schedules.follow_rules("a newer edition", bench.clock()) == 0


async def test_the_nonce_is_known_for_less_time_than_a_claim_can_be_forgotten() -> None:
    assert LEASE < NONCE_MEMORY
    assert len(Post(10**15, 10**15, 1, None, datetime.now(UTC), PostState.SENT).nonce) > 0
