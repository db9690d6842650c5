"""Questions that name no record but tell of a term or topic: found by what is said, all of it, in one place."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.knowledge.asking.evidence import DEFINITION, Evidence
from bot.knowledge.asking.evidences import Evidences
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.reply import Reply
from bot.knowledge.asking.things import say_thing
from bot.knowledge.asking.wanted import Wanted

_MOST_HAVING = 10_000
_MOST_CANDIDATES = 32
_OF_PEOPLE = (Wanted.FIRST, Wanted.LAST, Wanted.YOUNGEST, Wanted.OLDEST, Wanted.HIGHEST, Wanted.COUNT)
_MUST = 1.0
_MAY = 0.4
_BY_NAME = 1.15
_BY_SYNONYM = 0.6
_LEAST_SAID = 0.75
_MARGIN = 0.08


class Topical(msgspec.Struct, frozen=True):
    """Finds the term or topic of which a question tells."""

    evidences: Evidences
    lexicon: Lexicon

    async def answer(self, query: Query, words: Sequence[str], reply: Reply) -> None:
        """Say in ``reply`` what the one record says that has all ``words`` and says them together."""
        if query.wants(Wanted.WORD):  # of "a defector who goes back" every word describes
            spelt = [thing.spelling for thing in query.things] + [each.spelling for each in query.filters]
            said = [stem for spelling in spelt for stem in self.lexicon.forms.stems(spelling)]
            words = list(dict.fromkeys((*words, *said, *query.hints)))
        hints = [hint for hint in query.hints if hint not in words]
        if query.wants(*_OF_PEOPLE) or (query.things and query.wants(Wanted.DEFINITION)):
            return
        if query.wants(Wanted.WHO) and not query.words:  # "who asked for asylum in Australia" means people
            return
        if query.names_stranger or not words or len(words) + len(hints) < 2:
            return
        weights = dict.fromkeys(hints, _MAY) | dict.fromkeys(words, _MUST)
        if query.wants(Wanted.WORD):
            found = [each for each in self.lexicon.definitions if self.lexicon.kind_of(each) == "term"]
        else:
            having = await self.evidences.having(words, _MOST_HAVING)
            found = [each for each in having if each in self.lexicon.definitions]
            if len(found) > _MOST_CANDIDATES:  # so many fit that no one of them can be meant
                return
        kinds = await self.evidences.of_all(found)
        scored = sorted(((self._said(each, weights, query), each) for each in kinds), key=lambda each: -each[0])
        least = 1.0 if query.wants(Wanted.WHO) and not query.things else _LEAST_SAID  # "who invented the telephone"
        if not scored or scored[0][0] < least:
            return
        if len(scored) > 1 and scored[0][0] - scored[1][0] < _MARGIN:
            return
        say_thing(query, scored[0][1], self.lexicon, reply)

    def _said(self, evidence: Evidence, weights: dict[str, float], query: Query) -> float:
        """How much of what is asked a record says in its name and one sentence; of a word, in what it means."""
        sentences = evidence.of_kind(DEFINITION) if query.wants(Wanted.WORD) else evidence.sentences
        total = sum(weights.values())
        return max(
            sum(weight * self._has(evidence, sentence.stems, term) for term, weight in weights.items()) / total
            for sentence in sentences
        )

    def _has(self, evidence: Evidence, stems: frozenset[str], term: str) -> float:
        if term in evidence.names:
            return _BY_NAME
        if term in stems:
            return 1.0
        meanings = self.lexicon.meanings(term)
        if term in self.lexicon.leaving:
            meanings |= self.lexicon.leaving
        return 0.0 if meanings.isdisjoint(stems) and meanings.isdisjoint(evidence.names) else _BY_SYNONYM
