"""One transformer for each kind of record: what it completes, what it accepts, and what it says when it can't."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import msgspec
from discord import app_commands

from bot.display import limits
from bot.display.client import library_of
from bot.display.messages import Refusal
from bot.knowledge.findings import Finding
from bot.knowledge.library import Choice, Library
from bot.knowledge.records import Person, Term, Topic
from bot.knowledge.store import Entry


class RecordKind(msgspec.Struct, frozen=True):
    """How one kind of record is found, and what is said when it is not."""

    types: tuple[type[Person] | type[Term] | type[Topic], ...]
    find: Callable[[Library, str], Finding]
    complete: Callable[[Library, str, str], list[Choice]]
    elsewhere: Callable[[Library, str], Finding]
    unknown_title: str
    unknown_text: str


class RecordTransformer(app_commands.Transformer):
    """Typing freely and picking from the list end up the same: a choice's value is the record's id."""

    def __init__(self, kind: RecordKind) -> None:
        self._kind = kind

    async def autocomplete(  # type: ignore[override]  # discord.py types the choices for options of every type
        self, interaction: discord.Interaction[Any], value: str, /
    ) -> list[app_commands.Choice[str]]:
        """Up to 25 choices for what is typed so far, named in the language of the client where the records can."""
        library = library_of(interaction)
        await library.prepare()
        return [as_choice(choice) for choice in self._kind.complete(library, value, language_of(interaction))]

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> Entry | Refusal:
        """The record that ``value``, an id or any spelling, means; or why there is none.

        A refusal is an answer like any other, so it is returned and not raised.
        """
        library = library_of(interaction)
        if library.has(value):
            picked = await library.entry(value)
            if picked is not None and isinstance(picked.record, self._kind.types):
                return picked
        if not library.is_prepared and (Person not in self._kind.types or not library.is_name(value)):
            await library.prepare()  # anything but a person's very name takes indexes that are made when first needed
        finding = self._kind.find(library, value)
        if finding.sure is not None and (found := await library.entry(finding.sure.id)) is not None:
            return found
        if finding.matches:
            return Refusal("Which one?", "Several fit equally well. Please pick one.", finding.tied)
        return self._refusal(library, value, finding)

    def _refusal(self, library: Library, value: str, finding: Finding) -> Refusal:
        other = self._kind.elsewhere(library, value).sure
        suggestions = ((other,) if other else ()) + finding.suggestions
        text = self._kind.unknown_text
        if suggestions:
            text += " The nearest that I do know:"
        return Refusal(self._kind.unknown_title, text, suggestions)


def language_of(interaction: discord.Interaction[Any]) -> str:
    """The language of the client, of whatever country: "en" for en-GB.

    https://discord.com/developers/docs/reference#locales
    """
    return interaction.locale.value.partition("-")[0]


class ChannelTransformer(app_commands.Transformer):
    """A channel of one of some kinds, as it comes with the interaction: the bot keeps no channels in memory."""

    def __init__(self, *kinds: discord.ChannelType) -> None:
        self._kinds = list(kinds)

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord lets people pick."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Of which kinds."""
        return self._kinds

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> app_commands.AppCommandChannel:
        """The channel; a client that sends one of another kind is refused."""
        if not isinstance(value, app_commands.AppCommandChannel) or value.type not in self._kinds:
            raise app_commands.TransformerError(value, self.type, self)
        return value


def as_choice(choice: Choice) -> app_commands.Choice[str]:
    """A suggestion as Discord shows it, with what tells namesakes apart."""
    name = f"{choice.name} · {choice.label}" if choice.label else choice.name
    return app_commands.Choice(name=limits.clipped(name, limits.CHOICE_NAME), value=choice.id)


PERSON = RecordTransformer(
    RecordKind(
        types=(Person,),
        find=Library.find_person,
        complete=Library.complete_person,
        elsewhere=Library.find_definition,
        unknown_title="I know nobody by that name",
        unknown_text="No defector that I know has that name or one that close.",
    )
)
DEFINITION = RecordTransformer(
    RecordKind(
        types=(Term, Topic),
        find=Library.find_definition,
        complete=Library.complete_definition,
        elsewhere=Library.find_person,
        unknown_title="I know no such term",
        unknown_text="No term, event, place or operation that I know is called that.",
    )
)
