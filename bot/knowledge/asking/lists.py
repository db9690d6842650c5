"""Answers about everybody who fits: lists, counts, the first and the last."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.asking.answer import MOST_NAMED
from bot.knowledge.asking.sentences import status_word
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.facets import FacetKind
from bot.knowledge.records import Status
from bot.knowledge.selection import Row, Selection
from bot.knowledge.wording import Wording, and_list, counted, year_words

_LISTED = (FacetKind.METHOD, FacetKind.OCCUPATION)

SUCCEEDED = (Status.COMPLETED, Status.RETURNED, Status.IN_PLACE, Status.DISPUTED)
"""What a question that speaks of defecting means: not attempts, claims, or those who were made to."""


def one_a_person(rows: Sequence[Row]) -> list[Row]:
    """The first of ``rows`` of each person."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row.person, row)
    return list(found.values())


def best_known(rows: Sequence[Row], selection: Selection) -> list[Row]:
    """The ten of ``rows`` that ``selection`` means first of all, in the order of ``rows``.

    Whose only way out was to swim comes before who also swam, a dancer before a
    choreographer who once danced; then the better known come first.
    """
    wanted = {facet.value for kind in _LISTED for facet in selection.facets(kind)}

    def distance(row: Row) -> int:
        return sum(
            next((number for number, value in enumerate(values) if value in wanted), 0)
            for values in (row.methods, row.occupations)
        )

    best = sorted(rows, key=lambda row: (distance(row), -row.renown))[:MOST_NAMED]
    return [row for row in rows if row in best]


def list_text(rows: Sequence[Row], named: Sequence[Row], wording: Wording) -> str:
    """ "Of the people that I know, 3 fit: ...". A group counts as one record, which is said."""
    names = [_named(row, wording) for row in named]
    left = len(rows) - len(named)
    if left:
        names.append(f"{left} more")
    groups = [row for row in rows if row.kind == "group"]
    if groups and len(groups) == len(rows) == 1:
        people = f", {groups[0].size:,} people" if groups[0].size else ""
        return f"One group that I know fits: {and_list(names)}{people}."
    counting = f" ({_groups_words(groups)})" if groups else ""
    fit = "fits" if len(rows) == 1 else "fit"
    return f"Of the people that I know, {len(rows):,} {fit}{counting}: {and_list(names)}."


def _groups_words(groups: Sequence[Row]) -> str:
    """How groups were counted, and how many people they were where that is known."""
    said = f"{counted(len(groups), 'group')} counted as one each"
    sizes = [row.size for row in groups if row.size]
    return f"{said}, of {sum(sizes):,} people" if len(sizes) == len(groups) else said


def ordered(rows: Sequence[Row], wanted: Wanted) -> list[Row]:
    """``rows`` with the one that is ``wanted`` in front; those that can't be told left out."""
    if wanted in (Wanted.YOUNGEST, Wanted.OLDEST):
        aged = [(age, row) for row in rows if (age := age_of(row)) is not None]
        return [row for _, row in sorted(aged, key=lambda each: each[0], reverse=wanted is Wanted.OLDEST)]
    dated = [row for row in rows if row.date is not None]
    dated.sort(key=lambda row: (row.date is None or row.date.year, row.kind == "group"))  # of one year somebody by name
    return dated[::-1] if wanted is Wanted.LAST else dated


def age_of(row: Row) -> float | None:
    """The age in years at the defection; None if it can't be told."""
    if row.born is None or row.date is None or row.kind == "group":
        return None
    born, left = row.born.start.first_day(), row.date.start.first_day()
    return left[0] - born[0] + (left[1] - born[1]) / 12 + (left[2] - born[2]) / 365


def _named(row: Row, wording: Wording) -> str:
    told = [wording.place_name(row.from_), year_words(row.date) if row.date else "", status_word(row.status)]
    return f"{row.name} ({', '.join(filter(None, told))})"
