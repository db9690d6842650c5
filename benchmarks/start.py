"""What one process does to be measured: it starts a bot, says when that was ready, and asks it once."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from time import monotonic_ns

import discord

from benchmarks.simulated import person_in, ready

_STATUS = Path("/proc/self/status")


def start_and_tell(bot: discord.Client, command: str, option: str, name: str) -> None:
    """Print when ``bot`` was ready, by the clock that all processes share, and the memory then and after an answer."""
    print(json.dumps(asyncio.run(_start(bot, command, option, name))))


async def _start(bot: discord.Client, command: str, option: str, name: str) -> dict[str, int | None]:
    async with ready(bot) as env:
        told: dict[str, int | None] = {"ready": monotonic_ns(), "memory_when_ready": _resident_memory()}
        await person_in(env, command, option).ask(name)
        told["memory_after_answer"] = _resident_memory()
    return told


def _resident_memory() -> int | None:
    """The bytes of this process that are in memory; None where the system does not tell."""
    if not _STATUS.exists():
        return None
    lines = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines())
    return int(lines["VmRSS"].split()[0]) * 1024
