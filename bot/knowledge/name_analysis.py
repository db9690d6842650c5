"""Names taken apart, once, when the knowledge file is made: what the index of names is built from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import pairwise, product
from math import inf

import msgspec

from bot.knowledge.findings import MOST_MATCHES
from bot.knowledge.name_types import Named, NameWords, Order
from bot.knowledge.name_words import Forms, forms_of
from bot.knowledge.spelling import hyphenated, plain, sounds
from bot.knowledge.transcriptions import TranscribedNames, transcribed_names
from bot.knowledge.whole_names import splits_of


class Spelling(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One spelling taken apart: the number of the record whose it is, and its words, parted by blanks."""

    entry: int
    text: str
    is_main: bool

    @property
    def words(self) -> list[str]:
        """The words one by one."""
        return self.text.split()

    def is_led_by(self, word: str) -> bool:
        """Whether ``word`` is the first or the last, by which people go."""
        return self.text == word or self.text.startswith(word + " ") or self.text.endswith(" " + word)

    def rank(self, form: str, typed: str) -> float:
        """How likely it is not meant by who has ``typed`` so far how its ``form`` begins: 1 is the likeliest."""
        return 1.0 + (not self.is_main) + 2 * (not self.is_led_by(form)) + (0.0 if form == typed else 0.5)


SHORT_BEGINNING = 2
"""Letters with which so many names begin that what they may become is told once and for all."""


class Analysis(msgspec.Struct, frozen=True):
    """All names of a set of records taken apart: what `WholeNames` does not tell. Made by `analysed`."""

    entries: tuple[Named, ...]
    sounds: dict[str, tuple[int, ...]]
    spellings: tuple[Spelling, ...]
    forms: Forms
    by_name: tuple[int, ...]
    first: dict[str, tuple[int, ...]]
    """By a beginning of one or two letters the entries of which it most likely is one, likeliest first."""

    transcribed: TranscribedNames


def analysed(entries: Iterable[Named], name_words: NameWords, *, are_completed: bool = True) -> Analysis:
    """Take every name of ``entries`` apart; also for `NameCompletion`, if they ``are_completed`` while typed."""
    entries = tuple(entries)
    joined_sounds: dict[str, dict[int, None]] = defaultdict(dict)
    spellings: list[Spelling] = []
    runs: list[tuple[str, ...]] = []
    for number, entry in enumerate(entries):
        seen: set[tuple[str, ...]] = set()
        for text in entry.spellings:
            for split in splits_of(_PARENTHESIS.sub("", text)):
                if split and split not in seen:
                    spellings.append(Spelling(number, " ".join(split), is_main=not seen))
                    runs.append((*split, *hyphenated(text), *_with_particles(split, name_words)))
                    joined_sounds[joined_sound(split)][number] = None
                    seen.add(split)
    eastern = [(each.entry, each.words) for each in spellings if entries[each.entry].order is Order.EASTERN]
    return Analysis(
        entries,
        {key: tuple(numbers) for key, numbers in joined_sounds.items()},
        tuple(spellings),
        forms_of(runs),
        tuple(sorted(range(len(entries)), key=lambda number: plain(entries[number].name))) if are_completed else (),
        _first(entries, spellings, runs) if are_completed else {},
        transcribed_names(eastern, name_words.family_variants),
    )


def _first(
    entries: Sequence[Named], spellings: Sequence[Spelling], runs: Sequence[Sequence[str]]
) -> dict[str, tuple[int, ...]]:
    ranks: dict[str, dict[int, float]] = defaultdict(dict)
    for spelling, forms in zip(spellings, runs, strict=True):
        for form in forms:
            for typed in {form[:length] for length in range(1, SHORT_BEGINNING + 1)}:
                rank = spelling.rank(form, typed)
                if rank < ranks[typed].get(spelling.entry, inf):
                    ranks[typed][spelling.entry] = rank
    return {typed: tuple(likeliest(entries, found, MOST_MATCHES)) for typed, found in ranks.items()}


def likeliest(entries: Sequence[Named], ranks: Mapping[int, float], most: int) -> list[int]:
    """At most ``most`` numbers of ``entries`` by their ``ranks``, of equal ones the more prominent first."""
    return nsmallest(most, ranks, key=lambda number: (ranks[number], -entries[number].prominence, entries[number].name))


_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
"""What tells namesakes apart is no part of the name: "Petr Svoboda (ice hockey)"."""


def joined_sound(split: Sequence[str]) -> str:
    """What the words of a name sound like in one."""
    return "".join(sounds(word)[0] for word in split)


_OF_FATHERS = tuple("".join(parts) for parts in product("oe", "vw", ("ich", "ych", "itch", "itsch", "icz", "na")))


def is_patronymic(word: str) -> bool:
    """Whether a word is made from a father's name: it says nothing of somebody called like the father."""
    return word.endswith(_OF_FATHERS)


def _with_particles(split: Sequence[str], name_words: NameWords) -> Iterator[str]:
    """A particle and the word behind it in one, as many write them: "alasaad", "drivera"."""
    for particle, word in pairwise(split):
        if particle in name_words.particles and word not in name_words.particles:
            yield particle + word
