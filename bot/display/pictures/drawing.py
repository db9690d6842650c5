"""Any scene -> the bytes of a PNG file. Importing this loads matplotlib: only the process that draws does."""

from __future__ import annotations

from bot.display.pictures.overview import draw_overview
from bot.display.pictures.scenes import Overview, Scene, Timeline, WorldMap
from bot.display.pictures.style import as_png
from bot.display.pictures.timeline import draw_timeline
from bot.display.pictures.world import draw_world


def draw(scene: Scene) -> bytes:
    """The picture of ``scene``, as a PNG file."""
    match scene:
        case Timeline():
            return as_png(draw_timeline(scene))
        case WorldMap():
            return as_png(draw_world(scene))
        case Overview():
            return as_png(draw_overview(scene))
