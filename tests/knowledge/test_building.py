"""The knowledge file: made when the data changes, swapped in whole, read by nobody half made."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge import building
from bot.knowledge.library import Library
from bot.knowledge.mistakes import DataError
from bot.knowledge.up_to_date import ensure_built
from bot.settings import HOME
from tests.small_data import SmallData


def test_unchanged_data_is_not_read_again(
    small_data: SmallData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "knowledge.sqlite3"
    ensure_built(small_data.folder, file)
    made = file.stat().st_mtime_ns
    monkeypatch.setattr(building, "make", lambda *_: pytest.fail("the data was read again"))
    ensure_built(small_data.folder, file)
    assert file.stat().st_mtime_ns == made


def test_a_start_with_unchanged_data_opens_no_toml(small_data: SmallData, tmp_path: Path) -> None:
    script = """
import asyncio, pathlib, sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
from bot.knowledge.library import Library

async def start():
    library = await Library.open(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    await library.close()

asyncio.run(start())
print(sum(name.endswith(".toml") for name in opened))
"""
    command = [sys.executable, "-c", script, str(small_data.folder), str(tmp_path / "knowledge.sqlite3")]
    first, second = (
        int(subprocess.run(command, cwd=HOME, capture_output=True, check=True, timeout=60).stdout) for _ in range(2)
    )
    assert first > 0
    assert second == 0


def test_files_that_were_only_touched_are_not_read_again(
    small_data: SmallData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "knowledge.sqlite3"
    ensure_built(small_data.folder, file)
    os.utime(small_data.person, (1, 1))
    monkeypatch.setattr(building, "make", lambda *_: pytest.fail("the data was read again"))
    ensure_built(small_data.folder, file)


async def test_changed_data_is_found_after_the_next_start(small_data: SmallData, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.sqlite3"
    async with await Library.open(small_data.folder, file) as before:
        small_data.replace("Belenko became a citizen.", "Belenko wrote a book about it.")
        async with await Library.open(small_data.folder, file) as after:
            old, new = await before.entry("viktor-belenko"), await after.entry("viktor-belenko")
    assert old is not None
    assert new is not None
    assert old.record.facts[0].text == "Belenko became a citizen."
    assert new.record.facts[0].text == "Belenko wrote a book about it."


def test_bad_data_leaves_the_old_file_as_it_was(small_data: SmallData, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.sqlite3"
    ensure_built(small_data.folder, file)
    before = file.read_bytes()
    small_data.replace('category = "military"', 'category = "soldiers"')
    with pytest.raises(DataError):
        ensure_built(small_data.folder, file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


def test_mistakes_are_told_though_a_process_is_taking_the_names_apart(
    small_data: SmallData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(building, "_MANY_PEOPLE", 1)
    small_data.replace('nationality = ["soviet-union"]', 'nationality = ["atlantis"]')
    with pytest.raises(DataError, match=r"people/viktor-belenko.toml: nationality: there is no place 'atlantis'"):
        ensure_built(small_data.folder, tmp_path / "knowledge.sqlite3")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0" + b"\0" * 100])
async def test_a_damaged_file_is_made_anew(small_data: SmallData, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "knowledge.sqlite3"
    file.write_bytes(content)
    async with await Library.open(small_data.folder, file) as library:
        assert await library.entry("viktor-belenko") is not None


async def test_a_built_file_alone_is_enough(small_data: SmallData, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.sqlite3"
    ensure_built(small_data.folder, file)
    async with await Library.open(tmp_path / "no-such-folder", file) as library:
        assert library.edition.people == 1


async def test_readers_never_see_half_a_build(small_data: SmallData, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.sqlite3"
    ensure_built(small_data.folder, file)
    for number in range(10):
        small_data.person.write_text(
            small_data.person.read_text(encoding="utf-8") + f"\n# {number}\n", encoding="utf-8"
        )
        building_now = asyncio.create_task(asyncio.to_thread(ensure_built, small_data.folder, file))
        while not building_now.done():
            uri = f"{file.resolve().as_uri()}?mode=ro"
            with sqlite3.connect(uri, uri=True) as connection:
                (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
            connection.close()
            assert count == 1
            await asyncio.sleep(0)
        await building_now
