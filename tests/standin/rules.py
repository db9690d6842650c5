"""Whether what the bot sends is what Discord takes: by its description of the API, and by the documented limits."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from bot.settings import HOME
from tests.standin.exchanges import CallbackType
from tests.standin.world import Json

DESCRIPTION = Path(os.environ.get("DISCORD_OPENAPI") or HOME.parent / "shared" / "discord-openapi.json")
"""Discord's OpenAPI document, https://github.com/discord/discord-api-spec; without it limits alone are checked."""

EMBEDS_TOTAL = 6000
EMBEDS = 10
ROWS = 5
ROW_BUTTONS = 5
MENU_OPTIONS = 25
CUSTOM_ID = 100
CONTENT = 2000

_ACTION_ROW, _BUTTON, _LINK_STYLE = 1, 2, 5
_MENUS = {3, 5, 6, 7, 8}
_CONTAINERS = {9, 17}
_EMBED_LIMITS = (("title", 256), ("description", 4096))
_FIELD_LIMITS = (("name", 256), ("value", 1024))


def violations(method: str, route: str, body: Json) -> Iterator[str]:
    """Everything in ``body`` that Discord would refuse from ``method`` and ``route``, in words."""
    against_description = list(_against_description(method, route, body))
    yield from against_description
    if against_description:  # the limits are counted in what has the right form
        return
    if route.endswith("/callback"):
        if body.get("type") == CallbackType.CHOICES:
            yield from _against_choice_limits(body["data"]["choices"])
        elif body.get("type") in {CallbackType.MESSAGE, CallbackType.UPDATE}:
            yield from _against_limits(body.get("data") or {})
    elif route.endswith("/threads"):
        yield from _against_limits(body.get("message") or {})
    elif body and method in {"POST", "PATCH"} and ("/messages" in route or "/webhooks" in route):
        yield from _against_limits(body)


def _against_description(method: str, route: str, body: Json) -> Iterator[str]:
    schemas = _schemas()
    if schemas is None:
        return
    if (method, route) not in schemas:
        yield f"{method} {route}: no such route"
        return
    validator = schemas[method, route]
    if validator is None:
        if body:
            yield f"{method} {route}: takes no body"
        return
    for error in validator.iter_errors(body):
        place = "/".join(map(str, error.instance_path))
        yield f"{method} {route}: {place}: {error.message[:400]}"


@cache
def _schemas() -> dict[tuple[str, str], Any] | None:
    """For each method and route what checks its body; None for a route that takes none."""
    if not DESCRIPTION.is_file():
        return None
    description = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    found: dict[tuple[str, str], Any] = {}
    for route, operations in description["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            found[method.upper(), route] = content and _Lazy(content["schema"], description["components"])
    return found


class _Lazy:
    """A validator that is made when it is first asked: most routes never are."""

    def __init__(self, schema: Json, components: Json) -> None:
        self._schema = schema | {"components": components}
        self._validator: Any = None

    def iter_errors(self, body: Json) -> Iterator[Any]:
        """Every error in ``body``."""
        if self._validator is None:
            self._validator = jsonschema_rs.Draft202012Validator(self._schema)
        return iter(self._validator.iter_errors(body))


def _against_limits(message: Json) -> Iterator[str]:
    """https://discord.com/developers/docs/resources/message and /developers/docs/components/reference."""
    content = message.get("content") or ""
    if len(content) > CONTENT:
        yield f"content of {len(content)} characters"
    embeds = message.get("embeds") or []
    if len(embeds) > EMBEDS:
        yield f"{len(embeds)} embeds"
    total = 0
    for embed in embeds:
        yield from _against_embed_limits(embed)
        total += _embed_length(embed)
    if total > EMBEDS_TOTAL:
        yield f"embeds of {total} characters"
    if message.get("components"):
        yield from _against_component_limits(message["components"])
    mentions = message.get("allowed_mentions")
    if mentions is None or mentions.get("parse"):
        yield f"mentions are not held back: {mentions}"


def _against_embed_limits(embed: Json) -> Iterator[str]:
    for part, most in _EMBED_LIMITS:
        if len(embed.get(part) or "") > most:
            yield f"embed {part} of {len(embed[part])} characters"
    fields = embed.get("fields") or []
    if len(fields) > 25:
        yield f"embed with {len(fields)} fields"
    for field in fields:
        for part, most in _FIELD_LIMITS:
            if not 0 < len(field[part].strip()) <= most:
                yield f"embed field {part} of {len(field[part])} characters"
    if len((embed.get("footer") or {}).get("text") or "") > 2048:
        yield "embed footer too long"
    if len((embed.get("author") or {}).get("name") or "") > 256:
        yield "embed author too long"


def _embed_length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [field[part] for field in embed.get("fields") or [] for part in ("name", "value")]
    return sum(len(text or "") for text in texts)


def _against_component_limits(components: list[Json]) -> Iterator[str]:
    if sum(each["type"] == _ACTION_ROW for each in components) > ROWS:
        yield f"{len(components)} rows of components"
    seen: set[str] = set()
    for item in _walk(components):
        kind = item["type"]
        if kind == _ACTION_ROW and not 0 < len(item["components"]) <= ROW_BUTTONS:
            yield f"a row of {len(item['components'])} components"
        if (kind == _BUTTON and item.get("style") != _LINK_STYLE) or kind in _MENUS:
            custom_id = item.get("custom_id") or ""
            if not 0 < len(custom_id) <= CUSTOM_ID or custom_id in seen:
                yield f"custom id {custom_id!r} is empty, too long or there twice"
            seen.add(custom_id)
        if kind == _BUTTON and len(item.get("label") or "") > 80:
            yield f"button label of {len(item['label'])} characters"
        if kind == 3:
            yield from _against_menu_limits(item)


def _against_menu_limits(menu: Json) -> Iterator[str]:
    options = menu["options"]
    if not 0 < len(options) <= MENU_OPTIONS:
        yield f"a menu of {len(options)} options"
    if len({option["value"] for option in options}) < len(options):
        yield "a menu with a value twice"
    for option in options:
        for part in ("label", "value", "description"):
            if len(option.get(part) or "") > 100:
                yield f"menu option {part} of {len(option[part])} characters"


def _against_choice_limits(choices: list[Json]) -> Iterator[str]:
    """https://discord.com/developers/docs/interactions/application-commands#autocomplete."""
    if len(choices) > 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        if not 0 < len(choice["name"]) <= 100 or (isinstance(choice["value"], str) and len(choice["value"]) > 100):
            yield f"choice {choice} is empty or too long"


def _walk(components: list[Json]) -> Iterator[Json]:
    for item in components:
        yield item
        if item["type"] == _ACTION_ROW or item["type"] in _CONTAINERS:
            yield from _walk(item.get("components") or [])
