"""Schedules in the database: setting up, pausing, stopping, and the posts that they have had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Update, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.glance import RULES_FACT
from bot.guilds.guild_rows import ensure_guild, lock_guilds
from bot.guilds.schedules import (
    MOST_SCHEDULES,
    ChannelKind,
    Occurrence,
    Plan,
    Post,
    PostState,
    Schedule,
    ScheduleState,
    next_occurrence,
    occurrences,
)
from bot.guilds.sessions import Sessions
from bot.guilds.tables import FactRow, PostRow, ScheduleRow

_AT_ONCE = 500
"""Schedules that are gone through in one transaction."""

_UNFINISHED = (PostState.PLANNED, PostState.TRYING)


class Schedules:
    """The schedules of all servers."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def start(self, guild_id: int, plan: Plan, user_id: int, now: datetime) -> tuple[Schedule, bool] | None:
        """Set up a schedule, planning its first post; one in the same channel at the same time is changed instead.

        Gives the schedule, and whether it is new; None if the server has as many as it may have.
        """
        async with self._sessions.writing() as session:
            await ensure_guild(session, self._sessions, guild_id)
            await lock_guilds(session, [guild_id])
            row = await session.scalar(
                select(ScheduleRow).where(
                    ScheduleRow.guild_id == guild_id,
                    ScheduleRow.channel_id == plan.channel_id,
                    ScheduleRow.local_time == plan.local_time,
                )
            )
            is_new = row is None
            if row is None:
                count = select(func.count()).select_from(ScheduleRow).where(ScheduleRow.guild_id == guild_id)
                if (await session.scalar(count) or 0) >= MOST_SCHEDULES:
                    return None
                row = ScheduleRow(guild_id=guild_id, created_at=now, failed_days=0)
                session.add(row)
            _write(row, plan)
            row.user_id = user_id
            await self._activate(session, row, now)
            return schedule_of(row), is_new

    async def of_guild(self, guild_id: int) -> list[Schedule]:
        """All schedules of a server, oldest first."""
        async with self._sessions.reading() as session:
            rows = await session.scalars(
                select(ScheduleRow).where(ScheduleRow.guild_id == guild_id).order_by(ScheduleRow.id)
            )
            return [schedule_of(row) for row in rows]

    async def zone(self, guild_id: int) -> str | None:
        """The zone of a server's oldest schedule, one that is not paused if it has any; None without schedules."""
        async with self._sessions.reading() as session:
            zone: str | None = await session.scalar(
                select(ScheduleRow.zone)
                .where(ScheduleRow.guild_id == guild_id)
                .order_by(ScheduleRow.state != ScheduleState.ACTIVE, ScheduleRow.id)
                .limit(1)
            )
            return zone

    async def pause(self, schedule: Schedule, now: datetime) -> None:
        """Post nothing more until it is resumed; what is on its way to Discord still arrives."""
        async with self._sessions.writing() as session:
            await lock_guilds(session, [schedule.guild_id])
            await session.execute(
                update(ScheduleRow).where(ScheduleRow.id == schedule.id).values(state=ScheduleState.PAUSED)
            )
            await _drop_planned(session, schedule.id)
            # What may have got through is looked for once more, and the rest given up, when they are claimed.
            await session.execute(_retries(schedule.id).values(wake_at=now))

    async def resume(self, schedule: Schedule, now: datetime) -> None:
        """Go on with the next post that is due after ``now``."""
        async with self._sessions.writing() as session:
            await lock_guilds(session, [schedule.guild_id])
            row = await session.get(ScheduleRow, schedule.id)
            if row is not None:
                await self._activate(session, row, now)

    async def stop(self, schedule: Schedule) -> bool:
        """Delete it and the record of its posts; whether it was there."""
        async with self._sessions.writing() as session:
            await lock_guilds(session, [schedule.guild_id])
            statement = delete(ScheduleRow).where(
                ScheduleRow.id == schedule.id, ScheduleRow.guild_id == schedule.guild_id
            )
            return cast("CursorResult[Any]", await session.execute(statement)).rowcount > 0

    async def next_post(self, schedule_id: int) -> Post | None:
        """The post of a schedule that comes next."""
        async with self._sessions.reading() as session:
            row = await session.scalar(
                select(PostRow)
                .where(PostRow.schedule_id == schedule_id, PostRow.state.in_(_UNFINISHED))
                .where(PostRow.local_date.is_not(None))
                .order_by(PostRow.due_at)
                .limit(1)
            )
            return None if row is None else post_of(row)

    async def last_posts(self, schedule_id: int, most: int) -> list[Post]:
        """The posts of a schedule that are over or under way, the newest first."""
        async with self._sessions.reading() as session:
            rows = await session.scalars(
                select(PostRow)
                .where(PostRow.schedule_id == schedule_id, PostRow.state != PostState.PLANNED)
                .order_by(PostRow.due_at.desc(), PostRow.id.desc())
                .limit(most)
            )
            return [post_of(row) for row in rows]

    async def follow_rules(self, version: str, now: datetime) -> int:
        """Move the planned posts to where the zones' rules of ``version`` put them; gives how many moved.

        It looks at them only when the version is another than the last time.
        """
        async with self._sessions.writing() as session:
            known = await session.get(FactRow, RULES_FACT)
            if known is not None and known.value == version:
                return 0
        moved, last_id = 0, 0
        while True:
            async with self._sessions.writing() as session:
                coming = (PostRow.state == PostState.PLANNED, PostRow.due_at > now)
                those = (
                    await session.execute(
                        select(PostRow.id, PostRow.guild_id)
                        .where(*coming, PostRow.id > last_id)
                        .order_by(PostRow.id)
                        .limit(_AT_ONCE)
                    )
                ).all()
                if not those:
                    await session.merge(FactRow(name=RULES_FACT, value=version))
                    return moved
                last_id = those[-1].id
                await lock_guilds(session, {each.guild_id for each in those})
                rows = await session.execute(
                    select(PostRow, ScheduleRow)
                    .join(ScheduleRow, ScheduleRow.id == PostRow.schedule_id)
                    .where(*coming, PostRow.id.in_([each.id for each in those]))
                )
                moved += sum([_moved(post, plan_of(schedule)) for post, schedule in rows])

    async def _activate(self, session: AsyncSession, row: ScheduleRow, now: datetime) -> None:
        row.state = ScheduleState.ACTIVE
        row.failed_days, row.problem, row.told_at = 0, None, None
        await session.flush()
        await _drop_planned(session, row.id)
        # What was refused today is tried again at once: whoever sets it up anew has often just mended why.
        await session.execute(_retries(row.id).values(wake_at=now))
        last = await session.scalar(select(func.max(PostRow.local_date)).where(PostRow.schedule_id == row.id))
        await plan_posts(session, self._sessions, [(schedule_of(row), next_occurrence(plan_of(row), now, last))])


