"""data/**/*.toml -> the knowledge file, an SQLite database that is derived and never edited.

It is made beside the old file in one transaction and then swapped in: whoever reads
the old one goes on undisturbed, and nobody sees half a build.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.knowledge.asking.gazetteer import phrases_of
from bot.knowledge.asking.search import SCHEMA as TEXT_SCHEMA
from bot.knowledge.asking.search import text_rows
from bot.knowledge.asking.words import WordForms
from bot.knowledge.codec import to_json
from bot.knowledge.dataset import Dataset
from bot.knowledge.loading import read, refuse_mistakes
from bot.knowledge.mistakes import KnowledgeFileError
from bot.knowledge.name_analyses import NameLists, names_beside, packed_names
from bot.knowledge.naming import descriptors, given_names, labels, ordinary_words, prose_words
from bot.knowledge.quizzing.subjects import subjects
from bot.knowledge.quizzing.subjects import words as quiz_words
from bot.knowledge.records import Record
from bot.knowledge.related import Related, related_records
from bot.knowledge.selection import Row, chronology, defection_rows, facet_bits
from bot.knowledge.up_to_date import SCHEMA_VERSION, Fingerprint
from bot.knowledge.wording import Wording

ROWS_IN_CHUNK = 128
_MANY_PEOPLE = 200
"""From so many on, taking their names apart takes longer than to start a process that does it."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (id TEXT PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL, related BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE defections (chunk INTEGER PRIMARY KEY, rows BLOB NOT NULL);
CREATE TABLE facets (facet TEXT PRIMARY KEY, rows BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE lists (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
"""


def make(data: Path, file: Path, fingerprint: Fingerprint) -> None:
    """Read the records under ``data`` and `build` the ``file`` of them. Raises DataError when they have mistakes."""
    with names_beside(is_worth_a_process=_has_many_people(data)) as begin:
        dataset = read(data)
        names = begin(dataset)  # which goes on while the dataset is checked
        refuse_mistakes(dataset)
        build(dataset, file, fingerprint, names)


def _has_many_people(data: Path) -> bool:
    return sum(1 for _ in (data / "people").glob("*.toml")) >= _MANY_PEOPLE


def build(dataset: Dataset, file: Path, fingerprint: Fingerprint, names: Callable[[], NameLists] | None = None) -> None:
    """Write ``dataset`` to ``file``, taking the place of what was there in one step.

    ``names`` gives its names taken apart, if somebody else is at it; it is asked when everything else is done.

    Raises KnowledgeFileError, with what was there left as it was, when there is no room or no right to write.
    """
    try:
        _build(dataset, file, fingerprint, names or partial(packed_names, dataset))
    except (OSError, sqlite3.Error) as error:
        raise KnowledgeFileError(f"{file} can't be made: {error}. KNOWLEDGE_FILE names another place.") from error


def _build(dataset: Dataset, file: Path, fingerprint: Fingerprint, names: Callable[[], NameLists]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".new")
    os.close(handle)
    new = Path(name)
    try:
        with closing(sqlite3.connect(new)) as connection, connection:
            connection.executescript(f"BEGIN;{_SCHEMA}{TEXT_SCHEMA}")
            _fill(connection, dataset, fingerprint)
            connection.executemany("INSERT INTO lists VALUES (?, ?)", names().items())
        new.chmod(0o644)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _fill(connection: sqlite3.Connection, dataset: Dataset, fingerprint: Fingerprint) -> None:
    rows = sorted(defection_rows(dataset), key=lambda each: chronology(each[0]))
    bits = facet_bits(facets for _, facets in rows)
    connection.executemany("INSERT INTO defections VALUES (?, ?)", _chunks([row for row, _ in rows]))
    connection.executemany("INSERT INTO facets VALUES (?, ?)", ((key, _as_bytes(each)) for key, each in bits.items()))
    wording, forms = Wording.of(dataset), WordForms(dataset.vocabulary.questions.forms)
    related = related_records(dataset, wording)
    connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", _entries(dataset, related))
    connection.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", text_rows(dataset, wording, forms))
    lists = ((name, to_json(body)) for name, body in _lists(dataset, wording, forms).items())
    connection.executemany("INSERT INTO lists VALUES (?, ?)", lists)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(dataset, fingerprint))


def _lists(dataset: Dataset, wording: Wording, forms: WordForms) -> dict[str, object]:
    words = dataset.vocabulary
    ordinary = prose_words(dataset)
    return {
        "places": dataset.places,
        "methods": words.methods,
        "occupations": words.occupations,
        "tags": words.tags,
        "categories": words.categories,
        "name_words": words.names,
        "questions": words.questions,
        "everyday": words.everyday,
        "phrases": phrases_of(dataset, forms),
        "ordinary": ordinary_words(dataset, ordinary),
        "given": given_names(dataset, ordinary),
        "descriptors": descriptors(dataset, ordinary),
        "labels": dict(labels(dataset, wording)),
        "quiz_subjects": tuple(subjects(dataset)),
        "quiz_words": tuple(quiz_words(dataset)),
    }


def _entries(dataset: Dataset, related: dict[str, tuple[Related, ...]]) -> Iterator[tuple[str, str, bytes, bytes]]:
    for kind, records in (("person", dataset.people), ("term", dataset.terms), ("topic", dataset.topics)):
        for record in records.values():
            yield record.id, kind, to_json(record), to_json(related[record.id])


def _chunks(rows: list[Row]) -> Iterator[tuple[int, bytes]]:
    """``rows`` in pieces each of which is decoded in a millisecond or so."""
    for start in range(0, len(rows), ROWS_IN_CHUNK):
        yield start // ROWS_IN_CHUNK, to_json(rows[start : start + ROWS_IN_CHUNK])


def _as_bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _meta(dataset: Dataset, fingerprint: Fingerprint) -> Iterator[tuple[str, str]]:
    records: list[Record] = list(dataset.records())
    yield "schema", str(SCHEMA_VERSION)
    yield "quick_fingerprint", fingerprint.quick
    yield "exact_fingerprint", fingerprint.exact
    yield "built", datetime.now(UTC).isoformat(timespec="seconds")
    yield "oldest_check", min(record.checked for record in records).isoformat() if records else ""
    yield "newest_check", max(record.checked for record in records).isoformat() if records else ""
    yield "sources", str(len({source.address for record in records for source in record.sources}))
    yield "facts", str(sum(len(record.facts) for record in records))
