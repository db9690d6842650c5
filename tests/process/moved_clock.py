"""`python -m bot` by a clock that a test moves: it is off by as many seconds as a file says just now."""

from __future__ import annotations

import os
import runpy
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import discord

from bot.guilds import clock

OFFSET_FILE = "MOVED_CLOCK_FILE"
"""The variable of the environment that names the file."""


def _offset() -> float:
    return float(Path(os.environ[OFFSET_FILE]).read_text(encoding="utf-8") or 0)


def _moved(now: Callable[[], datetime]) -> Callable[[], datetime]:
    return lambda: now() + timedelta(seconds=_offset())


def _move() -> None:
    seconds = time.time
    mock.patch.object(clock, "utc_now", _moved(clock.utc_now)).start()
    mock.patch.object(discord.utils, "utcnow", _moved(discord.utils.utcnow)).start()
    mock.patch.object(time, "time", side_effect=lambda: seconds() + _offset()).start()


if __name__ == "__main__":
    _move()
    sys.argv = ["bot", "run"]
    runpy.run_module("bot", run_name="__main__")
