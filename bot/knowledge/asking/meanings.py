"""What a word may stand for: its family, the word of the records for an everyday one, and what means much the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from bot.knowledge.asking.families import Families
from bot.knowledge.asking.vocabulary import EverydayWords
from bot.knowledge.asking.words import WordForms

_MOST_KEPT = 16_384


class Meanings:
    """The stems that may stand for a stem."""

    def __init__(
        self,
        everyday: EverydayWords,
        *,
        forms: WordForms,
        families: Families,
        synonymous: Mapping[str, frozenset[str]],
        peoples: Mapping[str, frozenset[str]],
    ) -> None:
        """``synonymous`` has words that stand for one another, ``peoples`` countries and their peoples."""
        self._families = families
        self._synonymous = synonymous
        self._peoples = peoples
        self._meant = _directed(
            forms, ((said, word) for word, all_said in everyday.said_for.items() for said in all_said)
        )
        self._narrower = _directed(forms, ((wide, word) for wide, words in everyday.wider.items() for word in words))
        self._plainly: dict[str, frozenset[str]] = {}
        self._all: dict[str, frozenset[str]] = {}

    def family(self, stem: str) -> frozenset[str]:
        """``stem``, those of its family, and of a country its people."""
        return self._families.of(stem) | self._peoples.get(stem, frozenset())

    def plainly(self, stem: str) -> frozenset[str]:
        """``stem``, its family, and the words of the records, with theirs, for which it is the everyday one."""
        known = self._plainly.get(stem)
        if known is None:
            meant = chain.from_iterable(self._meant.get(each, ()) for each in self._families.of(stem))
            known = self.family(stem).union(*map(self._families.of, meant))
            _keep(self._plainly, stem, known)
        return known

    def kinds(self, stem: str) -> frozenset[str]:
        """``stem`` plainly, and what is one of its kind: of an instrument a violin."""
        plainly = self.plainly(stem)
        return plainly.union(*(self._narrower.get(each, frozenset()) for each in plainly))

    def of(self, stem: str) -> frozenset[str]:
        """``stem`` and those that may stand for it: plainly, as what means much the same, or as one of its kind."""
        known = self._all.get(stem)
        if known is None:
            plainly = self.plainly(stem)
            alike = (self._synonymous.get(each, frozenset()) for each in self._families.of(stem))
            narrower = (self._narrower.get(each, frozenset()) for each in plainly)
            known = plainly.union(*alike, *narrower)
            _keep(self._all, stem, known)
        return known


def everyday_words(words: EverydayWords) -> Iterator[str]:
    """Every word that people use and records need not."""
    yield from chain.from_iterable(words.said_for.values())
    yield from words.wider


def synonyms(groups: Iterable[Sequence[str]], forms: WordForms) -> dict[str, frozenset[str]]:
    """For the stem of each word of ``groups`` those of all its groups."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        stems = {stem for word in group for stem in forms.stems(word)}
        for stem in stems:
            found[stem] |= stems
    return {stem: frozenset(others) for stem, others in found.items()}


def _directed(forms: WordForms, pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For the stem of the first of each of ``pairs`` those of all that stand second beside it."""
    found: dict[str, set[str]] = defaultdict(set)
    for said, meant in pairs:
        found[forms.stem(said)].add(forms.stem(meant))
    return {said: frozenset(meant) for said, meant in found.items()}


def _keep(kept: dict[str, frozenset[str]], stem: str, meant: frozenset[str]) -> None:
    if len(kept) < _MOST_KEPT:
        kept[stem] = meant
