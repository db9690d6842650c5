"""What a search by name comes to."""

from __future__ import annotations

import msgspec

MOST_MATCHES = 25
"""Discord shows at most 25 choices, and the script contract gives at most 25 matches."""

SURE = 100.0
"""The score of a record's very name."""

MARGIN = 2.0
"""Points by which the best match must lead; with less, both are offered."""


class Match(msgspec.Struct, frozen=True):
    """A record that was found, with how well it fits: 100 is its very name."""

    id: str
    name: str
    score: float


class Finding(msgspec.Struct, frozen=True):
    """What a search came to: whom it means (several when they fit equally well), or what is nearest."""

    matches: tuple[Match, ...] = ()
    suggestions: tuple[Match, ...] = ()

    @property
    def tied(self) -> tuple[Match, ...]:
        """The best match and those that fit as well."""
        return tuple(match for match in self.matches if self.matches[0].score - match.score < MARGIN)

    @property
    def sure(self) -> Match | None:
        """The one that is meant, if it is one: nobody else fits as well."""
        return self.matches[0] if len(self.tied) == 1 else None
