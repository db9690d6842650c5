"""The names are taken apart alike, whoever does it."""

from __future__ import annotations

import sys

import pytest
from msgspec.structs import replace

from bot.knowledge import name_analyses
from bot.knowledge.codec import from_packed, from_packed_fields
from bot.knowledge.dataset import Dataset
from bot.knowledge.name_analyses import NameLists, names_beside
from bot.knowledge.name_analysis import Analysis
from bot.knowledge.name_indexes import NAME_SETS, OTHERS, PEOPLE
from bot.knowledge.name_types import OtherNames
from bot.knowledge.whole_names import WholeNames


@pytest.fixture
def few(dataset: Dataset) -> Dataset:
    """One person of the bundled ones; and two well-known others, of whom one is that person."""
    others = OtherNames(given_name_first=("Margot Fonteyn", "Rudolf Nureyev"), family_name_first=())
    nureyev = dataset.people["rudolf-nureyev"]
    vocabulary = replace(dataset.vocabulary, others=others)
    return replace(dataset, people={nureyev.id: nureyev}, terms={}, topics={}, vocabulary=vocabulary)


def packed(dataset: Dataset, *, beside: bool) -> NameLists:
    with names_beside(is_worth_a_process=beside) as begin:
        return begin(dataset)()


def analyses(dataset: Dataset, *, beside: bool) -> dict[str, tuple[WholeNames, Analysis]]:
    names = packed(dataset, beside=beside)
    return {
        name: (
            from_packed(names[f"{name}_whole"], WholeNames),
            from_packed_fields(names[f"{name}_analysis"], Analysis),
        )
        for name in NAME_SETS
    }


def test_a_process_beside_makes_what_would_be_made_here(few: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    made_here = analyses(few, beside=False)
    monkeypatch.setattr(name_analyses, "packed_names", lambda _: pytest.fail("the names were taken apart here"))
    assert analyses(few, beside=True) == made_here


@pytest.mark.parametrize("program", ["/no/such/python", "/bin/false"])
def test_without_such_a_process_the_names_are_taken_apart_here(
    few: Dataset, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    assert analyses(few, beside=True) == analyses(few, beside=False)


def test_who_has_got_a_record_is_no_other(few: Dataset) -> None:
    made = analyses(few, beside=False)
    assert made[PEOPLE][0].names == ("Rudolf Nureyev",)
    assert made[OTHERS][0].names == ("Margot Fonteyn",)
