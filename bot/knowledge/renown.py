"""How widely known somebody is, as far as the records tell: who is named first where there is room for a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.knowledge.dataset import Dataset
from bot.knowledge.records import Person, Term, Topic

_ARTICLE = "article"
"""The collection of those whom the article names, from which the dataset started."""

_PER_LINK = 3
_IN_ARTICLE = 4


def renown(dataset: Dataset) -> dict[str, int]:
    """A number for every person by id: spellings, facts and sources, and what other records say of them."""
    links = Counter(_links(dataset))
    return {person.id: _own(person) + _PER_LINK * links[person.id] for person in dataset.people.values()}


def _own(person: Person) -> int:
    noted = len(person.aliases) + 2 * len(person.native) + len(person.facts) + len(person.sources)
    return noted + (_IN_ARTICLE if _ARTICLE in person.collections else 0)


def _links(dataset: Dataset) -> Iterator[str]:
    for record in dataset.records():
        yield from (each.id for each in record.see_also)
        match record:
            case Term():
                yield from (*record.examples, *record.related)
            case Topic():
                yield from record.people
