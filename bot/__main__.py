"""The command line."""

import sys
from pathlib import Path

from bot.knowledge.loading import load
from bot.knowledge.mistakes import DataError

try:
    d = load(Path("data"))
except DataError as error:
    print(error)
    sys.exit(1)
print(len(d.people), "people", len(d.terms), "terms", len(d.topics), "topics")
