"""How much of a description each record says, where none says all: rare words weigh more."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import msgspec

from bot.knowledge.asking.evidence import SUMMARY, Evidence, Sentence
from bot.knowledge.asking.evidences import Evidences
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.matching import Scored

_MOST_WORDS = 16
_MOST_TAKEN_APART = 8
_PLAINLY = 1.0
_MUCH_THE_SAME = 0.6
_NOT_AS_FIELD = 0.5
"""What a word says at most that tells of a condition which the record's fields do not have."""

_SUMMED_UP = 0.1
"""How much it counts that the summary says it: companions have one story, and each a summary of their own."""

_NOWHERE = 4.0
"""The weight of a word that no record has."""


class Weighed(msgspec.Struct, frozen=True):
    """A person's record, the share of the description that it says (0 to 1), and the words that it does not say."""

    evidence: Evidence
    best: Scored
    share: float
    unsaid: frozenset[str]


class Weighing:
    """Weighs people's records by what a question tells."""

    def __init__(self, evidences: Evidences, lexicon: Lexicon) -> None:
        self._evidences = evidences
        self._lexicon = lexicon

    async def best(self, words: Sequence[str], fields: Mapping[str, Collection[str]], *, least: float) -> list[Weighed]:
        """The people whose records say at least a share of ``least`` of ``words``, best first.

        ``fields`` has, for words of conditions, the people whose fields meet them.
        """
        words = words[:_MOST_WORDS]
        found = await self._evidences.people_having(words)
        weights = {word: self._rarity(*found[word]) for word in words}
        total = sum(weights.values())
        if not total:  # words that everybody's record has tell nobody apart
            return []
        said = {
            person: {word: self._said(person, word, found[word], fields) for word in words}
            for person in set().union(*(alike for *_, alike in found.values()))
        }
        shares = {
            person: sum(weights[word] * part for word, part in parts.items()) / total for person, parts in said.items()
        }
        enough = [person for person, share in shares.items() if share >= least]
        taken = sorted(enough, key=lambda person: (-shares[person], person))[:_MOST_TAKEN_APART]
        weighed = []
        for evidence in await self._evidences.of_all(taken):
            parts = said[evidence.record.id]
            best = max((self._scored(each, weights, parts) for each in evidence.sentences), key=lambda each: each.score)
            summary = max((self._scored(each, weights, parts).score for each in evidence.of_kind(SUMMARY)), default=0.0)
            share = (shares[evidence.record.id] + best.score) / 2 + _SUMMED_UP * summary
            weighed.append(Weighed(evidence, best, share, frozenset(word for word in words if not parts[word])))
        return sorted(weighed, key=lambda each: -each.share)

    def _rarity(self, itself: Collection[str], plainly: Collection[str], alike: Collection[str]) -> float:
        """The inverse document frequency of a word: of its own where any record has it, else of those like it."""
        having = len(itself) or len(plainly) or len(alike)
        return math.log(len(self._lexicon.people.ids) / having) if having else _NOWHERE

    @staticmethod
    def _said(
        person: str,
        word: str,
        having: tuple[Collection[str], Collection[str], Collection[str]],
        fields: Mapping[str, Collection[str]],
    ) -> float:
        _, plainly, alike = having
        said = _PLAINLY if person in plainly else _MUCH_THE_SAME if person in alike else 0.0
        return min(said, _NOT_AS_FIELD) if person not in fields.get(word, (person,)) else said

    def _scored(self, sentence: Sentence, weights: Mapping[str, float], parts: Mapping[str, float]) -> Scored:
        """A sentence with the share of the description that it says itself."""
        lexicon = self._lexicon
        plainly = [word for word in weights if not lexicon.plainly(word).isdisjoint(sentence.stems)]
        alike = [
            word for word in weights if word not in plainly and not lexicon.meanings(word).isdisjoint(sentence.stems)
        ]
        told = sum(weights[word] * min(_PLAINLY, parts[word]) for word in plainly)
        told += sum(weights[word] * min(_MUCH_THE_SAME, parts[word]) for word in alike)
        return Scored(sentence, told / sum(weights.values()), told, len(plainly))
