"""A file that is touched while the bot is connected, so that a container's health check can tell."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

INTERVAL = 15.0
"""Seconds between two beats."""

STALE_AFTER = 4 * INTERVAL
"""Seconds without a beat after which the bot counts as unhealthy."""


async def beat(file: Path, is_connected: Callable[[], bool]) -> None:
    """Touch ``file`` every `INTERVAL` seconds while ``is_connected``; runs until cancelled."""
    while True:
        if is_connected():
            file.touch()
        await asyncio.sleep(INTERVAL)


def is_healthy(file: Path) -> bool:
    """Whether ``file`` was touched lately."""
    try:
        return time.time() - file.stat().st_mtime < STALE_AFTER
    except FileNotFoundError:
        return False
