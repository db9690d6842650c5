"""What went between Discord and the bot: requests, and interactions with their answers."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from enum import IntEnum

from tests.standin.snowflakes import snowflake
from tests.standin.world import Json, Message

ANSWER_SECONDS = 3.0
"""https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction"""

PATIENCE = 60.0
"""Seconds after which a test gives up waiting. It says nothing about how long anything may take."""


class CallbackType(IntEnum):
    """How an interaction is answered:
    https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type"""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass
class Request:
    """One request of the bot's: ``route`` is its path with the names of the parameters."""

    method: str
    route: str
    path: str
    body: Json
    files: tuple[str, ...] = ()
    at: float = field(default_factory=time.monotonic)
    status: int = 0

    @property
    def name(self) -> str:
        """Method and route: ``POST /channels/{channel_id}/messages``."""
        return f"{self.method} {self.route}"


@dataclass(frozen=True)
class Callback:
    """The bot's first answer to an interaction."""

    type: CallbackType
    data: Json
    seconds: float

    @property
    def private(self) -> bool:
        """Whether only the person sees it."""
        return bool((self.data.get("flags") or 0) & 64)

    @property
    def embed(self) -> Json:
        """Its one embed."""
        (embed,) = self.data["embeds"]
        return dict(embed)

    @property
    def choices(self) -> list[Json]:
        """What it completes to."""
        return list(self.data["choices"])


class Interaction:
    """Something that a person did, and what the bot answered."""

    def __init__(self, payload: Json) -> None:
        self.payload = payload
        self.id = int(payload["id"])
        self.token = str(payload["token"])
        self.sent_at = time.monotonic()
        self.callback: Callback | None = None
        self.original: Message | None = None
        self.followups: list[Message] = []
        self._changed = asyncio.Event()

    @property
    def age(self) -> float:
        """Seconds since it was sent."""
        return time.monotonic() - self.sent_at

    def answer_with(self, callback: Callback, original: Message | None) -> None:
        """Note the first answer."""
        self.callback, self.original = callback, original
        self._changed.set()

    def follow_up(self, message: Message) -> None:
        """Note a message that came after the first answer."""
        self.followups.append(message)
        self._changed.set()

    async def answered(self) -> Callback:
        """The first answer, when it is there."""
        async with asyncio.timeout(PATIENCE):
            while self.callback is None:
                await self._change()
        return self.callback

    async def followed_up(self, count: int = 1) -> list[Message]:
        """The messages after the first answer, when there are ``count``."""
        async with asyncio.timeout(PATIENCE):
            while len(self.followups) < count:
                await self._change()
        return self.followups

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()


def new_token() -> str:
    """An interaction's token."""
    return f"interaction-token-{snowflake()}"
