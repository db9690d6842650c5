"""What somebody has typed so far -> the records whose name it may become, likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import inf

from bot.knowledge.name_analysis import SHORT_BEGINNING, Analysis, likeliest
from bot.knowledge.name_readings import Reading
from bot.knowledge.name_types import Named
from bot.knowledge.name_words import FormIndex
from bot.knowledge.spelling import LONGEST_WORD, MOST_WORDS, words
from bot.knowledge.whole_names import WholeNames

_SHORTEST_FUZZY = 3
"""Letters of an unfinished word from which on a misspelling is forgiven."""

_MOST_FORMS = 2_000
_MOST_VISITS = 2_000
_MOST_VISITS_OF_SEVERAL = 1_000
_MOST_NEARLY_STARTING = 40
"""How much is looked at for one keystroke: words of names, spellings of such words."""

_NEARLY_LED = 6.0
_NEARLY = 8.0
_READ = 10.0
_ACCEPTED = 8.0
"""Ranks: of a name that begins nearly as typed, or has a word that does; of one that what was typed may mean."""


class NameCompletion:
    """Completes names over an analysis, of which it keeps nothing twice."""

    def __init__(
        self,
        whole: WholeNames,
        analysis: Analysis,
        forms: FormIndex,
        readings: Callable[[str], Mapping[int, Reading]],
        least: float,
    ) -> None:
        """``readings`` tells what a whole text may mean; those that score less than ``least`` are left out."""
        self._entries = analysis.entries
        self._whole = whole
        self._spellings = analysis.spellings
        self._by_name = analysis.by_name
        self._first = analysis.first
        self._forms = forms
        self._readings = readings
        self._least = least

    def complete(self, typed: str, most: int) -> list[Named]:
        """At most ``most`` entries, likeliest first; if nothing is typed, the first of the alphabet."""
        return [self._entries[number] for number in islice(self._numbers(typed, most), most)]

    def _numbers(self, typed: str, most: int) -> Iterable[int]:
        split = words(typed)[:MOST_WORDS]
        if not split:
            return () if typed.strip() else self._by_name
        exact = dict.fromkeys(self._whole.numbers(typed), 0.0)
        if len(split) == 1 and len(split[0]) <= SHORT_BEGINNING:
            return dict.fromkeys((*likeliest(self._entries, exact, most), *self._first.get(split[0], ())))
        ranks = self._with_all(split) | exact
        if not ranks and _SHORTEST_FUZZY <= len(split[-1]) <= LONGEST_WORD:
            ranks = self._nearly(split)
            for number, reading in self._readings(typed).items():
                if reading.score >= self._least:
                    rank = _READ + (100.0 - reading.score) / 10 - (_ACCEPTED if reading.accepted else 0.0)
                    ranks[number] = min(rank, ranks.get(number, rank))
        return likeliest(self._entries, ranks, most)

    def _with_all(self, split: Sequence[str]) -> dict[int, float]:
        """Records of which every word typed is a word, the last one perhaps unfinished; with a rank, 1 the best."""
        *whole, unfinished = split
        if not whole:
            return self._with_prefix(unfinished)
        ranks: dict[int, float] = {}
        beginnings = [f" {word}" for word in split]
        for number in self._with_rarest(split):
            spelling = self._spellings[number]
            text = f" {spelling.text}"
            if all(beginning in text for beginning in beginnings) and any(
                word.startswith(unfinished) for word in spelling.words if word not in whole
            ):
                rank = 1.0 if spelling.is_main else 2.0
                ranks[spelling.entry] = min(rank, ranks.get(spelling.entry, rank))
        return ranks

    def _with_rarest(self, split: Sequence[str]) -> Iterator[int]:
        """The spellings with a word that begins as that one of ``split`` with which the fewest do; not too many."""
        forms = [self._forms.starting_with(word, _MOST_FORMS) for word in split]
        numbers = chain.from_iterable(self._forms.spellings[text] for text in min(forms, key=len))
        return iter(dict.fromkeys(islice(numbers, _MOST_VISITS_OF_SEVERAL)))

    def _with_prefix(self, prefix: str) -> dict[int, float]:
        ranks: dict[int, float] = {}
        room = _MOST_VISITS
        for form in self._forms.starting_with(prefix, _MOST_FORMS):
            numbers = self._forms.spellings[form][:room]
            room -= len(numbers)
            for number in numbers:
                spelling = self._spellings[number]
                rank = spelling.rank(form, prefix)
                if rank < ranks.get(spelling.entry, inf):
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
