"""Posts in the database: claimed, sent, put off, given up. Each change is one transaction.

A post that is claimed has a holder, and a moment, ``wake_at``, at which the claim ends: should the holder be gone by
then, the next who claims it finds in ``unsure_since`` that it may be in the channel already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, CursorResult, Table, and_, bindparam, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.choosing import Candidates, Choice, Told, choose
from bot.guilds.guild_rows import lock_guilds
from bot.guilds.schedule_rows import plan_posts, post_of, schedule_of
from bot.guilds.schedules import (
    FAILED_DAYS_UNTIL_PAUSE,
    TOO_LATE,
    ChannelKind,
    Occurrence,
    Post,
    PostState,
    Schedule,
    ScheduleState,
    catch_up,
)
from bot.guilds.sessions import Sessions
from bot.guilds.tables import FactRow, PostRow, ScheduleRow, ToldRow
from bot.guilds.together import Together

RESTORED_FACT = "restored at"
"""When the database was last restored: what was due before may have been sent after the backup was made."""

_PROBLEM = 300

_POSTS = cast("Table", PostRow.__table__)
"""For statements that change many rows, each in its own way: through the class they would go by the number alone."""


class Claim(msgspec.Struct, frozen=True):
    """A post that this process may now send, and its schedule."""

    post: Post
    schedule: Schedule
    holder: str
    claimed_at: datetime

    @property
    def may_be_there(self) -> bool:
        """Whether an earlier try may have put it into the channel."""
        return self.post.unsure_since is not None and self.post.unsure_since < self.claimed_at

    def about(self, choice: Choice | None) -> Claim:
        """The claim of a post that is now about what was chosen; as it was without a choice."""
        return self if choice is None else replace(self, post=replace(self.post, record_id=choice.record_id))


class _Sent(msgspec.Struct, frozen=True):
    claim: Claim
    message_id: int | None
    at: datetime
    late: timedelta
    publish_until: datetime | None


class Posts:
    """The posts of all servers."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._sent = Together(self._note_sent)

    async def ask_for_one(self, schedule: Schedule, now: datetime) -> Post | None:
        """Add a post that is due at once, beside those of the schedule's days; None if the schedule is no more."""
        async with self._sessions.writing() as session:
            await lock_guilds(session, [schedule.guild_id])
            if await session.get(ScheduleRow, schedule.id) is None:
                return None
            row = PostRow(
                guild_id=schedule.guild_id,
                schedule_id=schedule.id,
                due_at=now,
                wake_at=now,
                state=PostState.PLANNED,
                tries=0,
            )
            session.add(row)
            await session.flush()
            return post_of(row)

    async def get(self, post_id: int) -> Post | None:
        """The post of that number."""
        async with self._sessions.reading() as session:
            row = await session.get(PostRow, post_id)
            return None if row is None else post_of(row)

    async def next_wake(self) -> datetime | None:
        """When the next post has to be looked at; None while none has."""
        async with self._sessions.reading() as session:
            return await session.scalar(select(func.min(PostRow.wake_at)))

    async def claim(self, holder: str, now: datetime, until: datetime, most: int) -> list[Claim]:
        """Claim up to ``most`` posts that are due, the oldest first.

        One conditional UPDATE decides: of two processes that want the same post one finds ``wake_at`` moved.
        """
        due = (
            select(PostRow.id)
            .where(PostRow.wake_at <= now)
            .order_by(PostRow.wake_at)
            .limit(most)
            .with_for_update(skip_locked=True)  # on PostgreSQL: what another claims just now need not be waited for
        )
        statement = (
            update(PostRow)
            .where(PostRow.id.in_(due.scalar_subquery()), PostRow.wake_at <= now)
            .values(
                holder=holder,
                wake_at=until,
                state=case((PostRow.state == PostState.SENT, PostState.SENT), else_=PostState.TRYING),
                tries=PostRow.tries + 1,
                unsure_since=func.coalesce(PostRow.unsure_since, now),
            )
            .returning(PostRow.id)
        )
        async with self._sessions.writing() as session:
            ids = list(await session.scalars(statement))
            if not ids:
                return []
            restored = await session.get(FactRow, RESTORED_FACT)
            rows = await session.execute(
                select(PostRow, ScheduleRow)
                .join(ScheduleRow, ScheduleRow.id == PostRow.schedule_id)
                .where(PostRow.id.in_(ids))
                .order_by(PostRow.due_at)
            )
            claims = []
            for post, schedule in rows:
                if restored is not None and post.due_at < datetime.fromisoformat(restored.value):
                    post.unsure_since = min(post.due_at, post.unsure_since or now)
                claims.append(Claim(post_of(post), schedule_of(schedule), holder, now))
            return claims

    async def hold(self, claim: Claim, until: datetime) -> bool:
        """Keep a claim longer, because sending takes its time; whether it still held."""
        async with self._sessions.writing() as session:
            statement = update(PostRow).where(_is_held(claim)).values(wake_at=until)
            return cast("CursorResult[Any]", await session.execute(statement)).rowcount > 0

    async def holders(self, until: datetime) -> set[str]:
        """The processes that hold claims which end by ``until``."""
        async with self._sessions.reading() as session:
            statement = select(PostRow.holder).where(PostRow.wake_at <= until, PostRow.holder.is_not(None))
            return {holder for holder in await session.scalars(statement.distinct()) if holder is not None}

    async def release(
        self, holder: str, now: datetime, settled: datetime, besides: Collection[int] = frozenset()
    ) -> None:
        """End the claims of a process, ``besides`` some posts: at ``now``, in forums, which know no nonce, at
        ``settled``.
        """
        forums = select(ScheduleRow.id).where(ScheduleRow.channel_kind == ChannelKind.FORUM)
        in_forum = PostRow.schedule_id.in_(forums.scalar_subquery())
        async with self._sessions.writing() as session:
            await session.execute(
                update(PostRow)
                .where(PostRow.holder == holder, PostRow.wake_at > now, PostRow.id.not_in(list(besides)))
                .values(wake_at=case((in_forum, settled), else_=now))
            )

    async def assign(self, wanted: Sequence[tuple[Claim, Candidates]]) -> dict[int, Choice]:
        """Choose what claimed posts are about, and write it down before they are sent.

        Gives the choices by the posts' numbers; none for a post for which there is no candidate.
        """
        guild_ids = {claim.post.guild_id for claim, _ in wanted}
        async with self._sessions.writing() as session:
            await lock_guilds(session, guild_ids)
            taken = await _taken(session, guild_ids)
            choices: list[tuple[Claim, Choice]] = []
            for claim, candidates in wanted:
                guild_id = claim.post.guild_id
                choice = choose(candidates, await _told(session, guild_id), taken[guild_id], guild_id)
                if choice is not None:
                    choices.append((claim, choice))
                    taken[guild_id].add(choice.record_id)
            if choices:
                await _write_down(session, choices)
            return {claim.post.id: choice for claim, choice in choices}

    async def preview(self, guild_id: int, candidates: Candidates) -> Choice | None:
        """What a post would be about if it was sent now."""
        async with self._sessions.reading() as session:
            taken = await _taken(session, [guild_id])
            return choose(candidates, await _told(session, guild_id), taken[guild_id], guild_id)

    async def sent(
        self, claim: Claim, message_id: int | None, now: datetime, late: timedelta, publish_until: datetime | None
    ) -> None:
        """Note that it is in the channel, and plan the next; until ``publish_until`` it is still to be published."""
        await self._sent.add(_Sent(claim, message_id, now, late, publish_until))

    async def published(self, post_id: int, problem: str | None, wake_at: datetime | None = None) -> None:
        """Note that it was published, or why not; at ``wake_at`` that is tried again."""
        async with self._sessions.writing() as session:
            await session.execute(
                update(PostRow)
                .where(PostRow.id == post_id)
                .values(wake_at=wake_at, holder=None, problem=_clipped(problem))
            )

    async def put_off(self, claim: Claim, wake_at: datetime, problem: str, *, may_be_there: bool) -> None:
        """Try again later, unless another has taken it over.

        ``may_be_there`` tells whether this try may have put it into the channel.
        """
        unsure_since = claim.post.unsure_since if may_be_there or claim.may_be_there else None
        async with self._sessions.writing() as session:
            await session.execute(
                update(PostRow)
                .where(_is_held(claim))
                .values(wake_at=wake_at, holder=None, unsure_since=unsure_since, problem=_clipped(problem))
            )

    async def give_up(
        self, claim: Claim, state: PostState, problem: str, now: datetime, late: timedelta, *, is_refused: bool
    ) -> bool:
        """End a post that was not sent, and plan the next, unless another has taken it over.

        ``is_refused`` counts towards the days after which a schedule is paused; gives whether that was now, and
        whoever set it up is to be told.
        """
        async with self._sessions.writing() as session:
            await lock_guilds(session, [claim.post.guild_id])
            statement = (
                update(PostRow)
                .where(_is_held(claim))
                .values(state=state, finished_at=now, wake_at=None, holder=None, problem=_clipped(problem))
            )
            if not cast("CursorResult[Any]", await session.execute(statement)).rowcount:
                return False
            row = await session.get(ScheduleRow, claim.schedule.id)
            if row is None or row.state != ScheduleState.ACTIVE:
                return False
            if is_refused and claim.post.local_date is not None:
                row.failed_days += 1
                row.problem = _clipped(problem)
                if row.failed_days >= FAILED_DAYS_UNTIL_PAUSE:
                    row.state = ScheduleState.PAUSED
                    must_tell = row.told_at is None
                    row.told_at = row.told_at or now
                    return must_tell
            await session.flush()
            await self._plan_next(session, [claim], now, late)
            return False

    async def forget_finished(self, before: datetime) -> None:
        """Delete the record of posts that were finished ``before`` that moment."""
        async with self._sessions.writing() as session:
            await session.execute(delete(PostRow).where(PostRow.finished_at < before, PostRow.wake_at.is_(None)))

    async def _note_sent(self, posts: Sequence[_Sent]) -> None:
        async with self._sessions.writing() as session:
            await lock_guilds(session, {each.claim.post.guild_id for each in posts})
            await _mark_sent(session, posts)
            had_failed = [
                each.claim.schedule.id
                for each in posts
                if each.claim.schedule.failed_days and each.claim.post.local_date is not None
            ]
            if had_failed:
                await session.execute(
                    update(ScheduleRow)
                    .where(ScheduleRow.id.in_(had_failed))
                    .values(failed_days=0, problem=None, told_at=None)
                )
            await self._note_told(session, {each.claim.post.id: each.at for each in posts})
            await self._plan_next(session, [each.claim for each in posts], posts[-1].at, posts[-1].late)

    async def _note_told(self, session: AsyncSession, sent_at: Mapping[int, datetime]) -> None:
        rows = await session.execute(
            select(PostRow.id, PostRow.guild_id, PostRow.record_id, PostRow.round).where(
                PostRow.id.in_(sent_at), PostRow.record_id.is_not(None)
            )
        )
        told = [
            {"guild_id": row.guild_id, "record_id": row.record_id, "round": row.round or 1, "last_at": sent_at[row.id]}
            for row in rows
        ]
        if told:
            insert = self._sessions.insert(ToldRow)
            upsert = insert.on_conflict_do_update(
                index_elements=[ToldRow.guild_id, ToldRow.record_id],
                set_={"round": insert.excluded.round, "last_at": insert.excluded.last_at},
            )
            await (await session.connection()).execute(upsert, told)

    async def _plan_next(self, session: AsyncSession, claims: Sequence[Claim], now: datetime, late: timedelta) -> None:
        last_days: dict[int, date] = {}
        for claim in claims:
            if (day := claim.post.local_date) is not None:
                last_days[claim.schedule.id] = max(day, last_days.get(claim.schedule.id, day))
        rows = await session.scalars(
            select(ScheduleRow).where(ScheduleRow.id.in_(last_days), ScheduleRow.state == ScheduleState.ACTIVE)
        )
        following = []
        for schedule in map(schedule_of, rows.all()):
            missed, next_one = catch_up(schedule.plan, last_days[schedule.id], now, late)
            for each in missed:
                await self._record_missed(session, schedule, each, now)
            following.append((schedule, next_one))
        await plan_posts(session, self._sessions, following)

    async def _record_missed(
        self, session: AsyncSession, schedule: Schedule, occurrence: Occurrence, now: datetime
    ) -> None:
        await session.execute(
            self._sessions.insert(PostRow)
            .values(
                guild_id=schedule.guild_id,
                schedule_id=schedule.id,
                local_date=occurrence.local_date,
                due_at=occurrence.due_at,
                state=PostState.MISSED,
                tries=0,
                finished_at=now,
                problem=TOO_LATE,
            )
            .on_conflict_do_nothing()
        )


