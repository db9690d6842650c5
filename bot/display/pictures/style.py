"""What all pictures have in common: size, colours, letters.

A picture brings its own dark background, so that it looks the same in Discord's dark
and light themes. It is measured for a phone, which shows it some 300 points wide among
messages and 375 when it is opened: no letter is smaller than 8 of the first, 10 of the others.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from PIL import Image

from bot.display.pictures.scenes import Bar
from bot.knowledge.outcomes import OUTCOME_WORDS, Outcome

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

DOTS_PER_INCH = 240
WIDTH, HEIGHT = 5.0, 4.4
"""In inches: 1200 by 1056 pixels, if a picture needs no more height."""

TITLE_SIZE = 13.5
TEXT_SIZE = 9.6
"""In points, of which the picture is 360 wide: nearly what they are on a phone."""

BACKGROUND = "#1d222b"
INK = "#f2f4f8"
FAINT_INK = "#aeb8c6"
LINE = "#4a5566"

COLOURS: Mapping[Outcome, str] = {
    Outcome.CHANGED_SIDES: "#56b4e9",
    Outcome.RETURNED: "#f0e442",
    Outcome.NOT_ACROSS: "#e8743b",
    Outcome.NOT_CHOSEN: "#c9c9c9",
}
"""From the Okabe-Ito palette, which colour-blind readers can tell apart; they differ in lightness too."""

MARGIN = 0.03
"""Of the width, on both sides."""


def figure(title: str, note: str, height: float = HEIGHT) -> Figure:
    """An empty picture with its heading, ``height`` inches high."""
    made = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor=BACKGROUND)
    FigureCanvasAgg(made)
    fitted(made.text(MARGIN, 1 - 0.08 / height, title, size=TITLE_SIZE, weight="bold", color=INK, va="top"))
    fitted(made.text(MARGIN, 1 - 0.36 / height, note, size=TEXT_SIZE, color=FAINT_INK, va="top"))
    return made


def fitted(text: Text) -> Text:
    """``text`` cut with an ellipsis, if it would reach beyond the right margin."""
    return _cut(text, WIDTH * DOTS_PER_INCH * (1 - MARGIN))


def trimmed(text: Text, axes: Axes, share: float) -> Text:
    """``text`` cut with an ellipsis, if it would reach beyond this ``share`` of the width of ``axes``."""
    box = axes.get_window_extent()
    return _cut(text, box.x0 + box.width * share)


def _cut(text: Text, right: float) -> Text:
    whole = text.get_text()
    cut = len(whole)
    while extent(text).x1 > right and cut > 1:
        cut -= 1
        text.set_text(whole[:cut].rstrip(" ,;·") + "…")
    return text


def years_axis(axes: Axes) -> None:
    """Make the horizontal axis one of years, in the manner of all pictures."""
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True, steps=[1, 2, 5, 10], prune="upper"))
    axes.xaxis.set_major_formatter(lambda year, _: str(round(year)) if year > 0 else f"{1 - round(year)} BC")
    axes.tick_params(colors=FAINT_INK, labelsize=TEXT_SIZE, length=2, pad=2)
    axes.grid(axis="y", color=LINE, linewidth=0.4, zorder=0)
    axes.set_facecolor(BACKGROUND)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(LINE)


def draw_bars(axes: Axes, bars: Sequence[Bar], years: int) -> None:
    """``bars`` of so many ``years``, each stacked by outcome."""
    firsts = [bar.first for bar in bars]
    below = [0] * len(firsts)
    for number, outcome in enumerate(Outcome):
        heights = [bar.counts[number] for bar in bars]
        axes.bar(
            firsts, heights, years * 0.9, bottom=below, align="edge", color=COLOURS[outcome], linewidth=0, zorder=2
        )
        below = [low + height for low, height in zip(below, heights, strict=True)]
    axes.set_xlim(firsts[0], firsts[-1] + years)
    axes.set_ylim(0, max(below) * 1.05)
    years_axis(axes)


def shown_outcomes(bars: Sequence[Bar]) -> list[Outcome]:
    """The outcomes of which ``bars`` has any."""
    return [outcome for number, outcome in enumerate(Outcome) if any(bar.counts[number] for bar in bars)]


def extent(text: Text) -> Bbox:
    """The pixels that ``text`` covers."""
    return text.get_window_extent()


def legend(made: Figure, shown: Iterable[Outcome], *, lines: bool = False) -> None:
    """Below the picture, what the colours mean; only those that are ``shown``."""
    wanted = set(shown)
    handles = [
        Line2D([], [], color=COLOURS[outcome], linewidth=2.5, label=OUTCOME_WORDS[outcome])
        if lines
        else Patch(facecolor=COLOURS[outcome], label=OUTCOME_WORDS[outcome])
        for outcome in Outcome
        if outcome in wanted
    ]
    made.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(MARGIN - 0.012, 0.0),
        ncols=2,
        frameon=False,
        fontsize=TEXT_SIZE,
        labelcolor=INK,
        handlelength=1.1,
        handletextpad=0.5,
        columnspacing=1.0,
        labelspacing=0.3,
    )


def as_png(made: Figure) -> bytes:
    """The picture as the bytes of a PNG file, with a palette: a third of the size, and nothing to be seen of it."""
    buffer = io.BytesIO()
    made.savefig(buffer, format="raw", facecolor=BACKGROUND)
    image = Image.frombytes("RGBA", made.canvas.get_width_height(), buffer.getvalue()).convert("RGB")
    buffer = io.BytesIO()
    # The other ways to choose a palette lose a colour of which there is little: one thin arc would be told wrongly.
    image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(buffer, format="png")
    return buffer.getvalue()
