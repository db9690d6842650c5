"""What people may write, taken from the records: the same at every run on the same data."""

from __future__ import annotations

import random
import string
from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.dataset import Dataset
from bot.knowledge.records import Person

_SEED = 1961
_EACH = 400
"""Queries of each sort, at most."""

_LONGEST_PREFIX = 8


@dataclass(frozen=True, slots=True)
class Queries:
    """By sort; a stranger has the first name of one record and the last of another."""

    exact: tuple[str, ...]
    misspelt: tuple[str, ...]
    other_script: tuple[str, ...]
    strangers: tuple[str, ...]

    @property
    def known(self) -> list[str]:
        """Those that mean somebody, the sorts mixed."""
        return _mixed((*self.exact, *self.misspelt, *self.other_script))

    @property
    def all(self) -> list[str]:
        """Everything, mixed."""
        return _mixed((*self.known, *self.strangers))


def queries(dataset: Dataset) -> Queries:
    """Made of the names of the people in ``dataset``."""
    chance = random.Random(_SEED)
    people = [person for person in dataset.people.values() if not person.is_group]
    names = [person.name for person in people]
    scripts = [name.text for person in people for name in person.native if max(name.text) > "\u024f"]
    return Queries(
        exact=_some(names, chance),
        misspelt=tuple(misspelt(name, chance) for name in _some(names, chance)),
        other_script=_some(scripts, chance),
        strangers=tuple(
            f"{one.split()[0]} {other.split()[-1]}"
            for one, other in zip(_some(names, chance), _some(names, chance), strict=True)
        ),
    )


def prefixes(dataset: Dataset) -> list[str]:
    """Every beginning, of up to eight letters, of every spelling of every person's name; each once."""
    return sorted({spelling[:length] for person in dataset.people.values() for spelling in _spellings(person)
                   for length in range(1, _LONGEST_PREFIX + 1)})  # fmt: skip


def sample(texts: Iterable[str], size: int) -> list[str]:
    """At most ``size`` of ``texts``, the same at every run."""
    return _mixed(texts)[:size]


def _spellings(person: Person) -> Iterable[str]:
    return (person.name, *person.aliases, *(name.text for name in person.native))


def _some(texts: Iterable[str], chance: random.Random) -> tuple[str, ...]:
    shuffled = sorted(texts)
    chance.shuffle(shuffled)
    return tuple(shuffled[:_EACH])


def _mixed(texts: Iterable[str]) -> list[str]:
    shuffled = sorted(texts)
    random.Random(_SEED).shuffle(shuffled)
    return shuffled


def misspelt(name: str, chance: random.Random) -> str:
    """``name`` with one letter left out, doubled, changed, or swapped with the next; never the first."""
    position = chance.randrange(1, len(name) - 1)
    before, letter, after = name[:position], name[position], name[position + 1 :]
    return chance.choice(
        (
            before + after,
            before + letter + letter + after,
            before + chance.choice(string.ascii_lowercase) + after,
            before + after[0] + letter + after[1:],
        )
    )
