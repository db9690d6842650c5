"""What people write is understood, and what can't be is explained."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guilds.clock import zone_of
from bot.guilds.times import EVERY_DAY, parse_time, parse_weekdays, weekday_words
from bot.guilds.zones import Zones, zone_label

ZONES = Zones()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9", time(9)), ("9:00", time(9)), ("09:00", time(9)), ("9am", time(9)), ("9 a.m.", time(9)),
        ("9:30 pm", time(21, 30)), ("21.30", time(21, 30)), ("9h30", time(9, 30)), ("0900", time(9)),
        ("12am", time(0)), ("12 PM", time(12)), ("noon", time(12)), ("Midnight", time(0)), ("23:59", time(23, 59)),
        ("9 o'clock", time(9)), ("18 Uhr", time(18)), (" 7 : 05 ", time(7, 5)),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["24:00", "25", "9:60", "13pm", "0am", "", "soon", "9:5", "-1", "9:00:00", "900000"])
def test_what_is_no_time_is_explained_by_examples(text: str) -> None:
    with pytest.raises(ValueError, match="9:30 pm"):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every day", range(7)), ("Weekdays", range(5)), ("weekend", (5, 6)), ("mon-fri", range(5)),
        ("Fri to Mon", (0, 4, 5, 6)), ("Mon, Wed & Fri", (0, 2, 4)), ("tuesdays", (1,)), ("sat and sun", (5, 6)),
        ("mon wed", (0, 2)), ("Thu.", (3,)),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, expected: tuple[int, ...]) -> None:
    assert parse_weekdays(text) == frozenset(expected)


@pytest.mark.parametrize("text", ["", "t", "someday", "mon-", "-", "1"])
def test_what_is_no_day_is_explained_by_examples(text: str) -> None:
    with pytest.raises(ValueError, match="Mon-Fri"):
        parse_weekdays(text)


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_days_in_words_mean_the_same_days(days: frozenset[int]) -> None:
    assert parse_weekdays(weekday_words(days)) == days
    assert weekday_words(EVERY_DAY) == "every day"


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for parse in (parse_time, parse_weekdays):
        try:
            parse(text)
        except ValueError as error:
            assert len(str(error)) < 200  # noqa: PT017  # either answer is right
    ZONES.find(text)
    assert len(ZONES.complete(text)) <= 25


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("CET", "Europe/Berlin"),
        ("EST", "America/New_York"), ("eastern", "America/New_York"), ("new york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"), ("UK", "Europe/London"), ("Germany", "Europe/Berlin"),
        ("Japan", "Asia/Tokyo"), ("India", "Asia/Kolkata"), ("UTC", "UTC"), ("gmt", "UTC"),
        ("UTC+2", "UTC+02:00"), ("utc-3:30", "UTC-03:30"), ("+05:45", "UTC+05:45"), ("GMT+1", "UTC+01:00"),
        ("Etc/GMT-2", "Etc/GMT-2"), ("UTC+0", "UTC+00:00"),
    ],
)  # fmt: skip
def test_zones_as_people_name_them(text: str, name: str) -> None:
    assert ZONES.find(text) == name
    assert zone_of(name)


@pytest.mark.parametrize("text", ["Berln", "", "Atlantis", "UTC+15", "USA", "Kazakhstan", "9:00"])
def test_what_may_mean_several_zones_or_none_is_not_guessed(text: str) -> None:
    assert ZONES.find(text) is None


def test_what_is_misspelt_or_means_several_is_offered() -> None:
    assert [choice.name for choice in ZONES.complete("Berln")] == ["Europe/Berlin"]
    assert {choice.name for choice in ZONES.complete("Korea")} == {"Asia/Seoul", "Asia/Pyongyang"}
    assert len(ZONES.complete("")) == 25


def test_every_zone_that_is_offered_can_be_found_by_its_own_name_and_used() -> None:
    for names in ZONES._spellings.values():
        for name in names:
            assert ZONES.find(name) == name
            zone_of(name)


def test_a_zone_is_shown_with_its_distance() -> None:
    summer = datetime(2026, 7, 1, tzinfo=UTC)
    assert zone_label("Europe/Berlin", summer) == "Europe/Berlin (UTC+02:00)"
    assert zone_label("America/New_York", summer) == "America/New York (UTC-04:00)"
    assert zone_label("UTC-03:30") == "UTC-03:30"
