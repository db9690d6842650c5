"""What goes wrong, for as many requests as a test says."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from aiohttp import web

from tests.standin.exchanges import Request
from tests.standin.rest import answer

Before = Callable[[Request], Awaitable[web.StreamResponse | None]]
After = Callable[[Request], Awaitable[None]]


async def _nothing_before(_: Request) -> web.StreamResponse | None:
    return None


async def _nothing_after(_: Request) -> None:
    return None


class ConnectionDroppedError(Exception):
    """The connection is closed instead of answered."""


@dataclass
class Fault:
    """For the next ``times`` requests whose name is like ``route`` (`*` is anything; `*` alone is every request).

    ``before`` comes before the request has an effect and may answer in its place; ``after`` comes between
    the effect and the answer. Either may raise ConnectionDroppedError, and ``after`` a DiscordError to answer with.
    """

    route: str
    times: int = 1
    before: Before = _nothing_before
    after: After = _nothing_after
    met: int = 0
    """How many requests it has met."""

    def takes(self, request: Request) -> bool:
        """Whether it meets ``request``; it is used up by one if it does."""
        if self.met >= self.times or not fnmatchcase(request.name, self.route):
            return False
        self.met += 1
        return True


ALWAYS = 1_000_000_000
"""For `Fault.times`: until it is taken away."""


def status(route: str, code: int, *, times: int = 1) -> Fault:
    """Answer with a bare status, as a failing server or something before it does."""

    async def before(_: Request) -> web.StreamResponse:
        return answer({"message": f"{code}: the stand-in was told to fail", "code": 0}, code)

    return Fault(route, times, before)


def expired(route: str, *, times: int = 1) -> Fault:
    """Answer that the interaction is no longer known, as three seconds after it came."""

    async def before(_: Request) -> web.StreamResponse:
        return answer({"message": "Unknown interaction", "code": 10062}, 404)

    return Fault(route, times, before)


def rate_limit(route: str, retry_after: float, *, everywhere: bool = False, times: int = 1) -> Fault:
    """Answer 429 as Discord documents it, for the route or, with ``everywhere``, for the whole application.

    https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit
    """

    async def before(_: Request) -> web.StreamResponse:
        return too_many(retry_after, everywhere=everywhere)

    return Fault(route, times, before)


def slow(route: str, seconds: float, *, times: int = 1) -> Fault:
    """Take the effect at once and answer late."""

    async def after(_: Request) -> None:
        await asyncio.sleep(seconds)

    return Fault(route, times, after=after)


def drop(route: str, *, after_effect: bool, times: int = 1) -> Fault:
    """Close the connection without an answer, before or after the effect."""

    async def dropped(_: Request) -> None:
        raise ConnectionDroppedError

    async def before(_: Request) -> web.StreamResponse | None:
        raise ConnectionDroppedError

    return Fault(route, times, after=dropped) if after_effect else Fault(route, times, before)


def hold(route: str, *, after_effect: bool, times: int = 1) -> tuple[Fault, asyncio.Event, asyncio.Event]:
    """Stop a request: gives the fault, what is set when a request is there, and what lets it go on when set.

    A test kills the bot between the two.
    """
    reached, released = asyncio.Event(), asyncio.Event()

    async def held(_: Request) -> None:
        reached.set()
        await released.wait()

    async def before(request: Request) -> web.StreamResponse | None:
        await held(request)
        return None

    fault = Fault(route, times, after=held) if after_effect else Fault(route, times, before)
    return fault, reached, released


def too_many(retry_after: float, *, everywhere: bool) -> web.Response:
    """The answer 429."""
    headers = {
        "Retry-After": str(int(retry_after) + 1),
        "Via": "1.1 stand-in",
        "X-RateLimit-Scope": "global" if everywhere else "user",
        "X-RateLimit-Limit": "1",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": f"{time.time() + retry_after:.3f}",
        "X-RateLimit-Reset-After": f"{retry_after:.3f}",
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return answer(body, 429, headers)
