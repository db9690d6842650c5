"""Somebody well known called by a first name that nobody else has of whom there is a record: "when did nadia go"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.knowledge.asking.words import Token, WordForms
from bot.knowledge.findings import Finding, Match
from bot.knowledge.mentions import Mention, MentionFinder
from bot.knowledge.names import NameIndex

_INEXACT = 90.0
"""What a first name says of whom it means: any whole name says more."""

_WELL_KNOWN = 16
"""How widely known somebody must be to be called so: "Adolf" is not our Tolkachev."""


class GivenNames:
    """Which first names mean somebody."""

    def __init__(self, people: NameIndex, mentions: MentionFinder, forms: WordForms) -> None:
        """Of the usual names of ``people``; where the family name stands first, nobody is known by what is behind."""
        self._mentions = mentions
        bearers: dict[str, list[Match]] = defaultdict(list)
        for record_id in people.ids:
            name = people.name_of(record_id) or ""
            first, *others = [token.word for token in forms.tokens(name)] or [""]
            if others and not people.is_family_name(first):
                bearers[first].append(Match(record_id, name, _INEXACT))
        self._bearers = {
            given: borne[0]
            for given, borne in bearers.items()
            if len(borne) == 1 and people.prominence_of(borne[0].id) >= _WELL_KNOWN
        }

    def find(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """Whoever ``tokens``, in which nobody is named otherwise, call by a first name that is the only one there."""
        at = [n for n, token in enumerate(tokens) if self._mentions.is_given_name(token)]
        if len(at) != 1 or (borne := self._bearers.get(tokens[at[0]].word)) is None:
            return
        beside = (tokens[n] for n in (at[0] - 1, at[0] + 1) if 0 <= n < len(tokens))
        if not any(self._may_be_a_name(token) for token in beside):
            yield Mention(at[0], at[0] + 1, Finding((borne,)))

    def _may_be_a_name(self, token: Token) -> bool:
        return token.word.isalpha() and (self._mentions.is_name_like(token) or self._mentions.is_given(token))
