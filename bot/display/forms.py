"""Forms that go on working after a restart.

discord.py keeps a form in memory until it is filled in, and knows none from before its start. A form of
ours carries in its custom id what it is about, as buttons do, and nothing of it is kept: what people fill in is
taken by the custom id, whichever run of the bot had opened it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, cast

import discord
import msgspec

from bot.display.messages import report_failure

_Taker = Callable[[discord.Interaction[Any], re.Match[str], Mapping[str, str]], Awaitable[None]]


class FormKind(msgspec.Struct, frozen=True):
    """The forms whose custom ids match ``template``; ``take`` is given the match, and the texts by their custom ids."""

    template: re.Pattern[str]
    take: _Taker


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Answer with ``form``."""
    form.stop()  # what is stopped discord.py does not keep
    await interaction.response.send_modal(form)


async def take_form(interaction: discord.Interaction[Any], kinds: Iterable[FormKind]) -> None:
    """Have a form that was filled in taken by its kind; one of no kind that is known is left unanswered."""
    data = cast("dict[str, Any]", interaction.data or {})
    for kind in kinds:
        if match := kind.template.fullmatch(data.get("custom_id", "")):
            try:
                await kind.take(interaction, match, dict(_texts(data.get("components", ()))))
            except Exception as error:  # whatever it is, it is logged, and the person is told
                await report_failure(interaction, error)


def _texts(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The texts of a form's fields, however deep Discord nests them in rows and labels."""
    for component in components:
        if isinstance(value := component.get("value"), str):
            yield component.get("custom_id", ""), value
        yield from _texts(component.get("components", ()))
        if "component" in component:
            yield from _texts((component["component"],))
