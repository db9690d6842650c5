"""The content words of a question: what is left when names, conditions and what is wanted are taken from it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import ContentWord
from bot.knowledge.asking.words import GENDERS, Token
from bot.knowledge.facets import FacetKind

_LARGEST_AMOUNT = 30
_SHORTEST_DEED = 3
_LONG_ADVERB = 7


@dataclass(frozen=True, eq=False)
class Content:
    """The words of ``question`` that nothing explains: neither a name, nor what is asked, nor a condition, nor a thing.

    The four are given by the numbers of their tokens.
    """

    question: str
    tokens: Sequence[Token]
    lexicon: Lexicon
    named: set[int]
    asking: set[int]
    conditions: frozenset[int]
    things: set[int]

    @cached_property
    def at(self) -> list[int]:
        """The tokens that nothing of all that accounts for."""
        taken = self.named | self.asking | self.conditions | self.things
        return [
            n
            for n in range(len(self.tokens))
            if n not in taken and not self._is_amount(n) and not self._is_beside_name(n)
        ]

    def words(self) -> Iterator[ContentWord]:
        """The content words, each once."""
        tokens, lexicon = self.tokens, self.lexicon
        seen: set[ContentWord] = set()
        for n in self.at:
            is_noun = n > 0 and tokens[n - 1].stem == "which" and tokens[n].stem not in lexicon.ignored
            word = ContentWord(tokens[n].stem, self.question[tokens[n].start : tokens[n].stop])
            if (is_noun or is_content(tokens[n], lexicon)) and word not in seen:
                seen.add(word)
                yield word

    def behind_prepositions(self) -> Iterator[str]:
        """The stems of those that stand behind a preposition, or are what somebody did something to."""
        articles = (*self.lexicon.grammar.articles, "some")
        for n in self.at:
            before = next((k for k in range(n - 1, -1, -1) if self.tokens[k].word not in articles), -1)
            if before >= 0 and self.tokens[before].word in self.lexicon.grammar.prepositions:
                yield self.tokens[n].stem
        if len(self.tokens) > _SHORTEST_DEED and (self.tokens[0].word, self.tokens[2].word) == ("who", "the"):
            for n in range(3, len(self.tokens)):  # "who won the Premier League"
                if n not in self.at:
                    return
                yield self.tokens[n].stem

    @property
    def is_plain_about_leaving(self) -> bool:
        """Whether it speaks of leaving, and asks for nothing by a word of its own ("which bridge")."""
        tokens, lexicon = self.tokens, self.lexicon
        leaving = any(token.stem in lexicon.leaving for token in tokens)
        asked = any(
            tokens[n].word in lexicon.grammar.asking_for_the_next
            and n + 1 in self.at
            and is_content(tokens[n + 1], lexicon)
            for n in range(len(tokens))
        )
        return leaving and not asked

    def supposed(self) -> tuple[str, ...]:
        """The words behind "to", "in", "by" and their like, where it speaks of going, or of bringing "to"."""
        tokens, lexicon = self.tokens, self.lexicon
        is_of_going = any(token.stem in lexicon.going for token in tokens)
        if not is_of_going and not any(token.stem in lexicon.carrying for token in tokens):
            return ()
        prepositions = lexicon.prepositions - {"on"} if is_of_going else lexicon.roles[FacetKind.TO]
        found: list[str] = []
        for n in self.at:
            before = next(
                (tokens[k] for k in range(n - 1, -1, -1) if tokens[k].word not in lexicon.grammar.articles), None
            )
            beside = n - 1 in self.at and tokens[n - 1].stem in found
            if is_content(tokens[n], lexicon) and (beside or (before is not None and before.stem in prepositions)):
                found.append(tokens[n].stem)
        return tuple(dict.fromkeys(found))

    def _is_beside_name(self, n: int) -> bool:
        """Whether it only calls somebody named a person: "the hockey kid Mogilny", "Mogilny was just a kid"."""
        if self.tokens[n].stem not in self.lexicon.beside_names:
            return False
        if n + 1 in self.named or n - 1 in self.named:
            beside = self.tokens[n - 1]
            return not (n and self.question[beside.start : beside.stop].lower().endswith(("'s", "’s")))
        before = n - 1
        while before > 0 and self.tokens[before].word in self.lexicon.grammar.before_a_kind:
            before -= 1
        is_said = before > 0 and before < n - 1 and self.tokens[before].stem == "be"
        return is_said and (before - 1 in self.named or self.tokens[before - 1].word in GENDERS)

    def _is_amount(self, n: int) -> bool:
        """Whether it says of how many is asked: "name 5 dancers", "two codebreakers"."""
        word = self.tokens[n].word
        is_small = word in self.lexicon.numbers or (word.isdigit() and int(word) <= _LARGEST_AMOUNT)
        return is_small and (n - 1 in self.asking or n + 1 in self.conditions)


def hints(tokens: Sequence[Token], silent: Container[int], lexicon: Lexicon) -> tuple[str, ...]:
    """The stems that help to choose a sentence, of tokens that are not ``silent``."""
    hints = [token.stem for n, token in enumerate(tokens) if n not in silent and _is_hint(token, lexicon)]
    if any(one.word == "how" and other.word == "much" for one, other in pairwise(tokens)):
        hints.append(lexicon.money)
    return tuple(dict.fromkeys(hints))


def _is_hint(token: Token, lexicon: Lexicon) -> bool:
    return token.stem in lexicon.light or (token.stem not in lexicon.ignored and len(token.word) > 2)


def is_content(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word says something that an answer has to explain."""
    return (
        token.stem not in lexicon.ignored
        and token.stem not in lexicon.light
        and token.word not in lexicon.particles
        and not _is_adverb(token, lexicon)
        and (len(token.word) > 1 or token.word.isdigit())
    )


def _is_adverb(token: Token, lexicon: Lexicon) -> bool:
    """Whether it tells how something was done, which no record need say: "officially"."""
    return len(token.word) >= _LONG_ADVERB and token.word.endswith("ly") and token.stem not in lexicon.apart
