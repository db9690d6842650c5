"""Dates as history gives them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.date_order import month_first
from bot.knowledge.dates import HistoricalDate, PartialDate, Precision
from bot.knowledge.wording import date_words, year_words


@pytest.mark.parametrize(
    ("text", "precision", "alone", "year"),
    [
        ("1976-09-06", Precision.DAY, "6 September 1976", "1976"),
        ("1976-09", Precision.MONTH, "September 1976", "1976"),
        ("1976", Precision.YEAR, "1976", "1976"),
        ("1780~", Precision.YEAR, "about 1780", "1780"),
        ("197X", Precision.DECADE, "the 1970s", "1970s"),
        ("1962/1982", Precision.SPAN, "1962 to 1982", "1962–1982"),
        ("-0414", Precision.YEAR, "415 BC", "415 BC"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(text: str, precision: Precision, alone: str, year: str) -> None:
    date = HistoricalDate.parse(text)
    assert date.precision is precision
    assert date_words(date) == alone
    assert year_words(date) == year
    assert str(date) == text


@pytest.mark.parametrize("text", ["1976-13", "1975-02-29", "1976-9-6", "1982/1962", "soon", "", "76", "1976-00"])
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="'"):
        HistoricalDate.parse(text)


def test_only_a_date_known_to_the_day_is_a_day() -> None:
    assert HistoricalDate.parse("1976-09-06").day == datetime.date(1976, 9, 6)
    for text in ("1976-09", "1976-09-06~", "1962/1982", "-0414"):
        assert HistoricalDate.parse(text).day is None


@given(st.dates(min_value=datetime.date(1, 1, 1)))
def test_every_calendar_day_survives_being_written_and_read(day: datetime.date) -> None:
    date = HistoricalDate(PartialDate(day.year, day.month, day.day))
    assert HistoricalDate.parse(str(date)) == date
    assert date.day == day


@given(st.text(max_size=12))
def test_reading_a_date_refuses_or_succeeds_and_nothing_else(text: str) -> None:
    try:
        date = HistoricalDate.parse(text)
    except ValueError:
        return
    assert HistoricalDate.parse(str(date)) == date
    assert date.start.first_day() <= date.last.last_day()


def test_a_date_does_not_change() -> None:
    with pytest.raises(AttributeError):
        HistoricalDate.parse("1976").decade = True


@pytest.mark.parametrize(
    ("written", "turned"),
    [
        ("on 6 September 1976 at Hakodate", "on September 6, 1976 at Hakodate"),
        ("about 1 March 45 BC", "about March 1, 45 BC"),
        ("announced on 20 June that he might stay", "announced on June 20 that he might stay"),
        ("in the night from 5 to 6 February 1989", "in the night from February 5 to 6, 1989"),
        ("the weekend of 16 and 17 September.", "the weekend of September 16 and 17."),
        ("(6–9 May 1990)", "(May 6–9, 1990)"),
        ("1 June 1963 to 2 July 1964", "June 1, 1963 to July 2, 1964"),
        ("September 1976", "September 1976"),
        ("the 26 July Movement", "the 26 July Movement"),
        ("12 may have", "12 may have"),
        ("a MiG-25 March past", "a MiG-25 March past"),
        ("September 6, 1976", "September 6, 1976"),
    ],
)
def test_the_dates_in_a_text_are_turned_and_nothing_else(written: str, turned: str) -> None:
    assert month_first(written) == turned
