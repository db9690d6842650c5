"""What was asked last, so that "and where did he end up?" is understood: in memory only, and not for long."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

import msgspec

from bot.knowledge.asking.query import Query

KEPT_SECONDS = 600.0
"""How long a question can be followed up."""

MOST_KEPT = 10_000
"""Questions kept at once; the oldest are forgotten first."""


class _Asked(msgspec.Struct, frozen=True):
    query: Query
    at: float


class Conversations:
    """The last answered question of each thread of talk, which is whatever hashable key the caller takes for one.

    None is no thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds that only go up."""
        self._clock = clock
        self._asked: OrderedDict[Hashable, _Asked] = OrderedDict()

    def note(self, query: Query, *threads: Hashable) -> None:
        """From now on ``query`` is what a follow-up in any of ``threads`` means."""
        for thread in threads:
            if thread is None:
                continue
            self._asked[thread] = _Asked(query, self._clock())
            self._asked.move_to_end(thread)
        while len(self._asked) > MOST_KEPT:
            self._asked.popitem(last=False)

    def last(self, *threads: Hashable) -> Query | None:
        """What was asked last in the first of ``threads`` in which anything was, at most `KEPT_SECONDS` ago."""
        for thread in threads:
            asked = self._asked.get(thread)
            if asked is not None and self._clock() - asked.at <= KEPT_SECONDS:
                return asked.query
        return None
