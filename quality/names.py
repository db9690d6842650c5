"""The search by name, on the queries of tests/names, beside its peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.knowledge.library import Library
from quality.engines import MOST_HITS, Engine
from quality.outcomes import OWN, Measured, Ours, measure
from quality.peers import peers
from quality.queries import Split, name_queries
from quality.table import columns


async def section(library: Library) -> str:
    """Ours and every peer, on what the search was tuned to and on what it was not."""
    engines: list[Engine] = [Ours(library), *peers(library.people_spellings())]
    return "\n\n".join(_tables(split, [measure(engine, name_queries(split)) for engine in engines]) for split in Split)


def _tables(split: Split, engines: Sequence[Measured]) -> str:
    return f"{columns(list(_overall(split, engines)))}\n\n{columns(list(_by_kind(engines)))}"


def _overall(split: Split, engines: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    yield f"Names, {split}", "hit at 1", f"hit at {MOST_HITS}", "or suggested", "refusal", "mean", "cut-off"
    for each in engines:
        figures = (each.share(1), each.share(MOST_HITS), each.shown, each.refusal, each.mean)
        cut_off = "–" if each.cut_off == OWN else f"{each.cut_off:.3g}"
        yield each.engine, *(f"{figure:.3f}" for figure in figures), cut_off


def _by_kind(engines: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    yield "Right, by kind", "queries", *(each.engine for each in engines)
    kinds = Counter(outcome.query.kind for outcome in engines[0].outcomes)
    for kind, count in kinds.items():
        yield kind, str(count), *(f"{each.right(kind):.3f}" for each in engines)
