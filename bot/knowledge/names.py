"""A spelling -> the records that it may mean, best first; or none. The same decision serves every command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from bot.knowledge.findings import MOST_MATCHES, Finding, Match
from bot.knowledge.name_analysis import Analysis, joined_sound
from bot.knowledge.name_completion import NameCompletion
from bot.knowledge.name_matching import NameMatcher
from bot.knowledge.name_pairs import family_words
from bot.knowledge.name_types import Descriptors, Named
from bot.knowledge.name_words import SAME_SOUND, FormIndex
from bot.knowledge.spelling import LONGEST_QUERY, native_words, plain, whole_east_asian_names, words
from bot.knowledge.transcriptions import find_transcribed, hides_vowels, script_of
from bot.knowledge.whole_names import WholeNames
from bot.knowledge.word_kinds import KindWords, WordKinds

_CLEARLY_BETTER = 0.1
_NEARLY_AS_GOOD = 1.0
"""Points by which somebody who is in no record must fit better; or may fit worse, where only consonants are known."""

_STANDING = 98.0
"""The score of a whole name in its own script among other words."""

_FEWEST_AROUND = 3
"""Words of a query that has a whole name and something more."""

_SIZES_OF_NAMES = (2, 3)
"""Words of most names: "Hanns Eisler", "Kim Jong Un"."""

_ALTERNATIVES = 6.0
"""Points below the best match within which others are given too."""

_SUGGESTION_FLOOR = 55.0
_MOST_SUGGESTIONS = 5
_FINDINGS_KEPT = 512
_COMPLETIONS_KEPT = 4_096


class NameIndex:
    """All names of a set of records, in memory; made once and never changed."""

    def __init__(
        self,
        whole: WholeNames,
        analysis: Analysis,
        kind_words: KindWords,
        descriptors: Descriptors | None = None,
        *,
        others: Callable[[], NameIndex] | None = None,
    ) -> None:
        """``whole`` and ``analysis`` are made of the same names.

        ``others`` gives an index of people who are in no record: what fits one of them better means none of ours.
        """
        self._entries = analysis.entries
        self._numbers = {entry.id: number for number, entry in enumerate(analysis.entries)}
        self._whole = whole
        self._joined_sounds = analysis.sounds
        self._forms = FormIndex(analysis.forms)
        self._others = others
        self._kinds = WordKinds(kind_words, descriptors or Descriptors())
        self._transcribed = analysis.transcribed
        self._matcher = NameMatcher(whole, analysis, self._forms, self._kinds)
        self._completion = NameCompletion(whole, analysis, self._forms, self._matcher.readings, _SUGGESTION_FLOOR)
        self._found = lru_cache(maxsize=_FINDINGS_KEPT)(self._find)
        self._completed = lru_cache(maxsize=_COMPLETIONS_KEPT)(self._complete)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def ids(self) -> list[str]:
        """The ids of all records."""
        return list(self._numbers)

    def name_of(self, record_id: str) -> str | None:
        """The usual name of a record; None if it is not in here."""
        number = self._numbers.get(record_id)
        return None if number is None else self._entries[number].name

    def prominence_of(self, record_id: str) -> int:
        """How widely known a record's person is. Raises KeyError."""
        return self._entries[self._numbers[record_id]].prominence

    def spellings_of(self, record_id: str) -> tuple[str, ...]:
        """Every spelling of a record's name, the usual one first. Raises KeyError."""
        return self._entries[self._numbers[record_id]].spellings

    def has_word(self, word: str) -> bool:
        """Whether ``word``, in plain letters, is a word of somebody's name."""
        return word in self._forms.spellings

    def is_family_name(self, word: str, entry_id: str | None = None) -> bool:
        """Whether ``word``, in plain letters, is somebody's family name; with ``entry_id`` that one's."""
        bearers = self._families.get(word, set())
        return bool(bearers) if entry_id is None else entry_id in bearers

    @cached_property
    def _families(self) -> dict[str, set[str]]:
        """For each word that is a family name the ids of the records of those who bear it."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self._entries:
            for split in map(words, (entry.name, *entry.spellings)):
                for position in family_words(split, entry.order, self._kinds):
                    found[split[position]].add(entry.id)
        return found

    # Finding

    def exact(self, query: str) -> tuple[Match, ...]:
        """The records of which ``query`` is a whole spelling, but for its order and marks."""
        return self._whole.matches(query)

    def find(self, query: str) -> Finding:
        """Whom ``query`` means. Anything may be passed: no text raises."""
        return self._found(query[:LONGEST_QUERY])

    def _find(self, query: str) -> Finding:
        if exact := self.exact(query):
            return Finding(exact)
        asked, query = query, self._kinds.alone(query)
        if query != asked and (exact := self.exact(query)):
            return Finding(exact)
        if numbers := self._standing_in(query):
            return Finding(tuple(self._match(number, _STANDING) for number in numbers))
        readings = self._matcher.readings(query)
        scores = {n: reading.score for n, reading in readings.items()}
        ranked = self._ranked(readings, scores)
        best = max((reading.score for reading in readings.values() if reading.accepted), default=0.0)
        is_whole = any(reading.is_whole for reading in readings.values() if reading.score == best)
        meant = [n for n in ranked if readings[n].accepted and scores[n] >= best - _ALTERNATIVES]
        if namesakes := self._namesakes(query, meant):
            scores |= dict.fromkeys(namesakes, best)
            meant = self._ranked({*meant, *namesakes}, scores)
        if meant and (
            self._is_somebody_else(query, best, is_whole=is_whole) or self._names_another(query, best, meant)
        ):
            meant = []
        near = [n for n in ranked if n not in meant and scores[n] >= _SUGGESTION_FLOOR]
        return Finding(
            tuple(self._match(n, scores[n]) for n in meant[:MOST_MATCHES]),
            tuple(self._match(n, scores[n]) for n in near[:_MOST_SUGGESTIONS]),
        )

    def _ranked(self, numbers: Iterable[int], scores: Mapping[int, float]) -> list[int]:
        return sorted(numbers, key=lambda n: (-scores[n], -self._entries[n].prominence))

    def _namesakes(self, query: str, meant: Collection[int]) -> list[int]:
        """All who share the family name that ``query`` is, if any of them is ``meant``: it fits them equally well."""
        split = words(query)
        bearers = self._matcher.bearers(split[0]) if len(split) == 1 else []
        return bearers if not set(meant).isdisjoint(bearers) else []

    def _standing_in(self, query: str) -> list[int]:
        """The records with a whole East Asian name, in its own script, that stands as it is among other words."""
        parts = (part for word in native_words(query) for part in whole_east_asian_names(word))
        return list(dict.fromkeys(number for part in parts for number in self._whole.keys.get(part, ())))

    def _is_somebody_else(self, query: str, score: float, *, is_whole: bool) -> bool:
        """Whether ``query``, which fits somebody of ours by ``score``, fits somebody who is in no record better.

        In a script of other sounds it is enough to fit as well, or to fit a whole name where ours is not whole. To fit
        as well is enough, too, for a family name alone that none of ours usually has; one that they share means ours.
        """
        if self._others is None:
            return False
        least = score + _CLEARLY_BETTER
        if find_transcribed(query, self._transcribed):
            least = score + _CLEARLY_BETTER if hides_vowels(script_of(query)) else score
        elif native := native_words(query):
            least = score - _NEARLY_AS_GOOD if is_whole or len(native) == 1 else 0.0
        return self._others().has_one_like(query, whole=least, family=score, but_for=self._matcher.usual_words)

    def has_one_like(self, query: str, *, whole: float, family: float, but_for: Container[str]) -> bool:
        """Whether ``query`` is nothing but a name in here.

        It must fit a whole name by the score ``whole``, or a family name by ``family``, if that is none ``but_for``.
        Several words in Latin letters must sound like the name, or be it: misspellings of it are not looked for.
        """
        if self.exact(query):
            return True
        split = words(query)
        if not script_of(query) and len(split) > 1:
            return whole <= 100 * SAME_SOUND and self.is_whole_name(split)
        for number, reading in self._matcher.readings(query).items():
            if reading.accepted and reading.is_whole and reading.score >= whole:
                return True
            if reading.accepted and reading.has_family and reading.score >= family:
                entry = self._entries[number]
                split = words(entry.name)
                if not any(split[position] in but_for for position in family_words(split, entry.order, self._kinds)):
                    return True
        return False

    def _names_another(self, query: str, score: float, numbers: Iterable[int]) -> bool:
        """Whether somebody in no record, with the family name of one of ``numbers``, stands whole among other words.

        "Hanns Eisler composer" means no other Eisler, unless that one's name is there as well.
        """
        split = words(query)
        if self._others is None or score >= 100 * SAME_SOUND or len(split) < _FEWEST_AROUND or script_of(query):
            return False
        ours = {word for number in numbers for word in words(self._entries[number].name)}
        others = self._others()
        runs = (split[start : start + size] for size in _SIZES_OF_NAMES for start in range(len(split) - size + 1))
        return any(others.is_whole_name(run) for run in runs if not ours.isdisjoint(run))

    def is_whole_name(self, split: Sequence[str]) -> bool:
        """Whether ``split`` sounds like a whole name in here, with its family name first or last."""
        return any(joined_sound(order) in self._joined_sounds for order in (split, (*split[1:], split[0])))

    def _match(self, number: int, score: float) -> Match:
        entry = self._entries[number]
        return Match(entry.id, entry.name, round(score, 1))

    # Completing

    def complete(self, typed: str) -> list[Named]:
        """What somebody who has typed ``typed`` so far may be going to write, likeliest first; at most 25.

        Nothing typed gives the first names of the alphabet. From the third letter on,
        misspellings are forgiven.
        """
        return list(self._completed(plain(typed)))

    def _complete(self, typed: str) -> tuple[Named, ...]:
        return tuple(self._completion.complete(typed, MOST_MATCHES))
