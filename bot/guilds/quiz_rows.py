"""Quizzes in the database. Every step is one transaction that only one process can win."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from msgspec.structs import asdict
from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.guild_rows import ensure_guild
from bot.guilds.quizzes import (
    ANSWER_TIME,
    READING_TIME,
    AskedQuestion,
    Given,
    Phase,
    QuizRunsError,
    Reception,
    RunningQuiz,
    Standing,
    week_of,
)
from bot.guilds.sessions import Sessions
from bot.guilds.tables import QuizAnswerRow, QuizRow, QuizScoreRow


class Quizzes:
    """All quizzes that run, and all scores."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def start(
        self,
        *,
        guild_id: int | None,
        channel_id: int,
        user_id: int,
        title: str,
        questions: Sequence[AskedQuestion],
        now: datetime,
    ) -> RunningQuiz:
        """Open the first question of a new quiz. Raises QuizRunsError if one runs in the channel."""
        row = QuizRow(
            guild_id=guild_id,
            channel_id=channel_id,
            user_id=user_id,
            title=title,
            questions=[asdict(question) for question in questions],
            round=0,
            phase=Phase.ASKING,
            due_at=now + ANSWER_TIME,
        )
        try:
            async with self._sessions.writing() as session:
                if guild_id is not None:
                    await ensure_guild(session, self._sessions, guild_id)
                session.add(row)
                await session.flush()
        except IntegrityError:
            raise QuizRunsError from None
        return _quiz_of(row)

    async def running(self) -> list[RunningQuiz]:
        """Every quiz that runs."""
        async with self._sessions.reading() as session:
            return [_quiz_of(row) for row in await session.scalars(select(QuizRow).order_by(QuizRow.id))]

    async def get(self, quiz_id: int) -> RunningQuiz | None:
        """The quiz with this number, if it runs."""
        async with self._sessions.reading() as session:
            row = await session.get(QuizRow, quiz_id)
            return None if row is None else _quiz_of(row)

    async def sent(self, quiz: RunningQuiz) -> None:
        """Note where the open question stands, and until when: its time runs from when it was sent."""
        async with self._sessions.writing() as session:
            await session.execute(
                update(QuizRow)
                .where(QuizRow.id == quiz.id, QuizRow.round == quiz.round)
                .values(message_id=quiz.message_id, due_at=quiz.due_at)
            )

    async def answer(self, quiz_id: int, channel_id: int, round_number: int, given: Given, now: datetime) -> Reception:
        """Take somebody's answer in the quiz's channel: the first counts, while the question is open."""
        async with self._sessions.writing() as session:
            is_open = select(QuizRow.id).where(
                QuizRow.id == quiz_id,
                QuizRow.channel_id == channel_id,
                QuizRow.round == round_number,
                QuizRow.phase == Phase.ASKING,
                QuizRow.due_at > now,
            )
            if await session.scalar(is_open) is None:
                return Reception.TOO_LATE
            result = await session.execute(
                self._sessions.insert(QuizAnswerRow)
                .values(quiz_id=quiz_id, round=round_number, user_id=given.user_id, option=given.option)
                .on_conflict_do_nothing()
            )
            return Reception.TAKEN if _rows(result) else Reception.ALREADY

    async def answers(self, quiz: RunningQuiz) -> list[Given]:
        """What was answered in this round, the first first."""
        async with self._sessions.reading() as session:
            return await _answers(session, quiz)

    async def everybody_answered(self, quiz: RunningQuiz) -> bool:
        """Whether all who answered an earlier question have answered this one.

        Who else might play is not known; so the first question stands its full time, but in a
        direct message, where nobody else is.
        """
        async with self._sessions.reading() as session:
            now = {given.user_id for given in await _answers(session, quiz)}
            if quiz.guild_id is None:
                return bool(now)
            before = set(
                await session.scalars(
                    select(QuizAnswerRow.user_id).where(
                        QuizAnswerRow.quiz_id == quiz.id, QuizAnswerRow.round < quiz.round
                    )
                )
            )
            return bool(before) and before <= now

    async def tell(self, quiz: RunningQuiz, now: datetime) -> list[Given] | None:
        """Close the round and score it; gives the answers. None if that was done already, or the quiz is over."""
        async with self._sessions.writing() as session:
            if not await self._step(session, quiz, phase=Phase.TOLD, due_at=now + READING_TIME):
                return None
            answers = await _answers(session, quiz)
            if quiz.guild_id is not None:
                await self._score(session, quiz.guild_id, quiz.question, answers, now)
            return answers

    async def next_round(self, quiz: RunningQuiz, now: datetime) -> RunningQuiz | None:
        """Open the next question; None if that was done already, or the quiz is over."""
        async with self._sessions.writing() as session:
            values = {"round": quiz.round + 1, "message_id": None}
            if not await self._step(session, quiz, phase=Phase.ASKING, due_at=now + ANSWER_TIME, **values):
                return None
            row = await session.get(QuizRow, quiz.id, populate_existing=True)
            return None if row is None else _quiz_of(row)

    async def end(self, quiz: RunningQuiz) -> list[Standing] | None:
        """End the quiz, whatever it is at; gives how everybody stands. None if it has ended already.

        An open question is not counted.
        """
        right = {number: question.right for number, question in enumerate(quiz.questions)}
        async with self._sessions.writing() as session:
            row = await session.get(QuizRow, quiz.id, with_for_update=True)
            if row is None:
                return None
            counted = row.round + (row.phase == Phase.TOLD)
            answers = (
                await session.scalars(
                    select(QuizAnswerRow).where(QuizAnswerRow.quiz_id == quiz.id, QuizAnswerRow.round < counted)
                )
            ).all()
            await session.delete(row)
        standings: dict[int, Standing] = {}
        for answer in answers:
            old = standings.get(answer.user_id, Standing(answer.user_id, 0, 0))
            is_right = answer.option == right[answer.round]
            standings[answer.user_id] = Standing(answer.user_id, old.right + is_right, old.asked + 1)
        return list(standings.values())

    async def leaders(self, guild_id: int, since: date | None = None) -> list[Standing]:
        """How everybody in a server stands, over all time or ``since`` a week's Monday."""
        async with self._sessions.reading() as session:
            query = (
                select(QuizScoreRow.user_id, func.sum(QuizScoreRow.right), func.sum(QuizScoreRow.asked))
                .where(QuizScoreRow.guild_id == guild_id)
                .group_by(QuizScoreRow.user_id)
            )
            if since is not None:
                query = query.where(QuizScoreRow.week >= since)
            return [Standing(user, int(right), int(asked)) for user, right, asked in await session.execute(query)]

    async def of_person(self, guild_id: int, user_id: int) -> dict[str, Standing]:
        """How somebody stands in a server, by the kind of question."""
        async with self._sessions.reading() as session:
            query = (
                select(QuizScoreRow.kind, func.sum(QuizScoreRow.right), func.sum(QuizScoreRow.asked))
                .where(QuizScoreRow.guild_id == guild_id, QuizScoreRow.user_id == user_id)
                .group_by(QuizScoreRow.kind)
            )
            rows = await session.execute(query)
            return {kind: Standing(user_id, int(right), int(asked)) for kind, right, asked in rows}

    async def _step(self, session: AsyncSession, quiz: RunningQuiz, **values: Any) -> bool:
        """Take the quiz on from where it is; False if another process has done so."""
        result = await session.execute(
            update(QuizRow)
            .where(QuizRow.id == quiz.id, QuizRow.round == quiz.round, QuizRow.phase == quiz.phase)
            .values(**values)
        )
        return _rows(result) == 1

    async def _score(
        self, session: AsyncSession, guild_id: int, question: AskedQuestion, answers: Sequence[Given], now: datetime
    ) -> None:
        for given in answers:
            is_right = int(given.option == question.right)
            insert = self._sessions.insert(QuizScoreRow).values(
                guild_id=guild_id,
                user_id=given.user_id,
                week=week_of(now),
                kind=question.kind,
                asked=1,
                right=is_right,
            )
            await session.execute(
                insert.on_conflict_do_update(
                    index_elements=["guild_id", "user_id", "week", "kind"],
                    set_={"asked": QuizScoreRow.asked + 1, "right": QuizScoreRow.right + is_right},
                )
            )


async def _answers(session: AsyncSession, quiz: RunningQuiz) -> list[Given]:
    rows = await session.scalars(
        select(QuizAnswerRow)
        .where(QuizAnswerRow.quiz_id == quiz.id, QuizAnswerRow.round == quiz.round)
        .order_by(QuizAnswerRow.id)
    )
    return [Given(row.user_id, row.option) for row in rows]


def _rows(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount


def _quiz_of(row: QuizRow) -> RunningQuiz:
    return RunningQuiz(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        user_id=row.user_id,
        title=row.title,
        questions=tuple(
            AskedQuestion(**{**question, "options": tuple(question["options"])}) for question in row.questions
        ),
        round=row.round,
        phase=Phase(row.phase),
        due_at=row.due_at,
        message_id=row.message_id,
    )
