"""Which words of a query stand for which words of a name, and how much of the name that makes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Self

import msgspec
from msgspec.structs import replace
from rapidfuzz.distance import Indel

from bot.knowledge.consonants import Heard, frames_of_word
from bot.knowledge.name_analysis import is_patronymic
from bot.knowledge.name_types import Order
from bot.knowledge.name_words import EQUAL, SAME_SOUND
from bot.knowledge.syllables import is_in_order, is_syllabic, likeness_of_syllables
from bot.knowledge.word_kinds import WordKinds

LEAST_ALIKE = 0.60
"""Words less alike than this are not taken for one another at all."""

LEAST_ALIKE_JOINED = 0.84
"""Nor are several words run together."""

LEAST_ALIKE_JOINED_HEARD = 0.90
"""Where only consonants can be compared, those of two words are easily those of another one, if they are few."""

VARIANT = 0.90
"""How alike two forms of one given name are: Michael and Mikhail."""

_VARIANT_OF_OTHER_SOUND = 0.80
"""Likewise, in a script that would have written the other form otherwise: Heinz in kana is hardly Harry."""

_LETTERS_COUNT = 0.05
_USUAL_LETTERS = 0.6
"""How much letters count beside consonants, and how alike they usually are, in a script of other sounds."""

_SHORTEST_ON_ITS_OWN = 6
"""Letters of a name of ours that is taken as written, not as another's misspelling."""

_LONGEST_COMMON_SYLLABLES = 8
"""Letters of a part of a Korean or Chinese name that many have: alone, it must be written as it is."""

_MOST_FUZZY_SYLLABLES = 1
"""Words of a Korean or Chinese name that may be misspelt: two, and it is another name."""

_FAMILY_WEIGHT = 2.0
_WORD_WEIGHT = 1.0
_PARTICLE_WEIGHT = 0.2


class Alike(msgspec.Struct, frozen=True):
    """A run of the query's words, and the forms that it may be with their likeness."""

    query: range
    text: str
    forms: Mapping[str, float]
    heard: Heard | None = None
    """What its script tells of its sound, where that is more than its letters do."""

    has_initial: bool = False
    """Whether one of several words in it is a single letter."""

    is_given: bool = False
    """Whether it is a given name that many have, as its script writes it."""


class Pair(msgspec.Struct, frozen=True):
    """A run of the query's words taken for a run of a name's words."""

    likeness: float
    query: range
    name: range
    text: str
    heard: Heard | None
    is_given: bool


class Cover(msgspec.Struct, frozen=True):
    """How much of a name a query has: which words, what share of its weight, how alike, in how many letters."""

    pairs: tuple[Pair, ...]
    of_family: tuple[Pair, ...]
    """Those of the pairs that concern the family name."""

    words: frozenset[int]
    family: frozenset[int]
    share: float
    likeness: float
    letters: int

    @classmethod
    def of(cls, weights: Sequence[float], family: frozenset[int], pairs: Sequence[Pair]) -> Cover:
        """The cover of a name whose words have ``weights``, of which those of ``family`` are the family name."""
        matched = alike = 0.0
        letters = 0
        positions: set[int] = set()
        of_family = []
        for pair in pairs:
            weight = sum(map(weights.__getitem__, pair.name))
            matched += weight
            alike += pair.likeness * weight
            letters += len(pair.text)
            positions.update(pair.name)
            if not family.isdisjoint(pair.name):
                of_family.append(pair)
        return cls(
            tuple(pairs),
            tuple(of_family),
            frozenset(positions),
            family,
            matched / sum(weights),
            alike / matched,
            letters,
        )

    @property
    def is_foreign(self) -> bool:
        """Whether it was written in a script in which little but consonants can be compared."""
        return any(pair.heard is not None for pair in self.pairs)

    @property
    def is_fuzzy_throughout(self) -> bool:
        """Whether not one of the words is as it is written, or at least sounds so."""
        return all(pair.likeness < SAME_SOUND for pair in self.pairs)

    def has_initial(self, letter: str, split: Sequence[str]) -> bool:
        """Whether ``letter`` begins one of the words of the name, ``split``, that were not written out."""
        return any(word.startswith(letter) for position, word in enumerate(split) if position not in self.words)


