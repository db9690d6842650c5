"""A daily post as somebody wrote it down -> a plan that can be kept, or why it can't."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import discord
import msgspec
from discord import app_commands

from bot.display.client import library_of
from bot.display.messages import what_a_topic_is
from bot.display.permissions import KINDS, look_at
from bot.guilds.schedules import MOST_TOPICS, Plan
from bot.guilds.times import EVERY_DAY, parse_time, parse_weekdays
from bot.guilds.zones import ZONE_EXAMPLES, Zones
from bot.knowledge.library import Library

_GONE = {10003, 10004}
"""Unknown channel, unknown server: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""

_T = TypeVar("_T")

log = logging.getLogger(__name__)


class RefusedPlanError(Exception):
    """What somebody wrote can't be used; the message says why."""


class Wish(msgspec.Struct, frozen=True):
    """A daily post as it was asked for, word for word."""

    channel: app_commands.AppCommandChannel
    time: str
    timezone: str
    topics: str | None
    mention: discord.Role | None
    days: str | None


def read_plan(interaction: discord.Interaction[Any], wish: Wish, zones: Zones) -> Plan:
    """The plan that ``wish`` means. Raises RefusedPlanError."""
    return Plan(
        channel_id=wish.channel.id,
        channel_kind=KINDS[wish.channel.type],
        local_time=_parsed(parse_time, wish.time),
        zone=_zone(zones, wish.timezone),
        weekdays=_parsed(parse_weekdays, wish.days) if wish.days else EVERY_DAY,
        topics=_topics(library_of(interaction), wish.topics),
        mention_role_id=_role_id(interaction, wish.mention),
    )


async def make_sure_of_posting(client: discord.Client, guild_id: int, plan: Plan) -> None:
    """Find out now whether the bot may post there, and not at nine in the morning. Raises RefusedPlanError."""
    try:
        place = await look_at(client, guild_id, plan.channel_id, plan.mention_role_id)
    except discord.Forbidden:
        raise RefusedPlanError(_how_to_give("View Channel", plan.channel_id)) from None
    except (discord.HTTPException, discord.InvalidData, TypeError) as error:  # InvalidData: it is another server's
        if not isinstance(error, discord.HTTPException) or error.code in _GONE:
            raise RefusedPlanError("I can't find that channel. Have I been added to this server?") from None
        log.warning("channel %d can't be looked at: %s", plan.channel_id, error)  # the first post will tell
        return
    if place.missing:
        raise RefusedPlanError(_how_to_give(", ".join(place.missing), plan.channel_id))
    if place.needs_tag:
        raise RefusedPlanError("That forum wants every post to have a tag, which I can't choose for you.")


def _parsed(parse: Callable[[str], _T], text: str) -> _T:
    try:
        return parse(text)
    except ValueError as error:
        raise RefusedPlanError(str(error)) from None


def _zone(zones: Zones, text: str) -> str:
    zone = zones.find(text)
    if zone is None:
        nearest = [each.label for each in zones.complete(text)[:5]] if text.strip() else []
        hint = f" The nearest that I know: {', '.join(nearest)}." if nearest else ""
        raise RefusedPlanError(f"I know no such time zone. Write it as {ZONE_EXAMPLES}.{hint}")
    return zone


def _topics(library: Library, text: str | None) -> tuple[str, ...]:
    """The keys of the facets that ``text`` names. Raises RefusedPlanError."""
    keys: dict[str, None] = {}
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        finding = library.find_topic(part)
        if not finding.matches:
            raise RefusedPlanError(f"I know no such topic. {what_a_topic_is(finding)} Put commas between several.")
        keys.update(dict.fromkeys(match.id for match in finding.tied))
    if len(keys) > MOST_TOPICS:
        raise RefusedPlanError(f"At most {MOST_TOPICS} topics, please.")
    return tuple(keys)


def _role_id(interaction: discord.Interaction[Any], role: discord.Role | None) -> int | None:
    """The id of a role to mention, if whoever asks may mention it themselves. Raises RefusedPlanError."""
    if role is None:
        return None
    may_mention_all = interaction.permissions.mention_everyone or interaction.permissions.administrator
    if not role.mentionable and not may_mention_all:
        raise RefusedPlanError("You may not mention that role yourself, so I may not do it for you.")
    return role.id


def _how_to_give(permissions: str, channel_id: int) -> str:
    return (
        f"In <#{channel_id}> I lack the permission **{permissions}**. To give it: open the channel's settings,"
        " Permissions, add my role or me there, and switch it on. Then use the command again."
    )
