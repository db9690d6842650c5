"""data/COVERAGE.md: what the dataset holds and where it is thin, in tables for people to read.

It is written from the records alone, in a fixed order and with no date of its own, so
that the same records always give the same page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.knowledge.dataset import Dataset
from bot.knowledge.records import Defection, Person
from bot.knowledge.sourcing import independent_origins

FILE = "COVERAGE.md"
"""The page's name below data/."""

_FEW = 3
"""An origin or a way out with fewer people and groups than this is named as thin."""


def coverage(dataset: Dataset) -> str:
    """The whole page, as Markdown with its last line ended."""
    report = _Report(dataset)
    return "\n".join(report.lines()) + "\n"


class _Report:
    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._people = sorted(dataset.people.values(), key=lambda person: person.id)
        self._records = sorted(dataset.records(), key=lambda record: record.id)
        self._mains = [person.main_defection for person in self._people]
        self._origins = {record.id: independent_origins(record, dataset.vocabulary.origins) for record in self._records}

    def lines(self) -> Iterator[str]:
        yield "# What the dataset covers"
        yield ""
        yield "Written by `python -m bot check-data` from the records; a test fails when it is stale. A person with"
        yield "several defections counts once, by the one that they are known for; groups count as one each."
        yield from self._whole()
        yield from self._collections()
        yield from self._people_by()
        yield from self._sources()
        yield from self._thin()

    def _whole(self) -> Iterator[str]:
        people, records = self._people, self._records
        yield from _table(
            "The whole",
            ("", "count"),
            (
                ("People", sum(not person.is_group for person in people)),
                ("of them possibly living", sum(person.may_be_living for person in people)),
                ("Groups of people", sum(person.is_group for person in people)),
                ("Terms", len(self._dataset.terms)),
                ("Topics", len(self._dataset.topics)),
                ("Places", len(self._dataset.places)),
                ("Defections", sum(len(person.defections) for person in people)),
                ("Facts", sum(len(record.facts) for record in records)),
                ("Source pages", len({source.address for record in records for source in record.sources})),
            ),
        )

    def _collections(self) -> Iterator[str]:
        by_id = {
            key: [record for record in self._records if key in record.collections] for key in self._dataset.collections
        }
        yield from _table(
            "By collection",
            ("collection", "people and groups", "terms and topics", "how complete"),
            (
                (
                    self._dataset.collections[key].name,
                    sum(isinstance(record, Person) for record in records),
                    sum(not isinstance(record, Person) for record in records),
                    self._dataset.collections[key].completeness,
                )
                for key, records in by_id.items()
            ),
        )

    def _people_by(self) -> Iterator[str]:
        words, mains = self._dataset.vocabulary, self._mains
        yield from _counted("By category", "category", (person.category.value for person in self._people))
        yield from _counted("By status", "status", (main.status.value for main in mains))
        yield from _table("By decade, and before 1900 by century", ("when", "people and groups"), _in_time(mains))
        yield from _counted("By origin", "from", (self._place(main.from_) for main in mains))
        yield from _counted(
            "By destination",
            "to",
            (self._place(main.to) if main.to else "another side, or not known" for main in mains),
        )
        yield from _counted(
            "By way out (several may be named)", "way", (words.methods[key].label for main in mains for key in main.how)
        )
        yield from _counted(
            "By occupation (several may be named)",
            "occupation",
            (words.occupations[key].label for person in self._people for key in person.occupations),
        )
        yield from _counted("How exactly the defection is dated", "precision", map(_precision, mains))

    def _sources(self) -> Iterator[str]:
        yield from _table(
            "Sources for each person or group",
            ("how many", "pages", "independent of each other"),
            _side_by_side(
                Counter(len(person.sources) for person in self._people),
                Counter(len(self._origins[person.id]) for person in self._people),
            ),
        )
        yield ""
        yield "Pages are independent when they do not come from one publisher and do not copy one text"
        yield "(vocabulary/origins.toml); the encyclopaedia article that the dataset started from is left out."

    def _thin(self) -> Iterator[str]:
        words, mains = self._dataset.vocabulary, self._mains
        yield ""
        yield "## What is thin"
        single = [record for record in self._records if len(self._origins[record.id]) < 2]
        yield from _listed(
            "Resting on one publisher, or on copies of one text, alone",
            [f"{record.name} ({', '.join(self._origins[record.id])})" for record in single],
        )
        yield from _listed(
            "With a single fact beside the defection", [each.name for each in self._people if len(each.facts) < 2]
        )
        yield from _listed(
            "With something unknown, and a reason for it",
            [each.name for each in self._people if each.unknown or any(one.unknown for one in each.defections)],
        )
        yield from _rare(
            f"Origins with fewer than {_FEW} people or groups", (self._place(main.from_) for main in mains)
        )
        yield from _rare(
            f"Ways out with fewer than {_FEW}", (words.methods[key].label for main in mains for key in main.how)
        )

    def _place(self, key: str) -> str:
        return self._dataset.places[key].name


def _period(defection: Defection) -> str:
    """A decade of the last two centuries, or a century; years count as in ISO 8601."""
    if defection.date is None:
        return "not known"
    year = defection.date.year
    if year >= 1900:
        return f"{year // 10 * 10}s"
    if year < 1:
        return f"{-year // 100 + 1}. century BC"
    return f"{(year - 1) // 100 + 1}. century"


def _precision(defection: Defection) -> str:
    if defection.date is None:
        return "not known"
    return f"{'about a ' if defection.date.approximate else ''}{defection.date.precision}"


def _in_time(mains: Iterable[Defection]) -> Iterator[tuple[str, int]]:
    """Each period with how many fall into it, the earliest first and what is not dated last."""
    dated = sorted(mains, key=lambda main: (main.date is None, main.date.year if main.date else 0))
    yield from Counter(map(_period, dated)).items()


def _side_by_side(*counts: Counter[int]) -> Iterator[tuple[int, ...]]:
    for number in sorted(set().union(*counts)):
        yield number, *(count[number] for count in counts)


def _counted(title: str, column: str, names: Iterable[str]) -> Iterator[str]:
    """A table of how often each name occurs, the most frequent first."""
    ranked = sorted(Counter(names).items(), key=lambda entry: (-entry[1], entry[0]))
    yield from _table(title, (column, "people and groups"), ranked)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' if number == 0 else '---:' for number in range(len(head)))}|"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _listed(title: str, names: Sequence[str]) -> Iterator[str]:
    yield from ("", f"### {title}: {len(names)}", "")
    yield ", ".join(names) + "." if names else "None."


def _rare(title: str, names: Iterable[str]) -> Iterator[str]:
    yield from _listed(title, sorted(name for name, count in Counter(names).items() if count < _FEW))
