"""The tables of the servers' database.

A column called ``guild_id`` ties a row to a server and one called ``user_id`` to a person:
by these two names `bot.guilds.privacy_rows` exports and deletes, so a new table needs no code there.
A change here needs a migration; CONTRIBUTING.md tells how to write one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, Index, Integer, String, Time, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""A row's own number: SQLite only counts up by itself in a column of exactly the type INTEGER."""


NOBODY = 0
"""The id of nobody, where somebody wished to be forgotten."""


class UtcTime(TypeDecorator[datetime]):
    """A moment. SQLite keeps no zone, so it is kept in UTC there and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """``value`` in UTC; ValueError for one without a zone, which could mean any moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""

    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy reads it from the class
        int: BigInteger,
        datetime: UtcTime,
        date: Date,
        time: Time,
        list[str]: JSON,
        list[int]: JSON,
    }


class FactRow(Base):
    """One thing that holds for the whole database, such as when it was last restored."""

    __tablename__ = "facts"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class GuildRow(Base):
    """A server that has set anything up. ``left_at`` is when it removed the bot; None while the bot is in it."""

    __tablename__ = "guilds"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    left_at: Mapped[datetime | None] = mapped_column(index=True)
    answers_privately: Mapped[bool] = mapped_column(default=False)
    channel_ids: Mapped[list[int]] = mapped_column(default=list)
    locale: Mapped[str] = mapped_column(String(8), default="en-GB")
    manager_role_id: Mapped[int | None]


class ScheduleRow(Base):
    """One daily post of a server: where, when, about what, and how it fares."""

    __tablename__ = "schedules"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number that was used must not come back: nonces hold it

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.guild_id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[int]
    channel_kind: Mapped[str] = mapped_column(String(16))
    local_time: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    weekdays: Mapped[int] = mapped_column(Integer)
    topics: Mapped[list[str]]
    mention_role_id: Mapped[int | None]
    user_id: Mapped[int] = mapped_column(info={"is_of_guild": True})
    state: Mapped[str] = mapped_column(String(16))
    failed_days: Mapped[int] = mapped_column(Integer, default=0)
    problem: Mapped[str | None] = mapped_column(String(300))
    told_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PostRow(Base):
    """One post of a schedule, from the day when it is planned.

    ``local_date`` is None for one that was asked for with /daily now. ``wake_at`` is when the scheduler
    has to look at it next; None once nothing is left to do. ``holder`` is the process that has claimed it, until
    ``wake_at``. ``unsure_since`` is when it was first handed to Discord without a clear answer; None while it can't
    be in the channel.
    """

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("schedule_id", "local_date", name="uq_posts_schedule_id_local_date"),
        Index("ix_posts_wake_at", "wake_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.guild_id", ondelete="CASCADE"), index=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id", ondelete="CASCADE"))
    local_date: Mapped[date | None]
    due_at: Mapped[datetime]
    wake_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(16))
    holder: Mapped[str | None] = mapped_column(String(120))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    unsure_since: Mapped[datetime | None]
    record_id: Mapped[str | None] = mapped_column(String(80))
    round: Mapped[int | None] = mapped_column(Integer)
    channel_id: Mapped[int | None]
    message_id: Mapped[int | None]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(300))


class ToldRow(Base):
    """In which round a server was last told of a record, so that nothing comes again before all else has come."""

    __tablename__ = "told"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.guild_id", ondelete="CASCADE"), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    round: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime]


class QuizRow(Base):
    """A quiz that runs, until it is over; ``due_at`` is when the question closes, or the next one opens.

    ``guild_id`` is None in a direct message. ``user_id`` is who started it.
    """

    __tablename__ = "quizzes"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number that was used must not come back: buttons hold it

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.guild_id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[int] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(info={"is_of_guild": True})
    title: Mapped[str] = mapped_column(String(200))
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    round: Mapped[int] = mapped_column(Integer)
    phase: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime]
    message_id: Mapped[int | None]


class QuizAnswerRow(Base):
    """What somebody answered in a quiz that runs; gone when it is over."""

    __tablename__ = "quiz_answers"
    __table_args__ = (UniqueConstraint("quiz_id", "round", "user_id", name="uq_quiz_answers_quiz_id_round_user_id"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"))
    round: Mapped[int] = mapped_column(Integer)
    user_id: Mapped[int]
    option: Mapped[int] = mapped_column(Integer)


class QuizScoreRow(Base):
    """How somebody did in a server in one week (by its Monday, in UTC) with one kind of question."""

    __tablename__ = "quiz_scores"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.guild_id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    week: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    asked: Mapped[int] = mapped_column(Integer)
    right: Mapped[int] = mapped_column(Integer)


class ReportRow(Base):
    """That somebody reported a mistake, and what became of it; what they wrote stands only in the owner's channel."""

    __tablename__ = "reports"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number that was used must not come back: buttons hold it

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True)
    record_id: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(16))


def json_ready(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date | time) else value
