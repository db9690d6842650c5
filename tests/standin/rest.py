"""The REST routes: https://discord.com/developers/docs/reference."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs

import msgspec
from aiohttp import web

from tests.standin.exchanges import ANSWER_SECONDS, Callback, CallbackType, Interaction, Request
from tests.standin.gateway import Gateway
from tests.standin.world import TOKEN, Channel, ChannelType, Json, Message, World

Handler = Callable[[web.Request, Request], Awaitable[web.StreamResponse]]

_encode = msgspec.json.Encoder().encode
_BUCKET = {
    "X-RateLimit-Limit": "1000000",
    "X-RateLimit-Remaining": "999999",
    "X-RateLimit-Reset": "9999999999.0",
    "X-RateLimit-Reset-After": "1.0",
}
_COMPONENTS_V2 = 1 << 15
_DEFERRED = {CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE}


class DiscordError(Exception):
    """What Discord answers with a status and a code of its own:
    https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""

    def __init__(self, status: int, code: int, text: str) -> None:
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


def answer(body: Any, status: int = 200, headers: Mapping[str, str] = _BUCKET) -> web.Response:
    """A JSON answer, by default with the headers of a bucket that never runs out.

    discord.py takes for JSON what says that it is ``application/json``, as Discord does, and not a word more.
    """
    return web.Response(body=_encode(body), status=status, content_type="application/json", headers=headers)


def nothing() -> web.Response:
    """204."""
    return web.Response(status=204, headers=_BUCKET)


async def read_body(request: web.Request) -> tuple[Json, tuple[str, ...]]:
    """The JSON of a request and the names of the files with it."""
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        files = tuple(str(name) for name in form if str(name).startswith("files"))
        return json.loads(str(form.get("payload_json", "{}"))), files
    raw = await request.read()
    body = msgspec.json.decode(raw) if raw else {}
    return (body if isinstance(body, dict) else {"": body}), ()


