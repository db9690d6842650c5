"""A question that wants a yes or a no, read as a claim: who is said to have done or been what, in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

import msgspec

from bot.knowledge.asking.words import GENDERS, INTERROGATIVES, OF_YES_OR_NO, Token

_MOST_ASKED = 4
"""Words from "what" within which "did" stands: "in what year did"."""

POSSESSIVE = re.compile(r"['’]s$|s['’]$")
"""How a name ends that owns what stands behind it."""


class ClaimWords(msgspec.Struct, frozen=True):
    """The vocabulary of claims, as stems; its comments in questions.toml tell what each list is for."""

    empty: frozenset[str]
    granting: frozenset[str]
    refusing: frozenset[str]
    enabling: frozenset[str]
    denying: frozenset[str]
    hedging: frozenset[str]
    breaking: frozenset[str]
    whole: frozenset[str]
    partial: frozenset[str]
    prepositions: Mapping[str, str]
    """For each preposition the one that stands for all that say the same of a place, a time or a person."""
    dying: frozenset[str]
    living: frozenset[str]
    staying: frozenset[str]
    lasting: frozenset[str]
    returning: frozenset[str]
    alone: frozenset[str]
    together: frozenset[str]
    succeeding: frozenset[str]
    telling: frozenset[str]
    failing: frozenset[str]
    catching: frozenset[str]
    first: frozenset[str]
    becoming: frozenset[str]
    citizen: frozenset[str]
    taken_in: frozenset[str]
    flights: frozenset[str]
    for_good: frozenset[str]
    remaining: frozenset[str]
    dwelling: frozenset[str]
    killing: frozenset[str]
    fates: Mapping[str, tuple[tuple[frozenset[str], ...], frozenset[str]]]
    """What may befall somebody: groups of which a question has one word each, and what tells it in a record."""
    told_by: Mapping[str, frozenset[str]]
    """For a word others that say the same and more: "murder" for "kill"."""
    contrary: Mapping[str, frozenset[str]]
    """For a word those that are told where it was not so: "lose" for "champion"."""
    repeated: frozenset[str]
    subjects: frozenset[str]
    spoken_of: frozenset[str]
    links: frozenset[str]
    relative: frozenset[str]
    owners: frozenset[str]
    determiners: frozenset[str]
    other_parts: frozenset[str]
    bare_parts: frozenset[str]
    unread: frozenset[str]
    """Words that make a claim more than a plain one: "or", "without", "before"."""


class ClaimWord(msgspec.Struct, frozen=True):
    """A word that a sentence must have for the claim to be told there, and the preposition it stands behind."""

    stem: str
    preposition: str = ""
    written: frozenset[str] = frozenset()
    """The stem of the first word of an idiom in its place, where that says something: "locked" of "locked up"."""


class Claim(msgspec.Struct, frozen=True):
    """What a question asks to be confirmed: "did Makarova dance with the Kirov"."""

    words: tuple[ClaimWord, ...]
    stems: frozenset[str]
    """Those of all that is said of the subject, little words too."""
    verb: str = ""
    """The stem of the verb, if it says anything: "dance", but not "be" or "get"."""
    is_passive: bool = False
    of_person: bool = True
    """Whether whoever is named is the subject, and not only spoken of: "did Japan accept Nokard"."""
    is_copula: bool = False
    """Whether it asks what somebody is or was: "was he a pilot"."""
    is_owned: bool = False
    """Whether it is said of something of theirs: "was Abreu's escape a success"."""
    is_negated: bool = False
    of_all: bool = False
    """Whether it is said of all of a group."""


class ClaimReader(msgspec.Struct, frozen=True):
    """The tokens of one question, of which those in ``named`` are names; ``little`` stems say nothing."""

    question: str
    tokens: Sequence[Token]
    named: Container[int]
    words: ClaimWords
    little: Container[str]
    moving: Container[str]
    stem: Callable[[str], str]

    def claim(self) -> Claim | None:
        """The claim of a question that begins to ask with "did" or "was" and has no other word that asks; else None."""
        start = self._beginning()
        is_open = any(token.stem in INTERROGATIVES for token in self.tokens)
        return None if start is None or is_open else self._from(start)

    def supposition(self) -> Claim | None:
        """What a question takes for granted that asks when, why or how it came about; else None."""
        tokens = self.tokens
        asked = [n for n, token in enumerate(tokens) if token.stem in INTERROGATIVES]
        if len(asked) != 1 or asked[0] > 0:
            return None
        behind = (n for n in range(1, min(_MOST_ASKED, len(tokens) - 1)) if tokens[n].stem in OF_YES_OR_NO)
        start = next(behind, None)
        return None if start is None else self._from(start)

    def _from(self, start: int) -> Claim | None:
        """The claim of what stands behind the "did" or "was" at ``start``; None if it says more than one thing."""
        tokens, words = self.tokens, self.words
        if any(token.word in words.unread for token in tokens):
            return None
        subject, of_person = self._subject(start)
        rest = [n for n in range(start + 1, len(tokens)) if n not in subject]
        verb, is_passive = self._verb(start, [n for n in rest if not of_person or n >= subject.stop])
        denying = sum(tokens[n].word in words.denying or tokens[n].stem in words.refusing for n in rest)
        return Claim(
            tuple(self._said(rest)),
            frozenset(tokens[n].stem for n in rest),
            verb,
            is_passive=is_passive,
            of_person=of_person,
            is_owned=any(self._owns(n) for n in subject),
            is_copula=tokens[start].stem == "be" and not verb,
            is_negated=denying % 2 == 1,
            of_all=any(token.word in words.whole for token in tokens[start:]),
        )

    def _beginning(self) -> int | None:
        """Where "did" or "was" stands, before which there is nothing but a name: "Volkov, did he reach the West"."""
        tokens = self.tokens
        for n, token in enumerate(tokens[:-1]):
            if token.stem in OF_YES_OR_NO:
                behind = tokens[n + 1].word
                return n if n == 0 or behind in GENDERS or behind in self.words.spoken_of else None
            if n not in self.named and token.stem not in self.little:
                return None
        return None

    def _subject(self, start: int) -> tuple[range, bool]:
        """The tokens of whoever is named, and whether the claim is that they did or were something."""
        tokens, behind = self.tokens, start + 1
        if tokens[behind].word in GENDERS or tokens[behind].word in self.words.subjects:
            return range(behind, behind + 1), True
        first = next((n for n in range(behind, len(tokens)) if n in self.named), None)
        if first is None:
            return range(0), False
        stop = first
        while stop < len(tokens) and stop in self.named:
            stop += 1
        if not any(self._is_told(n) for n in range(behind, first)):
            return range(behind, stop), True
        does = self.words.granting | self.words.refusing | self.words.empty
        is_subject = (
            stop < len(tokens)
            and not any(tokens[n].stem in does for n in range(behind, first))
            and tokens[stop].stem not in self.little
            and not self._preposition(stop)
        )
        return range(behind if is_subject else first, stop), is_subject

    def _verb(self, start: int, rest: Sequence[int]) -> tuple[str, bool]:
        """The verb, "" if it says nothing, and whether the subject suffers it."""
        tokens = self.tokens
        first = next((n for n in rest if tokens[n].stem not in self.little or tokens[n].stem in self.words.empty), None)
        if first is None:
            return "", False
        is_be = tokens[start].stem == "be"
        if tokens[first].stem in ("be", "get") and not is_be:  # "did he get shot"
            is_be, first = True, first + 1
        if first not in rest:
            return "", is_be
        while first + 2 in rest and tokens[first].stem in self.words.enabling and tokens[first + 1].word == "to":
            is_be, first = False, first + 2  # "was he able to compete"
        if not self._is_told(first):
            return "", is_be
        token = tokens[first]
        if is_be:
            is_verb = token.word != token.stem and not token.word.endswith("s")
            return (token.stem, not token.word.endswith("ing")) if is_verb else ("", False)
        return token.stem, False

    def _owns(self, n: int) -> bool:
        token = self.tokens[n]
        return (
            token.word in ("his", "her", "their")
            or POSSESSIVE.search(self.question[token.start : token.stop]) is not None
        )

    def _preposition(self, n: int) -> str:
        return self.words.prepositions.get(self.tokens[n].word, "")

    def _is_told(self, n: int) -> bool:
        token, words = self.tokens[n], self.words
        is_empty = token.stem in words.empty or token.stem in words.granting or token.stem in words.refusing
        return not is_empty and token.stem not in self.little and token.word not in words.prepositions

    def _written(self, token: Token) -> frozenset[str]:
        first = self.question[token.start : token.stop].lower().partition(" ")[0]
        stem = self.stem(first)
        plain = stem in self.little or stem in self.moving or stem in self.words.empty or not first.isalpha()
        return frozenset() if plain else frozenset({stem})

    def _said(self, rest: Sequence[int]) -> Iterator[ClaimWord]:
        """The words that a sentence must have, each with its preposition."""
        preposition = ""
        for n in rest:
            token = self.tokens[n]
            if one := self._preposition(n):
                preposition = one
            elif n in self.named:
                if n + 1 not in self.named:
                    yield ClaimWord(token.stem, preposition)
            elif self._is_told(n):
                yield ClaimWord(token.stem, preposition, self._written(token))
            elif token.word not in self.words.determiners:
                preposition = ""
