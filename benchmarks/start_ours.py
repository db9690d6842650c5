"""One start of ours: `python -m benchmarks.start_ours NAME`, with the bot's settings in the environment."""

from __future__ import annotations

import sys

from benchmarks.start import start_and_tell
from bot.__main__ import read_settings  # with all that the bot's own command line imports
from bot.app import DefectionBot

if __name__ == "__main__":
    start_and_tell(DefectionBot(read_settings()), "defector", "name", sys.argv[1])
