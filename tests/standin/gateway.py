"""The gateway: https://discord.com/developers/docs/events/gateway."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import msgspec
from aiohttp import WSMsgType, web

from tests.standin.exchanges import PATIENCE
from tests.standin.snowflakes import shard_of
from tests.standin.world import TOKEN, Guild, Json, World

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode

GUILDS_INTENT = 1
PRIVILEGED_INTENTS = 1 << 1 | 1 << 8 | 1 << 15
KNOWN_INTENTS = (1 << 26) - 1
HEARTBEAT_MILLISECONDS = 41_250
REPLAYED = 1000
"""Events that a session keeps for a client that resumes."""


class Opcode(IntEnum):
    """https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


@dataclass
class Session:
    """One shard's session, which outlives its connection."""

    shard: tuple[int, int]
    intents: int
    guilds: list[Guild]
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    events: list[tuple[int, bytes]] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    heartbeats: int = 0
    presence: Json | None = None

    @property
    def connected(self) -> bool:
        """Whether a client is there."""
        return self.socket is not None and not self.socket.closed

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event, or keep it for when the client resumes."""
        self.sequence += 1
        text = _encode({"op": Opcode.DISPATCH, "t": event, "s": self.sequence, "d": data})
        self.events.append((self.sequence, text))
        if len(self.events) > REPLAYED:
            del self.events[: REPLAYED // 2]
        if self.socket is not None and not self.socket.closed:
            await _send(self.socket, text)


class Gateway:
    """Every session, and how clients get one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.address = ""
        self.sessions: dict[str, Session] = {}
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.refuse_with: int | None = None
        """A close code that every connection gets instead of HELLO."""
        self.refusals = 0
        self._changed = asyncio.Event()

    def session_of(self, guild_id: int | None = None) -> Session | None:
        """The newest session that gets the events of ``guild_id``, or direct messages."""
        for session in reversed(self.sessions.values()):
            if shard_of(guild_id, session.shard[1]) == session.shard[0]:
                return session
        return None

    async def connected(self, *shards: int) -> None:
        """Return when a client is there for every one of ``shards``, or for shard 0."""
        wanted = set(shards or (0,))
        async with asyncio.timeout(PATIENCE):
            while not wanted <= {each.shard[0] for each in self.sessions.values() if each.connected}:
                await self._change()

    async def resumed(self, count: int = 1) -> None:
        """Return when ``count`` sessions in all were resumed."""
        async with asyncio.timeout(PATIENCE):
            while len(self.resumes) < count:
                await self._change()

    async def identified(self, count: int) -> None:
        """Return when ``count`` clients in all have identified themselves."""
        async with asyncio.timeout(PATIENCE):
            while len(self.identifies) < count:
                await self._change()

    async def refused(self, count: int) -> None:
        """Return when ``count`` connections in all were refused."""
        async with asyncio.timeout(PATIENCE):
            while self.refusals < count:
                await self._change()

    async def disconnected(self) -> None:
        """Return when no client is there."""
        async with asyncio.timeout(PATIENCE):
            while any(session.connected for session in self.sessions.values()):
                await self._change()

    async def close(self, code: int, *, forget: bool = False) -> None:
        """Close every connection with ``code``; with ``forget`` no session can be resumed."""
        for session in list(self.sessions.values()):
            if session.socket is not None:
                await _close(session.socket, code)
            if forget:
                self.sessions.pop(session.id)

    async def drop(self) -> None:
        """Cut every connection without a word."""
        for session in self.sessions.values():
            if session.socket is not None and (transport := session.socket.get_extra_info("socket")):
                transport.shutdown(2)

    async def ask_to_reconnect(self) -> None:
        """Send RECONNECT to every client."""
        await self._send_all({"op": Opcode.RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Send INVALID_SESSION to every client."""
        sockets = [session.socket for session in self.sessions.values() if session.socket is not None]
        if not resumable:
            self.sessions.clear()
        for socket in sockets:
            await _send(socket, _encode({"op": Opcode.INVALID_SESSION, "d": resumable}))

    async def _send_all(self, message: Json) -> None:
        for session in list(self.sessions.values()):
            if session.socket is not None and not session.socket.closed:
                await _send(session.socket, _encode(message))

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One client's connection, from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=1 << 16, compress=False, autoping=True)
        await socket.prepare(request)
        if self.refuse_with is not None:
            self.refusals += 1
            self._announce()
            await socket.close(code=self.refuse_with)
            return socket
        await _send(socket, _encode({"op": Opcode.HELLO, "d": {"heartbeat_interval": HEARTBEAT_MILLISECONDS}}))
        session: Session | None = None
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    session = await self._receive(socket, session, _decode(message.data))
        finally:
            if session is not None and session.socket is socket:
                session.socket = None
            self._announce()
        return socket

    async def _receive(self, socket: web.WebSocketResponse, session: Session | None, message: Json) -> Session | None:
        data: Any = message.get("d")
        match message["op"]:
            case Opcode.HEARTBEAT:
                if session is not None:
                    session.heartbeats += 1
                await _send(socket, _encode({"op": Opcode.HEARTBEAT_ACK}))
            case Opcode.IDENTIFY if session is None:
                return await self._identify(socket, data)
            case Opcode.IDENTIFY:
                await _close(socket, 4005)
            case Opcode.RESUME:
                return await self._resume(socket, data)
            case Opcode.PRESENCE if session is not None:
                session.presence = data
            case Opcode.PRESENCE:
                await _close(socket, 4003)
            case _:
                await _close(socket, 4001)
        return session

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        self.identifies.append(data | {"at": time.monotonic()})
        shard, count = data.get("shard") or (0, 1)
        intents = data.get("intents")
        if data["token"] != TOKEN:
            await _close(socket, 4004)
        elif not 0 <= shard < count:
            await _close(socket, 4010)
        elif not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            await _close(socket, 4013)
        elif intents & PRIVILEGED_INTENTS:
            await _close(socket, 4014)
        else:
            guilds = [guild for guild in self.world.guilds.values() if shard_of(guild.id, count) == shard]
            session = Session((shard, count), intents, guilds, socket=socket)
            self.sessions[session.id] = session
            await self._greet(session)
            self._announce()
            return session
        return None

    async def _greet(self, session: Session) -> None:
        await session.dispatch(
            "READY",
            {
                "v": 10,
                "user": self.world.bot.payload(),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in session.guilds],
                "session_id": session.id,
                "resume_gateway_url": self.address,
                "shard": list(session.shard),
                "application": {"id": str(self.world.application_id), "flags": 0},
            },
        )
        if session.intents & GUILDS_INTENT:
            for guild in session.guilds:
                if not guild.unavailable:
                    await session.dispatch("GUILD_CREATE", guild_create(guild, self.world))

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            await _send(socket, _encode({"op": Opcode.INVALID_SESSION, "d": False}))
            return None
        self.resumes.append(data)
        for _, text in itertools.dropwhile(lambda event: event[0] <= data["seq"], list(session.events)):
            await _send(socket, text)
        session.socket = socket
        await session.dispatch("RESUMED", {})
        self._announce()
        return session

    def _announce(self) -> None:
        self._changed.set()

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()


def guild_create(guild: Guild, world: World) -> Json:
    """What GUILD_CREATE tells of a guild beyond what REST tells."""
    joined = "2026-01-01T00:00:00+00:00"
    me: Json = {"user": world.bot.payload(), "roles": [], "joined_at": joined, "deaf": False, "mute": False, "flags": 0}
    return guild.payload() | {
        "joined_at": joined,
        "large": False,
        "unavailable": False,
        "member_count": 2,
        "voice_states": [],
        "members": [me],
        "channels": [channel.payload() for channel in guild.channels.values()],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


async def _send(socket: web.WebSocketResponse, text: bytes) -> None:
    try:
        await socket.send_str(text.decode())
    except (ConnectionError, RuntimeError):  # the client has gone; a session keeps what it missed
        return


async def _close(socket: web.WebSocketResponse, code: int) -> None:
    """Send a close frame and leave the rest to whoever reads the socket.

    aiohttp's own method closes the connection under a reader at once, so that the other side, as it
    answers, may find it gone and take the code for lost.
    """
    if socket._writer is not None and not socket.closed:
        await socket._writer.close(code)