class Rest:
    """Every route and what it does to the world."""

    def __init__(self, world: World, gateway: Gateway, interactions: dict[str, Interaction]) -> None:
        self.world = world
        self.gateway = gateway
        self.interactions = interactions
        self.recommended_shards = 1
        self.max_concurrency = 1
        self.lateness: Callable[[Interaction], None] = lambda _: None

    def routes(self) -> Iterator[tuple[str, str, Handler]]:
        """Method, route as Discord's description names it, and what serves it."""
        channel, message = "/channels/{channel_id}", "/channels/{channel_id}/messages/{message_id}"
        app, guild = "/applications/{application_id}", "/guilds/{guild_id}"
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        yield "GET", "/users/@me", self._me
        yield "GET", "/users/@me/guilds", self._my_guilds
        yield "DELETE", "/users/@me/guilds/{guild_id}", self._leave
        yield "POST", "/users/@me/channels", self._open_dm
        yield "GET", "/oauth2/applications/@me", self._application
        yield "GET", "/applications/@me", self._application
        yield "GET", "/gateway/bot", self._gateway_bot
        yield "GET", f"{app}/commands", self._commands
        yield "PUT", f"{app}/commands", self._set_commands
        yield "GET", f"{app}{guild}/commands", self._commands
        yield "PUT", f"{app}{guild}/commands", self._set_commands
        yield "GET", guild, self._guild
        yield "GET", f"{guild}/channels", self._guild_channels
        yield "GET", f"{guild}/roles", self._guild_roles
        yield "GET", f"{guild}/threads/active", self._active_threads
        yield "GET", f"{guild}/members/{{user_id}}", self._member
        yield "GET", channel, self._channel
        yield "GET", f"{channel}/messages", self._messages
        yield "POST", f"{channel}/messages", self._post
        yield "GET", message, self._message
        yield "PATCH", message, self._edit
        yield "DELETE", message, self._delete
        yield "POST", f"{message}/crosspost", self._crosspost
        yield "POST", f"{message}/threads", self._start_thread
        yield "POST", f"{channel}/threads", self._start_thread
        yield "POST", f"{channel}/typing", self._typing
        yield "POST", "/interactions/{interaction_id}/{interaction_token}/callback", self._callback
        yield "POST", hook, self._follow_up
        yield "GET", f"{hook}/messages/@original", self._original
        yield "PATCH", f"{hook}/messages/@original", self._edit_original
        yield "DELETE", f"{hook}/messages/@original", self._delete_original
        yield "PATCH", f"{hook}/messages/{{message_id}}", self._edit_follow_up

    @staticmethod
    def authorise(request: web.Request, route: str) -> None:
        """Raise unless the request has the token, which interactions need not."""
        if route.startswith(("/interactions/", "/webhooks/")):
            return
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            raise DiscordError(401, 0, "401: Unauthorized")

    async def _me(self, _: web.Request, __: Request) -> web.StreamResponse:
        return answer(self.world.bot.payload())

    async def _my_guilds(self, request: web.Request, _: Request) -> web.StreamResponse:
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 200))
        guilds = sorted(guild for guild in self.world.guilds if guild > after)[:limit]
        listed = [
            {
                "id": str(guild),
                "name": self.world.guilds[guild].name,
                "icon": None,
                "banner": None,
                "owner": False,
                "permissions": self.world.guilds[guild].everyone()["permissions"],
                "features": [],
            }
            for guild in guilds
        ]
        return answer(listed)

    async def _leave(self, request: web.Request, _: Request) -> web.StreamResponse:
        self.world.guilds.pop(self._guild_of(request).id)
        return nothing()

    async def _open_dm(self, _: web.Request, noted: Request) -> web.StreamResponse:
        user = self.world.users.get(int(noted.body["recipient_id"]))
        if user is None:
            raise DiscordError(400, 50033, "Invalid Recipient(s)")
        channel = self.world.dm_channel(user)
        return answer(channel.payload() | {"recipients": [user.payload()]})

    async def _application(self, _: web.Request, __: Request) -> web.StreamResponse:
        world = self.world
        application: Json = {
            "id": str(world.application_id),
            "name": world.bot.name,
            "icon": None,
            "description": "",
            "summary": "",
            "type": None,
            "bot": world.bot.payload(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "flags_new": "0",
            "owner": world.alice.payload(),
            "approximate_guild_count": len(world.guilds),
            "approximate_user_install_count": 0,
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "rpc_origins": [],
            "team": None,
        }
        return answer(application)

    async def _gateway_bot(self, _: web.Request, __: Request) -> web.StreamResponse:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": self.max_concurrency}
        return answer({"url": self.gateway.address, "shards": self.recommended_shards, "session_start_limit": limit})

    async def _commands(self, request: web.Request, _: Request) -> web.StreamResponse:
        guild_id = request.match_info.get("guild_id")
        if guild_id is None:
            return answer(self.world.commands)
        return answer(self.world.guild_commands.get(int(guild_id), []))

    async def _set_commands(self, request: web.Request, noted: Request) -> web.StreamResponse:
        guild_id = request.match_info.get("guild_id")
        return answer(self.world.set_commands(noted.body[""], None if guild_id is None else int(guild_id)))

    async def _guild(self, request: web.Request, _: Request) -> web.StreamResponse:
        return answer(self._guild_of(request).payload())

    async def _guild_channels(self, request: web.Request, _: Request) -> web.StreamResponse:
        channels = self._guild_of(request).channels.values()
        return answer([channel.payload() for channel in channels if channel.kind is not ChannelType.PUBLIC_THREAD])

    async def _guild_roles(self, request: web.Request, _: Request) -> web.StreamResponse:
        return answer([self._guild_of(request).everyone()])

    async def _member(self, request: web.Request, _: Request) -> web.StreamResponse:
        self._guild_of(request)
        user = self.world.users.get(int(request.match_info["user_id"]))
        if user is None:
            raise DiscordError(404, 10007, "Unknown Member")
        return answer(member_payload(user.payload()))

    async def _channel(self, request: web.Request, _: Request) -> web.StreamResponse:
        channel = self._channel_of(request)
        return answer(channel.payload())

    async def _messages(self, request: web.Request, _: Request) -> web.StreamResponse:
        after, before = int(request.query.get("after", 0)), int(request.query.get("before", 1 << 63))
        limit = int(request.query.get("limit", 50))
        found = [message for message in self._channel_of(request).messages if after < message.id < before]
        found = found[:limit] if "after" in request.query else found[-limit:]
        return answer([message.payload for message in reversed(found)])

    async def _post(self, request: web.Request, noted: Request) -> web.StreamResponse:
        channel = self._channel_of(request)
        if channel.kind is ChannelType.FORUM:
            raise DiscordError(400, 50008, "Cannot send messages in a non-text channel")
        _refuse_empty(noted.body, noted.files)
        message, _ = self.world.post(channel, noted.body)
        return answer(message.payload)

    async def _message(self, request: web.Request, _: Request) -> web.StreamResponse:
        return answer(self._message_of(request).payload)

    async def _edit(self, request: web.Request, noted: Request) -> web.StreamResponse:
        return answer(self._edited(self._message_of(request), noted.body))

    async def _delete(self, request: web.Request, _: Request) -> web.StreamResponse:
        self._channel_of(request).messages.remove(self._message_of(request))
        return nothing()

    async def _crosspost(self, request: web.Request, _: Request) -> web.StreamResponse:
        if self._channel_of(request).kind is not ChannelType.ANNOUNCEMENT:
            raise DiscordError(400, 50068, "Invalid message type")
        message = self._message_of(request)
        if message.crossposted:
            raise DiscordError(400, 40033, "This message has already been crossposted")
        message.crossposted = True
        return answer(message.payload | {"flags": message.payload["flags"] | 1})

    async def _start_thread(self, request: web.Request, noted: Request) -> web.StreamResponse:
        parent = self._channel_of(request)
        guild = self.world.guilds[parent.guild_id or 0]
        thread = self.world.add_channel(guild, noted.body["name"], ChannelType.PUBLIC_THREAD, parent.id)
        if "message" not in noted.body:
            return answer(thread.payload(), 201)
        _refuse_empty(noted.body["message"], noted.files)
        thread_id = str(thread.id)  # a forum's thread and its first message share their id
        message, _ = self.world.post(thread, noted.body["message"], id=thread_id)
        return answer(thread.payload() | {"message": message.payload}, 201)

    async def _active_threads(self, request: web.Request, _: Request) -> web.StreamResponse:
        channels = self._guild_of(request).channels.values()
        threads = [each.payload() for each in channels if each.kind is ChannelType.PUBLIC_THREAD]
        return answer({"threads": threads, "members": []})

    async def _typing(self, request: web.Request, _: Request) -> web.StreamResponse:
        self._channel_of(request)
        return nothing()

    async def _callback(self, request: web.Request, noted: Request) -> web.StreamResponse:
        interaction = self._interaction_of(request.match_info["interaction_token"])
        kind, data = CallbackType(noted.body["type"]), noted.body.get("data") or {}
        if interaction.callback is not None:
            raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
        if interaction.age > ANSWER_SECONDS:
            self.lateness(interaction)
            raise DiscordError(404, 10062, "Unknown interaction")
        message = None
        if kind is CallbackType.MESSAGE:
            _refuse_empty(data, noted.files)
        if kind in {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE}:
            message = self._answer_message(interaction, data)
        elif kind is CallbackType.UPDATE:
            message = Message(self._edited(Message(dict(interaction.payload["message"])), data))
        elif kind is CallbackType.DEFERRED_UPDATE:
            message = Message(dict(interaction.payload["message"]))
        interaction.answer_with(Callback(kind, data, interaction.age), message)
        if parse_qs(request.query_string).get("with_response", ["false"])[0].lower() not in {"true", "1"}:
            return nothing()
        return answer(_receipt(interaction, kind, message))

    def _answer_message(self, interaction: Interaction, data: Json) -> Message:
        channel = self.world.channels[int(interaction.payload["channel"]["id"])]
        user = interaction.payload.get("user") or interaction.payload["member"]["user"]
        metadata = {"id": str(interaction.id), "type": 2, "user": user, "authorizing_integration_owners": {}}
        payload = self.world.message_payload(channel, data)
        return Message(payload | {"interaction_metadata": metadata, "application_id": str(self.world.application_id)})

    async def _follow_up(self, request: web.Request, noted: Request) -> web.StreamResponse:
        interaction = self._interaction_of(request.match_info["webhook_token"])
        if interaction.callback is None:
            raise DiscordError(404, 10015, "Unknown Webhook")
        _refuse_empty(noted.body, noted.files)
        message = self._answer_message(interaction, noted.body)
        interaction.follow_up(message)
        return answer(message.payload)

    async def _original(self, request: web.Request, _: Request) -> web.StreamResponse:
        return answer(self._original_of(request).payload)

    async def _edit_original(self, request: web.Request, noted: Request) -> web.StreamResponse:
        interaction = self._interaction_of(request.match_info["webhook_token"])
        original = self._original_of(request)
        payload = self._edited(original, noted.body)
        deferred = interaction.callback and interaction.callback.type in _DEFERRED
        if deferred and original not in interaction.followups:
            interaction.follow_up(original)
        return answer(payload)

    async def _delete_original(self, request: web.Request, _: Request) -> web.StreamResponse:
        self._original_of(request)
        return nothing()

    async def _edit_follow_up(self, request: web.Request, noted: Request) -> web.StreamResponse:
        interaction = self._interaction_of(request.match_info["webhook_token"])
        known = [*interaction.followups, *([interaction.original] if interaction.original else [])]
        for message in known:
            if message.id == int(request.match_info["message_id"]):
                return answer(self._edited(message, noted.body))
        raise DiscordError(404, 10008, "Unknown Message")

    @staticmethod
    def _edited(message: Message, body: Json) -> Json:
        for part in ("content", "embeds", "components", "flags"):
            if part in body:
                message.payload[part] = body[part] if body[part] is not None else "" if part == "content" else []
        return message.payload

    def _channel_of(self, request: web.Request) -> Channel:
        channel = self.world.channels.get(int(request.match_info["channel_id"]))
        if channel is None or (channel.guild_id is not None and channel.guild_id not in self.world.guilds):
            raise DiscordError(404, 10003, "Unknown Channel")
        if channel.error is not None:
            status, code = channel.error
            raise DiscordError(status, code, "Missing Access" if code == 50001 else "Missing Permissions")
        return channel

    def _guild_of(self, request: web.Request) -> Any:
        guild = self.world.guilds.get(int(request.match_info["guild_id"]))
        if guild is None:
            raise DiscordError(404, 10004, "Unknown Guild")
        return guild

    def _message_of(self, request: web.Request) -> Message:
        wanted = int(request.match_info["message_id"])
        for message in self._channel_of(request).messages:
            if message.id == wanted:
                return message
        raise DiscordError(404, 10008, "Unknown Message")

    def _interaction_of(self, token: str) -> Interaction:
        interaction = self.interactions.get(token)
        if interaction is None:
            raise DiscordError(404, 10062, "Unknown interaction")
        return interaction

    def _original_of(self, request: web.Request) -> Message:
        original = self._interaction_of(request.match_info["webhook_token"]).original
        if original is None:
            raise DiscordError(404, 10008, "Unknown Message")
        return original


def member_payload(user: Json, permissions: int | None = None) -> Json:
    """A member of a guild; ``permissions`` come only with an interaction."""
    member: Json = {
        "user": user,
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    return member if permissions is None else member | {"permissions": str(permissions)}


def _receipt(interaction: Interaction, kind: CallbackType, message: Message | None) -> Json:
    noted: Json = {"id": str(interaction.id), "type": interaction.payload["type"]}
    noted |= {"response_message_loading": kind is CallbackType.DEFERRED_MESSAGE, "response_message_ephemeral": False}
    if message is None:
        return {"interaction": noted, "resource": {"type": kind.value}}
    noted["response_message_id"] = message.payload["id"]
    return {"interaction": noted, "resource": {"type": kind.value, "message": message.payload}}


def _refuse_empty(body: Json, files: tuple[str, ...]) -> None:
    if (body.get("flags") or 0) & _COMPONENTS_V2:
        return
    if not (body.get("content") or body.get("embeds") or files or body.get("attachments") or body.get("poll")):
        raise DiscordError(400, 50006, "Cannot send an empty message")
