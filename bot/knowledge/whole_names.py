"""A name that is written as a record has it -> the record. What is written in any other way is for `names`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

import msgspec

from bot.knowledge.findings import SURE, Match
from bot.knowledge.name_types import Named
from bot.knowledge.spelling import LONGEST_QUERY, run_together, words, words_with_carons


class WholeNames(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Every spelling of the names of a set of records, whole: enough to know who is meant by the very name."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    """The usual name of each."""

    keys: dict[str, tuple[int, ...]]
    """By what two spellings share that are the same but for marks, the numbers of the records."""

    @classmethod
    def of(cls, entries: Iterable[Named]) -> Self:
        """The names of ``entries``, which go by their numbers from nought."""
        entries = tuple(entries)
        keys: dict[str, dict[int, None]] = defaultdict(dict)
        for number, entry in enumerate(entries):
            for text in entry.spellings:
                for key in exact_keys(text):
                    keys[key][number] = None
        return cls(
            tuple(entry.id for entry in entries),
            tuple(entry.name for entry in entries),
            {key: tuple(numbers) for key, numbers in keys.items()},
        )

    def numbers(self, query: str) -> Iterable[int]:
        """The numbers of the records of which ``query`` is a whole spelling, but for its order and marks."""
        return dict.fromkeys(number for key in exact_keys(query) for number in self.keys.get(key, ()))

    def matches(self, query: str) -> tuple[Match, ...]:
        """These records. Anything may be passed: no text raises."""
        numbers = self.numbers(query[:LONGEST_QUERY])
        return tuple(Match(self.ids[number], self.names[number], SURE) for number in numbers)

    def without(self, entries: Iterable[Named]) -> tuple[Named, ...]:
        """Those of ``entries`` none of whose spellings is in here."""
        return tuple(entry for entry in entries if not any(map(self.numbers, entry.spellings)))


def exact_keys(text: str) -> tuple[str, ...]:
    """What two spellings share when they are the same but for case, blanks, accents and punctuation."""
    keys = (run_together(text), *map("".join, splits_of(text)))
    return tuple(key for key in dict.fromkeys(keys) if key)


def splits_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of ``text``, and, where they are others, its words with the sounds of carons."""
    split = words(text)
    return (split,) if text.isascii() else (split, words_with_carons(text))
