"""The search on many names, beside its peers: `python -m benchmarks.scale COUNT` prints what one size comes to.

Each size is a process of its own, so that its memory can be told and is given back.
"""

from __future__ import annotations

import asyncio
import gc
import random
import sys
from asyncio.subprocess import PIPE
from collections.abc import Iterator

import msgspec

from benchmarks.figures import Line, Samples, Unit, each_timed
from benchmarks.memory import resident_memory
from benchmarks.peers import beside_peers, peer_times
from benchmarks.queries import misspelt
from benchmarks.synthetic import synthetic_names
from bot.knowledge.loading import load
from bot.knowledge.name_analysis import analysed
from bot.knowledge.name_types import NameWords
from bot.knowledge.names import NameIndex
from bot.knowledge.whole_names import WholeNames
from bot.knowledge.word_kinds import KindWords
from bot.settings import HOME, read_settings

SIZES = (100_000, 1_000_000)
_QUERIES = 300
_MOST_COMPLETING = 10e6
_SEED = 1961


class Scale(msgspec.Struct, frozen=True):
    """What one size came to: nanoseconds, and the index's bytes where the system tells them."""

    count: int
    memory: int | None
    found: tuple[float, ...]
    completed: tuple[float, ...]
    peers: dict[str, tuple[float, ...]]


async def measure_scale(count: int) -> list[Line]:
    """Measure ``count`` names in a process of their own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.scale", str(count), cwd=HOME, stdout=PIPE
    )
    output, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"measuring {count} names ended with exit code {process.returncode}")
    return list(lines(msgspec.json.decode(output, type=Scale)))


def lines(scale: Scale) -> Iterator[Line]:
    """The lines of the table for one size."""
    names = f"{scale.count:,} names"
    found, completed = Samples.of(scale.found), Samples.of(scale.completed)
    yield from beside_peers(f"Finding in {names}", found, scale.peers)
    yield Line(f"Completing in {names}, median", Unit.MICROSECONDS, completed.median)
    yield Line(f"Completing in {names}, p99", Unit.MICROSECONDS, completed.p99, most=_MOST_COMPLETING)
    if scale.memory is not None:
        yield Line(f"Memory of the index of {names}", Unit.MEBIBYTES, scale.memory)


def measure(count: int, words: NameWords) -> Scale:
    """Make the index, look up and complete, and do the same with the peers one after the other."""
    chance = random.Random(_SEED)
    before = resident_memory()
    names = tuple(synthetic_names(count, words))
    index = NameIndex(WholeNames.of(names), analysed(names, words), KindWords.of(words))
    gc.collect()
    gc.freeze()
    after = resident_memory()
    picked = [index.spellings_of(record_id)[0] for record_id in chance.sample(index.ids, min(_QUERIES, count))]
    queries = [misspelt(name, chance) for name in picked]
    typed = [name[: chance.randrange(1, len(name))] for name in picked]
    found, completed = each_timed(index.find, queries), each_timed(index.complete, typed)
    spellings = {record_id: index.spellings_of(record_id) for record_id in index.ids}
    del index
    return Scale(
        count,
        None if before is None or after is None else after - before,
        found.values,
        completed.values,
        dict(peer_times(spellings, queries)),
    )


if __name__ == "__main__":
    scale = measure(int(sys.argv[1]), load(read_settings().data).vocabulary.names)
    sys.stdout.buffer.write(msgspec.json.encode(scale))
