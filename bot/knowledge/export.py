"""The whole dataset for others to use: as JSON, or as a table of defections."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

import msgspec

from bot.knowledge.codec import to_json
from bot.knowledge.dataset import Dataset
from bot.knowledge.records import Person

CSV_COLUMNS = (
    "id", "name", "kind", "category", "occupations", "nationality", "born", "died",
    "from", "to", "via", "date", "status", "how", "vehicle", "place", "country", "settled", "sources",
)  # fmt: skip


def write_json(dataset: Dataset, out: TextIO) -> None:
    """Every record as data/ has it, in one JSON object: people, terms, topics and places by id."""
    everything = {
        "people": dataset.people,
        "terms": dataset.terms,
        "topics": dataset.topics,
        "places": dataset.places,
    }
    out.write(msgspec.json.format(to_json(everything), indent=1).decode())
    out.write("\n")


def write_csv(dataset: Dataset, out: TextIO) -> None:
    """One line for each defection; several values of a column are parted by "; "."""
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for person in dataset.people.values():
        writer.writerows(_lines(person))


def _lines(person: Person) -> Iterator[list[str]]:
    born, died = (str(event.date) if event and event.date else "" for event in (person.born, person.died))
    addresses = {source.key: source.address for source in person.sources}
    for defection in person.defections:
        yield [
            person.id, person.name, person.kind, person.category, "; ".join(person.occupations),
            "; ".join(person.nationality), born, died, defection.from_, defection.to or "", "; ".join(defection.via),
            str(defection.date or ""), defection.status, "; ".join(defection.how), defection.vehicle or "",
            defection.place or "", defection.country or "", defection.settled or "",
            "; ".join(addresses[key] for key in defection.sources),
        ]  # fmt: skip
