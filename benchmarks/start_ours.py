"""One start of ours: `python -m benchmarks.start_ours NAME`, with the bot's settings in the environment."""

from __future__ import annotations

import sys

import bot.__main__  # noqa: F401  # what the command line imports is part of every start
from benchmarks.start import start_and_tell
from bot.app import DefectionBot
from bot.settings import read_settings

if __name__ == "__main__":
    start_and_tell(DefectionBot(read_settings()), "defector", "name", sys.argv[1])
