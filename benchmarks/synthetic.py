"""As many names as wanted, made by rule: given names that exist, family names of syllables, each with an alias."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.knowledge.name_types import Named, NameWords

_SEED = 1989
_ONSETS = (*"bdfghklmnprstvz", "ch", "gr", "kr", "pr", "sh", "st")
_VOWELS = ("a", "e", "i", "o", "u", "ya")
_ENDINGS = ("ov", "enko", "ski", "ez", "mann", "sen", "ian", "escu", "ic", "ova", "ing", "al", "")
_RESPELT = str.maketrans({"v": "w", "k": "c", "y": "j", "z": "s"})
_FAMILIES_PER_NAME = 0.25
"""Different family names for each name: four people have each, as in a register."""


def synthetic_names(count: int, words: NameWords) -> Iterator[Named]:
    """``count`` people, the same at every run: each with a name, and an alias with another spelling of it."""
    chance = random.Random(_SEED)
    groups = [[word for word in group if word.isascii()] for group in words.given_variants]
    groups = [group for group in groups if group]
    families = [_family(chance) for _ in range(max(1, int(count * _FAMILIES_PER_NAME)))]
    for number in range(count):
        group, family = chance.choice(groups), chance.choice(families)
        name = f"{group[0]} {family}".title()
        alias = f"{chance.choice(group)} {family.translate(_RESPELT)}".title()
        yield Named(f"n{number}", name, tuple(dict.fromkeys((name, alias))))


def _family(chance: random.Random) -> str:
    syllables = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.choice((2, 2, 3))))
    return syllables + chance.choice(_ENDINGS)