def runs(split: Sequence[str], longest: int = 3) -> Iterator[tuple[int, int, str]]:
    """Each run of up to ``longest`` neighbouring words: where it starts and stops, and its letters."""
    for start, word in enumerate(split):
        yield start, start + 1, word
        for stop in range(start + 2, min(start + longest, len(split)) + 1):
            yield start, stop, "".join(split[start:stop])


def likely_forms(
    written: str, forms: Mapping[str, float], known: Container[str], kinds: WordKinds, *, is_ours: bool
) -> dict[str, float]:
    """The ``forms`` that one written word may be, with their likeness, as names go.

    A father's name is no likeness, nor is one given name for another, unless the finger slipped at its first letter;
    but the ``known`` forms of a given name in other languages are. A longer word of one of our usual names
    (``is_ours``) is no misspelling of another.
    """
    is_given = kinds.is_given_name(written)
    if is_ours and len(written) >= _SHORTEST_ON_ITS_OWN:
        forms = {form: alike for form, alike in forms.items() if alike >= SAME_SOUND or form.startswith(written)}
    alike = {
        form: likeness
        for form, likeness in forms.items()
        if likeness >= SAME_SOUND
        or (
            likeness >= LEAST_ALIKE
            and not (len(form) > len(written) + 1 and is_patronymic(form))
            and not (is_given and kinds.is_given_name(form) and form[1:] != written[1:])
        )
    }
    for variants, likeness in ((kinds.given_variants(written), VARIANT), (kinds.family_variants(written), SAME_SOUND)):
        for variant in sorted(variants):  # in one order, whatever the process, for it decides between equals
            if variant in known:
                alike[variant] = max(likeness, alike.get(variant, 0.0))
    return alike


def forms_of_given_name(
    given: Iterable[str], sound: Heard, forms: Mapping[str, float], known: Container[str], kinds: WordKinds
) -> dict[str, float]:
    """The forms that a word may be that is a given name in its own script: those of that name, and what is so written.

    So may be a rare first name with its sounds, as Maykel is. Others of the ``forms``, that only have the same
    consonants, are other names.
    """
    alike = {
        form: likeness
        for form, likeness in forms.items()
        if likeness >= SAME_SOUND or (kinds.is_first_name(form) and not kinds.is_given_name(form))
    }
    for form in sorted(given):
        if form in known:
            has_its_sound = not set(sound.frames).isdisjoint(frames_of_word(form))
            alike[form] = max(VARIANT, forms.get(form, 0.0)) if has_its_sound else _VARIANT_OF_OTHER_SOUND
    return alike


def nearest_first(written: str, forms: Mapping[str, float]) -> dict[str, float]:
    """The ``forms`` that sound like a word of a script with vowels, those a little more alike that are so by letters.

    Its consonants may be those of Bitov and Vidov, of which its letters are nearer to one.
    """
    return {
        form: likeness
        if likeness >= SAME_SOUND
        else likeness + _LETTERS_COUNT * (Indel.normalized_similarity(written, form) - _USUAL_LETTERS)
        for form, likeness in forms.items()
    }


class Shape(msgspec.Struct, frozen=True):
    """A spelling of a name as queries are compared with it."""

    words: list[str]
    is_syllabic: bool
    """Whether it is Korean or Chinese, of words whose syllables must be in order."""

    family: frozenset[int]
    weights: list[float]

    @classmethod
    def of(cls, split: list[str], order: Order, kinds: WordKinds) -> Self:
        """The shape of a name of the words ``split``."""
        family = family_words(split, order, kinds)
        return cls(split, order is Order.EASTERN and is_syllabic(split), family, _weights(split, family, kinds))


def paired(alike: Sequence[Alike], known: Container[str], name: Shape, kinds: WordKinds) -> list[Pair]:
    """The words of a query that stand for words of a ``name``; none if they can't.

    ``known`` are the forms of all that is ``alike``.
    """
    pairs = _possible_pairs(alike, known, name.words, kinds)
    return _paired_syllables(pairs, name.words, kinds) if name.is_syllabic else _assigned(pairs)


