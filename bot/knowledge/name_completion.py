"""What somebody has typed so far -> the records whose name it may become, likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, islice

from bot.knowledge.name_analysis import Analysis, exact_keys
from bot.knowledge.name_readings import Reading
from bot.knowledge.name_words import FormIndex
from bot.knowledge.spelling import words

_SHORTEST_FUZZY = 3
"""Letters of an unfinished word from which on a misspelling is forgiven."""

_MOST_WORDS = 12
_LONGEST_WORD = 40
_MOST_FORMS = 2_000
_MOST_VISITS = 2_000
_MOST_NEARLY_STARTING = 40
"""How much is looked at for one keystroke: words typed and their letters, words of names, spellings of such words."""

_WORST = 99.0
_NEARLY_LED = 6.0
_NEARLY = 8.0
_READ = 10.0
_ACCEPTED = 8.0
"""Ranks: of a name that begins nearly as typed, or has a word that does; of one that what was typed may mean."""


class NameCompletion:
    """Completes names over an analysis, of which it keeps nothing twice."""

    def __init__(
        self, analysis: Analysis, forms: FormIndex, readings: Callable[[str], Mapping[int, Reading]], least: float
    ) -> None:
        """``readings`` tells what a whole text may mean; those that score less than ``least`` are left out."""
        self._entries = analysis.entries
        self._exact = analysis.keys
        self._spellings = analysis.spellings
        self._by_name = analysis.by_name
        self._forms = forms
        self._readings = readings
        self._least = least

    def complete(self, typed: str, most: int) -> list[tuple[int, float]]:
        """The numbers of at most ``most`` entries, likeliest first, each with a score of which 100 is the best.

        Nothing typed gives the first names of the alphabet, each with the score 0.
        """
        split = words(typed)[:_MOST_WORDS]
        if not split:
            return [] if typed.strip() else [(number, 0.0) for number in self._by_name[:most]]
        ranks = self._with_all(split)
        for key in exact_keys(typed):
            ranks.update((number, 0.0) for number in self._exact.get(key, ()))
        if not ranks and _SHORTEST_FUZZY <= len(split[-1]) <= _LONGEST_WORD:
            ranks = self._nearly(split)
            for number, reading in self._readings(typed).items():
                if reading.score >= self._least:
                    rank = _READ + (100.0 - reading.score) / 10 - (_ACCEPTED if reading.accepted else 0.0)
                    ranks[number] = min(rank, ranks.get(number, rank))
        best = nsmallest(most, ranks, key=lambda n: (ranks[n], -self._entries[n].prominence, self._entries[n].name))
        return [(number, 100.0 - ranks[number]) for number in best]

    def _with_all(self, split: Sequence[str]) -> dict[int, float]:
        """Records of which every word typed is a word, the last one perhaps unfinished; with a rank, 1 the best."""
        *whole, unfinished = split
        if not whole:
            return self._with_prefix(unfinished)
        ranks: dict[int, float] = {}
        for number in self._with_rarest(split):
            spelling = self._spellings[number]
            left = spelling.words
            if all(any(word.startswith(typed) for word in left) for typed in whole) and any(
                word.startswith(unfinished) for word in left if word not in whole
            ):
                rank = 1.0 if spelling.is_main else 2.0
                ranks[spelling.entry] = min(rank, ranks.get(spelling.entry, rank))
        return ranks

    def _with_rarest(self, split: Sequence[str]) -> Iterator[int]:
        """The spellings with a word that begins as that one of ``split`` with which the fewest do; not too many."""
        forms = [self._forms.starting_with(word, _MOST_FORMS) for word in split]
        rarest = min(forms, key=lambda texts: sum(len(self._forms.spellings[text]) for text in texts))
        numbers = chain.from_iterable(self._forms.spellings[text] for text in rarest)
        return iter(dict.fromkeys(islice(numbers, _MOST_VISITS)))

    def _with_prefix(self, prefix: str) -> dict[int, float]:
        ranks: dict[int, float] = {}
        room = _MOST_VISITS
        for form in self._forms.starting_with(prefix, _MOST_FORMS):
            unfinished = 0.0 if form == prefix else 0.5
            numbers = self._forms.spellings[form][:room]
            room -= len(numbers)
            for number in numbers:
                spelling = self._spellings[number]
                rank = 1.0 + (not spelling.is_main) + 2 * (not spelling.is_led_by(form)) + unfinished
                if rank < ranks.get(spelling.entry, _WORST):
                    ranks[spelling.entry] = rank
            if room <= 0:
                break
        return ranks

    def _nearly(self, split: Sequence[str]) -> dict[int, float]:
        """Records with a word that begins nearly as the last one typed, and the words before it nearly as typed."""
        *whole, unfinished = split
        near = [set(self._forms.find(word)) for word in whole]
        ranks: dict[int, float] = {}
        for form in self._forms.starting_nearly_with(unfinished):
            for number in self._forms.spellings[form][:_MOST_NEARLY_STARTING]:
                spelling = self._spellings[number]
                if all(not forms.isdisjoint(spelling.words) for forms in near):
                    rank = _NEARLY_LED if spelling.is_led_by(form) else _NEARLY
                    ranks[spelling.entry] = min(rank, ranks.get(spelling.entry, rank))
        return ranks
