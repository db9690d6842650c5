"""`python -m benchmarks`: measures everything and prints one table. Timings are no tests: the exit code is 0.

Only data with mistakes ends it with 1: then there is nothing to measure.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.answers import measure_answers
from benchmarks.figures import Line
from benchmarks.knowledge_file import measure_knowledge_file
from benchmarks.lookups import measure_lookups
from benchmarks.queries import prefixes, queries
from benchmarks.starts import measure_starts
from benchmarks.table import table
from bot.knowledge.loading import load
from bot.knowledge.mistakes import DataError
from bot.settings import Settings, read_settings


def main() -> int:
    """Measure on a copy of the data, so that it can be edited meanwhile."""
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
            print(table(list(_lines(settings))))
        except DataError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _lines(settings: Settings) -> Iterator[Line]:
    dataset = load(settings.data)
    asked, typed = queries(dataset), prefixes(dataset)
    sorts = (
        ("an exact name", asked.exact),
        ("a misspelt name", asked.misspelt),
        ("a name in another script", asked.other_script),
        ("a stranger", asked.strangers),
        ("any of these", asked.all),
    )
    _say("making the knowledge file")
    yield from asyncio.run(measure_knowledge_file(settings))
    _say("looking up names")
    yield from asyncio.run(measure_lookups(settings, sorts, typed))
    _say("starting")
    yield from asyncio.run(measure_starts(settings, asked.exact[0]))
    _say("answering")
    yield from measure_answers(settings, "exact names", asked.exact, typed)
    yield from measure_answers(settings, "misspelt names", asked.misspelt, [name[:5] for name in asked.misspelt])


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"{what} …", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
