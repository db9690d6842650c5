"""The knowledge file made by a process of its own is the one that would be made here, and so is what goes wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.knowledge import building
from bot.knowledge.building_apart import ensure_built_apart
from bot.knowledge.library import Library
from bot.knowledge.mistakes import DataError, KnowledgeFileError
from bot.knowledge.up_to_date import is_up_to_date
from tests.small_data import SmallData


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "knowledge.sqlite3"


async def test_it_is_made_elsewhere(small_data: SmallData, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "make", lambda *_: pytest.fail("it was made here"))
    async with await Library.open(small_data.folder, file, built_apart=True) as library:
        assert library.find_person("Viktor Belenko").sure is not None
        small_data.replace("Belenko became a citizen.", "Belenko wrote a book about it.")
        newer = await library.newer(small_data.folder, file)
        assert newer is not None
        await newer.close()


async def test_mistakes_are_told_as_if_it_were_made_here(small_data: SmallData, file: Path) -> None:
    small_data.person.write_text("nonsense = 1", encoding="utf-8")
    with pytest.raises(DataError, match=r"viktor-belenko\.toml: nonsense"):
        await ensure_built_apart(small_data.folder, file)
    assert not is_up_to_date(small_data.folder, file)


async def test_a_place_that_takes_no_file_is_told(small_data: SmallData, tmp_path: Path) -> None:
    no_folder = tmp_path / "a file"
    no_folder.touch()
    with pytest.raises(KnowledgeFileError, match="KNOWLEDGE_FILE"):
        await ensure_built_apart(small_data.folder, no_folder / "knowledge.sqlite3")


@pytest.mark.parametrize("program", ["/no/such/python", "/bin/false"])
async def test_without_such_a_process_it_is_made_here(
    small_data: SmallData, file: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    await ensure_built_apart(small_data.folder, file)
    assert is_up_to_date(small_data.folder, file)
