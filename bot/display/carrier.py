"""Brings daily posts to their channels on Discord, and tells the scheduler in its own words what came of it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any, NoReturn

import aiohttp
import discord
from discord.http import Route, handle_message_parameters

from bot.display.cards import notice
from bot.display.client import as_client
from bot.display.manners import wording_in
from bot.display.permissions import look_at
from bot.display.posts import PostMessage, custom_id, post_message
from bot.guilds.choosing import Candidates
from bot.guilds.delivery import CannotTellError, Order, RefusedError, UnclearError
from bot.guilds.schedules import ChannelKind, Schedule

log = logging.getLogger(__name__)

_UNKNOWN_MESSAGE = 10008
_ALREADY_PUBLISHED = 40033
_REASONS = {
    10003: "The channel is gone.",
    10004: "I am no longer in the server.",
    40067: "The forum wants every post to have a tag, which I can't choose. Its settings can take that back.",
    50001: "I may not see the channel: give me View Channel there.",
    50013: "I lack a permission in the channel.",
    160006: "The server has as many open threads as it may have.",
}
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""

_PAGE = 100
_MOST_PAGES = 20
"""How far a channel is looked through for one post: two thousand messages."""

_BEFORE = timedelta(minutes=1)
"""How far the clocks here and at Discord may differ."""

_ARCHIVE_MINUTES = 1440


class _AskedOnce(discord.File):
    """Keeps discord.py from sending a request again after a failure: it rewinds files before it does.

    Making a forum post knows no nonce, so one that failed may be there all the same, and has to be looked for.
    """

    def __init__(self) -> None:
        """Of no content: it is not sent."""
        super().__init__(BytesIO(), filename="none")

    def reset(self, *, seek: int | bool = True) -> None:
        """Called with the number of the try."""
        if seek:
            raise UnclearError("Discord did not answer as it should.")


class DiscordCarrier:
    """Sends, finds and publishes posts by Discord's REST API: no server or channel need be known from before."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def candidates(self, topics: Sequence[str], day: date) -> Candidates:
        """The records that fit ``topics``, and those whose anniversary ``day`` is."""
        library = as_client(self._client).library
        pool = await library.people_of(topics)
        fitting = set(pool)
        of_day = (each.person for each in (await library.anniversaries()).on(day))
        return Candidates(pool, tuple(dict.fromkeys(person for person in of_day if person in fitting)))

    async def message(self, order: Order) -> PostMessage:
        """What is sent for ``order``. Raises RefusedError when the record is no more."""
        client = as_client(self._client)
        entry = await client.library.entry(order.record_id)
        if entry is None:
            raise RefusedError("The record that was chosen is no more.")
        wording = await wording_in(self._client, order.post.guild_id)
        return post_message(order, entry, wording, (await client.library.anniversaries()).on(order.day))

    async def send(self, order: Order) -> int | None:
        """Send a post with its nonce; gives its message's id, None if that is gone again."""
        message = await self.message(order)
        try:
            with _told():
                if order.schedule.plan.channel_kind is ChannelKind.FORUM:
                    return await self._start_thread(order, message)
                channel = self._client.get_partial_messageable(order.schedule.plan.channel_id)
                sent = await channel.send(
                    message.content,
                    embed=message.embed,
                    view=message.view,
                    allowed_mentions=message.mentions,
                    nonce=order.post.nonce,
                )
                return sent.id
        except _DeletedError:
            return None
        except RefusedError as error:
            await self._say_what_is_missing(order, error)

    async def _start_thread(self, order: Order, message: PostMessage) -> int:
        with handle_message_parameters(
            message.content,
            embed=message.embed,
            view=message.view,
            allowed_mentions=message.mentions,
            channel_payload={"name": message.title, "auto_archive_duration": _ARCHIVE_MINUTES},
        ) as parameters:
            channel_id = order.schedule.plan.channel_id
            route = Route("POST", "/channels/{channel_id}/threads", channel_id=channel_id)
            thread = await self._client.http.request(route, json=parameters.payload, files=[_AskedOnce()])
        return int(thread["id"])

    async def find(self, order: Order, since: datetime) -> int | None:
        """Look through the channel, from ``since`` on, for a post that may have been sent; gives its message's id."""
        after = discord.utils.time_snowflake(since - _BEFORE)
        with _told():
            if order.schedule.plan.channel_kind is ChannelKind.FORUM:
                return await self._find_thread(order, after)
            async for message in self._messages(order.schedule.plan.channel_id, after):
                if self._is_of(message, order):
                    return int(message["id"])
            await self._make_sure_of_reading(order, after)
        return None

    async def _messages(self, channel_id: int, after: int) -> AsyncIterator[Any]:
        for _ in range(_MOST_PAGES):
            page = await self._client.http.logs_from(channel_id, _PAGE, after=after)
            for message in page:
                yield message
            if len(page) < _PAGE:
                return
            after = max(int(message["id"]) for message in page)
        raise CannotTellError("So much was written in the channel that I can't tell whether I posted.")

    async def _find_thread(self, order: Order, after: int) -> int | None:
        active = await self._client.http.get_active_threads(order.post.guild_id)
        for thread in active["threads"]:
            is_here = int(thread["parent_id"] or 0) == order.schedule.plan.channel_id
            if is_here and int(thread["owner_id"]) == self._own_id and int(thread["id"]) > after:
                message = await self._client.http.get_message(thread["id"], thread["id"])
                if self._is_of(message, order):
                    return int(thread["id"])
        return None

    async def _make_sure_of_reading(self, order: Order, after: int) -> None:
        """Without the permission to read old messages Discord shows none, which must not pass for "none is there"."""
        plan = order.schedule.plan
        place = await look_at(self._client, order.post.guild_id, plan.channel_id)
        if "Read Message History" not in place.missing:
            return
        channel: Any = await self._client.http.get_channel(plan.channel_id)
        if int(channel.get("last_message_id") or 0) > after:
            raise CannotTellError(
                "I could not tell whether it was posted, and did not want to post twice: give me Read Message History."
            )

    async def publish(self, order: Order, message_id: int) -> None:
        """Hand a message in an announcement channel on to the servers that follow it."""
        with _told():
            try:
                await self._client.http.publish_message(order.schedule.plan.channel_id, message_id)
            except discord.HTTPException as error:
                if error.code != _ALREADY_PUBLISHED:
                    raise

    async def tell_paused(self, schedule: Schedule, problem: str) -> None:
        """Tell whoever set a schedule up that it is paused and why; who takes no messages sees it in /daily show."""
        client = as_client(self._client)
        text = (
            f"The daily post in <#{schedule.plan.channel_id}> failed three times in a row, so I have paused it."
            f"\n\n{problem}\n\nOnce that is mended, {client.command_mention('daily resume')} goes on with it."
        )
        try:
            user = await self._client.fetch_user(schedule.user_id)
            await user.send(embed=notice("A daily post is paused", text))
        except discord.HTTPException as error:
            log.info("schedule %d is paused, and its owner can't be told: code %d", schedule.id, error.code)

    async def _say_what_is_missing(self, order: Order, error: RefusedError) -> NoReturn:
        plan = order.schedule.plan
        try:
            place = await look_at(self._client, order.post.guild_id, plan.channel_id, plan.mention_role_id)
        except (discord.HTTPException, discord.InvalidData, TypeError):
            raise error from None
        if not place.missing:
            raise error from None
        raise RefusedError(f"In the channel I lack the permission {', '.join(place.missing)}.") from None

    def _is_of(self, message: Any, order: Order) -> bool:
        wanted = custom_id(order.post.nonce)
        return int(message["author"]["id"]) == self._own_id and wanted in _custom_ids(message.get("components", ()))

    @property
    def _own_id(self) -> int:
        return self._client.user.id if self._client.user is not None else 0


class _DeletedError(Exception):
    """The message with this nonce was sent before, and deleted since: Discord names no message then."""


@contextmanager
def _told() -> Iterator[None]:
    """Turn what discord.py raises into what the scheduler understands."""
    try:
        yield
    except discord.RateLimited as error:
        raise UnclearError("Discord wants me to wait.", timedelta(seconds=error.retry_after)) from None
    except discord.HTTPException as error:
        if error.code == _UNKNOWN_MESSAGE:
            raise _DeletedError from None
        if error.status in {401, 429} or error.status >= 500:
            raise UnclearError(f"Discord answered with an error ({error.status}).") from None
        raise RefusedError(_REASONS.get(error.code, f"Discord did not take the post (code {error.code}).")) from None
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise UnclearError(f"Discord could not be reached ({type(error).__name__}).") from None


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if "custom_id" in component:
            yield component["custom_id"]
        yield from _custom_ids(component.get("components", ()))
