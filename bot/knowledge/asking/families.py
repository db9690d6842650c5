"""Words that are made of one another: "founder" of "found", "condemnation" of "condemn"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from bot.knowledge.asking.words import WordForms

_SHORTEST = 4
_ENDINGS = (
    "er", "or", "ment", "al", "anc", "enc", "ance", "ence", "ur", "at", "ation", "ition", "ion", "ee", "ist", "ism",
    "ship", "ness", "ous", "ful", "ery",
)  # fmt: skip
"""Of stems, which have lost their last "e" already."""

_DOUBLED = re.compile(r"([bdglmnprt])\1$")


class Families:
    """Which of the words that the records use are made of one another."""

    def __init__(self, words: Iterable[str], forms: WordForms, apart: Collection[str]) -> None:
        """Over ``words``; those whose stems are ``apart`` only look as if ("department" has nothing of "depart")."""
        self._apart = apart
        self._stems = {forms.stem(word) for word in words if word.isalpha()}
        self._made_of: dict[str, set[str]] = defaultdict(set)
        for stem in self._stems:
            for base in self._bases(stem):
                self._made_of[base].add(stem)

    def of(self, stem: str) -> frozenset[str]:
        """``stem`` and the stems of its family."""
        found = {stem}
        if len(stem) >= _SHORTEST and stem not in self._apart:
            for base in {stem, *self._bases(stem)}:
                found |= self._made_of.get(base, set()) | {base}
        return frozenset(found)

    def _bases(self, stem: str) -> Iterator[str]:
        """What ``stem`` may be made of, if the records have that too or it is made of it likewise."""
        if stem in self._apart:
            return
        for ending in _ENDINGS:
            base = stem.removesuffix(ending)
            if base != stem and len(base) >= _SHORTEST:
                yield base
                if (single := _DOUBLED.sub(r"\1", base)) != base and len(single) >= _SHORTEST:
                    yield single