async def _mark_sent(session: AsyncSession, posts: Sequence[_Sent]) -> None:
    statement = (
        update(_POSTS)
        .where(_POSTS.c.id == bindparam("post_id"))
        .values(
            state=PostState.SENT,
            channel_id=bindparam("in_channel"),
            message_id=bindparam("message"),
            finished_at=bindparam("at"),
            wake_at=bindparam("publish_until"),
            problem=None,
        )
    )
    values = [
        {
            "post_id": each.claim.post.id,
            "in_channel": each.claim.schedule.plan.channel_id,
            "message": each.message_id,
            "at": each.at,
            "publish_until": each.publish_until,
        }
        for each in posts
    ]
    await (await session.connection()).execute(statement, values)


async def _taken(session: AsyncSession, guild_ids: Collection[int]) -> defaultdict[int, set[str]]:
    """The records that posts of these servers are about which are just being sent, by server."""
    rows = await session.execute(
        select(PostRow.guild_id, PostRow.record_id).where(
            PostRow.guild_id.in_(guild_ids), PostRow.state == PostState.TRYING
        )
    )
    taken: defaultdict[int, set[str]] = defaultdict(set)
    for guild_id, record_id in rows:
        if record_id is not None:
            taken[guild_id].add(record_id)
    return taken


async def _told(session: AsyncSession, guild_id: int) -> Told:
    rows = await session.execute(
        select(ToldRow.record_id, ToldRow.round).where(ToldRow.guild_id == guild_id).order_by(ToldRow.last_at)
    )
    rounds = {row.record_id: row.round for row in rows}
    return Told(rounds, next(reversed(rounds), None))


async def _write_down(session: AsyncSession, choices: Sequence[tuple[Claim, Choice]]) -> None:
    statement = (
        update(_POSTS)
        .where(_POSTS.c.id == bindparam("post_id"), _POSTS.c.holder == bindparam("held_by"))
        .values(record_id=bindparam("chosen"), round=bindparam("in_round"))
    )
    values = [
        {
            "post_id": claim.post.id,
            "held_by": claim.holder,
            "chosen": choice.record_id,
            "in_round": choice.round,
        }
        for claim, choice in choices
    ]
    await (await session.connection()).execute(statement, values)


def _is_held(claim: Claim) -> ColumnElement[bool]:
    """Whether the claim's post is still its own: a process that stood still may find that another took it over."""
    return and_(PostRow.id == claim.post.id, PostRow.holder == claim.holder)


def _clipped(problem: str | None) -> str | None:
    return None if problem is None else problem[:_PROBLEM]
