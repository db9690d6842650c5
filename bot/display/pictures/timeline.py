"""Draws a `Timeline`: bars of defections over the years, below the names of people and events where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bot.display.pictures.scenes import Moment, Timeline
from bot.display.pictures.style import (
    BACKGROUND,
    INK,
    MARGIN,
    TEXT_SIZE,
    draw_bars,
    extent,
    figure,
    legend,
    shown_outcomes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LANES = 8
"""Rows of names above the bars."""

_EVENT_LANES = 3
_GAP = 10
"""Pixels between two names in a row."""

_EVENT_COLOUR = "#cc79a7"


def draw_timeline(scene: Timeline) -> Figure:
    """The picture of ``scene``."""
    made = figure(scene.title, scene.note)
    bars = made.add_axes((0.09, 0.175, 0.91 - MARGIN, 0.25))
    names = made.add_axes((0.09, 0.435, 0.91 - MARGIN, 0.435), sharex=bars)
    draw_bars(bars, scene.bars, scene.years_in_bar)
    _draw_names(names, bars, scene)
    legend(made, shown_outcomes(scene.bars))
    return made


def _draw_names(axes: Axes, bars: Axes, scene: Timeline) -> None:
    axes.set_axis_off()
    lanes = _EVENT_LANES + _LANES
    axes.set_ylim(0, lanes)
    _place(axes, scene.events, range(_EVENT_LANES), _EVENT_COLOUR, marked=bars)
    _place(axes, scene.people, range(_EVENT_LANES, lanes), INK)


def _place(
    axes: Axes, moments: Iterable[Moment], lanes: Sequence[int], colour: str, marked: Axes | None = None
) -> None:
    """Write each of ``moments`` at its year in the first of ``lanes`` that has room, or leave it out.

    In the bars below, ``marked``, a line goes on down to the year.
    """
    taken: dict[int, list[tuple[float, float]]] = {lane: [] for lane in lanes}
    left, right = axes.get_window_extent().x0, axes.get_window_extent().x1
    for moment in moments:
        at = axes.transData.transform((moment.year + 0.5, 0))[0]
        text = axes.text(moment.year + 0.5, 0, moment.name, size=TEXT_SIZE, color=colour, va="center", zorder=4)
        length = extent(text).width
        # To the right of its year, or to the left where the picture ends.
        start, end, align = (at, at + length, "left") if at + length <= right else (at - length, at, "right")
        lane = next((each for each in lanes if _is_free(taken[each], start - _GAP, end + _GAP)), None)
        if lane is None or start < left:
            text.remove()
            continue
        taken[lane].append((start, end))
        text.set(y=lane + 0.5, ha=align, bbox={"facecolor": BACKGROUND, "linewidth": 0, "pad": 0.8})
        axes.vlines(moment.year + 0.5, 0, lane + 0.5, color=colour, linewidth=0.5, alpha=0.3, zorder=1)
        if marked is not None:
            marked.axvline(moment.year + 0.5, color=colour, linewidth=0.9, linestyle=(0, (2, 1.5)), zorder=3)


def _is_free(taken: Iterable[tuple[float, float]], start: float, end: float) -> bool:
    return all(end <= other_start or start >= other_end for other_start, other_end in taken)
