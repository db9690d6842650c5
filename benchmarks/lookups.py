"""Finding and completing names, with no Discord around it."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.figures import Line, Unit, each_timed, median_and_p99
from bot.knowledge.library import Library
from bot.settings import Settings

_MOST_NANOSECONDS = 1e6


async def measure_lookups(
    settings: Settings, sorts: Sequence[tuple[str, Sequence[str]]], typed: Sequence[str]
) -> list[Line]:
    """Look up each sort of query, then complete all that is ``typed``."""
    lines = []
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        for sort, queries in sorts:
            taken = each_timed(library.find_person, queries)
            lines += median_and_p99(f"Finding {sort} ({len(queries):,})", Unit.MICROSECONDS, taken)
        taken = each_timed(library.complete_person, typed)
        what = f"Completing a beginning ({len(typed):,})"
        lines += median_and_p99(what, Unit.MICROSECONDS, taken, most_p99=_MOST_NANOSECONDS)
    return lines
