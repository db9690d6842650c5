"""Costly commands are limited for each person and each server, in bounded memory."""

from __future__ import annotations

import pytest

from bot.throttle import PERSON, SERVER, Throttle


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        """Now."""
        return self.now


def test_a_burst_is_allowed_and_then_one_more_every_few_seconds() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    assert [throttle.wait(1, None) for _ in range(PERSON.burst)] == [0.0] * PERSON.burst
    assert throttle.wait(1, None) == pytest.approx(PERSON.seconds)
    clock.now += PERSON.seconds
    assert throttle.wait(1, None) == 0
    assert throttle.wait(1, None) > 0


def test_who_waits_is_not_made_to_wait_longer_for_asking() -> None:
    throttle = Throttle(Clock())
    for _ in range(PERSON.burst):
        throttle.wait(1, None)
    assert throttle.wait(1, None) == throttle.wait(1, None) > 0


def test_one_person_keeps_no_other_and_one_server_no_other() -> None:
    throttle = Throttle(Clock())
    for user in range(SERVER.burst):
        assert throttle.wait(user, 7) == 0
    assert throttle.wait(100, 7) > 0
    assert throttle.wait(100, 8) == 0
    assert throttle.wait(101, None) == 0


def test_memory_is_bounded() -> None:
    throttle = Throttle(Clock(), most=100)
    for user in range(1000):
        throttle.wait(user, user)
    assert len(throttle) == 100
