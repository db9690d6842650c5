"""Whether a sentence of a record bears a claim out or contradicts it: every word in one clause, in the same parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from bot.knowledge.asking.claims import POSSESSIVE, Claim, ClaimWord, ClaimWords
from bot.knowledge.asking.evidence import OUTCOME, SUMMARY, Evidence, Sentence
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.words import OF_YES_OR_NO, Token
from bot.knowledge.records import FactKind

_NEAR = 3
"""Words back from a verb or a noun in which its "was" or its "in" stands."""

_ANY = "any"
"""What stands for the preposition of a word that may be told in whichever part."""


class Verdict(msgspec.Struct, frozen=True):
    """That a claim is so, or that it is not, and the sentence that says it."""

    is_so: bool
    sentence: Sentence

    @property
    def text(self) -> str:
        """The sentence, behind a yes or a no."""
        return f"{'Yes' if self.is_so else 'No'}: {self.sentence.text}"


class Judging(msgspec.Struct, frozen=True):
    """One claim, held against the sentences of one record."""

    claim: Claim
    evidence: Evidence
    lexicon: Lexicon
    called: Mapping[str, frozenset[str]] = {}
    """For a word of a country all stems by which it is called: "american" and "state"."""

    def verdict(self) -> Verdict | None:
        """What the record says to the claim; None where no sentence says all of it, and plainly."""
        if self.claim.of_all:
            return self._of_a_part()
        if not self._is_plain():
            return None
        words = self._all_words()
        found = [
            Verdict(is_so, sentence)
            for sentence in self.evidence.sentences
            if sentence.stems >= self.claim.stems & self._words.repeated
            and sentence.kind != FactKind.DISPUTE
            and self._may_say(sentence, words)
            for is_so in self._said_in(sentence, words)
        ]
        return found[0] if found and all(each.is_so is found[0].is_so for each in found) else None

    def tells_deed(self, sentence: Sentence) -> bool:
        """Whether a sentence has the verb of the claim as what the person does; the summary is all of them."""
        if sentence.kind == SUMMARY:
            return not self.lexicon.meanings(self.claim.verb).isdisjoint(sentence.stems)
        meant = self.lexicon.plainly(self.claim.verb)
        return not meant.isdisjoint(sentence.stems) and any(
            self._may_do(clause, n)
            for clause in self._clauses(sentence)
            for n, token in enumerate(clause)
            if token.stem in meant and (n == 0 or clause[n - 1].word not in self._words.determiners)
        )

    def _may_do(self, clause: Sequence[Token], pivot: int) -> bool:
        """Whether the person stands before a verb and does not suffer it, and nobody else stands close to it."""
        words, own = self._words, self.evidence.names
        before = clause[:pivot]
        is_theirs = any(
            each.word in words.subjects or (each.stem in own and not POSSESSIVE.search(each.word)) for each in before
        )
        close = pivot - 1 - (pivot > 1 and clause[pivot - 1].stem in OF_YES_OR_NO)  # "Yurchenko had led"
        is_other = close > 0 and clause[close].is_capital and clause[close].stem not in own
        is_of_others = is_other and not self._is_object(clause, close) and not self._is_beside_own(clause, close)
        return is_theirs and not is_of_others and not self._is_passive(clause, pivot)

    @property
    def _words(self) -> ClaimWords:
        return self.lexicon.claims

    def _of_a_part(self) -> Verdict | None:
        """Of all of a group nothing is so that is told of some, and of others otherwise."""
        if self.claim.stems.isdisjoint(self.lexicon.moving):
            return None
        told = [each for each in self.evidence.of_kind(OUTCOME, FactKind.RETURN) if self._tells_of_some(each)]
        return Verdict(self.claim.is_negated, told[0]) if told else None

    def _tells_of_some(self, sentence: Sentence) -> bool:
        return any(token.word in self._words.partial for token in self.lexicon.forms.tokens(sentence.text))

    def _is_plain(self) -> bool:
        """Whether it says more than where somebody went or was: "get over the wall" needs no word but the wall."""
        claim = self.claim
        if claim.is_owned:
            return False
        if claim.verb in self.lexicon.moving:
            return any(word.stem != claim.verb and word.preposition in ("", "with") for word in claim.words)
        return any(word.preposition == "" for word in claim.words) or (claim.is_copula and len(claim.words) > 1)

    def _all_words(self) -> Sequence[ClaimWord]:
        """The words of the claim; of becoming Australian, being a citizen too."""
        words, peoples = self.claim.words, self.lexicon.peoples
        is_becoming = not self.claim.verb and not self._words.becoming.isdisjoint(self.claim.stems)
        if is_becoming and all(word.stem in peoples for word in words):
            return [ClaimWord(stem, _ANY) for stem in (*(word.stem for word in words), *self._words.citizen)]
        return words

    def _may_say(self, sentence: Sentence, words: Sequence[ClaimWord]) -> bool:
        return all(not self._meant(word).isdisjoint(sentence.stems) for word in words)

    def _meant(self, word: ClaimWord) -> frozenset[str]:
        """The stems that may stand for a word of the claim, or where it is not the only one for its contrary."""
        words = self._words
        told = self.lexicon.family(word.stem).union(
            words.told_by.get(word.stem, ()), self.called.get(word.stem, ()), word.written
        )
        return told if len(self.claim.words) == 1 else told.union(words.contrary.get(word.stem, ()))

    def _said_in(self, sentence: Sentence, words: Sequence[ClaimWord]) -> Iterator[bool]:
        """For each clause that says the whole claim, whether it affirms it."""
        for clause in self._clauses(sentence):
            at = [self._places(word, clause) for word in words]
            if all(at) and (told := self._is_affirmed(clause, at)) is not None:
                yield told

    def _clauses(self, sentence: Sentence) -> Iterator[list[Token]]:
        """The parts of a sentence between semicolons and words such as "but"; of the summary, "who" as a pronoun."""
        start, text = 0, sentence.text
        tokens = self.lexicon.forms.tokens(text)
        if sentence.kind == SUMMARY:
            tokens = [msgspec.structs.replace(each, word="they") if each.word == "who" else each for each in tokens]
        for n, token in enumerate(tokens):
            is_parted = n > 0 and ";" in text[tokens[n - 1].stop : token.start]
            if token.word in self._words.breaking or is_parted:
                yield [self._as_written(each, text) for each in tokens[start:n]]
                start = n
        yield [self._as_written(each, text) for each in tokens[start:]]

    @staticmethod
    def _as_written(token: Token, text: str) -> Token:
        """``token``, its word with the ending by which it owns something."""
        written = text[token.start : token.stop]
        return msgspec.structs.replace(token, word=written.lower()) if POSSESSIVE.search(written) else token

    def _places(self, word: ClaimWord, clause: Sequence[Token]) -> list[int]:
        """Where in a clause a word of the claim stands in the same part."""
        meant = self._meant(word)
        return [n for n, token in enumerate(clause) if token.stem in meant and self._is_same_part(word, clause, n)]

    def _is_same_part(self, word: ClaimWord, clause: Sequence[Token], n: int) -> bool:
        prepositions = self._words.prepositions
        found = (
            prepositions[token.word] for token in reversed(clause[max(0, n - _NEAR) : n]) if token.word in prepositions
        )
        own = next(found, "")
        if word.preposition == _ANY:
            return True
        if word.preposition == "":
            return own not in self._words.other_parts
        if word.preposition == own:
            return True
        if word.preposition == "by":
            return own == "" and n < _NEAR
        return word.preposition in self._words.bare_parts and own in ("", "of")

    def _is_affirmed(self, clause: Sequence[Token], at: Sequence[Sequence[int]]) -> bool | None:
        """Whether a clause that has all words of the claim affirms it; None where it does not say either plainly."""
        if not any(self._has_parts(clause, pivot) for pivot in self._pivots(at)):
            return None
        last = max(places[0] for places in at)
        taken = {n for places in at for n in places}
        before = [token for n, token in enumerate(clause[: last + 1]) if n not in taken]
        words = self._words
        contrary = frozenset().union(*(words.contrary.get(word.stem, frozenset()) for word in self.claim.words))
        is_contrary = any(token.stem in contrary for token in clause)
        if any(token.stem in words.hedging for token in before):
            return None
        if not is_contrary and any(token.stem in words.refusing for token in clause[last + 1 :]):
            return None
        before = [token for token in before if token.stem not in self.evidence.names]  # "No Kum-sok" denies nothing
        refused = sum(token.stem in words.refusing - contrary or token.word in words.denying for token in before)
        denied = refused + is_contrary
        return None if denied > 1 else (denied == 1) is self.claim.is_negated

    def _pivots(self, at: Sequence[Sequence[int]]) -> Sequence[int]:
        """Where the verb stands; where it says nothing, the first word that says what somebody was or got."""
        told = list(zip(self.claim.words, at, strict=False))
        verb = [n for word, places in told if word.stem == self.claim.verb for n in places]
        return verb or [min((places[0] for word, places in told if word.preposition != "by"), default=at[0][0])]

    def _has_parts(self, clause: Sequence[Token], pivot: int) -> bool:
        """Whether whoever the claim is about does, or suffers, what stands at ``pivot``."""
        is_passive = bool(self.claim.verb) and self._is_passive(clause, pivot)
        if not self.claim.of_person:
            return is_passive or self._is_named_behind(clause, pivot)
        if self.claim.verb and self.claim.is_passive and not is_passive:
            return self._is_named_behind(clause, pivot)
        if is_passive and not self.claim.is_passive and not self.claim.is_copula:
            return False
        return self._is_named_before(clause, pivot)

    @staticmethod
    def _is_passive(clause: Sequence[Token], pivot: int) -> bool:
        before = clause[max(0, pivot - _NEAR) : pivot]
        return any(token.stem in ("be", "get") for token in before) and not clause[pivot].word.endswith("ing")

    def _is_named_behind(self, clause: Sequence[Token], pivot: int) -> bool:
        behind = clause[pivot + 1 : pivot + 1 + _NEAR]
        return any(token.stem in self.evidence.names and not POSSESSIVE.search(token.word) for token in behind)

    def _is_named_before(self, clause: Sequence[Token], pivot: int) -> bool:
        """Whether the nearest that may do something before ``pivot`` is theirs, or stands beside theirs."""
        words = self._words
        for n in range(pivot - 1, -1, -1):
            token = clause[n]
            if token.word in words.relative or token.stem in self.lexicon.kin:
                return False
            if token.word in words.subjects or (token.stem in self.evidence.names and (token.is_capital or n == 0)):
                return not POSSESSIVE.search(token.word)
            if token.is_capital and self._is_beside_own(clause, n):
                return True
            if token.is_capital and n > 0 and not self._is_object(clause, n):
                return False
        return False

    def _is_beside_own(self, clause: Sequence[Token], n: int) -> bool:
        """Whether it is the second of two: "Burgess and Donald Maclean drove"."""
        while n >= 0 and (clause[n].is_capital or clause[n].word in self._words.links):
            if clause[n].stem in self.evidence.names:
                return True
            n -= 1
        return False

    def _is_object(self, clause: Sequence[Token], n: int) -> bool:
        """Whether a name stands behind a preposition, and so does nothing: "in London"."""
        while n > 0 and clause[n].is_capital:
            n -= 1
        return any(token.word in self._words.prepositions for token in clause[max(0, n - 1) : n + 1])
