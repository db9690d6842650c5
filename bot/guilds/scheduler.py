"""Sends every post once: sleeps until the next is due, claims it, has it brought to its channel, and notes the outcome.

Several processes may run one each on the same database: claims decide who sends. What a process leaves unfinished,
because it was killed, another takes up, and makes sure that it does not send twice: within Discord's memory for nonces
by sending with the same nonce again, later by looking through the channel.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from bot.guilds.clock import rules_version, utc_now, zone_of
from bot.guilds.database import Database
from bot.guilds.delivery import CannotTellError, Carrier, Order, RefusedError, UnclearError
from bot.guilds.errors import OutOfReachError
from bot.guilds.process import ProcessName, this_process
from bot.guilds.schedules import PAUSED_MEANWHILE, TOO_LATE, ChannelKind, Post, PostState, Schedule, ScheduleState
from bot.observer import Observer
from bot.rounds import Rounds

if TYPE_CHECKING:
    from bot.guilds.choosing import Candidates
    from bot.guilds.post_rows import Claim
    from bot.guilds.store import Store

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long a claim holds unless it is renewed."""

NONCE_MEMORY = timedelta(minutes=2)
"""For how long Discord surely knows a nonce again. It says "the past few minutes":
https://discord.com/developers/docs/resources/message#create-message"""

_SETTLING = timedelta(seconds=10)
"""After which what a process that was killed had sent is sure to be in the channel, or never will be."""

_LONGEST_SLEEP = timedelta(minutes=5)
"""Another process that ended, or a restore, may have changed what is due: that is noticed this late at most."""

_WATCH_OTHERS = timedelta(seconds=5)
"""How often it is looked whether other processes that are sending still run."""

_CATCH_UP_SECONDS = 0.1
"""How much of the time that claiming takes is made up for: in no second are more sent than a tenth above the pace."""

_AFTER_FAILURE = timedelta(seconds=2)
"""How long after a failure of the database it is asked again."""

_AT_ONCE = 20
"""Posts that are claimed in one transaction: half a second's worth at the usual pace."""

_OUR_FAULT = "Something went wrong on my side."
_REFUSED_GAPS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 45, 120))
_UNCLEAR_GAPS = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 45, 120, 300, 600))


class Manner(msgspec.Struct, frozen=True):
    """How posts are sent: at most ``pace`` a second, and none that is ``late`` by more than this."""

    pace: float = 40.0
    late: timedelta = timedelta(hours=6)


class _Lease(msgspec.Struct):
    """Until when this process may send a post: later another may have taken it over."""

    until: datetime


