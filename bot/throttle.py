"""How often one person, and one server, may ask for what is costly."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic

import msgspec


class Allowance(msgspec.Struct, frozen=True):
    """``burst`` times at once, and from then on one more every ``seconds``."""

    burst: int
    seconds: float


PERSON = Allowance(burst=10, seconds=6.0)
SERVER = Allowance(burst=60, seconds=0.5)
MOST_KEPT = 10_000
"""People and servers that are remembered: a few megabytes. Whoever asked longest ago is forgotten first."""


class Throttle:
    """Token buckets in memory: each process counts what its own shards get.

    A bucket is only the moment at which it will be full again, which is all that is kept of anybody.
    """

    def __init__(self, clock: Callable[[], float] = monotonic, most: int = MOST_KEPT) -> None:
        self._clock = clock
        self._most = most
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()

    def wait(self, user_id: int, guild_id: int | None) -> float:
        """Take one from the person's bucket and the server's; 0 if both had one, else in how many seconds they will."""
        buckets = [(("user", user_id), PERSON)]
        if guild_id is not None:
            buckets.append((("guild", guild_id), SERVER))
        now = self._clock()
        wait = max(self._missing(key, allowance, now) for key, allowance in buckets)
        if wait <= 0:
            for key, allowance in buckets:
                self._full_at[key] = max(self._full_at.get(key, now), now) + allowance.seconds
                self._full_at.move_to_end(key)
            while len(self._full_at) > self._most:
                self._full_at.popitem(last=False)
        return max(wait, 0.0)

    def __len__(self) -> int:
        """How many buckets are kept."""
        return len(self._full_at)

    def _missing(self, key: Hashable, allowance: Allowance, now: float) -> float:
        """Seconds until the bucket has one; negative or 0 if it has."""
        full_at = self._full_at.get(key, now)
        return full_at - now - (allowance.burst - 1) * allowance.seconds