async def plan_posts(session: AsyncSession, sessions: Sessions, planned: Sequence[tuple[Schedule, Occurrence]]) -> None:
    """Add the posts of days, unless a day of its schedule has one."""
    values = [
        {
            "guild_id": schedule.guild_id,
            "schedule_id": schedule.id,
            "local_date": occurrence.local_date,
            "due_at": occurrence.due_at,
            "wake_at": occurrence.due_at,
            "state": PostState.PLANNED,
            "tries": 0,
        }
        for schedule, occurrence in planned
    ]
    if values:
        await (await session.connection()).execute(sessions.insert(PostRow).on_conflict_do_nothing(), values)


async def _drop_planned(session: AsyncSession, schedule_id: int) -> None:
    await session.execute(delete(PostRow).where(PostRow.schedule_id == schedule_id, PostRow.state == PostState.PLANNED))


def _retries(schedule_id: int) -> Update:
    """A change of the posts of a schedule that were tried and wait to be tried again."""
    return update(PostRow).where(
        PostRow.schedule_id == schedule_id, PostRow.state == PostState.TRYING, PostRow.holder.is_(None)
    )


def _moved(post: PostRow, plan: Plan) -> bool:
    if post.local_date is None:
        return False
    occurrence = next(occurrences(plan, post.local_date))
    if occurrence.due_at == post.due_at:
        return False
    post.local_date, post.due_at, post.wake_at = occurrence.local_date, occurrence.due_at, occurrence.due_at
    return True


def schedule_of(row: ScheduleRow) -> Schedule:
    """What ``row`` holds."""
    return Schedule(
        row.id, row.guild_id, plan_of(row), row.user_id, ScheduleState(row.state), row.failed_days, row.problem
    )


def plan_of(row: ScheduleRow) -> Plan:
    """The plan that ``row`` holds."""
    return Plan(
        row.channel_id,
        ChannelKind(row.channel_kind),
        row.local_time,
        row.zone,
        frozenset(day for day in range(7) if row.weekdays >> day & 1),
        tuple(row.topics),
        row.mention_role_id,
    )


def post_of(row: PostRow) -> Post:
    """What ``row`` holds."""
    return Post(
        id=row.id,
        schedule_id=row.schedule_id,
        guild_id=row.guild_id,
        local_date=row.local_date,
        due_at=row.due_at,
        state=PostState(row.state),
        tries=row.tries,
        unsure_since=row.unsure_since,
        record_id=row.record_id,
        channel_id=row.channel_id,
        message_id=row.message_id,
        finished_at=row.finished_at,
        problem=row.problem,
    )


def _write(row: ScheduleRow, plan: Plan) -> None:
    row.channel_id, row.channel_kind = plan.channel_id, plan.channel_kind
    row.local_time, row.zone = plan.local_time, plan.zone
    row.weekdays = sum(1 << day for day in plan.weekdays)
    row.topics, row.mention_role_id = list(plan.topics), plan.mention_role_id
