"""What is measured: anything that ranks records for a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_HITS = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that an engine found, with the engine's own score: more is better.

    An engine that decides by itself has hits, too, that are no answer but stand in a list of suggestions.
    """

    id: str
    score: float
    is_answer: bool = True


class Engine(Protocol):
    """Ranks records for a query."""

    @property
    def name(self) -> str:
        """What the engine is called in a table."""

    def hits(self, query: str) -> list[Hit]:
        """The best hits, best first; at most `MOST_HITS`."""


Names = Mapping[str, Sequence[str]]
"""Every spelling of every record's name, by id."""
