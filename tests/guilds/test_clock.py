"""When clocks show a time, in every zone and year: held against a clock that is simply watched."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.guilds.clock import due_at, rules_version, zone_of
from bot.guilds.schedules import ChannelKind, Plan, catch_up, next_occurrence, occurrences
from bot.guilds.zones import Zones

ZONES = sorted({choice for name in Zones()._spellings for choice in Zones()._spellings[name]})
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(ZONES)
days = st.dates(date(1970, 1, 2), date(2037, 12, 30))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def watched(day: date, at: time, zone_name: str) -> datetime | None:
    """Watch the clock on the wall, minute by minute, until it first shows ``at`` on ``day``, or later."""
    zone = ZoneInfo(zone_name)
    moment = datetime.combine(day, at, tzinfo=UTC) - timedelta(hours=27)
    wanted = datetime.combine(day, at)
    before = moment.astimezone(zone).replace(tzinfo=None)
    while (shown := moment.astimezone(zone).replace(tzinfo=None)) < wanted:
        before = shown
        moment += MINUTE
    return None if shown.date() > day > before.date() else moment


@settings(max_examples=300, deadline=None)
@given(days, times, zones)
@example(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
@example(date(2026, 10, 25), time(2, 30), "Europe/Berlin")
@example(date(2011, 12, 30), time(9), "Pacific/Apia")
@example(date(2018, 11, 4), time(0, 30), "America/Sao_Paulo")
@example(date(2026, 4, 5), time(1, 45), "Australia/Lord_Howe")
@example(date(2007, 12, 9), time(3), "America/Caracas")
def test_a_post_is_due_when_the_clock_on_the_wall_first_shows_its_time(day: date, at: time, zone_name: str) -> None:
    due = due_at(day, at, zone_of(zone_name))
    expected = watched(day, at, zone_name)
    if expected is None or due is None:
        assert due == expected
    else:  # some zones once had seconds in their distance from UTC; the watch goes by minutes
        assert timedelta() <= expected - due < MINUTE


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:00+00:00"),  # the first moment after the gap
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30+00:00"),  # the first of the two
        (date(2026, 3, 8), time(2), "America/New_York", "2026-03-08T07:00+00:00"),
        (date(2026, 7, 1), time(9), "Asia/Kolkata", "2026-07-01T03:30+00:00"),
        (date(2026, 7, 1), time(9), "UTC+05:45", "2026-07-01T03:15+00:00"),
        (date(2026, 7, 1), time(0), "UTC-11:00", "2026-07-01T11:00+00:00"),
    ],
)
def test_known_days(day: date, at: time, zone: str, expected: str) -> None:
    assert due_at(day, at, zone_of(zone)) == datetime.fromisoformat(expected)


def test_a_day_that_a_zone_left_out_has_no_post() -> None:
    assert due_at(date(2011, 12, 30), time(9), zone_of("Pacific/Apia")) is None


plans = st.builds(
    Plan,
    channel_id=st.just(1),
    channel_kind=st.just(ChannelKind.TEXT),
    local_time=times,
    zone=zones,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)
moments = st.integers(631152000, 2114380800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@settings(max_examples=200, deadline=None)
@given(plans, days)
def test_days_follow_each_other_and_so_do_their_posts(plan: Plan, first: date) -> None:
    following = occurrences(plan, first)
    found = [next(following) for _ in range(12)]
    for one, other in pairwise(found):
        assert one.local_date < other.local_date
        assert one.due_at < other.due_at
    assert all(each.local_date.weekday() in plan.weekdays for each in found)


@settings(max_examples=200, deadline=None)
@given(plans, moments)
def test_the_next_post_is_the_first_after_now(plan: Plan, now: datetime) -> None:
    following = next_occurrence(plan, now)
    assert now < following.due_at <= now + timedelta(days=9)
    earlier = occurrences(plan, now.date() - timedelta(days=10))
    assert all(each.due_at <= now for each in iter(lambda: next(earlier), following))


@settings(max_examples=200, deadline=None)
@given(plans, moments, st.timedeltas(timedelta(), timedelta(days=40)))
def test_after_a_downtime_late_days_are_missed_and_at_most_one_is_caught_up(
    plan: Plan, now: datetime, downtime: timedelta
) -> None:
    late = timedelta(hours=6)
    last = next_occurrence(plan, now - downtime).local_date
    missed, following = catch_up(plan, last, now, late)
    days = [each.local_date for each in (*missed, following)]
    assert days == sorted(set(days))
    assert all(day > last for day in days)
    assert all(each.due_at < now - late for each in missed)
    assert following.due_at >= now - late
    assert len(missed) <= 10
    _, after_that = catch_up(plan, following.local_date, now, late)
    assert after_that.due_at > now


def test_the_edition_of_the_rules_is_known() -> None:
    assert any(character.isdigit() for character in rules_version())


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="Nowhere"):
        zone_of("Nowhere/Land")
