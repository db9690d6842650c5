"""The stand-in itself: serves REST and the gateway, lets people do things, notes what the bot sends."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, Self

from aiohttp import web

from tests.standin import people, rules
from tests.standin.exchanges import PATIENCE, Interaction, Request
from tests.standin.faults import ConnectionDroppedError, Fault, too_many
from tests.standin.gateway import Gateway
from tests.standin.rest import DiscordError, Handler, Rest, answer, read_body
from tests.standin.world import Channel, Json, User, World

_GATEWAY_PATH = "/gateway"


class StandIn:
    """Discord on a free port of 127.0.0.1, for as long as ``async with`` lasts."""

    def __init__(self, world: World | None = None, *, checking: bool = True) -> None:
        self.world = world or World()
        self.checking = checking
        """Whether bodies are checked and requests kept; a load test has no time for it."""
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.faults: list[Fault] = []
        self.requests_a_second: int | None = None
        """Discord's limit for all routes but interactions', 50; None for none.
        https://discord.com/developers/docs/topics/rate-limits#global-rate-limit"""
        self.interactions: dict[str, Interaction] = {}
        self.gateway = Gateway(self.world)
        self.rest = Rest(self.world, self.gateway, self.interactions)
        self.rest.lateness = lambda late: self.violations.append(f"interaction answered after {late.age:.1f} s")
        self._recent: deque[float] = deque()
        self._runner: web.AppRunner | None = None
        self._arrived = asyncio.Event()
        self.address = ""

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=1 << 25)
        application.router.add_get(_GATEWAY_PATH, self.gateway.serve)
        application.router.add_get(f"{_GATEWAY_PATH}/", self.gateway.serve)
        for method, route, handler in self.rest.routes():
            application.router.add_route(method, f"/api/v10{route}", self._serving(route, handler))
        application.router.add_route("*", "/{path:.*}", self._unknown)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.address = f"http://127.0.0.1:{port}/api/v10"
        self.gateway.address = f"ws://127.0.0.1:{port}{_GATEWAY_PATH}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def add_fault(self, fault: Fault) -> Fault:
        """From now on ``fault`` meets the requests that it takes; the first added goes first."""
        self.faults.append(fault)
        return fault

    def requests_of(self, name: str) -> list[Request]:
        """What the bot has sent to ``name``: a method and a route."""
        return [request for request in self.requests if request.name == name]

    async def requested(self, name: str, count: int = 1) -> list[Request]:
        """The same, when there are ``count`` that were answered, or met by a fault."""
        async with asyncio.timeout(PATIENCE):
            while len(found := [each for each in self.requests_of(name) if each.status]) < count:
                await self._arrival()
        return found

    async def slash(
        self,
        command: str,
        *,
        channel: Channel | None = None,
        user: User | None = None,
        permissions: int | None = None,
        options: Mapping[str, Any] | None = None,
        **more_options: Any,
    ) -> Interaction:
        """``user``, alice without one, uses a command: in ``channel``, or in a direct message without one."""
        given = {**(options or {}), **more_options}
        return await self._act(people.slash(self.world, command, given), channel, user, permissions)

    async def use_menu(
        self, message: Json, command: str, *, channel: Channel | None = None, user: User | None = None
    ) -> Interaction:
        """``user`` uses a command of the menu of ``message``."""
        return await self._act(people.on_message(self.world, command, message), channel, user, None)

    async def complete(
        self, command: str, option: str, typed: str, *, channel: Channel | None = None, user: User | None = None
    ) -> Interaction:
        """``user`` types into an option of a command."""
        return await self._act(people.typing(self.world, command, option, typed), channel, user, None)

    async def use(
        self,
        message: Json,
        custom_id: str,
        values: list[str] | None = None,
        *,
        channel: Channel | None = None,
        user: User | None = None,
        permissions: int | None = None,
    ) -> Interaction:
        """``user`` presses a button of ``message`` or, with ``values``, chooses from a menu; neither need be there."""
        return await self._act(people.component(message, custom_id, values), channel, user, permissions)

    async def submit(
        self, custom_id: str, inputs: dict[str, str], *, channel: Channel | None = None, user: User | None = None
    ) -> Interaction:
        """``user`` sends a form."""
        return await self._act(people.form(custom_id, inputs), channel, user, None)

    async def _act(self, act: Json, channel: Channel | None, user: User | None, permissions: int | None) -> Interaction:
        user = user or self.world.alice
        self.world.users.setdefault(user.id, user)
        place = channel or self.world.dm_channel(user)
        interaction = Interaction(people.interaction(self.world, act, place, user, permissions))
        self.interactions[interaction.token] = interaction
        async with asyncio.timeout(PATIENCE):
            while (session := self.gateway.session_of(place.guild_id)) is None:
                await self.gateway.connected()
        interaction.sent_at = time.monotonic()
        await session.dispatch("INTERACTION_CREATE", interaction.payload)
        return interaction

    def _serving(self, route: str, handler: Handler) -> Any:
        async def serve(request: web.Request) -> web.StreamResponse:
            body, files = await read_body(request)
            noted = Request(request.method, route, request.path.removeprefix("/api/v10"), body, files)
            if self.checking:
                self.requests.append(noted)
                sent = body.get("", body)
                self.violations.extend(rules.violations(request.method, route, sent))
            try:
                response = await self._answer(request, noted, handler)
            except ConnectionDroppedError:
                noted.status = -1
                if request.transport is not None:
                    request.transport.abort()
                response = web.Response(status=500)
            else:
                noted.status = response.status
            self._arrived.set()
            return response

        return serve

    async def _answer(self, request: web.Request, noted: Request, handler: Handler) -> web.StreamResponse:
        fault = next((fault for fault in self.faults if fault.takes(noted)), None)
        if fault is not None and (instead := await fault.before(noted)) is not None:
            return instead
        if (limited := self._over_the_limit(noted)) is not None:
            return limited
        try:
            self.rest.authorise(request, noted.route)
            response = await handler(request, noted)
            if fault is not None:
                await fault.after(noted)
        except DiscordError as error:
            response = answer({"message": error.text, "code": error.code}, error.status)
        return response

    def _over_the_limit(self, noted: Request) -> web.Response | None:
        if self.requests_a_second is None or noted.route.startswith(("/interactions/", "/webhooks/")):
            return None
        now = time.monotonic()
        while self._recent and now - self._recent[0] >= 1:
            self._recent.popleft()
        if len(self._recent) >= self.requests_a_second:
            return too_many(1 - (now - self._recent[0]), everywhere=True)
        self._recent.append(now)
        return None

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        self.violations.append(f"{request.method} {request.path}: the stand-in knows no such route")
        return answer({"message": "404: Not Found", "code": 0}, 404)

    async def _arrival(self) -> None:
        self._arrived.clear()
        await self._arrived.wait()