class Scheduler:
    """Runs from `start` to `stop`; `wake` it when something was set up or changed."""

    def __init__(
        self,
        database: Database,
        carrier: Carrier,
        manner: Manner,
        observer: Observer | None = None,
        *,
        name: ProcessName | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._carrier = carrier
        self._manner = manner
        self._observer = observer or Observer()
        self._at_once = max(1, min(_AT_ONCE, int(manner.pace * LEASE.total_seconds() / 6)))
        self._name = str(name or this_process())
        self._now = now
        self._rounds = Rounds(self._round, what="sending daily posts", after_failure=_AFTER_FAILURE.total_seconds())
        self._follows_rules = False
        self._stop = asyncio.Event()
        self._next_slot = 0.0
        self._under_way: dict[asyncio.Task[None], int] = {}
        self._may_hold_more = False
        self._watchers: dict[int, asyncio.Future[None]] = {}

    def start(self) -> None:
        """Begin to send what is due, until `stop`. A failure is logged, and tried again after a while."""
        self._rounds.start()

    def wake(self) -> None:
        """Look at what is due now: something was set up or changed."""
        self._rounds.wake()

    async def _round(self) -> float:
        next_wake = await self.work_off()
        longest = _LONGEST_SLEEP.total_seconds()
        return longest if next_wake is None else min(longest, max(0.0, (next_wake - self._now()).total_seconds()))

    async def work_off(self) -> datetime | None:
        """Hand to the network what is due; gives when the next has to be looked at, None if that is not known."""
        if not self._follows_rules:
            if not await self._has_anything():
                return None
            await self._follow_rules()
            self._follows_rules = True
        return await self._send_due()

    async def finished(self) -> None:
        """Return when nothing is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def stop(self, seconds: float = 8.0) -> None:
        """Take up nothing more, and wait up to ``seconds`` for what is under way."""
        self._stop.set()
        start = monotonic()
        await self._rounds.stop(seconds)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=max(0.0, start + seconds - monotonic()))
        for task in self._under_way:
            task.cancel()

    async def send_now(self, schedule: Schedule, patience: float) -> Post | None:
        """Send one more post of a schedule; gives it as it stands when it was tried, or after ``patience`` seconds.

        None when the schedule was stopped meanwhile.
        """
        store = await self._database.store()
        post = await store.posts.ask_for_one(schedule, self._now())
        if post is None:
            return None
        tried = self._watchers[post.id] = asyncio.get_running_loop().create_future()
        self.wake()
        await asyncio.wait((tried,), timeout=patience)
        self._watchers.pop(post.id, None)
        return await store.posts.get(post.id)

    async def _has_anything(self) -> bool:
        """Whether there is a reason to open the database."""
        if self._database.is_awake:
            return True
        glance = await self._database.glance()
        if glance is None:
            return True
        if glance.next_wake is None:
            return False
        is_near = glance.next_wake <= self._now() + _LONGEST_SLEEP
        return is_near or glance.zone_rules != await asyncio.to_thread(rules_version)

    async def _follow_rules(self) -> None:
        """Follow the zones' rules, should they have changed."""
        store = await self._database.store()
        now = self._now()
        moved = await store.schedules.follow_rules(await asyncio.to_thread(rules_version), now)
        if moved:
            log.info("daily posts: %d moved, for the rules of time zones have changed", moved)

    async def _send_due(self) -> datetime | None:
        """Hand everything that is due to the network, the oldest first; gives when the next has to be looked at."""
        store = await self._database.store()
        others = await self._release_gone(store)
        claiming = asyncio.create_task(self._claim(store))
        while claims := await claiming:
            claiming = asyncio.create_task(self._claim(store))  # the next ones, while these wait for their turn
            for claim in claims:
                await self._wait_for_slot()
                if claim.post.tries == 1:
                    self._observer.scheduler_lag((self._now() - claim.post.due_at).total_seconds())
                task = asyncio.create_task(self._take_care_of(store, claim))
                self._under_way[task] = claim.post.id
                task.add_done_callback(self._under_way.pop)
        next_wake = await store.posts.next_wake()
        soon = self._now() + _WATCH_OTHERS
        return min(next_wake or soon, soon) if others else next_wake

    async def _claim(self, store: Store) -> list[Claim]:
        if self._stop.is_set():
            return []
        now = self._now()
        try:
            claims = await store.posts.claim(self._name, now, now + LEASE, self._at_once)
        except OutOfReachError:  # it may have been written down all the same, and only the answer was lost
            self._may_hold_more = True
            raise
        try:
            return await self._with_records(store, claims)
        except OutOfReachError as error:
            log.warning("records can't be chosen for %d daily posts: %s", len(claims), error)
        except Exception:  # each chooses for itself when its turn comes: one's trouble is not all the others'
            log.exception("records can't be chosen for %d daily posts at once", len(claims))
        return claims

    async def _with_records(self, store: Store, claims: list[Claim]) -> list[Claim]:
        """``claims`` with what each is about, chosen for all in one transaction: each is a wait for the disk."""
        undecided = [claim for claim in claims if claim.post.record_id is None and self._why_over(claim) is None]
        if not undecided:
            return claims
        wanted = [(claim, await self._candidates(claim)) for claim in undecided]
        choices = await store.posts.assign(wanted)
        return [claim.about(choices.get(claim.post.id)) for claim in claims]

    def _why_over(self, claim: Claim) -> str | None:
        """Why a post must not be sent any more; None if it may be."""
        if claim.schedule.state is ScheduleState.PAUSED and claim.post.local_date is not None:
            return PAUSED_MEANWHILE
        return TOO_LATE if self._now() - claim.post.due_at > self._manner.late else None

    async def _candidates(self, claim: Claim) -> Candidates:
        return await self._carrier.candidates(claim.schedule.plan.topics, _day(claim))

    async def _release_gone(self, store: Store) -> bool:
        """Take up what processes that are gone left behind; gives whether others are still at it."""
        now = self._now()
        others = await store.posts.holders(now + LEASE) - {self._name}
        gone = {holder for holder in others if ProcessName.parse(holder).is_gone}
        for holder in gone:
            log.info("daily posts: taking up what process %s left", holder)
            await store.posts.release(holder, now, now + _SETTLING)
        if self._may_hold_more:
            await store.posts.release(self._name, now, now, besides=self._under_way.values())
            self._may_hold_more = False
        return others != gone

    async def _wait_for_slot(self) -> None:
        loop = asyncio.get_running_loop()
        slot = max(self._next_slot, loop.time() - _CATCH_UP_SECONDS)
        self._next_slot = slot + 1 / self._manner.pace
        await asyncio.sleep(max(0.0, slot - loop.time()))

    async def _take_care_of(self, store: Store, claim: Claim) -> None:
        lease = _Lease(claim.claimed_at + LEASE)
        holding = asyncio.create_task(self._hold(store, claim, lease))
        try:
            await self._bring(store, claim, lease)
        except Exception as error:  # in a task that nobody awaits, it would be lost, and the post with it
            _log_failure(claim, "failed", error)
            is_away = isinstance(error, OutOfReachError)
            await self._put_off_after_failure(store, claim, _AFTER_FAILURE if is_away else _gap(_UNCLEAR_GAPS, claim))
        finally:
            holding.cancel()
            if (watcher := self._watchers.get(claim.post.id)) and not watcher.done():
                watcher.set_result(None)

    async def _put_off_after_failure(self, store: Store, claim: Claim, gap: timedelta) -> None:
        """Have it tried again after ``gap``; while the database is out of reach, when that is back."""
        is_told = False
        while True:
            try:
                await store.posts.put_off(claim, self._now() + gap, _OUR_FAULT, may_be_there=True)
            except OutOfReachError as error:
                if not is_told:
                    _log_failure(claim, "can't be put off yet", error)
                is_told = True
                if await self._is_stopped_within(_AFTER_FAILURE.total_seconds()):
                    return
            except Exception as error:  # the claim runs out at last, and whoever takes it up next makes sure as well
                _log_failure(claim, "can't be put off", error)
                return
            else:
                self.wake()
                return

    async def _is_stopped_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
        return self._stop.is_set()

    async def _hold(self, store: Store, claim: Claim, lease: _Lease) -> None:
        """Renew a claim for as long as its post is under way and no other process has taken it over."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            until = self._now() + LEASE
            try:
                if not await store.posts.hold(claim, until):
                    return
            except OutOfReachError:  # the next time it may be there; else the lease ends, and nothing is sent any more
                continue
            lease.until = until

    async def _bring(self, store: Store, claim: Claim, lease: _Lease) -> None:
        post, plan = claim.post, claim.schedule.plan
        if post.state is PostState.SENT:
            must_publish = plan.channel_kind is ChannelKind.ANNOUNCEMENT  # else only the word that it is noted was lost
            order = _order(claim, post.record_id or "")
            await self._publish(store, claim, order, post.message_id if must_publish else None)
            return
        why_over = self._why_over(claim)
        if why_over is not None and not claim.may_be_there:
            state = PostState.FAILED if post.problem else PostState.MISSED
            await self._give_up(store, claim, state, post.problem or why_over)
            return
        record_id = post.record_id or await self._choose(store, claim)
        if record_id is None:
            await self._refused(store, claim, "Nobody that I know fits this schedule's topics.")
            return
        order = _order(claim, record_id)
        try:
            message_id = await self._sent_before(claim, order, is_over=why_over is not None)
            if message_id is None and why_over is not None:
                await self._give_up(store, claim, PostState.FAILED, post.problem or why_over)
                return
            if message_id is None:
                if self._now() >= lease.until:  # this process stood still: whoever takes it up next makes sure
                    log.warning("daily post %d of server %d was held for too long", post.id, post.guild_id)
                    self.wake()
                    return
                message_id = await self._carrier.send(order)
        except RefusedError as error:
            await self._refused(store, claim, str(error))
        except CannotTellError as error:
            await self._give_up(store, claim, PostState.FAILED, str(error))
        except UnclearError as error:
            await self._unclear(store, claim, error)
        else:
            must_publish = plan.channel_kind is ChannelKind.ANNOUNCEMENT and message_id is not None
            until = self._now() + LEASE if must_publish else None
            await store.posts.sent(claim, message_id, self._now(), self._manner.late, until)
            self._observer.post(PostState.SENT)
            log.info("daily post %d of server %d is message %s", post.id, post.guild_id, message_id)
            if must_publish:
                await self._publish(store, claim, order, message_id)
            self.wake()

    async def _choose(self, store: Store, claim: Claim) -> str | None:
        choices = await store.posts.assign([(claim, await self._candidates(claim))])
        choice = choices.get(claim.post.id)
        return None if choice is None else choice.record_id

    async def _sent_before(self, claim: Claim, order: Order, *, is_over: bool) -> int | None:
        """The message of an earlier try that got through. While Discord knows the nonce, sending again tells too."""
        since = claim.post.unsure_since
        if since is None or not claim.may_be_there:
            return None
        knows_nonce = claim.schedule.plan.channel_kind is not ChannelKind.FORUM and self._now() - since < NONCE_MEMORY
        if knows_nonce and not is_over:
            return None
        return await self._carrier.find(order, since)

    async def _publish(self, store: Store, claim: Claim, order: Order, message_id: int | None) -> None:
        if message_id is None:
            await store.posts.published(claim.post.id, None)
            return
        try:
            await self._carrier.publish(order, message_id)
        except RefusedError as error:
            await store.posts.published(claim.post.id, f"Posted, but not published to other servers: {error}")
        except UnclearError as error:
            wake_at = self._now() + (error.retry_after or _gap(_UNCLEAR_GAPS, claim))
            if wake_at - claim.post.due_at > self._manner.late:
                await store.posts.published(claim.post.id, f"Posted, but not published to other servers: {error}")
            else:
                await store.posts.published(claim.post.id, str(error), wake_at)
                self.wake()
        else:
            await store.posts.published(claim.post.id, None)

    async def _refused(self, store: Store, claim: Claim, problem: str) -> None:
        wake_at = self._now() + _gap(_REFUSED_GAPS, claim)
        log.warning("daily post %d of server %d was refused: %s", claim.post.id, claim.post.guild_id, problem)
        if claim.post.local_date is None or wake_at - claim.post.due_at > self._manner.late:
            await self._give_up(store, claim, PostState.FAILED, problem, is_refused=True)
        else:
            await store.posts.put_off(claim, wake_at, problem, may_be_there=False)
            self.wake()

    async def _unclear(self, store: Store, claim: Claim, error: UnclearError) -> None:
        # Past the late limit one more look follows, which tells whether it got through.
        wake_at = self._now() + (error.retry_after or _gap(_UNCLEAR_GAPS, claim))
        log.warning("daily post %d of server %d is unclear: %s", claim.post.id, claim.post.guild_id, error)
        await store.posts.put_off(claim, wake_at, str(error), may_be_there=True)
        self.wake()

    async def _give_up(
        self, store: Store, claim: Claim, state: PostState, problem: str, *, is_refused: bool = False
    ) -> None:
        self._observer.post(state)
        must_tell = await store.posts.give_up(
            claim, state, problem, self._now(), self._manner.late, is_refused=is_refused
        )
        if must_tell:
            log.warning("schedule %d of server %d is paused: %s", claim.schedule.id, claim.post.guild_id, problem)
            await self._carrier.tell_paused(claim.schedule, problem)
        self.wake()


def _log_failure(claim: Claim, what: str, error: Exception) -> None:
    post = claim.post
    if isinstance(error, OutOfReachError):  # one line says it all, and there is one for each post
        log.warning("daily post %d of server %d %s: %s", post.id, post.guild_id, what, error)
    else:
        log.error("daily post %d of server %d %s", post.id, post.guild_id, what, exc_info=error)


def _order(claim: Claim, record_id: str) -> Order:
    return Order(claim.post, claim.schedule, record_id, _day(claim))


def _day(claim: Claim) -> date:
    """The day that a post is of: its own, or today in its zone."""
    return claim.post.local_date or claim.post.due_at.astimezone(zone_of(claim.schedule.plan.zone)).date()


def _gap(gaps: tuple[timedelta, ...], claim: Claim) -> timedelta:
    """How long to wait after this try: longer each time, and not quite the same for all servers."""
    gap = gaps[min(claim.post.tries, len(gaps)) - 1]
    return gap * (1 + claim.post.id % 10 / 50)
