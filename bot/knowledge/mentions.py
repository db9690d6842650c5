"""The people whom a text mentions, and where in it.

Words of the text itself must not be taken for names: somebody who asks "did it rain on
the king in the park" has not asked for Rain, King or Park. So only runs of words with
a word in them that no ordinary sentence has are tried as names, and a name that is
also an ordinary word ("Park") counts alone only with its capital.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.asking.words import Token
from bot.knowledge.names import Finding, NameIndex

_LONGEST_NAME = 5
_MOST_SEARCHES = 12
_LONG_ENOUGH = 3
_LEAST_SCORE_ALONE = 80.0
_MOST_MEANT = 4
"""A name that fits more people than this says nothing."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of tokens, ``start`` to ``stop``, that names somebody: ``finding`` says whom."""

    start: int
    stop: int
    finding: Finding


class MentionFinder:
    """Finds people's names in running text."""

    def __init__(
        self, people: NameIndex, ordinary: Container[str], joining: Container[str], strangers: Container[str]
    ) -> None:
        """``ordinary`` are words of plain sentences, ``joining`` small words that stand within names ("van", "al").

        ``strangers`` are names of people who have no record, whoever else bears them.
        """
        self._people = people
        self._ordinary = ordinary
        self._joining = joining
        self._strangers = strangers

    def find(self, text: str, tokens: Sequence[Token]) -> list[Mention]:
        """Everybody whom the ``tokens`` of ``text`` mention, from left to right; no two mentions share a token."""
        found = {mention.start: mention for mention in self._exact(text, tokens)}
        taken = {n for mention in found.values() for n in range(mention.start, mention.stop)}
        searches = _MOST_SEARCHES
        for start, stop in self._runs(tokens, taken):
            for mention in self._within(text, tokens, start, stop, searches):
                found[mention.start] = mention
            searches -= stop - start
            if searches <= 0:
                break
        return [found[start] for start in sorted(found)]

    def is_name_like(self, token: Token) -> bool:
        """Whether ``token`` is no ordinary word, and so perhaps somebody's name."""
        return token.word not in self._ordinary and not token.word.isdigit() and len(token.word) >= _LONG_ENOUGH

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
        if not self._people.has_word(tokens[start].word):
            return None
        for stop in range(min(len(tokens), start + _LONGEST_NAME), start + 1, -1):
            window = tokens[start:stop]
            if not all(self._people.has_word(t.word) or t.word in self._joining for t in window):
                continue
            if all(t.word in self._joining or (t.word in self._ordinary and not t.is_capital) for t in window):
                continue
            matches = self._people.exact(_span(text, window))
            if matches:
                return Mention(start, stop, Finding(matches))
        return None

    def _runs(self, tokens: Sequence[Token], taken: Container[int]) -> Iterator[tuple[int, int]]:
        """Runs of tokens that may be a name: with a name-like word at either end, and small words within."""
        start = 0
        while start < len(tokens):
            if start in taken or not self._may_begin(tokens[start]):
                start += 1
                continue
            stop = last = start + 1
            while stop < len(tokens) and stop not in taken and stop - start < _LONGEST_NAME:
                token = tokens[stop]
                stop += 1
                if self._may_begin(token):
                    last = stop
                elif token.word not in self._joining:
                    break
            yield start, last
            start = last

    def _may_begin(self, token: Token) -> bool:
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
                    if length == 1 and self._has_stranger_beside(tokens, first, start, stop):
                        return
                    yield from self._within(text, tokens, start, first, searches)
                    yield Mention(first, first + length, finding)
                    yield from self._within(text, tokens, first + length, stop, searches)
                    return

    def _has_stranger_beside(self, tokens: Sequence[Token], position: int, start: int, stop: int) -> bool:
        """Whether a name-like word beside this one makes somebody else of the two.

        Surnames may stand side by side ("Burgess Maclean"), but then each is a word of a name as it is written.
        """
        return any(
            start <= beside < stop
            and self.is_name_like(tokens[beside])
            and not (self._people.has_word(tokens[beside].word) and self._people.has_word(tokens[position].word))
            for beside in (position - 1, position + 1)
        )

    def _named(self, text: str, window: Sequence[Token]) -> Finding | None:
        if len(window) > 1 and (window[0].word in self._joining or window[-1].word in self._joining):
            return None
        finding = self._people.find(_span(text, window))
        if not finding.matches or len(finding.tied) > _MOST_MEANT:
            return None
        if len(window) == 1 and finding.matches[0].score < _LEAST_SCORE_ALONE:
            return None
        return finding


def _span(text: str, window: Sequence[Token]) -> str:
    return text[window[0].start : window[-1].stop]
