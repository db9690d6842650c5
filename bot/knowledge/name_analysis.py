"""Names taken apart, once, when the knowledge file is made: what the index of names is built from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from heapq import nsmallest
from itertools import pairwise
from math import inf

import msgspec

from bot.knowledge.name_words import Forms, forms_of
from bot.knowledge.spelling import hyphenated, plain, run_together, sounds, words, words_with_carons
from bot.knowledge.transcriptions import TranscribedNames, transcribed_names


class Order(Enum):
    """Where in a name stands the part that a person is known by."""

    WESTERN = "given name first"
    EASTERN = "family name first, in Korean and Chinese manner"
    EITHER = "either, as in Hungarian and Japanese"
    PHRASE = "no given name: a group, a term, a topic"


class Named(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What the index knows of one record: its spellings, the usual one first, and words that describe it.

    ``context`` holds these words, and ``mentioned`` the names that its texts mention, with a blank around each.
    """

    id: str
    name: str
    spellings: tuple[str, ...]
    context: str = ""
    mentioned: str = ""
    order: Order = Order.WESTERN
    prominence: int = 0
    """Of several that fit equally well while somebody types, the more prominent stands first."""


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in and around names that say little; from data/vocabulary/names.toml."""

    particles: frozenset[str]
    titles: frozenset[str]
    fillers: frozenset[str]
    describing: frozenset[str]
    common_given: frozenset[str]
    given_variants: tuple[tuple[str, ...], ...]
    """Each the forms of one given name in several languages: who is called one may be called another."""

    family_variants: tuple[tuple[str, ...], ...]
    """Each the romanisations of one East Asian family name."""

    family_names_of_others: frozenset[str]
    """Names that are nobody's misspelling, because well-known people or many people have them."""

    given_in_scripts: dict[str, str] = {}
    """By a given name how other scripts write it, in any language, parted by blanks."""


class OtherNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Well-known people who are in no record, by where their family name stands; from data/vocabulary/others.toml.

    Whoever writes one of these names, in any script, has not misspelt another that looks like it.
    """

    given_name_first: tuple[str, ...]
    family_name_first: tuple[str, ...]


class Descriptors(msgspec.Struct, frozen=True):
    """Words that describe people and so are nobody's name when they stand alone.

    ``roles`` (occupations, countries) tell people apart, so one that is not true of a
    person speaks against them; ``prose`` are ordinary words, which do not.
    """

    roles: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    prose: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    """Words that any sentence may have, though none of the records' has: nobody's name misspelt."""

    first_names: frozenset[str] = frozenset()
    """The first words of our names whose family name stands last, but for those that many have."""


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

MOST_FIRST = 25
"""Discord shows at most 25 choices."""


class Analysis(msgspec.Struct, frozen=True):
    """All names of a set of records taken apart. Made by `analysed`."""

    entries: tuple[Named, ...]
    keys: dict[str, tuple[int, ...]]
    sounds: dict[str, tuple[int, ...]]
    spellings: tuple[Spelling, ...]
    forms: Forms
    by_name: tuple[int, ...]
    first: dict[str, tuple[int, ...]]
    """By a beginning of one or two letters the entries of which it most likely is one, likeliest first."""

    transcribed: TranscribedNames


def analysed(entries: Iterable[Named], name_words: NameWords, but_for: Container[str] = ()) -> Analysis:
    """Take every name of ``entries`` apart, but those with a spelling of which a key is one of ``but_for``."""
    entries = tuple(entries)
    if but_for:
        entries = tuple(
            entry
            for entry in entries
            if not any(key in but_for for text in entry.spellings for key in exact_keys(text))
        )
    keys: dict[str, dict[int, None]] = defaultdict(dict)
    joined_sounds: dict[str, dict[int, None]] = defaultdict(dict)
    spellings: list[Spelling] = []
    runs: list[tuple[str, ...]] = []
    for number, entry in enumerate(entries):
        seen: set[tuple[str, ...]] = set()
        for text in entry.spellings:
            splits = _splits(text)
            for key in _keys(text, splits):
                keys[key][number] = None
            alone = _PARENTHESIS.sub("", text)
            for split in splits if alone == text else _splits(alone):
                if split and split not in seen:
                    spellings.append(Spelling(number, " ".join(split), is_main=not seen))
                    runs.append((*split, *hyphenated(text), *_with_particles(split, name_words)))
                    joined_sounds[joined_sound(split)][number] = None
                    seen.add(split)
    eastern = [(each.entry, each.words) for each in spellings if entries[each.entry].order is Order.EASTERN]
    return Analysis(
        entries,
        {key: tuple(numbers) for key, numbers in keys.items()},
        {key: tuple(numbers) for key, numbers in joined_sounds.items()},
        tuple(spellings),
        forms_of(runs),
        tuple(sorted(range(len(entries)), key=lambda number: plain(entries[number].name))),
        _first(entries, spellings, runs),
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
    return {typed: tuple(likeliest(entries, found, MOST_FIRST)) for typed, found in ranks.items()}


def likeliest(entries: Sequence[Named], ranks: Mapping[int, float], most: int) -> list[int]:
    """At most ``most`` numbers of ``entries`` by their ``ranks``, of equal ones the more prominent first."""
    return nsmallest(most, ranks, key=lambda number: (ranks[number], -entries[number].prominence, entries[number].name))


_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
"""What tells namesakes apart is no part of the name: "Petr Svoboda (ice hockey)"."""


def exact_keys(text: str) -> tuple[str, ...]:
    """What two spellings share when they are the same but for case, blanks, accents and punctuation."""
    return _keys(text, _splits(text))


def _keys(text: str, splits: Sequence[Sequence[str]]) -> tuple[str, ...]:
    keys = (run_together(text), *map("".join, splits))
    return tuple(key for key in dict.fromkeys(keys) if key)


def _splits(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of ``text``, and, where they are others, its words with the sounds of carons."""
    split = words(text)
    return (split,) if text.isascii() else (split, words_with_carons(text))


def joined_sound(split: Sequence[str]) -> str:
    """What the words of a name sound like in one."""
    return "".join(sounds(word)[0] for word in split)


def is_patronymic(word: str) -> bool:
    """Whether a word is made from a father's name: it says nothing of somebody called like the father."""
    return re.search(r"[oe][vw](ich|ych|itch|itsch|icz|na)$", word) is not None


def _with_particles(split: Sequence[str], name_words: NameWords) -> Iterator[str]:
    """A particle and the word behind it in one, as many write them: "alasaad", "drivera"."""
    for particle, word in pairwise(split):
        if particle in name_words.particles and word not in name_words.particles:
            yield particle + word
