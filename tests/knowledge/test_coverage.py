"""data/COVERAGE.md tells what the records hold, and never falls behind them."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge import coverage
from bot.knowledge.dataset import Dataset
from bot.knowledge.loading import load
from tests.conftest import DATA
from tests.small_data import SmallData


def test_the_page_is_up_to_date(dataset: Dataset) -> None:
    page = (DATA / coverage.FILE).read_text(encoding="utf-8")
    assert page == coverage.coverage(dataset), "run `python -m bot check-data` and commit data/COVERAGE.md"


def test_the_page_counts_what_is_there(small_data: SmallData) -> None:
    page = coverage.coverage(load(small_data.folder))
    for line in (
        "| People | 1 |",
        "| Pilots and crews | 1 | 0 |",
        "| military | 1 |",
        "| completed | 1 |",
        "| 1970s | 1 |",
        "| Soviet Union | 1 |",
        "| United States | 1 |",
        "| flew an aircraft across | 1 |",
        "| day | 1 |",
        "| 1 | 1 | 1 |",
    ):
        assert f"\n{line}" in page


def test_the_page_names_what_is_thin(small_data: SmallData) -> None:
    title = "Resting on one publisher, or on copies of one text, alone"
    assert f"{title}: 1\n\nViktor Belenko (A newspaper)." in coverage.coverage(load(small_data.folder))
    small_data.replace('publisher = "A newspaper"', 'publisher = "Kiwix (copy of Wikipedia)"')
    assert f"{title}: 1\n\nViktor Belenko (Wikipedia)." in coverage.coverage(load(small_data.folder))


def test_every_collection_is_listed_where_the_data_is_explained(dataset: Dataset) -> None:
    explained = Path(DATA / "README.md").read_text(encoding="utf-8")
    for collection in dataset.collections.values():
        assert f"| `{collection.id}` | {collection.covers} | {collection.completeness} |" in explained


def test_no_collection_is_empty(dataset: Dataset) -> None:
    used = {key for record in dataset.records() for key in record.collections}
    assert used == set(dataset.collections)
