"""What a question takes for granted that befell somebody, and of which the record knows nothing: a prison, a shot."""

from __future__ import annotations

import msgspec

from bot.knowledge.asking.evidence import OUTCOME
from bot.knowledge.asking.life import death
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.telling import Telling
from bot.knowledge.records import Status

OTHERWISE = "My records have it otherwise: "
"""What begins a correction; what is only told nowhere may have been all the same, and is no such."""


class Fates(msgspec.Struct, frozen=True):
    """One question about one person, which may suppose that they were held, killed, refused or are still there."""

    query: Query
    telling: Telling

    def is_wrong(self) -> bool:
        """Whether it supposes what the record does not tell, and tells otherwise."""
        query, lexicon = self.query, self.telling.lexicon
        if (query.asks_whether or query.claim) and not self._asks_of_a_killing():
            return False
        if not lexicon.kin.keys().isdisjoint(query.stems):
            return False
        if self._supposes_that_they_stayed():
            return True
        return self._has_counterpart() and any(
            self._supposes(fate) and not self._is_told(told) for fate, told in lexicon.claims.fates.values()
        )

    def _asks_of_a_killing(self) -> bool:
        """Whether it asks if somebody was killed whose death is told: what else befell somebody may be untold."""
        claim, killing = self.query.claim, self.telling.lexicon.claims.killing
        is_asked = claim is not None and claim.of_person and claim.is_passive and not claim.is_owned
        return is_asked and self.telling.person.died is not None and not killing.isdisjoint(self.query.stems)

    def tell(self) -> None:
        """Say what became of them instead."""
        is_otherwise = self._supposes_that_they_stayed()
        self.telling.lead = OTHERWISE if is_otherwise else "My records tell of nothing of the kind: "
        if self.query.stems & self.telling.lexicon.claims.killing and self.telling.person.died:
            death(self.telling)
        self.telling.route()
        self.telling.say_kinds(OUTCOME)

    def _supposes(self, fate: tuple[frozenset[str], ...]) -> bool:
        """Whether it has a word of each of the groups that together tell a fate."""
        claim = self.query.supposition
        did_it = claim is not None and claim.of_person and not claim.is_passive and claim.verb in fate[0]
        return not did_it and all(not group.isdisjoint(self.query.stems) for group in fate)

    def _is_told(self, told: frozenset[str]) -> bool:
        return any(not told.isdisjoint(sentence.stems) for sentence in self.telling.evidence.sentences)

    def _has_counterpart(self) -> bool:
        """Whether the record tells what became of them: that they got away, and what then."""
        main = self.telling.person.main_defection
        is_told = main.outcome is not None or self.telling.person.died is not None
        died_otherwise = self.telling.person.died is not None and self._asks_of_violence()
        return is_told and (died_otherwise or main.status in (Status.COMPLETED, Status.RETURNED))

    def _asks_of_violence(self) -> bool:
        return not self.telling.lexicon.claims.killing.isdisjoint(self.query.stems)

    def _supposes_that_they_stayed(self) -> bool:
        """Whether it has somebody still be where they went who came back."""
        words, stems = self.telling.lexicon.claims, self.query.stems
        came_back = self.telling.person.main_defection.status is Status.RETURNED
        return came_back and words.remaining <= stems and not words.dwelling.isdisjoint(stems)
