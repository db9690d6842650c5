"""A follow-up is understood for ten minutes, in its own thread of talk, and nothing grows without end."""

from __future__ import annotations

from bot.knowledge.asking.query import Query
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.conversations import KEPT_SECONDS, MOST_KEPT, Conversations

WHEN = Query((Wanted.WHEN,))
WHERE = Query((Wanted.PLACE,))


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_last_question_of_a_thread_is_kept_for_ten_minutes_and_no_longer() -> None:
    clock = Clock()
    conversations = Conversations(clock)
    conversations.note(WHEN, "alice")
    conversations.note(WHERE, "bob")
    clock.now = KEPT_SECONDS
    assert conversations.last("alice") == WHEN
    clock.now += 1
    assert conversations.last("alice") is None


def test_the_first_thread_in_which_anything_was_asked_counts() -> None:
    conversations = Conversations()
    conversations.note(WHEN, "alice", 1)
    conversations.note(WHERE, "bob", 2)
    assert conversations.last(2, "alice") == WHERE
    assert conversations.last(3, "alice") == WHEN


def test_no_thread_has_no_last_question() -> None:
    conversations = Conversations()
    conversations.note(WHEN, None)
    assert conversations.last(None) is None


def test_the_oldest_are_forgotten_when_there_are_too_many() -> None:
    conversations = Conversations()
    for number in range(MOST_KEPT + 1):
        conversations.note(WHEN, number)
    assert conversations.last(0) is None
    assert conversations.last(1) == WHEN
