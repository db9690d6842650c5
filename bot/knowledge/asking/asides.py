"""What a question says beside what it asks: who told of somebody, and what the answer is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from bot.knowledge.asking.vocabulary import GrammarLists
from bot.knowledge.asking.words import INTERROGATIVES, OF_YES_OR_NO, Token

_BREAK = re.compile(r"[,:;.?!()…\n]|\s[-–—]+\s")
_INITIAL = 4
"""Letters of a word behind which a stop need not end a sentence: "Lt. Belenko"."""

_TALKED = 2
"""How far before a name the verb stands: "talked about Belenko"."""

Run = tuple[int, int]
"""Tokens of a question, from the first to behind the last."""


class AsideWords(msgspec.Struct, frozen=True):
    """What tells an aside, as stems: ``speakers`` ("I", "my"), ``telling`` ("mention"), ``talk`` ("homework").

    ``company`` are people of whom a speaker talks ("my teacher"), ``little`` words say nothing. ``grammar`` has those
    that only join.
    """

    speakers: frozenset[str]
    telling: frozenset[str]
    talk: frozenset[str]
    company: frozenset[str]
    little: frozenset[str]
    grammar: GrammarLists


class Asides(msgspec.Struct, frozen=True):
    """Finds what a question only says of why somebody asks it: "my grandpa mentioned him", "pub quiz:".

    ``names`` gives the tokens that are of somebody's name, ``tells`` whether some say anything a record could
    have or ask for something, ``is_strange`` whether a word may be the name of somebody unknown.
    """

    words: AsideWords
    names: Callable[[str, Sequence[Token]], Collection[int]]
    tells: Callable[[Sequence[Token]], bool]
    is_strange: Callable[[Token], bool]

    def without(self, question: str, tokens: Sequence[Token]) -> list[Token]:
        """``tokens`` of ``question`` without its asides; of one in which somebody is named, the name is left."""
        if not any(self._begins(token) for token in tokens):
            return list(tokens)
        named = self.names(question, tokens)
        asides = [
            run for run in _clauses(question, tokens, self.words.grammar.joining) if self._is_aside(tokens, run, named)
        ]
        dropped = {n for run in (*asides, self._tail(tokens, named)) for n in range(*run)}.difference(named)
        left = [token for n, token in enumerate(tokens) if n not in dropped]
        if not named and any(self.is_strange(tokens[n]) for n in dropped):
            return list(tokens)
        return left if left and (named or self.tells(left)) else list(tokens)

    def _begins(self, token: Token) -> bool:
        words = self.words
        return token.stem in words.speakers or token.stem in words.talk or token.stem in words.telling

    def _is_aside(self, tokens: Sequence[Token], run: Run, named: Collection[int]) -> bool:
        """Whether a clause asks nothing, and has the speaker in it or nothing but words of talk."""
        own = [token for n, token in enumerate(tokens[slice(*run)], run[0]) if n not in named]
        if not own or own[0].stem in OF_YES_OR_NO or any(token.stem in INTERROGATIVES for token in own):
            return False
        if any(token.stem in self.words.speakers for token in own) or self._tells_about(tokens, run, named):
            return not self._tells(own)
        return self._is_of_talk_alone(own)

    def _tells(self, tokens: Sequence[Token]) -> bool:
        """Whether a clause says more than talk, and of whom: "my dance teacher" is no dancer."""
        of_talk = self.words.talk | self.words.company | self.words.telling
        before = {n for n in range(len(tokens) - 1) if tokens[n + 1].stem in self.words.company}
        return self.tells([each for n, each in enumerate(tokens) if each.stem not in of_talk and n not in before])

    def _tells_about(self, tokens: Sequence[Token], run: Run, named: Collection[int]) -> bool:
        """Whether somebody named is only talked about: "everybody talked about Belenko"."""
        return any(
            tokens[n - 1].word in self.words.grammar.about
            and n >= run[0] + _TALKED
            and tokens[n - _TALKED].stem in self.words.telling
            for n in range(*run)
            if n in named and n - 1 not in named
        )

    def _tail(self, tokens: Sequence[Token], named: Collection[int]) -> Run:
        """The words at the end that only say what the answer is for, or who spoke of it."""
        stop = len(tokens)
        start = max(
            [n + 1 for n in named] + [n + 1 for n in range(stop) if tokens[n].stem in INTERROGATIVES], default=0
        )
        for n in range(max(start, 1), stop):
            if self._is_spoken(tokens[n:], tokens[n - 1]) or self._is_of_talk_alone(tokens[n:]):
                return n - (tokens[n - 1].word in self.words.grammar.aside_ends and n > start), stop
        return stop, stop

    def _is_spoken(self, behind: Sequence[Token], before: Token) -> bool:
        """Whether a clause without a mark before it is the speaker's: "my dad talks of him", "for my class"."""
        words = self.words
        tells = any(each.stem in words.telling for each in behind)
        if behind[0].word in words.grammar.talkers:
            return len(behind) > 1 and behind[1].stem in words.telling and any(each.word == "about" for each in behind)
        is_for = before.word in words.grammar.aside_ends and any(each.stem in words.company for each in behind)
        is_asked = before.stem in OF_YES_OR_NO  # "where can I read of it"
        is_speaker = behind[0].stem in words.speakers and not is_asked
        return is_speaker and (tells or is_for) and not self._tells(behind)

    def _is_of_talk_alone(self, tokens: Sequence[Token]) -> bool:
        talk = self.words.talk
        is_little = all(token.stem in talk or token.stem in self.words.little for token in tokens)
        return is_little and any(token.stem in talk for token in tokens)


def _clauses(question: str, tokens: Sequence[Token], joining: Collection[str]) -> Iterator[Run]:
    """The clauses of a question: between marks, and before the word that begins to ask."""
    start = 0
    for n in range(1, len(tokens)):
        if tokens[n].stem in INTERROGATIVES or _is_parted(question, tokens[n - 1], tokens[n]):
            before = n
            while before > start and tokens[before - 1].word in joining:
                before -= 1
            if before > start:
                yield start, before
            start = before
    if tokens:
        yield start, len(tokens)


def is_parted(question: str, tokens: Sequence[Token], n: int) -> bool:
    """Whether a mark that parts clauses stands before the token ``n``, or before the little word in front of it."""
    return any(k > 0 and _is_parted(question, tokens[k - 1], tokens[k]) for k in (n, n - 1, n - 2))


def is_parted_there(question: str, tokens: Sequence[Token], n: int) -> bool:
    """Whether a mark that parts clauses stands right before the token ``n``."""
    return n > 0 and _is_parted(question, tokens[n - 1], tokens[n])


def _is_parted(question: str, one: Token, other: Token) -> bool:
    mark = _BREAK.search(question[one.stop : other.start])
    return mark is not None and (mark[0] != "." or len(one.word) > _INITIAL)
