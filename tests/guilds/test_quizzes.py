"""Quizzes and reports in the servers' database, on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.guilds.quizzes import (
    ANSWER_TIME,
    AskedQuestion,
    Given,
    Phase,
    QuizRunsError,
    Reception,
    RunningQuiz,
    Standing,
    ranked,
    week_of,
)
from bot.guilds.reports import MOST_A_DAY, Decision, TooManyReportsError
from bot.guilds.store import Store

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CHANNEL = 10
QUESTIONS = tuple(
    AskedQuestion(kind, f"Question {number}?", ("a", "b", "c", "d"), number, "viktor-belenko")
    for number, kind in enumerate(("when", "from"))
)


async def started(store: Store, channel_id: int = CHANNEL, guild_id: int | None = 1) -> RunningQuiz:
    """A quiz of two questions whose right answers are 0 and 1."""
    return await store.quizzes.start(
        guild_id=guild_id, channel_id=channel_id, user_id=5, title="Pilots", questions=QUESTIONS, now=NOW
    )


async def told(store: Store, quiz: RunningQuiz, *given: Given) -> RunningQuiz:
    """The quiz with its open question answered and closed."""
    for each in given:
        assert await store.quizzes.answer(quiz.id, CHANNEL, quiz.round, each, NOW) is Reception.TAKEN
    assert await store.quizzes.tell(quiz, NOW) is not None
    after = await store.quizzes.get(quiz.id)
    assert after is not None
    return after


async def test_a_quiz_is_read_back_as_it_was_started(store: Store) -> None:
    quiz = await started(store)
    assert await store.quizzes.running() == [quiz]
    assert quiz.question == QUESTIONS[0]
    assert quiz.phase is Phase.ASKING
    assert quiz.due_at == NOW + ANSWER_TIME


async def test_one_runs_in_each_channel(store: Store) -> None:
    await started(store)
    await started(store, 11)
    with pytest.raises(QuizRunsError):
        await started(store)
    assert len(await store.quizzes.running()) == 2


async def test_the_first_answer_counts_while_the_question_is_open(store: Store) -> None:
    quiz = await started(store)
    assert await store.quizzes.answer(quiz.id, CHANNEL, 0, Given(7, 2), NOW) is Reception.TAKEN
    assert await store.quizzes.answer(quiz.id, CHANNEL, 0, Given(7, 0), NOW) is Reception.ALREADY
    assert await store.quizzes.answer(quiz.id, CHANNEL, 0, Given(8, 0), NOW + ANSWER_TIME) is Reception.TOO_LATE
    assert await store.quizzes.answer(quiz.id, CHANNEL, 1, Given(8, 0), NOW) is Reception.TOO_LATE
    assert await store.quizzes.answer(quiz.id, 11, 0, Given(8, 0), NOW) is Reception.TOO_LATE  # of another channel
    assert await store.quizzes.answers(quiz) == [Given(7, 2)]


async def test_of_many_who_would_close_a_round_one_does(store: Store) -> None:
    quiz = await started(store)
    await store.quizzes.answer(quiz.id, CHANNEL, 0, Given(7, 0), NOW)
    outcomes = await asyncio.gather(*(store.quizzes.tell(quiz, NOW) for _ in range(5)))
    assert [outcome for outcome in outcomes if outcome is not None] == [[Given(7, 0)]]
    assert await store.quizzes.leaders(1) == [Standing(7, 1, 1)]


async def test_rounds_follow_each_other_to_the_end(store: Store) -> None:
    quiz = await told(store, await started(store), Given(7, 0), Given(8, 3))
    following = await store.quizzes.next_round(quiz, NOW)
    assert following is not None
    assert await store.quizzes.next_round(quiz, NOW) is None
    assert following.question == QUESTIONS[1]
    assert following.is_last
    last = await told(store, following, Given(7, 1))
    standings = await store.quizzes.end(last)
    assert standings is not None
    assert sorted(standings, key=lambda each: each.user_id) == [Standing(7, 2, 2), Standing(8, 0, 1)]
    assert await store.quizzes.end(last) is None
    assert await store.quizzes.running() == []


async def test_everybody_has_answered_when_all_who_play_have(store: Store) -> None:
    quiz = await started(store)
    await store.quizzes.answer(quiz.id, CHANNEL, 0, Given(7, 0), NOW)
    assert not await store.quizzes.everybody_answered(quiz)  # who else may play is not known yet
    following = await store.quizzes.next_round(await told(store, quiz, Given(8, 0)), NOW)
    assert following is not None
    await store.quizzes.answer(quiz.id, CHANNEL, 1, Given(7, 0), NOW)
    assert not await store.quizzes.everybody_answered(following)
    await store.quizzes.answer(quiz.id, CHANNEL, 1, Given(8, 0), NOW)
    assert await store.quizzes.everybody_answered(following)


async def test_in_a_direct_message_nobody_else_is_waited_for_and_nothing_is_scored(store: Store) -> None:
    quiz = await started(store, guild_id=None)
    await store.quizzes.answer(quiz.id, CHANNEL, 0, Given(7, 0), NOW)
    assert await store.quizzes.everybody_answered(quiz)
    assert await store.quizzes.tell(quiz, NOW) == [Given(7, 0)]


async def test_an_open_question_is_not_counted_when_a_quiz_is_stopped(store: Store) -> None:
    quiz = await started(store)
    await store.quizzes.answer(quiz.id, CHANNEL, 0, Given(7, 0), NOW)
    assert await store.quizzes.end(quiz) == []
    assert await store.quizzes.leaders(1) == []


async def test_scores_are_kept_by_server_week_and_kind(store: Store) -> None:
    following = await store.quizzes.next_round(await told(store, await started(store), Given(7, 0)), NOW)
    assert following is not None
    await store.quizzes.answer(following.id, CHANNEL, 1, Given(7, 3), NOW)
    await store.quizzes.tell(following, NOW + timedelta(days=7))
    assert await store.quizzes.leaders(1) == [Standing(7, 1, 2)]
    assert await store.quizzes.leaders(1, week_of(NOW + timedelta(days=7))) == [Standing(7, 0, 1)]
    assert await store.quizzes.leaders(2) == []
    assert await store.quizzes.of_person(1, 7) == {"when": Standing(7, 1, 1), "from": Standing(7, 0, 1)}


async def test_a_server_that_is_forgotten_takes_its_quizzes_and_scores_along(store: Store) -> None:
    await told(store, await started(store), Given(7, 0))
    await store.guilds.left([1], NOW)
    await store.guilds.forget_left(NOW + timedelta(days=1))
    assert await store.quizzes.running() == []
    assert await store.quizzes.leaders(1) == []


def test_places_are_shared_by_equals() -> None:
    standings = [Standing(1, 2, 3), Standing(2, 5, 9), Standing(3, 2, 3), Standing(4, 2, 2), Standing(5, 0, 1)]
    assert [(place, each.user_id) for place, each in ranked(standings)] == [(1, 2), (2, 4), (3, 1), (3, 3), (5, 5)]


def test_weeks_begin_on_monday() -> None:
    assert week_of(datetime(2026, 11, 29, 23, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert week_of(datetime(2026, 11, 30, 0, 0, tzinfo=UTC)) == date(2026, 11, 30)


async def test_reports_are_limited_for_each_person_and_day(store: Store) -> None:
    for _ in range(MOST_A_DAY):
        await store.reports.make(7, "viktor-belenko", NOW)
    with pytest.raises(TooManyReportsError):
        await store.reports.make(7, "viktor-belenko", NOW)
    await store.reports.make(8, "viktor-belenko", NOW)
    await store.reports.make(7, "viktor-belenko", NOW + timedelta(days=1, seconds=1))


async def test_a_report_that_was_withdrawn_does_not_count(store: Store) -> None:
    for _ in range(MOST_A_DAY + 1):
        await store.reports.withdraw(await store.reports.make(7, "viktor-belenko", NOW))


async def test_a_report_is_decided_once(store: Store) -> None:
    report = await store.reports.make(7, "viktor-belenko", NOW)
    decided = await asyncio.gather(
        store.reports.decide(report.id, Decision.ACCEPTED), store.reports.decide(report.id, Decision.REJECTED)
    )
    assert sorted(decided, key=lambda each: each is None) == [report, None]
    assert await store.reports.decide(999, Decision.ACCEPTED) is None
