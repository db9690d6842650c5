"""What a picture shows, as plain data: it travels to the process that draws, and names what is drawn in the cache.

Nothing here is imported from matplotlib or discord.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from bot.knowledge.outcomes import Outcome

Counts = tuple[int, int, int, int]
"""How many of each `Outcome`, in the order of its members."""


_ATLANTIC = -30
"""The longitude that no country lies on."""


class Moment(msgspec.Struct, frozen=True):
    """Something with a name and a year: a person's defection, or an event."""

    year: int
    name: str


class Bar(msgspec.Struct, frozen=True):
    """The defections of ``years`` years from ``first`` on."""

    first: int
    counts: Counts


class Timeline(msgspec.Struct, frozen=True):
    """Defections over the years; ``people`` are named as far as there is room, in this order."""

    title: str
    note: str
    years_in_bar: int
    bars: tuple[Bar, ...]
    people: tuple[Moment, ...]
    events: tuple[Moment, ...]

    @property
    def first(self) -> int:
        """The year in which the axis begins."""
        return self.bars[0].first

    @property
    def end(self) -> int:
        """The year before which the axis ends."""
        return self.bars[-1].first + self.years_in_bar


class Spot(msgspec.Struct, frozen=True):
    """A place on the map, in degrees; ``weight`` is how many set out or arrived there.

    Longitudes beyond 180 mean a map with the Pacific in its middle.
    """

    name: str
    latitude: float
    longitude: float
    weight: int

    def turned(self) -> Spot:
        """The same place east of Asia, if it lies in the Americas."""
        return replace(self, longitude=self.longitude + 360) if self.longitude < _ATLANTIC else self


class Arc(msgspec.Struct, frozen=True):
    """A way from one spot to another, by their numbers in the map's ``spots``, and how many took it."""

    origin: int
    target: int
    outcome: Outcome
    people: int


class WorldMap(msgspec.Struct, frozen=True):
    """From where to where; ``spots`` are named as far as there is room, in this order."""

    title: str
    note: str
    spots: tuple[Spot, ...]
    arcs: tuple[Arc, ...]

    def turned(self) -> WorldMap:
        """With the Pacific in its middle, if that makes the ways shorter: from Japan to America for example."""
        eastward = replace(self, spots=tuple(spot.turned() for spot in self.spots))
        return eastward if eastward.length < self.length else self

    @property
    def length(self) -> float:
        """Degrees of longitude that all the ways together stretch over."""
        return sum(abs(self.spots[arc.origin].longitude - self.spots[arc.target].longitude) for arc in self.arcs)


class Panel(msgspec.Struct, frozen=True):
    """One ranking: what it ranks, and the first of it, most first."""

    title: str
    rows: tuple[tuple[str, int], ...]


class Overview(msgspec.Struct, frozen=True):
    """Several rankings at a glance, with the defections of each decade below them."""

    title: str
    note: str
    panels: tuple[Panel, ...]
    bars: tuple[Bar, ...]
    years_in_bar: int


Scene = Timeline | WorldMap | Overview
