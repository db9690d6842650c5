"""Discord is told the commands when they are not what it has, and only then.

Nothing is kept here for that: what Discord has is asked for at the start, which gives the
commands' ids too, and set beside our definitions by a fingerprint of both.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from bot.app import DefectionBot

log = logging.getLogger(__name__)

_COMPARED = {
    "autocomplete",
    "channel_types",
    "choices",
    "contexts",
    "default_member_permissions",
    "description",
    "description_localizations",
    "integration_types",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "name",
    "name_localizations",
    "nsfw",
    "options",
    "required",
    "type",
    "value",
}
"""What defines a command:
https://discord.com/developers/docs/interactions/application-commands#application-command-object.
Discord adds to it ids, a version, and what it keeps for older clients."""

_UNORDERED = {"channel_types", "contexts", "integration_types"}


async def ensure_synced(bot: DefectionBot, *, may_change: bool) -> dict[str, int]:
    """The commands' ids by name, after telling Discord the commands if they have changed.

    With ``may_change`` false, as for all shards but the first, they are only asked for.
    Raises discord.HTTPException when Discord does not answer.
    """
    application_id = bot.application_id or 0
    known: list[Any] = await bot.http.get_global_commands(application_id)
    ours = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    if may_change and fingerprint(ours) != fingerprint(known):
        log.info("the commands have changed: telling Discord %d of them", len(ours))
        return await sync(bot)
    return {command["name"]: int(command["id"]) for command in known}


async def sync(bot: DefectionBot, guild_id: int | None = None, *, remove: bool = False) -> dict[str, int]:
    """Tell Discord the commands whether or not they have changed; gives their ids by name.

    With ``guild_id`` they are told for that server alone, where a change shows at once; ``remove`` takes
    them away there again. Raises discord.HTTPException when Discord does not take them.
    """
    guild = None if guild_id is None else discord.Object(guild_id)
    if guild is not None and not remove:
        bot.tree.copy_global_to(guild=guild)
    return {command.name: command.id for command in await bot.tree.sync(guild=guild)}


def fingerprint(definitions: Iterable[Mapping[str, Any]]) -> str:
    """A digest of command definitions, ours or Discord's: the same for both when they define the same."""
    plain = sorted((_plain(definition) for definition in definitions), key=lambda each: str(each.get("name")))
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _plain(definition: Mapping[str, Any]) -> dict[str, Any]:
    """``definition`` without what Discord adds to it, and without what says no more than leaving it out."""
    plain: dict[str, Any] = {}
    for name, value in definition.items():
        if name not in _COMPARED or value is None or value is False or value in ([], {}, ""):
            continue
        if name in {"options", "choices"}:
            plain[name] = [_plain(each) for each in value]
        elif name in _UNORDERED:
            plain[name] = sorted(value)
        else:
            plain[name] = str(value) if name == "default_member_permissions" else value
    return plain
