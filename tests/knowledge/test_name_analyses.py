"""The names are taken apart alike, whoever does it."""

from __future__ import annotations

import sys

import pytest

from bot.knowledge.codec import from_packed, from_packed_fields
from bot.knowledge.dataset import Dataset
from bot.knowledge.name_analyses import Names, packed_analyses
from bot.knowledge.name_analysis import Analysis
from bot.knowledge.name_indexes import OTHERS, PEOPLE
from bot.knowledge.name_types import Named
from bot.knowledge.whole_names import WholeNames


@pytest.fixture
def names(dataset: Dataset) -> Names:
    return Names(
        people=(Named("rudolf-nureyev", "Rudolf Nureyev", ("Rudolf Nureyev", "Рудольф Нуреев")),),
        others=(Named("Margot Fonteyn", "Margot Fonteyn", ("Margot Fonteyn",)),),
        words=dataset.vocabulary.names,
    )


def analyses(names: Names, *, beside: bool) -> dict[str, tuple[WholeNames, Analysis]]:
    with packed_analyses(lambda: names, is_worth_a_process=beside) as made:
        packed = made()
    return {
        name: (
            from_packed(packed[f"{name}_whole"], WholeNames),
            from_packed_fields(packed[f"{name}_analysis"], Analysis),
        )
        for name in (PEOPLE, OTHERS)
    }


def test_a_process_beside_makes_what_would_be_made_here(names: Names, capfd: pytest.CaptureFixture[str]) -> None:
    assert analyses(names, beside=True) == analyses(names, beside=False)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("program", ["/no/such/python", "/bin/false"])
def test_without_such_a_process_the_names_are_taken_apart_here(
    names: Names, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    assert analyses(names, beside=True) == analyses(names, beside=False)


def test_who_has_got_a_record_is_no_other(names: Names) -> None:
    named_twice = Named("Rudolf Nureyev", "Rudolf Nureyev", ("Rudolf Nureyev",))
    made = analyses(Names(names.people, (*names.others, named_twice), names.words), beside=False)
    assert made[OTHERS][0].names == ("Margot Fonteyn",)
