"""Every command that the bot has told Discord, with options that fit: nothing has to be added for a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from tests.standin.world import Channel, Json, World

_TEXTS = {
    "name": "Belenko",
    "one": "Belenko",
    "two": "Nureyev",
    "term": "defector in place",
    "topic": "pilots",
    "topics": "pilots",
    "question": "who flew a MiG-25 to Japan?",
    "time": "09:00",
    "timezone": "Europe/Berlin",
    "date": "6 September",
}
"""What fits an option of that name; any other text gets a country."""


class OptionType(IntEnum):
    """https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type"""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7


@dataclass(frozen=True)
class Command:
    """A command or subcommand, and its options as Discord was told them."""

    name: str
    options: tuple[Json, ...]

    @property
    def texts(self) -> list[str]:
        """The options that take any text."""
        return [each["name"] for each in self.options if each["type"] == OptionType.STRING and not each.get("choices")]

    @property
    def chosen(self) -> list[str]:
        """The options that take one of a few texts: what a client shows, which another need not keep to."""
        return [each["name"] for each in self.options if each["type"] == OptionType.STRING and each.get("choices")]

    @property
    def completed(self) -> list[str]:
        """The options that are completed while they are typed."""
        return [each["name"] for each in self.options if each.get("autocomplete")]

    def fitting(self, channel: Channel) -> dict[str, Any]:
        """A value for each option that has to be given."""
        return {each["name"]: _fitting(each, channel) for each in self.options if each.get("required")}


def every_command(world: World) -> Iterator[Command]:
    """Every command, and the subcommands in place of one that has some."""
    for definition in world.commands:
        if definition["type"] == 1:
            yield from _within(definition["name"], definition.get("options") or [])


def _within(name: str, options: list[Json]) -> Iterator[Command]:
    inner = [each for each in options if each["type"] in {OptionType.SUBCOMMAND, OptionType.GROUP}]
    if not inner:
        yield Command(name, tuple(options))
    for each in inner:
        yield from _within(f"{name} {each['name']}", each.get("options") or [])


def _fitting(option: Json, channel: Channel) -> Any:
    if choices := option.get("choices"):
        return choices[0]["value"]
    match option["type"]:
        case OptionType.STRING:
            return _TEXTS.get(option["name"], "Cuba")
        case OptionType.INTEGER:
            return option.get("min_value", 1)
        case OptionType.BOOLEAN:
            return True
        case OptionType.CHANNEL:
            return channel
    raise ValueError(f"no fitting value is known for an option of type {option['type']}")
