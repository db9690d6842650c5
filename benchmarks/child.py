"""One start in a process of its own: `python -m benchmarks.child ours|floor DATA KNOWLEDGE_FILE NAME`.

Prints when the bot was ready, by the clock that all processes share, and its memory
then and after one answer. The floor imports nothing of ours.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from time import monotonic_ns

from discord.ext import commands

from benchmarks import floor
from benchmarks.simulated import person_in, ready

_STATUS = Path("/proc/self/status")


def _ours(data: Path, knowledge_file: Path) -> commands.Bot:
    # What the bot's own command line imports is part of its start.
    from bot import __main__ as _
    from bot.app import DefectionBot
    from bot.settings import Settings

    return DefectionBot(Settings(data=data, knowledge_file=knowledge_file))


def resident_memory() -> int | None:
    """The bytes of this process that are in memory; None where the system does not tell."""
    if not _STATUS.exists():
        return None
    lines = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines() if ":" in line)
    return int(lines["VmRSS"].split()[0]) * 1024


async def _start(side: str, data: Path, knowledge_file: Path, name: str) -> dict[str, int | None]:
    is_ours = side == "ours"
    bot = _ours(data, knowledge_file) if is_ours else floor.least_bot()
    command, option = ("defector", "name") if is_ours else (floor.COMMAND, floor.OPTION)
    async with ready(bot) as env:
        told: dict[str, int | None] = {"ready": monotonic_ns(), "memory_when_ready": resident_memory()}
        await person_in(env, command, option).ask(name)
        told["memory_after_answer"] = resident_memory()
    return told


if __name__ == "__main__":
    side, data, knowledge_file, name = sys.argv[1:]
    print(json.dumps(asyncio.run(_start(side, Path(data), Path(knowledge_file), name))))
