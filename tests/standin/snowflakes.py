"""Discord's ids: https://discord.com/developers/docs/reference#snowflakes."""

from __future__ import annotations

import itertools
import time

DISCORD_EPOCH = 1_420_070_400_000
"""Milliseconds since 1970 at which Discord's ids begin."""

_increments = itertools.count()


def snowflake() -> int:
    """A new id, made now."""
    return (time.time_ns() // 1_000_000 - DISCORD_EPOCH) << 22 | next(_increments) % 4096


def guild_snowflake(number: int) -> int:
    """The id of the ``number``th guild: made a millisecond after the one before, so that shards take turns."""
    return (200_000_000_000 + number) << 22


def shard_of(guild_id: int | None, shard_count: int) -> int:
    """The shard that gets a guild's events; direct messages come to the first.

    https://discord.com/developers/docs/events/gateway#sharding
    """
    return 0 if guild_id is None else (guild_id >> 22) % shard_count
