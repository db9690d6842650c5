"""One start of the floor: `python -m benchmarks.start_floor NAME`. It imports nothing of the bot's."""

from __future__ import annotations

import sys

from benchmarks.floor import COMMAND, OPTION, least_bot
from benchmarks.start import start_and_tell

if __name__ == "__main__":
    start_and_tell(least_bot(), COMMAND, OPTION, sys.argv[1])
