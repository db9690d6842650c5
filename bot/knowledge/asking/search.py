"""Which records have all the words: full-text search over names, fields and sentences (SQLite's FTS5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.knowledge.asking.evidence import (
    DEFINITION,
    DETAIL,
    OUTCOME,
    SUMMARY,
    WHY,
    statements_of,
    stems_of_fields,
    stems_of_names,
)
from bot.knowledge.asking.words import WordForms
from bot.knowledge.dataset import Dataset
from bot.knowledge.wording import Wording

_LEAD = frozenset({SUMMARY, DETAIL, OUTCOME, WHY, DEFINITION})

SCHEMA = """
CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, names, fields, lead, facts, detail = column);
"""


def text_rows(dataset: Dataset, wording: Wording, forms: WordForms) -> Iterator[tuple[str, ...]]:
    """Every record's id and stems: of its names, of its fields, of what tells its story, of its facts."""
    for records in (dataset.people, dataset.terms, dataset.topics):
        for record in records.values():
            lead: list[str] = []
            facts: list[str] = []
            for statement in statements_of(record):
                (lead if statement.kind in _LEAD else facts).append(statement.to_be_found)
            columns = (
                stems_of_names(record, forms),
                stems_of_fields(record, wording, forms),
                forms.stems_of_texts(lead),
                forms.stems_of_texts(facts),
            )
            yield record.id, *(" ".join(sorted(stems)) for stems in columns)


def all_of(words: Iterable[Iterable[str]], *, in_lead: bool = False) -> str:
    """What FTS5 is asked for records that have, of each group of stems, any; ``in_lead`` not only in their facts."""
    columns = "{names fields lead} : " if in_lead else ""
    return columns + "(" + " AND ".join(f"({any_of(group)})" for group in words) + ")"


def any_of(words: Iterable[str]) -> str:
    """What FTS5 is asked for records that have any of ``words``."""
    return " OR ".join(f'"{word}"' for word in sorted(words))
