"""The log of missed questions keeps what was recognised, and neither words nor who asked; it is off by default."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import missed_questions
from bot.knowledge.library import Library
from bot.missed_questions import MissedQuestions
from bot.settings import Settings

MISSED = "What did Belenko whisper to zorblaxian penguins?"


async def test_what_was_recognised_is_kept_and_no_word_of_the_rest(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "logs" / "missed.jsonl"
    missed = MissedQuestions(file)
    answer = await library.ask(MISSED)
    assert not answer.answered
    await missed.note(answer)
    await missed.note(answer)
    first, second = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    assert first == second
    assert "viktor-belenko" in first["records"]
    assert "zorblaxian" not in file.read_text(encoding="utf-8")


async def test_what_was_answered_is_not_kept(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "missed.jsonl"
    answer = await library.ask("Who flew a MiG-25 to Japan?")
    assert answer.answered
    await MissedQuestions(file).note(answer)
    assert not file.exists()


async def test_it_is_off_by_default(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    assert Settings().missed_questions_file is None
    await MissedQuestions(None).note(await library.ask(MISSED))
    assert not caplog.text


async def test_the_file_does_not_grow_without_end(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missed_questions, "MOST_BYTES", 1000)
    missed = MissedQuestions(tmp_path / "missed.jsonl")
    answer = await library.ask(MISSED)
    for _ in range(100):
        await missed.note(answer)
    assert 0 < (tmp_path / "missed.jsonl").stat().st_size <= 1000


async def test_a_file_that_cannot_be_written_keeps_nobody_from_an_answer(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    await MissedQuestions(tmp_path / "file" / "missed.jsonl").note(await library.ask(MISSED))
    assert "not noted" in caplog.text
