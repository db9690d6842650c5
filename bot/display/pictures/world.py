"""Draws a `WorldMap`: arcs from origin to destination over today's coasts and borders.

Outlines: Natural Earth, public domain (data/README.md). Projection: Gall's stereographic,
which shows the busy middle latitudes larger than a plain grid and fits a phone's width.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from matplotlib import patheffects
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from bot.display.pictures.scenes import Arc, Spot, WorldMap
from bot.display.pictures.style import (
    BACKGROUND,
    COLOURS,
    HEIGHT,
    INK,
    TEXT_SIZE,
    WIDTH,
    extent,
    figure,
    legend,
)
from bot.settings import HOME

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox
    from numpy.typing import NDArray

OUTLINES = HOME / "data" / "world.json"
"""Rings of longitude, latitude, longitude, … in hundredths of a degree; made by scripts/outlines.py."""

_LAND = "#3b4656"
_BORDER = "#5a6880"

_HEADING, _LEGEND = 0.6, 0.52
"""Inches above and below the map, or maps."""

_WORLD_SHAPE, _EUROPE_SHAPE = 2.0, 1.75
"""Width by height of the world's map and of Europe's below it."""

_EUROPE = (-12.0, 45.0, 35.5, 61.5)
"""Degrees: west, east, south, north. Half of all defections begin or end here, too close together for a world map."""

_MOST_OF_EUROPE = 4
"""Places in Europe from which on a map that shows more than Europe gets a second one."""

_LEAST_SPAN = 0.30
"""The least projected width of a map: no closer look, or coasts would look coarse."""

_STEPS = 96
_BEND = 0.18
"""How far an arc swings out, as a part of its length; there and back swing to different sides."""

_WIDTHS = 1.4, 9.0
"""In points: of the arc of one person, and of the widest."""

_HEAD = 3.5
"""Points by which an arrow's head is longer than its shaft is wide."""

_APART = 5.0
"""Points between the arcs of one way that ended differently: of two equally wide, one would hide the other."""

_TOGETHER, _LOOP = 6.0, 9.0
"""Points: less apart, two places lie together; and the radius of the loop from one to the other."""


class _View(msgspec.Struct, frozen=True):
    """The projected rectangle that is shown."""

    left: float
    right: float
    bottom: float
    top: float

    def holds(self, point: tuple[float, float]) -> bool:
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


def draw_world(scene: WorldMap) -> Figure:
    """The picture of ``scene``."""
    points = [_projected(spot.longitude, spot.latitude) for spot in scene.spots]
    europe = _view([_projected(_EUROPE[0], _EUROPE[2]), _projected(_EUROPE[1], _EUROPE[3])], _EUROPE_SHAPE, room=1.0)
    in_europe = {number for number, point in enumerate(points) if europe.holds(point)}
    whole = WIDTH / (HEIGHT - _HEADING - _LEGEND)
    if len(in_europe) < _MOST_OF_EUROPE or _fits(points, europe):
        made = figure(scene.title, scene.note)
        _draw_map(_panel(made, HEIGHT, 0, whole), scene, points, _view(points, whole))
    else:
        world_height, europe_height = WIDTH / _WORLD_SHAPE, WIDTH / _EUROPE_SHAPE
        height = _HEADING + world_height + europe_height + _LEGEND
        made = figure(scene.title, scene.note, height)
        world = _panel(made, height, 0, _WORLD_SHAPE)
        _draw_map(world, scene, points, _view(points, _WORLD_SHAPE), unnamed=in_europe)
        _draw_map(_panel(made, height, world_height, _EUROPE_SHAPE), scene, points, europe)
        line = 1 - (_HEADING + world_height) / height
        made.add_artist(Line2D([0, 1], [line, line], color=BACKGROUND, linewidth=3))
    legend(made, (arc.outcome for arc in scene.arcs), lines=True)
    return made


def _panel(made: Figure, height: float, below: float, shape: float) -> Axes:
    """A map's place in a picture ``height`` inches high, so many inches ``below`` the heading."""
    high = WIDTH / shape
    axes = made.add_axes((0, (height - _HEADING - below - high) / height, 1, high / height))
    axes.set_axis_off()
    return axes


def _draw_map(
    axes: Axes, scene: WorldMap, points: Sequence[tuple[float, float]], view: _View, unnamed: Container[int] = ()
) -> None:
    axes.set_xlim(view.left, view.right)
    axes.set_ylim(view.bottom, view.top)
    axes.add_collection(
        PolyCollection(_outlines(view), facecolors=_LAND, edgecolors=_BORDER, linewidths=0.35, zorder=1), autolim=False
    )
    _draw_arcs(axes, scene.arcs, points)
    _draw_spots(axes, scene.spots, points, unnamed)


def _outlines(view: _View) -> list[NDArray[np.float64]]:
    """Those that can be seen."""
    return [ring for ring in _world() if _is_seen(ring, view)]


def _is_seen(ring: NDArray[np.float64], view: _View) -> bool:
    (left, bottom), (right, top) = ring.min(axis=0), ring.max(axis=0)
    return bool(left <= view.right and right >= view.left and bottom <= view.top and top >= view.bottom)


@cache
def _world() -> list[NDArray[np.float64]]:
    """The outlines, and once more a whole turn to the east, for maps that show the Pacific in their middle."""
    rings = [np.asarray(ring) / 100 for ring in json.loads(OUTLINES.read_text(encoding="utf-8"))]
    return [np.column_stack(_project(ring[::2] + turn, ring[1::2])) for turn in (0, 360) for ring in rings]


