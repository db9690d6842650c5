"""Draws an `Overview`: rankings as horizontal bars, two beside each other, above the defections of each decade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.display.pictures.scenes import Overview, Panel
from bot.display.pictures.style import (
    COLOURS,
    FAINT_INK,
    INK,
    LINE,
    MARGIN,
    TEXT_SIZE,
    draw_bars,
    figure,
    legend,
    shown_outcomes,
    trimmed,
)
from bot.knowledge.outcomes import Outcome

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEIGHT = 6.6
_PANEL_SIZE = (0.455, 0.268)
_PANEL_CORNERS = ((MARGIN, 0.625), (0.515, 0.625), (MARGIN, 0.325), (0.515, 0.325))


def draw_overview(scene: Overview) -> Figure:
    """The picture of ``scene``."""
    made = figure(scene.title, scene.note, _HEIGHT)
    for panel, corner in zip(scene.panels, _PANEL_CORNERS, strict=False):
        _draw_panel(made.add_axes((*corner, *_PANEL_SIZE)), panel)
    if scene.bars:
        draw_bars(made.add_axes((0.09, 0.112, 0.91 - MARGIN, 0.18)), scene.bars, scene.years_in_bar)
        legend(made, shown_outcomes(scene.bars))
    return made


def _draw_panel(axes: Axes, panel: Panel) -> None:
    """A ranking: each name above its bar, each number at its end."""
    axes.set_axis_off()
    axes.set_ylim(6.9, -0.45)
    axes.set_xlim(0, 1)
    axes.text(0, -0.05, panel.title, size=TEXT_SIZE + 1, weight="bold", color=FAINT_INK, va="center")
    most = max((number for _, number in panel.rows), default=1)
    for place, (name, number) in enumerate(panel.rows, start=1):
        trimmed(axes.text(0, place - 0.08, name, size=TEXT_SIZE, color=INK, va="center"), axes, 0.84)
        axes.text(1, place - 0.08, f"{number:,}", size=TEXT_SIZE, color=INK, va="center", ha="right")
        axes.barh(place + 0.38, 1, 0.14, color=LINE, linewidth=0, zorder=1)
        axes.barh(place + 0.38, number / most, 0.14, color=COLOURS[Outcome.CHANGED_SIDES], linewidth=0, zorder=2)
