"""`python -m bot` on an event loop that logs whatever holds it up for ten milliseconds."""

from __future__ import annotations

import asyncio
import runpy
import sys

LONGEST_SECONDS = 0.010


class _WatchedLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__()
        self.set_debug(True)
        self.slow_callback_duration = LONGEST_SECONDS

    def set_debug(self, enabled: bool) -> None:
        """Stay in debug mode: `asyncio.run` would set what the environment says."""
        super().set_debug(True)


class _Policy(asyncio.DefaultEventLoopPolicy):
    _loop_factory = _WatchedLoop


if __name__ == "__main__":
    asyncio.set_event_loop_policy(_Policy())
    sys.argv = ["bot", "run"]
    runpy.run_module("bot", run_name="__main__")
