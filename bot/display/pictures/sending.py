"""Pictures as Discord shows them: attachments with words for those who can't see them, and buttons that ask for one."""

from __future__ import annotations

import io
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar, Self

import discord

from bot.display import limits
from bot.display.attachments import Attachment
from bot.display.cards import notice
from bot.display.client import client_of, library_of
from bot.display.limiting import may_go_on
from bot.display.messages import GONE, NO_LONGER_WORKS, answer_privately, telling_failures
from bot.display.pictures.composing import described, overview_of, route_of, timeline_of, world_of
from bot.display.pictures.scenes import Scene
from bot.display.record_button import RECORD_ID, RecordButton
from bot.knowledge.filters import Filters
from bot.knowledge.landmarks import landmarks
from bot.knowledge.library import Library
from bot.knowledge.records import Person

_NO_PICTURE = notice("Nothing to draw", "Of these I know neither when nor where: there is nothing that I could draw.")


async def timeline_scene(library: Library, filters: Filters) -> Scene | None:
    """The defections over the years."""
    rows = (await library.defections()).select(filters.selection)
    title = filters.words(library.wording) or "Defections over the years"
    return timeline_of(title, rows, await landmarks(library))


async def map_scene(library: Library, filters: Filters) -> Scene | None:
    """From where to where."""
    rows = (await library.defections()).select(filters.selection)
    return world_of(filters.words(library.wording) or "From where to where", rows, library.wording.places)


async def overview_scene(library: Library, filters: Filters) -> Scene | None:
    """From, to, how, who and when, at a glance."""
    rows = (await library.defections()).select(filters.selection)
    return overview_of(filters.words(library.wording) or "Defections at a glance", rows, library.wording)


async def send_picture(
    interaction: discord.Interaction[Any],
    scene: Scene | None,
    name: str,
    view: discord.ui.View | None = None,
    *,
    privately: bool = False,
) -> None:
    """Draw ``scene`` and answer with it, with ``view`` below; Discord is first asked for time.

    Whoever has had very many new ones is asked to wait instead.
    """
    if scene is None:
        await answer_privately(interaction, _NO_PICTURE)
        return
    studio = client_of(interaction).studio
    if not studio.keeps(scene) and not await may_go_on(interaction):
        return
    await interaction.response.defer(ephemeral=privately, thinking=True)
    picture = await studio.picture(scene)
    file = Attachment(
        io.BytesIO(picture),
        filename=f"{name}.png",
        description=limits.clipped(described(scene), limits.ATTACHMENT_DESCRIPTION),
    )
    await interaction.edit_original_response(attachments=[file], view=view)


_SCENES: Mapping[str, Callable[[Library, Filters], Awaitable[Scene | None]]] = {
    "timeline": timeline_scene,
    "map": map_scene,
}
"""What buttons draw, by their names."""


class _PictureButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"picture"):
    """A button that draws a picture of a filtered list, in private to whoever presses it."""

    NAME: ClassVar[str]
    LABEL: ClassVar[str]

    def __init__(self, code: str) -> None:
        self._code = code
        super().__init__(discord.ui.Button(label=self.LABEL, custom_id=f"{self.NAME}:{code}"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(match["filters"])

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Draw it."""
        library = library_of(interaction)
        try:
            filters = Filters.from_code(self._code, await library.defections())
        except LookupError:  # the data no longer has what this was of
            await answer_privately(interaction, NO_LONGER_WORKS)
            return
        await send_picture(interaction, await _SCENES[self.NAME](library, filters), self.NAME, privately=True)


class TimelineButton(_PictureButton, template=r"timeline:(?P<filters>[\w.-]{5,40})"):
    """Draws the timeline."""

    NAME = "timeline"
    LABEL = "Timeline"


class MapButton(_PictureButton, template=r"map:(?P<filters>[\w.-]{5,40})"):
    """Draws the map."""

    NAME = "map"
    LABEL = "Map"


class RouteButton(RecordButton, template=rf"route:(?P<id>{RECORD_ID})"):
    """On a person's card: draws the way that they went, in private."""

    NAME = "route"
    LABEL = "Route on a map"

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Draw it."""
        library = library_of(interaction)
        entry = await library.entry(self.record_id)
        if entry is None or not isinstance(entry.record, Person):
            await answer_privately(interaction, GONE)
            return
        await send_picture(interaction, route_of(entry.record, library.wording), self.NAME, privately=True)


def has_route(person: Person) -> bool:
    """Whether `route_of` can draw anything of ``person``."""
    return any(defection.to for defection in person.defections)