def _project(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gall's stereographic projection (Gall, 1855)."""
    return np.radians(longitudes) / math.sqrt(2), (1 + math.sqrt(2) / 2) * np.tan(np.radians(latitudes) / 2)


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = _project(np.array([longitude]), np.array([latitude]))
    return float(x[0]), float(y[0])


def _view(points: Sequence[tuple[float, float]], shape: float, room: float = 1.25) -> _View:
    """A rectangle ``shape`` times as wide as high around ``points``, with ``room`` for arcs and names."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = max((max(xs) - min(xs)) * room, (max(ys) - min(ys)) * room * 1.15 * shape, _LEAST_SPAN)
    if room == 1.0:
        width = max(xs) - min(xs)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return _View(x - width / 2, x + width / 2, y - width / shape / 2, y + width / shape / 2)


def _fits(points: Iterable[tuple[float, float]], view: _View) -> bool:
    return all(view.holds(point) for point in points)


def _draw_arcs(axes: Axes, arcs: Sequence[Arc], points: Sequence[tuple[float, float]]) -> None:
    """The widest first, so that the thin ones stay to be seen; each grows wider towards where it leads."""
    most = max((arc.people for arc in arcs), default=1)
    point = (axes.get_xlim()[1] - axes.get_xlim()[0]) / (WIDTH * 72)
    ordered = sorted(arcs, key=lambda each: (-each.people, each.origin, each.target))
    drawn: Counter[tuple[int, int]] = Counter()
    shapes = []
    for arc in ordered:
        way = arc.origin, arc.target
        path = _curve(points[arc.origin], points[arc.target], point, drawn[way])
        drawn[way] += 1
        share = math.sqrt((arc.people - 1) / (most - 1)) if most > 1 else 0.25
        width = (_WIDTHS[0] + (_WIDTHS[1] - _WIDTHS[0]) * share) * point
        shapes.append(_arrow(path, width, _HEAD * point))
    axes.add_collection(
        PolyCollection(
            shapes,
            facecolors=[COLOURS[arc.outcome] for arc in ordered],
            edgecolors=BACKGROUND,
            linewidths=0.3,
            alpha=0.85,
            zorder=2,
        ),
        autolim=False,
    )


def _curve(start: tuple[float, float], end: tuple[float, float], point: float, before: int) -> NDArray[np.float64]:
    """Points along a quadratic Bézier curve; between two places that lie together, a loop.

    It keeps clear of as many as were drawn ``before`` it between the same places; ``point`` is one on this map.
    """
    first, last = np.asarray(start), np.asarray(end)
    along = last - first
    length = math.hypot(*along)
    if length < _TOGETHER * point:
        turns = np.linspace(-0.45 * math.pi, 1.3 * math.pi, _STEPS + 1)
        return first + (_LOOP + before * _APART) * point * np.column_stack([np.cos(turns), 1 + np.sin(turns)])
    # In its middle the curve is half as far out as its swing.
    out = _BEND + 2 * before * _APART * point / length
    swing = first + along / 2 + out * np.array([-along[1], along[0]])
    t = np.linspace(0, 1, _STEPS + 1)[:, None]
    path: NDArray[np.float64] = (1 - t) ** 2 * first + 2 * t * (1 - t) * swing + t**2 * last
    return path


def _arrow(path: NDArray[np.float64], width: float, head: float) -> NDArray[np.float64]:
    """The outline of an arrow along ``path``, growing to its ``width``, and its head."""
    steps = np.gradient(path, axis=0)
    beside = np.column_stack([-steps[:, 1], steps[:, 0]]) / np.hypot(steps[:, 0], steps[:, 1])[:, None]
    head += width
    # The last point that far from the end, and not the first that is nearer: a loop begins near its end.
    far = np.flatnonzero(np.hypot(*(path[-1] - path).T) >= head)
    shaft = max([2, *far[-1:].tolist()])
    half = (np.linspace(0.4, 1, shaft + 1) * width / 2)[:, None]
    up, down = path[: shaft + 1] + beside[: shaft + 1] * half, path[: shaft + 1] - beside[: shaft + 1] * half
    wings = beside[shaft] * head * 0.5
    return np.vstack([up, path[shaft] + wings, path[-1], path[shaft] - wings, down[::-1]])


def _draw_spots(
    axes: Axes, spots: Sequence[Spot], points: Sequence[tuple[float, float]], unnamed: Container[int]
) -> None:
    """A dot at every spot, and beside it its name where there is room."""
    axes.scatter(
        [x for x, _ in points], [y for _, y in points], s=9, color=INK, edgecolors=BACKGROUND, linewidths=0.5, zorder=5
    )
    taken: list[Bbox] = []
    frame = axes.get_window_extent().padded(-6)
    for number, (spot, point) in enumerate(zip(spots, points, strict=True)):
        if number in unnamed:
            continue
        text = axes.annotate(
            spot.name,
            point,
            (0, 0),
            textcoords="offset points",
            size=TEXT_SIZE,
            color=INK,
            zorder=6,
            path_effects=[patheffects.withStroke(linewidth=2, foreground=BACKGROUND)],
        )
        for x, y, across, down in _BESIDE:
            text.set(position=(x, y), ha=across, va=down)
            box = extent(text)
            if (
                frame.containsx(box.x0)
                and frame.containsx(box.x1)
                and frame.containsy(box.y0)
                and frame.containsy(box.y1)
                and not any(box.overlaps(other) for other in taken)
            ):
                taken.append(box)
                break
        else:
            text.remove()


_BESIDE = ((4, 0, "left", "center"), (-4, 0, "right", "center"), (0, 4, "center", "bottom"), (0, -4, "center", "top"))
"""Where a name may stand beside its spot, in points, the best first."""
