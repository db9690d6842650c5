"""`python -m quality [names …]`: measures everything, or the sections named, and prints one after the other.

Figures are no tests: the exit code is 0. Only data with mistakes ends it with 1.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from bot.knowledge.library import Library
from bot.knowledge.mistakes import DataError
from bot.settings import read_settings
from quality import names, questions

Section = Callable[[Library], Awaitable[str]]
"""One subject measured: the opened knowledge -> the text to print."""

SECTIONS: dict[str, Section] = {"names": names.section, "questions": questions.section}


def main() -> int:
    """Measure on a knowledge file made for this run."""
    parser = argparse.ArgumentParser(prog="python -m quality", description="How well the bot finds and answers.")
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="what to measure; everything without it")
    chosen = parser.parse_args().sections or list(SECTIONS)
    try:
        asyncio.run(_print([SECTIONS[name] for name in chosen]))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def _print(sections: list[Section]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(read_settings(), knowledge_file=Path(folder) / "knowledge.sqlite3")
        async with await Library.open(settings.data, settings.knowledge_file) as library:
            for section in sections:
                print(await section(library), end="\n\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
