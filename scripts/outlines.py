"""Makes data/world.json, the outlines of the maps, from Natural Earth's countries.

    npm pack world-atlas@2 && tar xzf world-atlas-*.tgz
    python -m scripts.outlines package/countries-50m.json

The package holds Natural Earth as TopoJSON (https://github.com/topojson/topojson-specification):
borders stand in it once, as arcs, which both neighbours point to. Each arc is thinned
by itself, so that neighbours go on meeting.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from bot.settings import HOME

WORLD = HOME / "data" / "world.json"
ANTARCTICA = "010"
HUNDREDTHS = 100
"""Coordinates are written in hundredths of a degree: about a kilometre, finer than a pixel of any map."""

_TOLERANCE = 0.06
"""Degrees by which a thinned line may differ from the full one."""

_LEAST_AREA = 0.05
"""Square degrees below which an island is left out."""

Point = tuple[float, float]


def outlines(topology: dict[str, Any]) -> list[list[int]]:
    """The outer ring of every country and island, each as longitude, latitude, longitude, latitude, …"""
    arcs = [thinned(points) for points in _degrees(topology)]
    rings: list[list[Point]] = []
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") == ANTARCTICA:
            continue
        for polygon in _polygons(country):
            rings += [ring for ring in _unrolled(_joined(polygon[0], arcs)) if _area(ring) >= _LEAST_AREA]
    return [[round(each * HUNDREDTHS) for each in chain.from_iterable(ring)] for ring in rings]


def _degrees(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs in degrees: TopoJSON writes them as steps on a grid."""
    (x_scale, y_scale), (x_start, y_start) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        steps = accumulate(arc, lambda point, step: [point[0] + step[0], point[1] + step[1]])
        yield [(x * x_scale + x_start, y * y_scale + y_start) for x, y in steps]


def _polygons(country: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = country["arcs"]
    return [country["arcs"]] if country["type"] == "Polygon" else polygons


def _joined(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """A ring of arcs; ``~n`` means arc ``n`` backwards."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def thinned(points: list[Point]) -> list[Point]:
    """``points`` without those that change the line by less than the tolerance (Douglas and Peucker, 1973)."""
    kept = {0, len(points) - 1}
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        distances = [_distance(points[each], points[first], points[last]) for each in range(first + 1, last)]
        if distances and max(distances) > _TOLERANCE:
            farthest = first + 1 + distances.index(max(distances))
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return [points[each] for each in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From ``point`` to the stretch between ``start`` and ``end``."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = along_x**2 + along_y**2
    share = 0.0
    if length:
        share = ((point[0] - start[0]) * along_x + (point[1] - start[1]) * along_y) / length
        share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * along_x, start[1] + share * along_y))


def _unrolled(ring: list[Point]) -> Iterator[list[Point]]:
    """A ring that crosses 180 degrees, as Russia's does, twice: once beyond either edge of the map."""
    turns = 0
    unrolled = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turns += (x - before < -180) - (x - before > 180)
        unrolled.append((x + 360 * turns, y))
    yield unrolled
    if max(x for x, _ in unrolled) > 180:
        yield [(x - 360, y) for x, y in unrolled]
    if min(x for x, _ in unrolled) < -180:
        yield [(x + 360, y) for x, y in unrolled]


def _area(ring: Sequence[Point]) -> float:
    """In square degrees: the shoelace formula."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2


if __name__ == "__main__":
    source = Path(sys.argv[1])
    world = outlines(json.loads(source.read_text(encoding="utf-8")))
    WORLD.write_text(json.dumps(world, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(world)} outlines, {sum(map(len, world)) // 2} points, {WORLD.stat().st_size / 1000:.0f} kB")
