"""Finding and completing names, with no Discord around it."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from benchmarks.figures import Line, Unit, each_timed, median_and_p99
from benchmarks.peers import beside_peers, peer_times
from bot.knowledge.library import Library
from bot.settings import Settings

_MOST_NANOSECONDS = 0.5e6


async def measure_lookups(
    settings: Settings, sorts: Sequence[tuple[str, Sequence[str]]], typed: Sequence[str]
) -> list[Line]:
    """Look up each sort of query, beside the peers, then complete all that is ``typed``."""
    lines: list[Line] = []
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        gc.freeze()  # as the running bot does when it has opened everything
        for sort, queries in sorts:
            taken = each_timed(library.find_person, queries)
            peers = dict(peer_times(library.people_spellings(), queries))
            lines += beside_peers(f"Finding {sort} ({len(queries):,})", taken, peers)
        taken = each_timed(library.complete_person, typed)
        what = f"Completing a beginning ({len(typed):,})"
        lines += median_and_p99(what, Unit.MICROSECONDS, taken, most_p99=_MOST_NANOSECONDS)
    return lines
