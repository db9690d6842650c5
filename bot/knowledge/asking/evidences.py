"""Records taken apart for questions, found by id or by the words that they have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from bot.knowledge.asking.evidence import Evidence, evidence_of
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.matching import Scored, best_sentences, weighted
from bot.knowledge.asking.search import all_of
from bot.knowledge.records import Person, Term, Topic
from bot.knowledge.store import Store
from bot.knowledge.wording import Wording

_MOST_CANDIDATES = 24
_MOST_NEAR = 12
_MOST_KEPT = 256
"""Records taken apart that are kept in memory."""

_MOST_OF_ONE = 2
_MOST_PLAIN = 6
"""Words of which one or two may go unexplained."""


class Evidences:
    """What the records of a store say."""

    def __init__(self, store: Store, lexicon: Lexicon, wording: Wording) -> None:
        self._store = store
        self._lexicon = lexicon
        self._wording = wording
        self._kept: dict[str, Evidence] = {}

    async def of(self, entry_id: str) -> Evidence | None:
        """What the record with this id says; None if there is none."""
        if (known := self._kept.pop(entry_id, None)) is None:
            entry = await self._store.entry(entry_id)
            if entry is None:
                return None
            known = evidence_of(entry.record, self._wording, self._lexicon.forms)
        self._kept[entry_id] = known
        if len(self._kept) > _MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        return known

    async def record(self, entry_id: str) -> Person | Term | Topic | None:
        """The record with this id itself, which costs less than taking it apart."""
        entry = await self._store.entry(entry_id)
        return entry.record if entry else None

    async def of_all(self, ids: Sequence[str]) -> list[Evidence]:
        """What the records with these ids say, of those that there are."""
        return [evidence for entry_id in ids if (evidence := await self.of(entry_id)) is not None]

    async def having(
        self, words: Sequence[str], most: int, *, in_lead: bool = False, strictly: bool = False
    ) -> list[str]:
        """The ids of at most ``most`` records that have all ``words``.

        ``in_lead`` not only in their facts; ``strictly`` themselves, and not by words that mean much the same.
        """
        if not words:
            return []
        meanings = (self._lexicon.family(word) if strictly else self._lexicon.meanings(word) for word in words)
        return await self._store.find_texts(all_of(meanings, in_lead=in_lead), most)

    async def people_having(self, words: Sequence[str]) -> dict[str, tuple[set[str], set[str], set[str]]]:
        """For each of ``words`` the people whose records have it itself, plainly, and those that have one like it."""
        lexicon = self._lexicon
        meant = (lexicon.family, lexicon.plainly, lexicon.meanings)
        asked = [all_of([meaning(word)]) for meaning in meant for word in words]
        found = [ids - lexicon.definitions for ids in await self._store.find_each(asked)]
        return {word: (found[n], found[n + len(words)], found[n + 2 * len(words)]) for n, word in enumerate(words)}

    async def best_of_all(self, words: Sequence[str], hints: Sequence[str] = ()) -> list[tuple[Scored, Evidence]]:
        """Of every record that explains all ``words`` its best sentences, the best of all first.

        ``hints`` need not be explained, but a sentence that has them is the better for it.
        """
        return await self._best(await self.having(words, _MOST_CANDIDATES), words, hints)

    async def best_but(
        self, words: Sequence[str], plain: Sequence[str], hints: Sequence[str], *, most_left_out: int
    ) -> list[tuple[Scored, Evidence]]:
        """The same of every record that explains all ``words`` but one of those that are ``plain``, or but a few."""
        meanings = {word: self._lexicon.meanings(word) for word in words}
        for number in range(1, min(most_left_out, len(plain)) + 1):
            wanted = (
                all_of(meanings[each] for each in words if each not in left_out)
                for left_out in combinations(plain[:_MOST_PLAIN], number)
            )
            if found := await self._store.find_texts(" OR ".join(wanted), _MOST_NEAR):
                return await self._best(found, words, hints)
        return []

    async def _best(
        self, ids: Sequence[str], words: Sequence[str], hints: Sequence[str]
    ) -> list[tuple[Scored, Evidence]]:
        terms = weighted(words, hints)
        found = [
            (scored, evidence)
            for evidence in await self.of_all(ids)
            for scored in best_sentences(evidence, terms, self._lexicon, all_count=True, most=_MOST_OF_ONE)
        ]
        return sorted(found, key=lambda each: -each[0].score)
