"""Finding and completing names, with no Discord around it."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Sequence

from benchmarks.figures import Line, Unit, each_timed, median_and_p99
from benchmarks.peers import beside_peers, peer_times
from bot.knowledge.codec import from_json, to_json
from bot.knowledge.library import Library
from bot.knowledge.loading import load
from bot.knowledge.name_analysis import Analysis, analysed
from bot.knowledge.names import NameIndex
from bot.knowledge.naming import descriptors, people_names, prose_words
from bot.knowledge.whole_names import WholeNames
from bot.knowledge.word_kinds import KindWords
from bot.settings import Settings

_MOST_NANOSECONDS = 0.5e6


async def measure_lookups(
    settings: Settings, sorts: Sequence[tuple[str, Sequence[str]]], typed: Sequence[str]
) -> list[Line]:
    """Look up each sort of query, beside the peers, then complete all that is ``typed``."""
    lines: list[Line] = []
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        await library.prepare()
        gc.freeze()  # as the running bot does when it has opened everything
        for sort, queries in sorts:
            taken = each_timed(library.find_person, queries)
            peers = dict(peer_times(library.people_spellings(), queries))
            lines += beside_peers(f"Finding {sort} ({len(queries):,})", taken, peers)
        taken = each_timed(library.complete_person, typed)
        what = f"Completing a beginning ({len(typed):,})"
        lines += median_and_p99(what, Unit.MICROSECONDS, taken, most_p99=_MOST_NANOSECONDS)
    lines.append(Line("Memory of the index of the bundled names", Unit.MEBIBYTES, _memory_of_index(settings)))
    return lines


def _memory_of_index(settings: Settings) -> int:
    """The bytes that the index of the people's names takes, made as the bot makes it."""
    dataset = load(settings.data)
    names, described = dataset.vocabulary.names, descriptors(dataset, prose_words(dataset))
    people = tuple(people_names(dataset))
    whole, analysis = to_json(WholeNames.of(people)), to_json(analysed(people, names))
    tracemalloc.start()
    index = NameIndex(from_json(whole, WholeNames), from_json(analysis, Analysis), KindWords.of(names), described)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del index
    return taken
