"""The bundled records grown many times over: every person again and again under other names."""

from __future__ import annotations

import random
from itertools import islice

import msgspec
from msgspec.structs import replace

from benchmarks.synthetic import synthetic_names
from bot.knowledge.dataset import Dataset
from bot.knowledge.records import Person

_SEED = 1961


def grown(dataset: Dataset, times: int) -> Dataset:
    """``dataset`` with ``times`` as many people: each again under another name, with some of the facts."""
    chance = random.Random(_SEED)
    people = list(dataset.people.values())
    names = synthetic_names(len(people) * (times - 1), dataset.vocabulary.names)
    more = dict(dataset.people)
    for number in range(times - 1):
        for person, named in zip(people, islice(names, len(people)), strict=True):
            copy = _renamed(person, named.name, f"{person.id}-{number}", chance)
            more[copy.id] = copy
    return replace(dataset, people=more)


def _renamed(person: Person, name: str, person_id: str, chance: random.Random) -> Person:
    family, own = name.rsplit(maxsplit=1)[-1], person.name.split()[-1]
    facts = tuple(msgspec.structs.replace(fact, text=fact.text.replace(own, family)) for fact in person.facts)
    kept = tuple(fact for fact in facts if chance.random() < 0.7)
    return msgspec.structs.replace(
        person, id=person_id, name=name, aliases=(), native=(), facts=kept, see_also=(), members=(),
        summary=f"{person.summary[:120]}, also {family}",
    )  # fmt: skip
