"""backup and restore: what servers have chosen and done, to a file and back."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot.guilds.clock import utc_now
from bot.guilds.copying import back_up
from bot.guilds.copying import restore as restore_from
from bot.settings import Settings


def backup(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot backup PATH`: also while the bot runs. Raises DatabaseError."""
    count = asyncio.run(back_up(settings.database_url, Path(options.path)))
    print(f"{options.path}: {count} rows")
    return 0


def restore(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot restore PATH`: also while the bot runs, which notices within minutes. Raises DatabaseError."""
    count = asyncio.run(restore_from(settings.database_url, Path(options.path), utc_now()))
    print(f"{count} rows are back from {options.path}")
    return 0
