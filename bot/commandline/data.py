"""check-data, build and export: for whoever keeps or uses the records."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.knowledge import coverage
from bot.knowledge.export import write_csv, write_json
from bot.knowledge.loading import load
from bot.knowledge.up_to_date import ensure_built
from bot.settings import Settings


def check_data(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot check-data`: every mistake by file and key, or the counts. Raises DataError.

    Where all is well, it also brings the page that tells what the data covers up to date.
    """
    dataset = load(settings.data)
    _write_coverage(settings.data / coverage.FILE, coverage.coverage(dataset))
    groups = sum(person.is_group for person in dataset.people.values())
    facts = sum(len(record.facts) for record in dataset.records())
    sources = {source.address for record in dataset.records() for source in record.sources}
    print(f"{len(dataset.people)} people, {groups} of them groups")
    print(f"{len(dataset.terms)} terms")
    print(f"{len(dataset.topics)} topics")
    print(f"{len(dataset.places)} places")
    print(f"{facts} facts")
    print(f"{len(sources)} source pages")
    return 0


def _write_coverage(page: Path, text: str) -> None:
    if page.is_file() and page.read_text(encoding="utf-8") == text:
        return
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:  # the data of an image, for one, can't be written
        print(f"{page} can't be brought up to date: {error.strerror}", file=sys.stderr)
    else:
        print(f"{page} is up to date again")


def prepare(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot build`: make the knowledge file if it is not up to date. Raises DataError."""
    ensure_built(settings.data, settings.knowledge_file)
    print(settings.knowledge_file)
    return 0


def export(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot export`: the whole dataset on standard output. Raises DataError."""
    write = write_csv if options.format == "csv" else write_json
    write(load(settings.data), sys.stdout)
    return 0
