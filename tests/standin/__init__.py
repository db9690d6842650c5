"""A small stand-in for Discord on 127.0.0.1: the REST routes and the gateway that the bot needs, and what goes wrong.

It knows what SimCord does not: sockets, nonces, rate limits, the three-second deadline, closed
connections and shards. It records all that the bot sends, and holds it against Discord's own
description of its API (DISCORD_OPENAPI names the file; without it that check is left out) and
against the documented limits; what breaks them stands in `StandIn.violations`.
"""

from tests.standin.server import StandIn

__all__ = ["StandIn"]
