"""What engines make of queries, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.library import Library
from quality.engines import MOST_HITS, Engine, Hit
from quality.queries import NameQuery

OWN = 0.0
"""The cut-off of an engine that decides by itself: whatever it gives counts."""


@dataclass(frozen=True, slots=True)
class Ours:
    """The bot's own search: whom it would answer with, and suggest. It has decided, so no cut-off is wanted."""

    library: Library
    name: str = "ours"

    def hits(self, query: str) -> list[Hit]:
        found = self.library.find_person(query)
        suggested = [Hit(match.id, match.score, is_answer=False) for match in found.suggestions]
        return [*(Hit(match.id, match.score) for match in found.matches), *suggested][:MOST_HITS]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine ranked for one query."""

    query: NameQuery
    hits: tuple[Hit, ...]

    @property
    def is_stranger(self) -> bool:
        """Whether nobody is meant."""
        return not self.query.means

    @property
    def best_score(self) -> float:
        """The score of the best answer; below every cut-off without one."""
        return self.hits[0].score if self.hits and self.hits[0].is_answer else float("-inf")

    def is_answered(self, depth: int, cut_off: float) -> bool:
        """Whether one of the people meant is among the first ``depth`` answers, and the best is good enough."""
        answers = [hit for hit in self.hits[:depth] if hit.is_answer]
        return self.best_score >= cut_off and any(hit.id in self.query.means for hit in answers)

    @property
    def is_shown(self) -> bool:
        """Whether one of the people meant is among the hits, be it as an answer or as a suggestion."""
        return any(hit.id in self.query.means for hit in self.hits[:MOST_HITS])

    def is_right(self, cut_off: float) -> bool:
        """Whether the right person stands first and is answered with, or nobody is where nobody is meant."""
        return self.best_score < cut_off if self.is_stranger else self.is_answered(1, cut_off)


@dataclass(frozen=True, slots=True)
class Measured:
    """An engine's outcomes on one set of queries, at its cut-off."""

    engine: str
    outcomes: tuple[Outcome, ...]
    cut_off: float

    def share(self, depth: int) -> float:
        """The part of the known who are among the first ``depth`` answers."""
        return sum(outcome.is_answered(depth, self.cut_off) for outcome in self._known) / len(self._known)

    @property
    def shown(self) -> float:
        """The part of the known whom somebody who asks gets to see, among five; no cut-off is wanted for that."""
        return sum(outcome.is_shown for outcome in self._known) / len(self._known)

    @property
    def _known(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if not outcome.is_stranger]

    @property
    def refusal(self) -> float:
        """The part of the strangers who are taken for nobody."""
        strangers = [outcome for outcome in self.outcomes if outcome.is_stranger]
        return sum(outcome.is_right(self.cut_off) for outcome in strangers) / len(strangers)

    @property
    def mean(self) -> float:
        """Of hit at 1 and refusal: each counts for half, however many there are of either."""
        return (self.share(1) + self.refusal) / 2

    def right(self, kind: str) -> float:
        """The part of the queries of one kind that end as they should."""
        of_kind = [outcome for outcome in self.outcomes if outcome.query.kind == kind]
        return sum(outcome.is_right(self.cut_off) for outcome in of_kind) / len(of_kind)


def measure(engine: Engine, queries: Iterable[NameQuery]) -> Measured:
    """What ``engine`` makes of ``queries``; a peer's cut-off is where its mean is best on these very queries."""
    outcomes = tuple(Outcome(query, tuple(engine.hits(query.query))) for query in queries)
    if isinstance(engine, Ours):
        return Measured(engine.name, outcomes, OWN)
    scores = sorted({outcome.best_score for outcome in outcomes if outcome.hits})
    return max((Measured(engine.name, outcomes, score) for score in scores), key=lambda measured: measured.mean)
