"""Rows of text -> columns, as wide as what stands in them."""

from __future__ import annotations

from collections.abc import Sequence


def columns(rows: Sequence[Sequence[str]], left: frozenset[int] = frozenset({0})) -> str:
    """``rows``, all of one length, in columns; those numbered in ``left`` begin at the left, the others end right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
