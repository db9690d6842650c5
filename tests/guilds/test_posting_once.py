"""A post is sent once, whoever is killed and whatever answer is lost: on SQLite and on PostgreSQL."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.guilds.database import Database
from bot.guilds.process import ProcessName
from bot.guilds.scheduler import LEASE, Scheduler
from bot.guilds.schedules import PAUSED_MEANWHILE, ChannelKind, PostState
from bot.guilds.tables import PostRow
from tests.guilds.bench import FAST, GONE, Bench, plan
from tests.guilds.channels import unclear


async def try_without_an_answer(bench: Bench, *, sent: bool) -> None:
    """It becomes nine, and Discord gives no clear answer, be the post ``sent`` or not; from then on it does."""
    fault = "fault_after" if sent else "fault"
    setattr(bench.channels, fault, unclear)
    bench.clock.pass_by(hours=2)
    await bench.settle()
    setattr(bench.channels, fault, lambda _: None)


async def test_an_answer_that_is_lost_does_not_double_the_post(bench: Bench) -> None:
    schedule = await bench.start(plan())
    await try_without_an_answer(bench, sent=True)
    bench.clock.pass_by(seconds=30)
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert post.state is PostState.SENT
    assert bench.channels.looks == 0  # the nonce was enough
    assert max(bench.channels.counts.values()) == 1


async def test_after_the_nonce_is_forgotten_the_channel_is_looked_through(bench: Bench) -> None:
    schedule = await bench.start(plan())
    await try_without_an_answer(bench, sent=True)
    bench.clock.pass_by(hours=1)
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert post.state is PostState.SENT
    assert bench.channels.looks == 1
    assert max(bench.channels.counts.values()) == 1


async def test_what_was_not_sent_is_sent_after_the_channel_was_looked_through(bench: Bench) -> None:
    await bench.start(plan())
    await try_without_an_answer(bench, sent=False)
    bench.clock.pass_by(hours=1)
    await bench.settle()
    assert bench.channels.looks == 1
    assert len(bench.channels.messages) == 1


async def test_what_can_not_be_told_is_not_sent_again(bench: Bench) -> None:
    schedule = await bench.start(plan())
    await try_without_an_answer(bench, sent=True)
    bench.channels.readable = False
    bench.clock.pass_by(hours=1)
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert (post.state, post.problem) == (PostState.FAILED, "I may not read the channel.")
    assert len(bench.channels.messages) == 1


async def test_what_got_through_unheard_before_its_schedule_was_paused_counts_as_sent(bench: Bench) -> None:
    schedule = await bench.start(plan())
    await try_without_an_answer(bench, sent=True)
    bench.clock.pass_by(seconds=1)
    await bench.store.schedules.pause(schedule, bench.clock())
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert post.state is PostState.SENT
    assert len(bench.channels.messages) == 1


async def test_what_a_killed_process_did_not_send_before_its_schedule_was_paused_is_not_sent(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.clock.pass_by(hours=2)
    await bench.store.posts.claim(str(GONE), bench.clock(), bench.clock() + LEASE, 9)
    bench.clock.pass_by(seconds=1)
    await bench.store.schedules.pause(schedule, bench.clock())
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert (post.state, post.problem) == (PostState.FAILED, PAUSED_MEANWHILE)
    assert bench.channels.messages == []


async def test_no_clear_answer_until_the_limit_ends_with_a_last_look(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.channels.fault = unclear
    for _ in range(9 * 12):
        bench.clock.pass_by(minutes=5)
        await bench.settle()
    posts = await bench.posts(schedule)
    assert [post.state for post in posts] == [PostState.FAILED]
    assert posts[0].problem == "Discord gave no answer."
    assert (await bench.reload(schedule)).failed_days == 0


async def test_what_a_killed_process_had_claimed_is_sent_again_with_the_same_nonce(bench: Bench) -> None:
    schedule = await bench.start(plan())
    bench.clock.pass_by(hours=2)
    now = bench.clock()
    (claim,) = await bench.store.posts.claim(str(GONE), now, now + LEASE, 10)
    bench.clock.pass_by(seconds=3)
    await bench.settle()
    (post,) = await bench.posts(schedule)
    assert post.state is PostState.SENT
    assert [sent.nonce for sent in bench.channels.messages] == [claim.post.nonce]
    assert bench.channels.looks == 0


async def test_what_a_killed_process_had_claimed_in_a_forum_is_looked_for(bench: Bench) -> None:
    await bench.start(plan(channel_kind=ChannelKind.FORUM))
    bench.clock.pass_by(hours=2)
    now = bench.clock()
    await bench.store.posts.claim(str(GONE), now, now + LEASE, 10)
    bench.clock.pass_by(seconds=3)
    await bench.settle()
    assert bench.channels.messages == []
    bench.clock.pass_by(seconds=10)
    await bench.settle()
    assert bench.channels.looks == 1
    assert len(bench.channels.messages) == 1


async def test_what_a_living_process_has_claimed_is_left_to_it(bench: Bench) -> None:
    await bench.start(plan())
    bench.clock.pass_by(hours=2)
    now = bench.clock()
    await bench.store.posts.claim("elsewhere:1:1", now, now + LEASE, 10)
    await bench.settle()
    assert bench.channels.messages == []
    bench.clock.pass_by(seconds=61)
    await bench.settle()
    assert len(bench.channels.messages) == 1


async def test_many_processes_at_once_send_each_post_once(bench: Bench, database_url: str) -> None:
    for guild_id in range(1, 61):
        await bench.start(plan(), guild_id)
    bench.clock.pass_by(hours=2)
    others = [await Database.open(database_url) for _ in range(3)]
    schedulers = [
        Scheduler(database, bench.channels, FAST, name=ProcessName("host", number, 1), now=bench.clock)
        for number, database in enumerate((bench.database, *others))
    ]
    for scheduler in schedulers:
        scheduler.start()
    await bench.channels.have(60)
    for scheduler in schedulers:
        await scheduler.stop()
    async with bench.store.reading() as session:
        sent = await session.scalar(select(func.count()).where(PostRow.state == PostState.SENT))
        tries = await session.scalar(select(func.max(PostRow.tries)))
    assert (sent, tries) == (60, 1)
    assert set(bench.channels.counts.values()) == {1}
    for database in others:
        await database.close()
