"""Which record a server is told next: none twice before all others have come, and in a new order each round."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence

import msgspec


class Candidates(msgspec.Struct, frozen=True):
    """What a post may be about: ``pool`` is everything that fits its topics, ``anniversaries`` those of its day."""

    pool: Sequence[str]
    anniversaries: Sequence[str] = ()


class Told(msgspec.Struct, frozen=True):
    """What a server was told: each record's round, from 1, and the record that came last."""

    rounds: Mapping[str, int]
    last: str | None = None


class Choice(msgspec.Struct, frozen=True):
    """The record, and the round that it belongs to."""

    record_id: str
    round: int


def choose(candidates: Candidates, told: Told, taken: Collection[str], guild_id: int) -> Choice | None:
    """The record for a post; None when there is no candidate.

    An anniversary comes first, even if it was told before. What other posts of the server that are not yet sent
    have ``taken`` is left to them where there is a choice.
    """
    if not candidates.pool:
        return None
    newest = max((told.rounds.get(record_id, 0) for record_id in candidates.pool), default=0)

    def done(record_id: str) -> int:
        # What is new to the data joins the round that is under way: it need not catch up on all earlier ones.
        return max(told.rounds.get(record_id, 0), newest - 1)

    offered = candidates.anniversaries or candidates.pool
    free = [record_id for record_id in offered if record_id not in taken] or list(offered)
    fewest = min(map(done, free))
    ready = [record_id for record_id in free if done(record_id) == fewest]
    if len(ready) > 1:  # the last of one round is not the first of the next
        ready = [record_id for record_id in ready if record_id != told.last]
    picked = min(ready, key=lambda record_id: _place(guild_id, fewest + 1, record_id))
    return Choice(picked, fewest + 1)


def _place(guild_id: int, number: int, record_id: str) -> bytes:
    """Where a record stands in a server's round: as good as chance, and the same whoever asks."""
    return hashlib.blake2b(f"{guild_id} {number} {record_id}".encode(), digest_size=8).digest()
