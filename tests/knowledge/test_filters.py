"""Filters: what is still possible, what a spelling means, and how they travel in a custom id."""

from __future__ import annotations

from itertools import combinations

import pytest
import pytest_asyncio

from bot.knowledge.filters import FILTER_KINDS, Filters, meant_by, options
from bot.knowledge.library import Library
from bot.knowledge.selection import DefectionTable


@pytest_asyncio.fixture
async def table(library: Library) -> DefectionTable:
    """The bundled defections."""
    return await library.defections()


@pytest.mark.parametrize("name", FILTER_KINDS)
def test_no_two_values_of_a_filter_have_the_same_code(table: DefectionTable, name: str) -> None:
    values = [facet.value for facet in table.facets(FILTER_KINDS[name])]
    codes = {Filters().with_(name, value).code for value in values}
    assert len(codes) == len(values)


@pytest.mark.parametrize("name", FILTER_KINDS)
def test_every_value_is_read_back_from_its_code(table: DefectionTable, name: str) -> None:
    for facet in table.facets(FILTER_KINDS[name]):
        filters = Filters().with_(name, facet.value)
        assert Filters.from_code(filters.code, table) == filters


def test_all_filters_together_take_few_characters(table: DefectionTable) -> None:
    filters = Filters("military", "fighter-pilot", "soviet-union", "united-states", "1970s", "flew")
    assert len(filters.code) <= 29
    assert Filters.from_code(filters.code, table) == filters


@pytest.mark.parametrize("code", ["", ".....x", "AAAA.....", "a.b.c", "....zzzz."])
def test_a_code_of_nothing_is_refused(table: DefectionTable, code: str) -> None:
    with pytest.raises(LookupError):
        Filters.from_code(code, table)


@pytest.mark.parametrize(("name", "other"), list(combinations(FILTER_KINDS, 2)))
def test_what_is_offered_leaves_as_many_people_as_it_says(
    library: Library, table: DefectionTable, name: str, other: str
) -> None:
    first = options(library, table, Filters(), name, "")[0]
    filters = Filters().with_(name, first.value)
    offered = options(library, table, filters, other, "")
    assert offered
    for option in offered[:5]:
        assert len(table.people(filters.with_(other, option.value).selection)) == option.people > 0


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        (Filters(origin="soviet-union", category="artist"), "decade"),
        (Filters(origin="east-germany", decade="1960s"), "how"),
        (Filters(occupation="pilot", decade="1950s"), "destination"),
        (Filters(category="military", origin="soviet-union", how="flew"), "decade"),
    ],
)
def test_after_several_filters_every_offer_leaves_as_many_as_it_says(
    library: Library, table: DefectionTable, filters: Filters, name: str
) -> None:
    offered = options(library, table, filters, name, "")
    assert offered
    for option in offered:
        assert len(table.people(filters.with_(name, option.value).selection)) == option.people > 0
    within = {facet.value for facet in table.facets(FILTER_KINDS[name])} - {option.value for option in offered}
    assert all(not table.people(filters.with_(name, value).selection) for value in within)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("origin", "USSR", "soviet-union"),
        ("origin", "soviet-union", "soviet-union"),
        ("destination", "Amerika", "united-states"),
        ("occupation", "pilots", "pilot"),
        ("decade", "70s", "1970s"),
        ("how", "swimming", "swam"),
        ("category", "artists", "artist"),
        ("category", "pilots", None),
    ],
)
def test_a_filter_is_meant_in_any_spelling_of_its_own_kind(
    library: Library, table: DefectionTable, name: str, text: str, value: str | None
) -> None:
    assert meant_by(library, table, name, text) == value
