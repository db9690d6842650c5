"""The phrases of a question that say what is wanted, and what they leave to be told of whoever is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.knowledge.asking.asked_for import chosen
from bot.knowledge.asking.gazetteer import Part, ThingKind
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.vocabulary import Found
from bot.knowledge.asking.wanted import OF_MANY, ROUTE, Wanted
from bot.knowledge.asking.words import GENDERS, OF_YES_OR_NO, Token
from bot.knowledge.mentions import Mention

_TOLD_BY_WORDS = frozenset(
    {
        Wanted.DEATH,
        Wanted.AFTERMATH,
        Wanted.PLACE,
        Wanted.VEHICLE,
        Wanted.DURATION,
        Wanted.OCCUPATION,
        Wanted.HOW,
        Wanted.SUCCESS,
    }
)
"""Of these the words that ask ("what poison", "which team") may also stand in the sentence that answers."""

_OF_ONE = frozenset({Wanted.DEATH, Wanted.DISPUTES, Wanted.HONOURS, Wanted.BIRTH, Wanted.COMPANIONS})
"""What tells in a question that names nobody whom it means, and so must be told of them."""

_LATER = 4
"""How many words may go before a pronoun by which a question means somebody of whom was spoken."""


@dataclass(frozen=True, eq=False)
class Phrases:
    """What a question of ``tokens`` asks for, which names people (``mentions``) and things (``parts``)."""

    tokens: Sequence[Token]
    lexicon: Lexicon
    mentions: Sequence[Mention]
    parts: Sequence[Part]

    @cached_property
    def named(self) -> set[int]:
        """The tokens of people's names."""
        return {n for mention in self.mentions for n in range(mention.start, mention.stop)}

    @cached_property
    def found(self) -> list[Found[Wanted]]:
        """The phrases that say what is wanted."""
        fixed = self.named.union(
            *(range(part.start, part.stop) for part in self.parts if _is_fixed(part, is_of_one=self._is_of_one))
        )
        free = [n not in fixed for n in range(len(self.tokens))]
        somebody = [(mention.start, mention.stop) for mention in self.mentions]
        found = self.lexicon.wanted.find(self.tokens, free, somebody)
        return chosen((each for each in found if not self._is_said_already(each)), self.tokens)

    @cached_property
    def asking(self) -> set[int]:
        """The tokens that only say what is wanted."""
        if self._is_of_one:
            return {n for found in self.found for n in found.at}
        # Without a name, "who was shot" asks for somebody who was, and not for a death; and likewise of an award.
        return {
            n
            for found in self.found
            for n in found.at
            if found.value not in _OF_ONE and (found.value in (*OF_MANY, *ROUTE) or found.at[0] <= self.told_from)
        }

    @property
    def told_by_none(self) -> set[int]:
        """The tokens of phrases that no sentence which answers need have."""
        return {n for each in self.found if each.value not in _TOLD_BY_WORDS for n in each.at}

    @property
    def told_from(self) -> int:
        """Where begins what is told of whoever is meant: behind "who" of "who asked how to spell asylum"."""
        words = [token.word for token in self.tokens]
        relative = self.lexicon.grammar.relative
        return next((n for n, word in enumerate(words) if word in relative or (n and word == "that")), len(words))

    @property
    def asks_number(self) -> bool:
        """Whether a number is asked for, or a sum."""
        return any(self._is_measured(n) for n in range(len(self.tokens) - 1)) or self._asks_sum

    @property
    def asks_cause(self) -> bool:
        """Whether it asks of what or how somebody died, and not when, where or how old."""
        return any(self._is_of_cause(found) for found in self.found)

    def _is_of_cause(self, found: Found[Wanted]) -> bool:
        words = {self.tokens[n].word for n in found.at}
        if found.value is not Wanted.DEATH or "old" in words:
            return False
        return not words.isdisjoint(self.lexicon.grammar.causes) or ("what" in words and bool(words & {"of", "from"}))

    @cached_property
    def _is_of_one(self) -> bool:
        """Whether it names somebody, or speaks of one by a pronoun, which is no part of what it tells of whoever."""
        pronoun = next((n for n, token in enumerate(self.tokens) if token.word in GENDERS), -1)
        is_asked = 0 <= pronoun < _LATER or (pronoun > 0 and self.tokens[pronoun - 1].stem in OF_YES_OR_NO)
        return bool(self.mentions) or is_asked

    def _is_said_already(self, found: Found[Wanted]) -> bool:
        """Whether what a phrase seems to ask is told: who "went to" is told of Australia; "his first refuge"."""
        last = found.at[-1]
        if found.value is Wanted.AFTERMATH and len(found.at) == 1 and not self.mentions:
            return last + 1 < len(self.tokens) and self.tokens[last + 1].word[:1].isdigit()  # "ballplayers after 2010"
        is_amount = last > 0 and self.tokens[last].stem == "year" and self._is_counted(last - 1)
        if found.value is Wanted.WHEN and len(found.at) == 1 and is_amount:  # "stuck for 44 years"
            return True
        if found.value in ROUTE:
            behind = next((n for n in range(last + 1, len(self.tokens)) if self.tokens[n].word != "the"), -1)
            is_place = any(part.start == behind and part.of(ThingKind.PLACE, ThingKind.CITY) for part in self.parts)
            return self.tokens[last].stem in self.lexicon.prepositions and is_place
        owners, ends = self.lexicon.grammar.owners, self.lexicon.grammar.ends
        behind_owner = any(n and self.tokens[n - 1].word in owners for n in found.at if self.tokens[n].word in ends)
        return found.value in (Wanted.FIRST, Wanted.LAST, Wanted.ORDER) and behind_owner

    def _is_measured(self, n: int) -> bool:
        """Whether it asks there "how much" or "how far", but not "how many years ago", which asks when."""
        is_measure = self.tokens[n].word == "how" and self.tokens[n + 1].word in self.lexicon.measures
        return is_measure and not any(found.value is Wanted.WHEN and n in found.at for found in self.found)

    @property
    def _asks_sum(self) -> bool:
        """Whether it asks what somebody earned or what something cost."""
        asked = next((n for n, token in enumerate(self.tokens) if token.word == "what"), len(self.tokens))
        is_of_deed = asked + 1 < len(self.tokens) and self.tokens[asked + 1].stem == "do"
        return is_of_deed and any(token.stem in self.lexicon.earning for token in self.tokens[asked + 2 :])

    def _is_counted(self, n: int) -> bool:
        token = self.tokens[n]
        return token.word.isdigit() or token.word in self.lexicon.numbers or token.word in ("a", "half")


def _is_fixed(part: Part, *, is_of_one: bool) -> bool:
    """Whether the words of a part are a name, and say nothing else: of one person, "did he go back" asks that."""
    may_ask = is_of_one and all(each.kind in (ThingKind.STATUS, ThingKind.TERM) for each in part.things)
    return part.stop - part.start > 1 and not may_ask
