"""A query read as one name: how well it fits, and whether that is enough to say that this person is meant.

A name is meant when it explains every word that was written: as a word of the name, as
a word that describes the person ("the MiG-25 pilot"), or as a word that says nothing
("who is"). One word that nothing explains, and nobody is meant: a first name with
another surname is a stranger.

The thresholds are calibrated on the development third of tests/names/; `make quality`
tells what they come to.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.name_analysis import Descriptors, Named, NameWords, Order, Spelling, family_words, is_patronymic
from bot.knowledge.name_words import EQUAL, SAME_SOUND

LEAST_ALIKE = 0.60
"""Words less alike than this are not taken for one another at all."""

LEAST_ALIKE_JOINED = 0.84
"""Nor are several words run together."""

_VARIANT = 0.90
"""How alike two forms of one given name are: Michael and Mikhail."""

_LEAST_ALIKE_FAMILY = 0.75
_LEAST_ALIKE_TELLING = 0.85
_FULL_NAME = 0.94
"""How alike a whole name must be for ordinary words around it not to matter."""

_FAMILY_WEIGHT = 2.0
_WORD_WEIGHT = 1.0
_PARTICLE_WEIGHT = 0.2
_UNCOVERED_COST = 8.0
_EXTRA_COST = 0.5
_UNEXPLAINED_COST = 25.0
_INSUFFICIENT_COST = 20.0
_SHORTEST_TELLING = 5
"""Letters of a name that alone can tell somebody from everybody else."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A run of the query's words, and the forms that it may be with their likeness."""

    query: range
    text: str
    forms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A query read as one record: its score (100 at best), and whether that is good enough to answer with."""

    score: float
    accepted: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """A run of the query's words taken for a run of a name's words."""

    likeness: float
    query: range
    name: range
    text: str


@dataclass(frozen=True, slots=True)
class _Cover:
    """How much of a name a query has: which words, what share of its weight, how alike, in how many letters."""

    pairs: tuple[_Pair, ...]
    words: frozenset[int]
    family: frozenset[int]
    share: float
    likeness: float
    letters: int

    @classmethod
    def of(cls, weights: Sequence[float], family: frozenset[int], pairs: Sequence[_Pair]) -> _Cover:
        """The cover of a name whose words have ``weights``, of which those of ``family`` are the family name."""
        matched = [sum(weights[n] for n in pair.name) for pair in pairs]
        alike = sum(pair.likeness * weight for pair, weight in zip(pairs, matched, strict=True))
        return cls(
            tuple(pairs),
            frozenset(position for pair in pairs for position in pair.name),
            family,
            sum(matched) / sum(weights),
            alike / sum(matched),
            sum(len(pair.text) for pair in pairs),
        )

    @property
    def of_family(self) -> list[_Pair]:
        """The pairs that concern the family name."""
        return [pair for pair in self.pairs if not self.family.isdisjoint(pair.name)]


class Reader:
    """Reads queries as names."""

    def __init__(self, name_words: NameWords, descriptors: Descriptors) -> None:
        self._name_words = name_words
        self._descriptors = descriptors
        self._variants = {
            word: number for number, variants in enumerate(name_words.given_variants) for word in variants
        }

    def is_given_name(self, word: str) -> bool:
        """Whether many people have this given name."""
        return word in self._name_words.common_given or word in self._variants

    def is_filler(self, word: str) -> bool:
        """Whether ``word`` only asks for somebody."""
        return word in self._name_words.fillers

    def read(self, split: Sequence[str], alike: Sequence[Alike], spelling: Spelling, entry: Named) -> Reading | None:
        """The query of the words ``split`` read as ``spelling``, a name of ``entry``; None if they share nothing."""
        pairs = _assign(self._pairs(alike, spelling.words))
        if not pairs:
            return None
        family = family_words(spelling.words, entry.order, self._name_words)
        cover = _Cover.of(self._weights(spelling.words, family), family, pairs)
        used = {position for pair in pairs for position in pair.query}
        left = [word for position, word in enumerate(split) if position not in used]
        unexplained = self._unexplained(left, spelling, entry, cover)
        extra = len(left) - unexplained
        score = 100 * cover.likeness - _UNCOVERED_COST * (1 - cover.share) - _EXTRA_COST * extra
        if unexplained:
            return Reading(score - _UNEXPLAINED_COST * unexplained, accepted=False)
        if not self._is_enough(spelling, entry, cover):
            return Reading(score - _INSUFFICIENT_COST, accepted=False)
        return Reading(score, accepted=True)

    def likeness(self, written: str, forms: Mapping[str, float], known: Container[str]) -> dict[str, float]:
        """The ``forms`` that one written word may be, with their likeness, as names go.

        A father's name is no likeness, nor is one given name for another; but the
        ``known`` forms of a given name in other languages are.
        """
        given = self.is_given_name(written)
        alike = {
            form: likeness
            for form, likeness in forms.items()
            if likeness >= SAME_SOUND
            or (likeness >= LEAST_ALIKE and not is_patronymic(form) and not (given and self.is_given_name(form)))
        }
        if (number := self._variants.get(written)) is not None:
            for variant in self._name_words.given_variants[number]:
                if variant in known:
                    alike[variant] = max(_VARIANT, alike.get(variant, 0.0))
        return alike

    @staticmethod
    def _pairs(alike: Iterable[Alike], split: Sequence[str]) -> Iterator[_Pair]:
        """Which runs of the query may stand for which runs of a name: a word for a word, or several for one."""
        for first, last, name in runs(split):
            for each in alike:
                likeness = each.forms.get(name)
                if likeness is None:
                    continue
                shorter, longer = sorted((len(each.query), last - first))
                if shorter == 1 and (longer == 1 or likeness >= LEAST_ALIKE_JOINED):
                    yield _Pair(likeness, each.query, range(first, last), each.text)

    def _weights(self, split: Sequence[str], family: frozenset[int]) -> list[float]:
        particles = self._name_words.particles
        return [
            _FAMILY_WEIGHT if position in family else _PARTICLE_WEIGHT if word in particles else _WORD_WEIGHT
            for position, word in enumerate(split)
        ]

    def _unexplained(self, left: Iterable[str], spelling: Spelling, entry: Named, cover: _Cover) -> int:
        """How many of the words that are ``left`` beside the name speak against its being meant.

        Words that are true of the person, or say nothing, do not. Names that the record
        mentions and ordinary words do not either, if the whole name was written, or if
        another word is true of the person: "Kennedy's assassin Oswald", but not "Fidel
        Castro" for his sister. Anything is forgiven around a whole name, letter by
        letter, with a true word; but never a role or a country that is not the person's.
        """
        names = self._name_words
        full_words = sum(spelling.words[position] not in names.particles for position in cover.words)
        is_whole = full_words > 1 and cover.share > 0.7 and cover.likeness >= _FULL_NAME
        true = uncertain = unknown = against = 0
        for word in left:
            if f" {word} " in entry.context:
                true += 1
            elif (
                word in names.fillers
                or word in names.titles
                or word in names.particles
                or (len(word) == 1 and _is_initial(word, spelling, cover))
            ):
                continue
            elif f" {word} " in entry.mentioned:
                uncertain += 1
            elif word in self._descriptors.roles:
                against += 1
            elif word in self._descriptors.prose or word in self._descriptors.general:
                uncertain += 1
            else:
                unknown += 1
        if is_whole or (true and cover.letters >= _SHORTEST_TELLING):
            uncertain = 0
        if is_whole and true and cover.likeness >= SAME_SOUND and not against:
            unknown = 0
        return against + uncertain + unknown

    def _is_enough(self, spelling: Spelling, entry: Named, cover: _Cover) -> bool:
        """Whether what was written says who is meant: most of the name, or its family name, nearly as it is."""
        if entry.order is Order.PHRASE:
            return self._is_enough_of_phrase(cover)
        family = cover.of_family
        if cover.share >= 0.75 and len(cover.words) > 1:
            return cover.likeness >= least_likeness(cover.letters, alone=False) and all(
                pair.likeness >= _LEAST_ALIKE_FAMILY for pair in family
            )
        if family:
            return cover.letters > 2 and all(self._can_stand_alone(pair) for pair in family)
        return self._is_telling_given_name(spelling, cover)

    def _is_enough_of_phrase(self, cover: _Cover) -> bool:
        if cover.share < 0.5:
            return False
        if len(cover.pairs) == 1:
            (pair,) = cover.pairs
            return pair.likeness >= 0.9 and self._is_telling(pair)
        return cover.likeness >= least_likeness(cover.letters, alone=False) and (
            cover.share > 0.9 or any(self._is_telling(pair) for pair in cover.pairs)
        )

    def _is_telling(self, pair: _Pair) -> bool:
        return (
            pair.likeness >= _LEAST_ALIKE_TELLING
            and len(pair.text) >= _SHORTEST_TELLING
            and not self._describes(pair.text)
            and not self.is_given_name(pair.text)
        )

    def _describes(self, word: str) -> bool:
        return word in self._descriptors.general or word in self._descriptors.roles

    def _can_stand_alone(self, pair: _Pair) -> bool:
        if self._describes(pair.text) or self.is_filler(pair.text):
            return False
        if pair.likeness < EQUAL and (self.is_given_name(pair.text) or pair.text in self._descriptors.prose):
            return False
        return pair.likeness >= least_likeness(len(pair.text), alone=True)

    def _is_telling_given_name(self, spelling: Spelling, cover: _Cover) -> bool:
        """Whether a first name alone says who is meant: a rare one, nearly as written."""
        (pair, *others) = cover.pairs
        word = spelling.words[pair.name.start]
        return (
            not others
            and len(word) >= _SHORTEST_TELLING
            and pair.likeness >= SAME_SOUND
            and not self.is_given_name(word)
            and not self._describes(word)
            and word not in self._descriptors.prose
        )


def least_likeness(letters: int, *, alone: bool) -> float:
    """How alike a name must be to be taken as meant: the shorter, and the fewer its words, the stricter."""
    if letters <= 3:
        return 0.96
    if letters <= 5:
        return 0.79 if alone else 0.75
    if letters <= 7:
        return 0.82 if alone else 0.70
    return 0.77 if alone else 0.68


def runs(split: Sequence[str], longest: int = 3) -> Iterator[tuple[int, int, str]]:
    """Each run of up to ``longest`` neighbouring words: where it starts and stops, and its letters."""
    for start in range(len(split)):
        for stop in range(start + 1, min(start + longest, len(split)) + 1):
            yield start, stop, "".join(split[start:stop])


def _is_initial(letter: str, spelling: Spelling, cover: _Cover) -> bool:
    return any(word.startswith(letter) for position, word in enumerate(spelling.words) if position not in cover.words)


def _assign(pairs: Iterable[_Pair]) -> list[_Pair]:
    """The best pairs of which no two take the same word, of the query or of the name."""
    chosen: list[_Pair] = []
    taken_query: set[int] = set()
    taken_name: set[int] = set()
    for pair in sorted(pairs, key=lambda p: (-(p.likeness**2) * len(p.text), p.query.start, p.name.start)):
        if taken_query.isdisjoint(pair.query) and taken_name.isdisjoint(pair.name):
            chosen.append(pair)
            taken_query.update(pair.query)
            taken_name.update(pair.name)
    return chosen
