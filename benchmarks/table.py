"""Lines -> the table that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.figures import Line

_HEADINGS = ("", "ours", "floor", "ratio", "target", "")


def table(lines: Iterable[Line]) -> str:
    """``lines`` in columns as wide as what stands in them."""
    rows = [_HEADINGS, *map(_row, lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return "\n".join(_aligned(row, widths) for row in rows)


def _row(line: Line) -> tuple[str, ...]:
    return (
        line.what,
        line.unit.written(line.ours),
        "–" if line.floor is None else line.unit.written(line.floor),
        "–" if line.ratio is None else f"{line.ratio:.2f}",
        line.target or "–",
        "–" if line.is_reached is None else "reached" if line.is_reached else "missed",
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers, last = (
        cell.ljust(width) if column in {0, len(row) - 1} else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((first, *numbers, last)).rstrip()
