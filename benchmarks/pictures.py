"""Pictures: a hundred different ones, as they are drawn and as they are kept, and what they take.

The floor of drawing is the same scene drawn in this process, with nothing between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Sequence
from itertools import islice
from time import perf_counter_ns, thread_time_ns

from benchmarks.figures import Line, Samples, Unit
from benchmarks.memory import resident_memory
from bot.display.pictures.composing import timeline_of, world_of
from bot.display.pictures.scenes import Scene
from bot.display.pictures.studio import MOST_BYTES, Studio
from bot.knowledge.facets import FacetKind
from bot.knowledge.landmarks import Event, landmarks
from bot.knowledge.library import Library
from bot.knowledge.selection import DefectionTable, Selection
from bot.knowledge.wording import Wording
from bot.settings import Settings

_PICTURES = 100
_IN_TURN = 30
_SETTLED = 20
"""Pictures after which a process has imported and made whatever it keeps."""

_TICK = 0.001
_LONGEST_WORK = 10e6
_MOST_TIMES_FLOOR = 1.5
_MOST_GROWTH = 8 * 2**20


async def measure_pictures(settings: Settings) -> list[Line]:
    """Draw a hundred different pictures, ask for the last again and again, and draw some here and there in turn."""
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        table, events = await library.defections(), await landmarks(library)
        scenes = list(islice(_scenes(table, library.wording, events), _PICTURES))
    studio, loop = Studio(), _LoopWork()
    try:
        first = await loop.watched(_timed(studio, scenes[0]))
        new = [await loop.watched(_timed(studio, scene)) for scene in scenes[1:_SETTLED]]
        before = resident_memory(), resident_memory(studio.process_id)
        new += [await loop.watched(_timed(studio, scene)) for scene in scenes[_SETTLED:]]
        after = resident_memory(), resident_memory(studio.process_id)
        kept = Samples.of([await _timed(studio, scenes[-1]) for _ in range(1000)])
        kept_bytes = studio.kept_bytes
    finally:
        await studio.close()
    there, here = await _in_turn(scenes[:_IN_TURN])
    drawn = Samples.of(new)
    return [
        Line("First picture, with the start of the process that draws", Unit.MILLISECONDS, first),
        Line("A new picture, median", Unit.MILLISECONDS, drawn.median),
        Line("A new picture, p95", Unit.MILLISECONDS, drawn.p95),
        Line("The same in turn, median", Unit.MILLISECONDS, there.median, here.median, _MOST_TIMES_FLOOR),
        Line("A kept picture, median", Unit.MICROSECONDS, kept.median),
        Line("A kept picture, p95", Unit.MICROSECONDS, kept.p95),
        Line("Longest work on the event loop meanwhile", Unit.MILLISECONDS, loop.longest, most=_LONGEST_WORK),
        Line(f"Kept after {_PICTURES} pictures", Unit.MEBIBYTES, kept_bytes, most=MOST_BYTES + 1),
        *_growth("The bot", before[0], after[0]),
        *_growth("The process that draws", before[1], after[1]),
    ]


async def _in_turn(scenes: Sequence[Scene]) -> tuple[Samples, Samples]:
    """Each of ``scenes`` drawn in a studio and in this process, the first of which only warms both up."""
    studio = Studio()
    try:
        pairs = [(await _timed(studio, scene), _drawn_here(scene)) for scene in scenes][1:]
    finally:
        await studio.close()
    return Samples.of(there for there, _ in pairs), Samples.of(here for _, here in pairs)


def _scenes(table: DefectionTable, wording: Wording, events: tuple[Event, ...]) -> Iterator[Scene]:
    """Timelines and maps of everything and by country, occupation, decade and way, each another."""
    kinds = (FacetKind.CATEGORY, FacetKind.FROM, FacetKind.DECADE, FacetKind.METHOD, FacetKind.OCCUPATION)
    selections = [Selection(), *(Selection.of(facet) for kind in kinds for facet in table.facets(kind))]
    for selection in selections:
        rows = table.select(selection)
        for scene in (timeline_of(selection.key, rows, events), world_of(selection.key, rows, wording.places)):
            if scene is not None:
                yield scene


async def _timed(studio: Studio, scene: Scene) -> int:
    start = perf_counter_ns()
    await studio.picture(scene)
    return perf_counter_ns() - start


def _drawn_here(scene: Scene) -> int:
    from bot.display.pictures.drawing import draw  # noqa: PLC0415  # not before: the bot never imports matplotlib

    start = perf_counter_ns()
    draw(scene)
    return perf_counter_ns() - start


class _LoopWork:
    """How long the event loop worked without looking up, by the processor's time: what else runs does not count."""

    def __init__(self) -> None:
        self.longest = 0

    async def watched(self, work: Awaitable[int]) -> int:
        """The outcome of ``work``, during which the loop had something to do every millisecond."""
        task = asyncio.create_task(self._tick())
        try:
            return await work
        finally:
            task.cancel()

    async def _tick(self) -> None:
        while True:
            start = thread_time_ns()
            await asyncio.sleep(_TICK)
            self.longest = max(self.longest, thread_time_ns() - start)


def _growth(who: str, before: int | None, after: int | None) -> Iterator[Line]:
    if before is not None and after is not None:
        what = f"{who}'s growth over the last {_PICTURES - _SETTLED} of {_PICTURES} pictures"
        yield Line(what, Unit.MEBIBYTES, max(0, after - before), most=_MOST_GROWTH)
        yield Line(f"{who}'s memory after {_PICTURES} pictures", Unit.MEBIBYTES, after)
