"""What people do, as the gateway tells it:
https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object"""

from __future__ import annotations

from typing import Any

from tests.standin.exchanges import new_token
from tests.standin.rest import member_payload
from tests.standin.snowflakes import snowflake
from tests.standin.world import BOT_PERMISSIONS, MEMBER_PERMISSIONS, Channel, Json, User, World

_COMMAND, _COMPONENT, _AUTOCOMPLETE, _MODAL = 2, 3, 4, 5
_BUTTON, _MENU = 2, 3


def interaction(world: World, act: Json, place: Channel, user: User, permissions: int | None) -> Json:
    """An interaction: what was done, where and by whom."""
    payload: Json = act | {
        "id": str(snowflake()),
        "application_id": str(world.application_id),
        "token": new_token(),
        "version": 1,
        "channel": place.payload() | ({} if place.guild_id is None else {"permissions": str(MEMBER_PERMISSIONS)}),
        "channel_id": str(place.id),
        "app_permissions": str(BOT_PERMISSIONS),
        "locale": "en-US",
        "entitlements": [],
        "attachment_size_limit": 10 << 20,
    }
    if place.guild_id is None:
        return payload | {
            "user": user.payload(),
            "context": 1,
            "authorizing_integration_owners": {"1": str(user.id)},
        }
    return payload | {
        "guild_id": str(place.guild_id),
        "guild": {"id": str(place.guild_id), "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "member": member_payload(user.payload(), MEMBER_PERMISSIONS if permissions is None else permissions),
        "context": 0,
        "authorizing_integration_owners": {"0": str(place.guild_id)},
    }


def slash(world: World, command: str, options: dict[str, Any]) -> Json:
    """A command with its options; ``command`` names subcommands after a space."""
    definition, path = _definition(world, command)
    kinds = {option["name"]: option["type"] for option in path[-1].get("options", [])}
    given = [{"name": name, "type": kinds[name], "value": _value(value)} for name, value in options.items()]
    data = _nested(definition, path, given)
    channels = {str(value.id): _partial(value) for value in options.values() if isinstance(value, Channel)}
    if channels:
        data["resolved"] = {"channels": channels}
    return {"type": _COMMAND, "data": data}


def typing(world: World, command: str, option: str, typed: str) -> Json:
    """What is typed so far into one option of a command."""
    definition, path = _definition(world, command)
    given: list[Json] = [{"name": option, "type": 3, "value": typed, "focused": True}]
    return {"type": _AUTOCOMPLETE, "data": _nested(definition, path, given)}


def on_message(world: World, command: str, message: Json) -> Json:
    """A command of the menu of ``message``."""
    definition = next(each for each in world.commands if each["name"] == command)
    data = {name: definition[name] for name in ("id", "name", "type")}
    return {
        "type": _COMMAND,
        "data": data | {"target_id": message["id"], "resolved": {"messages": {message["id"]: message}}},
    }


def component(message: Json, custom_id: str, values: list[str] | None) -> Json:
    """A button of ``message`` pressed or, with ``values``, something chosen from its menu."""
    data: Json = {"custom_id": custom_id, "component_type": _BUTTON if values is None else _MENU, "id": 1}
    if values is not None:
        data["values"] = values
    return {"type": _COMPONENT, "data": data, "message": message}


def form(custom_id: str, inputs: dict[str, str]) -> Json:
    """A form sent."""
    rows = [
        {"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]} for name, value in inputs.items()
    ]
    return {"type": _MODAL, "data": {"custom_id": custom_id, "components": rows}}


def _definition(world: World, command: str) -> tuple[Json, list[Json]]:
    first, *rest = command.split()
    definition = next(each for each in world.commands if each["name"] == first)
    path = [definition]
    for name in rest:
        path.append(next(each for each in path[-1]["options"] if each["name"] == name))
    return definition, path


def _nested(definition: Json, path: list[Json], given: list[Json]) -> Json:
    for part in reversed(path[1:]):
        given = [{"name": part["name"], "type": part["type"], "options": given}]
    return {"id": definition["id"], "name": definition["name"], "type": definition["type"], "options": given}


def _value(value: Any) -> Any:
    return str(value.id) if isinstance(value, Channel | User) else value


def _partial(channel: Channel) -> Json:
    return channel.payload() | {"permissions": str(MEMBER_PERMISSIONS)}
