"""Selecting defections by several filters at once."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
import pytest_asyncio

from bot.knowledge.dataset import Dataset
from bot.knowledge.facets import Facet, FacetKind
from bot.knowledge.geography import counted_as
from bot.knowledge.library import Library
from bot.knowledge.selection import DefectionTable, Selection, Years


@pytest_asyncio.fixture
async def table(library: Library) -> DefectionTable:
    """The bundled defections."""
    return await library.defections()


def having(*keys: str) -> Selection:
    """All of the facets with these keys."""
    return Selection.of(*map(Facet.from_key, keys))


def test_every_defection_of_everybody_is_a_row(dataset: Dataset, table: DefectionTable) -> None:
    assert len(table) == sum(len(person.defections) for person in dataset.people.values())
    assert len(table.select(Selection())) == len(table)


def test_filters_hold_together(table: DefectionTable) -> None:
    rows = table.select(having("occupation:pilot", "from:poland", "at:denmark"))
    assert "franciszek-jarecki" in {row.person for row in rows}
    assert all(row.country == "denmark" for row in rows)


def test_filters_hold_for_one_defection_and_not_over_several(dataset: Dataset, table: DefectionTable) -> None:
    tried = 0
    for person in dataset.people.values():
        for one, other in pairwise(person.defections):
            mixed = having(f"from:{one.from_}", f"status:{other.status}")
            if one.from_ != other.from_ and one.status != other.status:
                tried += 1
                assert all(row.from_ == one.from_ for row in table.select(mixed) if row.person == person.id)
    assert tried


def test_wider_occupations_count(table: DefectionTable) -> None:
    assert "rudolf-nureyev" in table.people(having("occupation:dancer"))
    assert "rudolf-nureyev" in table.people(having("occupation:artist"))


@pytest.mark.parametrize(
    ("place", "counts"),
    [
        ("soviet-union", {"soviet-union", "russia"}),
        ("soviet-lithuania", {"soviet-lithuania", "soviet-union", "lithuania"}),
        ("russian-empire", {"russian-empire", "soviet-russia", "russia"}),
        ("east-germany", {"east-germany", "germany"}),
        ("nazi-germany", {"nazi-germany", "germany"}),
        ("czechoslovakia", {"czechoslovakia", "czech-republic", "slovakia"}),
        ("sweden", {"sweden"}),
    ],
)
def test_a_state_of_the_past_counts_as_what_people_mean_by_it(dataset: Dataset, place: str, counts: set[str]) -> None:
    assert set(counted_as(place, dataset.places)) == counts


def test_east_germans_are_german_and_not_west_german(table: DefectionTable) -> None:
    assert "conrad-schumann" in table.people(having("from:germany"))
    assert "conrad-schumann" not in table.people(having("from:west-germany"))


def test_years_are_counted_from_the_first_to_the_last(table: DefectionTable) -> None:
    selection = Selection().with_years(Years(1976, 1976))
    assert "viktor-belenko" in table.people(selection)
    assert all(row.date and row.date.year == 1976 for row in table.select(selection))
    assert "viktor-belenko" in table.people(Selection().with_years(Years(first=1976)))
    assert "viktor-belenko" not in table.people(Selection().with_years(Years(last=1975)))


def test_a_mig_25p_is_a_mig_25_and_a_mig(table: DefectionTable) -> None:
    for vehicle in ("mig-25p", "mig-25", "mig"):
        assert "viktor-belenko" in table.people(having(f"vehicle:{vehicle}"))


def test_the_place_is_found_by_part_of_its_name(table: DefectionTable) -> None:
    assert table.people(Selection(place_text="hakodate")) == ["viktor-belenko"]


def test_rows_stand_in_the_order_of_time(table: DefectionTable) -> None:
    dated = [row.date.start.first_day() for row in table.select(having("from:cuba")) if row.date]
    assert dated == sorted(dated)
    assert table.select(Selection())[-1].date is None


def test_what_can_still_be_chosen_is_counted_by_people(table: DefectionTable) -> None:
    cuban = having("from:cuba")
    for count in table.counts(cuban, FacetKind.OCCUPATION):
        assert count.people == len(table.people(cuban.with_(count.facet))) > 0


def test_another_value_of_a_filter_that_is_set_can_be_chosen(table: DefectionTable) -> None:
    origins = {count.facet.value for count in table.counts(having("from:cuba"), FacetKind.FROM)}
    assert {"cuba", "hungary"} <= origins


@pytest.mark.parametrize("key", ["", "from:cuba", "from:cuba|from:haiti;method:swam;years:/1959;text:Key West"])
def test_a_selection_can_be_written_down_and_read_again(key: str) -> None:
    assert Selection.from_key(key).key == key


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        Selection.from_key("colour:red")


async def test_the_rows_are_read_once_and_others_get_their_turn(library: Library) -> None:
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.create_task(count_turns())
    table = await library.defections()
    counting.cancel()
    assert turns > len(table) / 128
    assert await library.defections() is table


def test_the_best_known_are_those_of_whom_the_records_tell_most(table: DefectionTable) -> None:
    known = {row.person: row.renown for row in table.select(Selection())}
    best = sorted(known, key=lambda person: -known[person])[:40]
    assert {"kim-philby", "mikhail-baryshnikov", "viktor-belenko", "nadia-comaneci"} <= set(best)
