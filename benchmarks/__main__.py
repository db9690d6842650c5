"""`python -m benchmarks [PART ...]`: measures everything, or those parts, and prints one table.

Timings are no tests: the exit code is 0. Only data with mistakes ends it with 1: then there is nothing to measure.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.answers import measure_answers
from benchmarks.daily import measure_daily
from benchmarks.figures import Line
from benchmarks.knowledge_file import measure_knowledge_file
from benchmarks.load import Load, as_people_ask, measure_load
from benchmarks.lookups import measure_lookups
from benchmarks.pictures import measure_pictures
from benchmarks.queries import prefixes, queries
from benchmarks.questions import measure_grown, measure_questions
from benchmarks.scale import SIZES, measure_scale
from benchmarks.served_starts import measure_served_starts
from benchmarks.table import table
from benchmarks.typical import typical_answer
from bot.knowledge.loading import load
from bot.knowledge.mistakes import DataError
from bot.knowledge.up_to_date import ensure_built
from bot.settings import Settings, read_settings

_PARTS = ("knowledge", "lookups", "scale", "questions", "grown", "answers", "pictures", "starts", "load", "daily")
_SOAK_SECONDS = 20


def main() -> int:
    """Measure on a copy of the data, so that it can be edited meanwhile."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures speed, memory and load.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(_PARTS)}; all without")
    parser.add_argument(
        "--soak", type=float, metavar="SECONDS", default=_SOAK_SECONDS, help="under load; 600 is thorough"
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - set(_PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(read_settings().data, data)
        settings = Settings(
            data=data,
            knowledge_file=Path(folder) / "knowledge.sqlite3",
            database_url=f"sqlite:///{folder}/guilds.sqlite3",
            shard_count=1,
        )
        try:
            print(table(list(_lines(settings, options.parts or _PARTS, options.soak))))
        except DataError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _lines(settings: Settings, parts: Sequence[str], soak: float) -> Iterator[Line]:
    dataset = load(settings.data)
    asked, typed = queries(dataset), prefixes(dataset)
    sorts = (
        ("an exact name", asked.exact),
        ("a misspelt name", asked.misspelt),
        ("a name in another script", asked.other_script),
        ("a stranger", asked.strangers),
        ("any of these", asked.all),
    )
    ensure_built(settings.data, settings.knowledge_file)
    if "knowledge" in parts:
        _say("making the knowledge file")
        yield from asyncio.run(measure_knowledge_file(settings))
    if "lookups" in parts:
        _say("looking up names")
        yield from asyncio.run(measure_lookups(settings, sorts, typed))
    if "scale" in parts:
        for size in SIZES:
            _say(f"looking up {size:,} names")
            yield from asyncio.run(measure_scale(size))
    if "questions" in parts:
        _say("answering questions")
        yield from asyncio.run(measure_questions(settings))
    if "grown" in parts:
        _say("answering questions from a hundred times the records")
        yield from asyncio.run(measure_grown(settings))
    if "answers" in parts:
        _say("answering")
        yield from measure_answers(settings, "exact names", asked.exact, typed)
        yield from measure_answers(settings, "misspelt names", asked.misspelt, [name[:5] for name in asked.misspelt])
    if "pictures" in parts:
        _say("drawing")
        yield from asyncio.run(measure_pictures(settings))
    if "starts" in parts:
        _say("starting")
        yield from asyncio.run(measure_served_starts(settings, asked.exact[0]))
    if "load" in parts:
        _say("answering many")
        names, typical = asyncio.run(typical_answer(settings, asked.exact))
        people = Load(as_people_ask(names), typed, typical, soak)
        yield from asyncio.run(measure_load(settings, people, settings.knowledge_file.parent))
    if "daily" in parts:
        _say("sending daily posts")
        yield from asyncio.run(measure_daily(settings, asked.exact[0], settings.knowledge_file.parent))


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"{what} …", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
