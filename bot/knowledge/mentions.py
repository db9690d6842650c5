"""The people whom a text mentions, and where in it.

Words of the text itself must not be taken for names: somebody who asks "did it rain on
the king in the park" has not asked for Rain, King or Park. So only runs of words with
a word in them that no ordinary sentence has are tried as names, and a name that is
also an ordinary word ("Park") counts alone only with its capital.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

import msgspec

from bot.knowledge.asking.words import Token
from bot.knowledge.findings import Finding
from bot.knowledge.names import NameIndex

_LONGEST_NAME = 5
_MOST_SEARCHES = 12
_LONG_ENOUGH = 3
_LEAST_SCORE_ALONE = 80.0
_LONGEST_TITLE = 4
_LONG_WITH_S = 7
_MOST_MEANT = 4
"""A name that fits more people than this says nothing."""


class Mention(msgspec.Struct, frozen=True):
    """A run of tokens, ``start`` to ``stop``, that names somebody: ``finding`` says whom."""

    start: int
    stop: int
    finding: Finding


class MentionFinder:
    """Finds people's names in running text."""

    def __init__(
        self,
        people: NameIndex,
        *,
        ordinary: Container[str],
        ordinary_stems: Container[str],
        particles: frozenset[str],
        little: frozenset[str],
        given: Container[str],
        strangers: Container[str],
    ) -> None:
        """Over the names of ``people``.

        ``ordinary`` are words of plain sentences, by their stems too, ``particles`` small words within names
        ("van", "al"), ``little`` those small words that any sentence has ("do", "of"),
        ``given`` first names, ``strangers`` names of people who have no record, whoever
        else bears them.
        """
        self._people = people
        self._ordinary = ordinary
        self._ordinary_stems = ordinary_stems
        self._joining = particles
        self._particles = particles - little
        self._given = given
        self._strangers = strangers

    def find(self, text: str, tokens: Sequence[Token]) -> list[Mention]:
        """Everybody whom the ``tokens`` of ``text`` mention, from left to right; no two mentions share a token."""
        found = {mention.start: mention for mention in self._exact(text, tokens)}
        taken = {n for mention in found.values() for n in range(mention.start, mention.stop)}
        searches = _MOST_SEARCHES
        for start, stop in self._runs(text, tokens, taken):
            for mention in self._within(text, tokens, start, stop, searches):
                found[mention.start] = mention
            searches -= stop - start
            if searches <= 0:
                break
        return [found[start] for start in sorted(found)]

    def is_name_like(self, token: Token) -> bool:
        """Whether ``token`` is no ordinary word, and so perhaps somebody's name."""
        is_ordinary = token.word in self._ordinary or token.stem in self._ordinary_stems
        return not is_ordinary and not token.word.isdigit() and len(token.word) >= _LONG_ENOUGH

    def is_ordinary(self, token: Token) -> bool:
        """Whether plain sentences have ``token`` as it stands."""
        return token.word in self._ordinary

    def is_given(self, token: Token) -> bool:
        """Whether ``token`` is a first name, though it may be an ordinary word as well: "Bobby"."""
        return token.word in self._given

    def _exact(self, text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
        """Whole names, the longest first at each place: these may have ordinary words in them ("Stalin's daughter")."""
        start = 0
        while start < len(tokens):
            mention = self._exact_at(text, tokens, start)
            if mention is None:
                start += 1
            else:
                yield mention
                start = mention.stop

    def _exact_at(self, text: str, tokens: Sequence[Token], start: int) -> Mention | None:
        if not self._people.has_word(self._bare(tokens[start].word)):
            return None
        for stop in range(min(len(tokens), start + _LONGEST_NAME), start + 1, -1):
            window = tokens[start:stop]
            if not all(self._people.has_word(self._bare(t.word)) or t.word in self._joining for t in window):
                continue
            if all(self._says_nothing(token) for token in window):
                continue
            matches = self._people.exact(_span(text, window))
            if not matches and any(self._bare(t.word) != t.word for t in window):
                matches = self._people.exact(" ".join(self._bare(t.word) for t in window))
            if matches:
                return Mention(start, stop, Finding(matches))
        return None

    def _says_nothing(self, token: Token) -> bool:
        """Whether a word, written small, could stand in any sentence: "in a" is not the army INA."""
        is_plain = token.word in self._ordinary and token.word not in self._strangers
        return token.word in self._joining or (is_plain and not token.is_capital)

    def _runs(self, text: str, tokens: Sequence[Token], taken: Container[int]) -> Iterator[tuple[int, int]]:
        """Runs of tokens that may be a name: with a name-like word at either end, and small words within.

        A name stands in one sentence.
        """
        start = 0
        while start < len(tokens):
            if start in taken or not self._may_begin(tokens[start]):
                start += 1
                continue
            stop = last = start + 1
            while stop < len(tokens) and stop not in taken and stop - start < _LONGEST_NAME:
                if _are_parted(text, tokens[stop - 1], tokens[stop]):
                    break
                token = tokens[stop]
                stop += 1
                if self._may_begin(token):
                    last = stop
                elif token.word not in self._particles:
                    break
            yield start, last
            start = last

    def _may_begin(self, token: Token) -> bool:
        if token.word.isdigit():
            return False
        return self.is_name_like(token) or (self._people.has_word(token.word) and self._is_marked(token))

    def _is_marked(self, token: Token) -> bool:
        """Whether a word that may be a name is written as one, or is an ordinary word no text needs."""
        return token.word not in self._strangers and (token.is_capital or token.word not in self._ordinary)

    def _within(self, text: str, tokens: Sequence[Token], start: int, stop: int, searches: int) -> Iterator[Mention]:
        """The mentions in one run, its longest parts first."""
        for length in range(stop - start, 0, -1):
            for first in range(start, stop - length + 1):
                window = tokens[first : first + length]
                if searches <= 0:
                    return
                searches -= 1
                finding = self._named(text, window)
                if finding is not None:
                    if self._is_of_stranger(text, tokens, (first, first + length), (start, stop), finding):
                        return
                    yield from self._within(text, tokens, start, first, searches)
                    yield Mention(first, first + length, finding)
                    yield from self._within(text, tokens, first + length, stop, searches)
                    return

    def _is_of_stranger(
        self, text: str, tokens: Sequence[Token], window: tuple[int, int], run: tuple[int, int], finding: Finding
    ) -> bool:
        """Whether a word beside part of a name makes somebody else of the two.

        Surnames may stand side by side ("Burgess Maclean"), but then each is a word of a name as it is written.
        """
        first, last = window[0], window[1] - 1
        around = [(at, self._beside(tokens, at, step, run)) for at, step in ((first, -1), (last, 1))]
        beside = [(at, other) for at, other in around if other is not None]
        if last == first:
            return any(
                self._makes_stranger(tokens, at, other) or self._begins_given_name(text, tokens, other)
                for at, other in beside
            )
        if all(self._is_joined(text, one, other) for one, other in pairwise(tokens[first : last + 1])):  # "Kim Yong-ho"
            before = first - 1
            is_close = before >= 0 and text[tokens[before].stop : tokens[first].start] == " "
            return is_close and self._people.has_word(tokens[before].word) and tokens[before].is_capital
        told = [token.word for token in tokens[first : last + 1] if token.word not in self._given]
        is_spelt = all(map(self._people.has_word, told))
        has_family = any(self._people.is_family_name(word, match.id) for word in told for match in finding.tied)
        return is_spelt and not has_family and any(self.is_name_like(tokens[other]) for _, other in beside)

    def _makes_stranger(self, tokens: Sequence[Token], position: int, beside: int) -> bool:
        """Whether the word beside makes another name of the two: a first name of one, a surname of the other."""
        this, other = tokens[position], tokens[beside]
        both_known = self._people.has_word(this.word) and self._people.has_word(other.word)
        first = tokens[min(position, beside)]
        if first.word in self._given and not other.word.isdigit():  # Helmut Schmidt
            return self.is_name_like(other) or both_known
        if both_known and self.is_name_like(this) and self.is_name_like(other):
            return not (self._people.is_family_name(this.word) and self._people.is_family_name(other.word))
        if beside > position and self._people.has_word(this.word):  # "where was markov stung"
            return other.is_capital and self.is_name_like(other) and not both_known
        return self.is_name_like(other) and not both_known

    def _begins_given_name(self, text: str, tokens: Sequence[Token], beside: int) -> bool:
        """Whether a hyphen joins the word beside to another, which is no surname then: "Yong-chol" behind "Thae"."""
        around = pairwise(tokens[max(0, beside - 1) : beside + 2])
        return self._people.has_word(tokens[beside].word) and any(self._is_joined(text, *pair) for pair in around)

    @staticmethod
    def _is_joined(text: str, one: Token, other: Token) -> bool:
        """Whether no more than a hyphen stands between two words."""
        return text[one.stop : other.start] == "-"

    def _beside(self, tokens: Sequence[Token], position: int, step: int, run: tuple[int, int]) -> int | None:
        """The word before or behind, little ones within names passed over ("Nguyen Van Anh")."""
        beside = position + step
        while run[0] <= beside < run[1] and tokens[beside].word in self._particles:
            beside += step
        return beside if run[0] <= beside < run[1] else None

    def is_given_name(self, token: Token) -> bool:
        """Whether ``token`` is a first name and no ordinary word."""
        return token.word in self._given and token.word not in self._ordinary

    def names_stranger(self, tokens: Sequence[Token]) -> bool:
        """Whether ``tokens``, in which nobody is mentioned, have a first name with another name behind it."""
        return any(
            one.word in self._given and (self.is_name_like(other) or other.word in self._strangers)
            for one, other in pairwise(tokens)
        )

    def _bare(self, word: str) -> str:
        """``word`` without the ending of "Stalins daughter" or "the Strelzyks", if that makes it a name."""
        bare = word.removesuffix("s")
        return bare if bare != word and not self._people.has_word(word) and self._people.has_word(bare) else word

    def _may_be_possessive(self, token: Token) -> bool:
        """Whether it may be a misspelt name with an "s" behind it: "bilenkos jet"."""
        return len(token.word) >= _LONG_WITH_S and token.word.endswith("s") and token.word not in self._ordinary

    def _named(self, text: str, window: Sequence[Token]) -> Finding | None:
        """Whom a run of words means, if it means somebody."""
        first, last = window[0], window[-1]
        if len(window) > 1 and (first.word in self._joining or last.word in self._joining):
            return None
        if text[last.stop : last.stop + 1] == "-" or text[first.start - 1 : first.start] == "-":
            return None  # half of "Min-su" is nobody
        finding = self._people.find(_span(text, window))
        if not finding.matches and len(window) == 1 and (bare := self._bare(first.word)) != first.word:
            finding = self._people.find(bare)
        if not finding.matches and len(window) == 1 and self._may_be_possessive(first):
            finding = self._people.find(first.word[:-1])
        if not finding.matches or len(finding.tied) > _MOST_MEANT:
            return None
        if len(window) == 1 and finding.matches[0].score < _LEAST_SCORE_ALONE:
            return None
        return finding


def _are_parted(text: str, one: Token, other: Token) -> bool:
    """Whether a sentence ends between two words; behind a short one a stop may be of an initial or a title: "Lt."."""
    between = text[one.stop : other.start]
    return any(mark in between for mark in "?!\n") or ("." in between and len(one.word) > _LONGEST_TITLE)


def _span(text: str, window: Sequence[Token]) -> str:
    return text[window[0].start : window[-1].stop]
