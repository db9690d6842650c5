"""What is read at once, and what is read or made when it is first asked for."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge import store
from bot.knowledge.library import Library
from bot.knowledge.up_to_date import ensure_built
from bot.settings import HOME
from tests.small_data import SmallData

_SCRIPT = """
import asyncio, pathlib, sys
from bot.knowledge.library import Library

async def look_up():
    async with await Library.open(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])) as library:
        for name in sys.argv[3:]:
            finding = library.find_person(name)
            print(finding.sure.id, library.is_prepared, "rapidfuzz" in sys.modules)

asyncio.run(look_up())
"""


async def test_entries_that_are_not_held_are_read_when_they_are_asked_for(
    small_data: SmallData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "knowledge.sqlite3"
    async with await Library.open(small_data.folder, file) as holding:
        monkeypatch.setattr(store, "_ENTRIES_HELD", 0)
        async with await Library.open(small_data.folder, file) as reading:
            held, read = await holding.entry("viktor-belenko"), await reading.entry("viktor-belenko")
    assert held is not None
    assert read is not None
    assert (read.record, read.related) == (held.record, held.related)


def test_whoever_gives_a_very_name_is_answered_without_the_indexes(small_data: SmallData, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.sqlite3"
    ensure_built(small_data.folder, file)  # here, for that takes all that names need
    command = [sys.executable, "-c", _SCRIPT, str(small_data.folder), str(file), "VIKTOR BELENKO", "viktor belenco"]
    output = subprocess.run(command, cwd=HOME, capture_output=True, check=True, timeout=60, text=True).stdout
    assert output.splitlines() == ["viktor-belenko False False", "viktor-belenko False True"]


async def test_many_who_ask_at_once_wait_for_the_same_indexes(small_data: SmallData, tmp_path: Path) -> None:
    async with await Library.open(small_data.folder, tmp_path / "knowledge.sqlite3") as library:
        await asyncio.gather(*(library.prepare() for _ in range(20)))
        assert library.is_prepared
        assert library.complete_person("bel")[0].id == "viktor-belenko"
