"""Which records have all the words: full-text search over names, fields and sentences (SQLite's FTS5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.knowledge.asking.evidence import evidence_of
from bot.knowledge.asking.words import WordForms
from bot.knowledge.dataset import Dataset
from bot.knowledge.wording import Wording

SCHEMA = """
CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, names, fields, prose, detail = none);
"""


def text_rows(dataset: Dataset, wording: Wording, forms: WordForms) -> Iterator[tuple[str, str, str, str]]:
    """Every record's id and stems: of its names, of its fields, of its sentences."""
    for records in (dataset.people, dataset.terms, dataset.topics):
        for record in records.values():
            evidence = evidence_of(record, wording, forms)
            prose = " ".join(sorted({stem for sentence in evidence.sentences for stem in sentence.stems}))
            yield record.id, " ".join(sorted(evidence.names)), " ".join(sorted(evidence.fields)), prose


def all_of(words: Iterable[Iterable[str]]) -> str:
    """What FTS5 is asked for records that have, of each group of stems, any."""
    return " AND ".join(f"({any_of(group)})" for group in words)


def any_of(words: Iterable[str]) -> str:
    """What FTS5 is asked for records that have any of ``words``."""
    return " OR ".join(f'"{word}"' for word in sorted(words))
