"""Making the knowledge file from all records, beside parsing their TOML alone; and opening it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

import tomli

from benchmarks.figures import Line, Samples, Unit
from bot.knowledge.library import Library
from bot.knowledge.up_to_date import ensure_built
from bot.settings import Settings

_BUILDS = 3
_OPENINGS = 9
_MOST_NANOSECONDS = 3e9


async def measure_knowledge_file(settings: Settings) -> list[Line]:
    """Make the file several times anew, and open the one that is there several times."""
    made, parsed = [], []
    for _ in range(_BUILDS):
        made.append(_timed(lambda: _make_anew(settings)))
        parsed.append(_timed(lambda: _parse(settings.data)))
    opened, file_read = [], []
    for _ in range(_OPENINGS):
        start = perf_counter_ns()
        library = await Library.open(settings.data, settings.knowledge_file)
        opened.append(perf_counter_ns() - start)
        await library.close()
        file_read.append(_timed(settings.knowledge_file.read_bytes))
    return [
        Line(
            "Making the knowledge file (floor: parsing the TOML)",
            Unit.SECONDS,
            Samples.of(made).median,
            Samples.of(parsed).median,
            most=_MOST_NANOSECONDS,
        ),
        Line(
            "Opening it unchanged (floor: reading its bytes)",
            Unit.MILLISECONDS,
            Samples.of(opened).median,
            Samples.of(file_read).median,
        ),
    ]


def _timed(work: Callable[[], object]) -> int:
    start = perf_counter_ns()
    work()
    return perf_counter_ns() - start


def _make_anew(settings: Settings) -> None:
    settings.knowledge_file.unlink(missing_ok=True)
    ensure_built(settings.data, settings.knowledge_file)


def _parse(data: Path) -> None:
    for file in data.rglob("*.toml"):
        tomli.loads(file.read_text(encoding="utf-8"))