def family_words(split: Sequence[str], order: Order, kinds: WordKinds) -> frozenset[int]:
    """Which words of a name are the family name, by position; none of a phrase."""
    if order is Order.PHRASE:
        return frozenset()
    full = [position for position, word in enumerate(split) if len(word) > 1 and not kinds.is_particle(word)]
    if "the" in split and len(before := [position for position in full if position < split.index("the")]) > 1:
        full = before  # "Murat Reis the Younger"
    if not full:
        return frozenset(range(len(split)))
    first = split[full[0]]
    if order in (Order.EASTERN, Order.EITHER) and (not kinds.is_common_given(first) or kinds.family_variants(first)):
        return frozenset({full[0], full[-1]})  # whoever is called Kim there has it for a family name
    return frozenset({full[-1]})


def _weights(split: Sequence[str], family: frozenset[int], kinds: WordKinds) -> list[float]:
    """How much each word of a name tells of who is meant; those of ``family`` are the family name."""
    return [
        _FAMILY_WEIGHT if position in family else _PARTICLE_WEIGHT if kinds.is_particle(word) else _WORD_WEIGHT
        for position, word in enumerate(split)
    ]


def _possible_pairs(
    alike: Sequence[Alike], known: Container[str], split: Sequence[str], kinds: WordKinds
) -> Iterator[Pair]:
    """A word of the query for a word of the name, or several that are written in one for one."""
    for first, last, text in runs(split):
        if text not in known:
            continue
        has_article = last - first == 2 and kinds.is_particle(split[first])
        for each in alike:
            likeness = each.forms.get(text)
            if likeness is not None and _can_pair(each, likeness, last - first, has_article=has_article):
                yield Pair(likeness, each.query, range(first, last), each.text, each.heard, each.is_given)


def _can_pair(alike: Alike, likeness: float, count: int, *, has_article: bool) -> bool:
    """Whether a run of the query may stand for ``count`` words of a name, the first of them perhaps an article."""
    if len(alike.query) == 1 and (count == 1 or (alike.heard is not None and has_article)):
        return True
    if min(len(alike.query), count) > 1 or likeness < LEAST_ALIKE_JOINED:
        return False
    if alike.heard is not None:
        return len(alike.query) == 1 or likeness >= LEAST_ALIKE_JOINED_HEARD
    # A letter before a word is an initial, unless both are written in one: "D Rivera".
    return likeness == EQUAL or not alike.has_initial


def _paired_syllables(pairs: Iterable[Pair], split: Sequence[str], kinds: WordKinds) -> list[Pair]:
    chosen = _assigned(filter(None, (_as_syllables(pair, split, kinds) for pair in pairs)))
    if len(chosen) == 1 and not _can_stand_alone(chosen[0]):
        return []
    in_query_order = sorted(chosen, key=lambda pair: pair.query.start)
    if not is_in_order([pair.name.start for pair in in_query_order], len(split)):
        return []
    return chosen if sum(pair.likeness < SAME_SOUND for pair in chosen) <= _MOST_FUZZY_SYLLABLES else []


def _as_syllables(pair: Pair, split: Sequence[str], kinds: WordKinds) -> Pair | None:
    name = "".join(split[position] for position in pair.name)
    if pair.heard is not None or name in kinds.family_variants(pair.text):
        return pair
    if kinds.is_filler(pair.text) and pair.text != name and 0 in pair.name:
        return None  # "who" is not the family name Oh
    likeness = likeness_of_syllables(pair.text, name, pair.likeness)
    return replace(pair, likeness=likeness) if likeness else None


def _can_stand_alone(pair: Pair) -> bool:
    return pair.likeness == EQUAL or pair.heard is not None or len(pair.text) > _LONGEST_COMMON_SYLLABLES


def _assigned(pairs: Iterable[Pair]) -> list[Pair]:
    """The best pairs of which no two take the same word, of the query or of the name."""
    chosen: list[Pair] = []
    taken_query: set[int] = set()
    taken_name: set[int] = set()
    for pair in sorted(pairs, key=lambda p: (-(p.likeness**2) * len(p.text), p.query.start, p.name.start)):
        if taken_query.isdisjoint(pair.query) and taken_name.isdisjoint(pair.name):
            chosen.append(pair)
            taken_query.update(pair.query)
            taken_name.update(pair.name)
    return chosen
