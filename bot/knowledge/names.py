"""A spelling -> the records that it may mean, best first; or none.

The same decision serves every command. A record is meant when its name explains
every word that was written: as a word of the name, as a word that describes the
person ("the MiG-25 pilot"), or as a word that says nothing ("who is"). One word that
nothing explains, and nobody is meant: a first name with another surname is a stranger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import msgspec

from bot.knowledge.name_words import EQUAL, Form, FormIndex, forms_of, runs
from bot.knowledge.spelling import is_latin, plain, run_together, words, words_with_carons

MOST_MATCHES = 25
"""Discord shows at most 25 choices, and the script contract gives at most 25 matches."""


class Order(Enum):
    """Where in a name stands the part that a person is known by."""

    WESTERN = "given name first"
    EASTERN = "family name first, or either"
    PHRASE = "no given name: a group, a term, a topic"


class Named(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the index knows of one record: its spellings, the usual one first, and words that describe it."""

    id: str
    name: str
    spellings: tuple[str, ...]
    context: frozenset[str] = frozenset()
    order: Order = Order.WESTERN
    prominence: int = 0
    """Of several that fit equally well while somebody types, the more prominent stands first."""


class Spelling(msgspec.Struct, frozen=True, array_like=True):
    """One spelling taken apart: whose it is, its words, what each weighs, and which of them is the family name."""

    entry: int
    words: tuple[str, ...]
    weights: tuple[float, ...]
    family: frozenset[int]
    is_main: bool


class Analysis(msgspec.Struct, frozen=True):
    """All names of a set of records taken apart, as the knowledge file keeps them. Made by `analysed`."""

    entries: tuple[Named, ...]
    keys: dict[str, tuple[int, ...]]
    spellings: tuple[Spelling, ...]
    forms: tuple[Form, ...]
    by_name: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words in and around names that say little; from data/vocabulary/names.toml."""

    particles: frozenset[str]
    titles: frozenset[str]
    fillers: frozenset[str]
    common_given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A record that was found, with how well it fits: 100 is its very name."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search came to: whom it means (several when they fit equally well), or what is nearest."""

    matches: tuple[Match, ...] = ()
    suggestions: tuple[Match, ...] = ()

    @property
    def sure(self) -> Match | None:
        """The one that is meant, if it is one: nobody else fits as well."""
        if not self.matches or (len(self.matches) > 1 and self.matches[0].score - self.matches[1].score < MARGIN):
            return None
        return self.matches[0]


MARGIN = 2.0
"""Points by which the best match must lead; with less, both are offered."""

_ALTERNATIVES = 12.0
"""Points below the best match within which others are given too."""

_FAMILY_WEIGHT = 2.0
_WORD_WEIGHT = 1.0
_PARTICLE_WEIGHT = 0.2
_UNCOVERED_COST = 8.0
_EXTRA_COST = 0.5
_UNEXPLAINED_COST = 25.0
_INSUFFICIENT_COST = 20.0
_SUGGESTION_FLOOR = 55.0
_MOST_SUGGESTIONS = 5
_SHORTEST_GIVEN = 5
_SHORTEST_PREFIX_FUZZY = 3
_LEAST_ALIKE = 0.60
_LEAST_ALIKE_JOINED = 0.80


@dataclass(frozen=True, slots=True)
class _Pair:
    """A run of the query's words taken for a run of a name's words."""

    likeness: float
    query: range
    name: range
    letters: int
    is_general: bool
    """Whether the query's word describes many people (Cuban, pilot) or is a given name unlike the name's word."""


@dataclass(frozen=True, slots=True)
class _Cover:
    """How much of a name a query has: which words, what share of its weight, how alike, in how many letters."""

    pairs: tuple[_Pair, ...]
    words: frozenset[int]
    share: float
    likeness: float
    letters: int

    @classmethod
    def of(cls, spelling: Spelling, pairs: Sequence[_Pair]) -> _Cover:
        weights = [sum(spelling.weights[n] for n in pair.name) for pair in pairs]
        alike = sum(pair.likeness * weight for pair, weight in zip(pairs, weights, strict=True))
        return cls(
            tuple(pairs),
            frozenset(position for pair in pairs for position in pair.name),
            sum(weights) / sum(spelling.weights),
            alike / sum(weights),
            sum(pair.letters for pair in pairs),
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A query read as one record: its score, and whether that is good enough to answer with."""

    score: float
    accepted: bool


def analysed(entries: Iterable[Named], name_words: NameWords) -> Analysis:
    """Take every name of ``entries`` apart. Done once, when the knowledge file is made."""
    entries = tuple(entries)
    keys: dict[str, dict[int, None]] = defaultdict(dict)
    spellings: list[Spelling] = []
    for number, entry in enumerate(entries):
        seen: set[tuple[str, ...]] = set()
        for text in entry.spellings:
            for key in exact_keys(text):
                keys[key][number] = None
            for split in (words(text), words_with_carons(text)):
                if split and split not in seen:
                    spellings.append(_weighed(number, split, entry.order, name_words, is_main=not seen))
                    seen.add(split)
    return Analysis(
        entries,
        {key: tuple(numbers) for key, numbers in keys.items()},
        tuple(spellings),
        forms_of([spelling.words for spelling in spellings]),
        tuple(sorted(range(len(entries)), key=lambda number: plain(entries[number].name))),
    )


def _weighed(entry: int, split: tuple[str, ...], order: Order, name_words: NameWords, *, is_main: bool) -> Spelling:
    family = _family(split, order, name_words)
    weights = tuple(
        _PARTICLE_WEIGHT
        if word in name_words.particles and position not in family
        else _FAMILY_WEIGHT
        if position in family
        else _WORD_WEIGHT
        for position, word in enumerate(split)
    )
    return Spelling(entry, split, weights, family, is_main)


def _family(split: tuple[str, ...], order: Order, name_words: NameWords) -> frozenset[int]:
    if order is Order.PHRASE:
        return frozenset()
    full = [n for n, word in enumerate(split) if len(word) > 1 and word not in name_words.particles]
    if not full:
        return frozenset(range(len(split)))
    if order is Order.EASTERN and split[full[0]] not in name_words.common_given:
        return frozenset({full[0], full[-1]})
    return frozenset({full[-1]})


class NameIndex:
    """All names of a set of records, in memory; made once and never changed."""

    def __init__(self, analysis: Analysis, name_words: NameWords, general: frozenset[str] = frozenset()) -> None:
        """``general`` are words that describe people: alone they are nobody's name."""
        self._entries = analysis.entries
        self._exact = analysis.keys
        self._spellings = analysis.spellings
        self._forms = FormIndex(analysis.forms)
        self._by_name = analysis.by_name
        self._name_words = name_words
        self._general = general

    def __len__(self) -> int:
        return len(self._entries)

    # Finding

    def find(self, query: str) -> Finding:
        """Whom ``query`` means. Anything may be passed: no text raises."""
        exact = [n for key in exact_keys(query) for n in self._exact.get(key, ())]
        if exact:
            return Finding(tuple(self._match(n, 100.0) for n in dict.fromkeys(exact)))
        readings = self._readings(query)
        ranked = sorted(readings.items(), key=lambda item: (-item[1].score, item[0]))
        best = max((reading.score for reading in readings.values() if reading.accepted), default=0.0)
        accepted = [(n, reading) for n, reading in ranked if reading.accepted and reading.score >= best - _ALTERNATIVES]
        if accepted:
            meant = {n for n, _ in accepted}
            rest = [item for item in ranked if item[0] not in meant and item[1].score >= _SUGGESTION_FLOOR]
            near = tuple(self._match(n, reading.score) for n, reading in rest[:_MOST_SUGGESTIONS])
            found = tuple(self._match(n, reading.score) for n, reading in accepted[:MOST_MATCHES])
            return Finding(found, near)
        near = tuple(
            self._match(n, reading.score)
            for n, reading in ranked[:_MOST_SUGGESTIONS]
            if reading.score >= _SUGGESTION_FLOOR
        )
        return Finding(suggestions=near)

    def _match(self, number: int, score: float) -> Match:
        entry = self._entries[number]
        return Match(entry.id, entry.name, round(score, 1))

    def _readings(self, query: str) -> dict[int, _Reading]:
        """Every record that shares a word with ``query``, and how well it fits."""
        best: dict[int, _Reading] = {}
        foreign = not is_latin(query)
        for split in dict.fromkeys((words(query), words_with_carons(query))):
            for number, pairs in self._pairs(split, foreign_script=foreign).items():
                spelling = self._spellings[number]
                reading = self._read(split, spelling, _assign(pairs))
                if spelling.entry not in best or reading.score > best[spelling.entry].score:
                    best[spelling.entry] = reading
        return best

    def _pairs(self, split: Sequence[str], *, foreign_script: bool) -> dict[int, list[_Pair]]:
        """For every spelling that shares a word with the query: which words may stand for which."""
        pairs: dict[int, list[_Pair]] = defaultdict(list)
        for start, stop, text in runs(split):
            is_given = text in self._name_words.common_given
            for form, likeness in self._forms.find(text, foreign_script=foreign_script).items():
                if likeness < _LEAST_ALIKE:
                    continue
                is_general = text in self._general or (is_given and likeness < EQUAL)
                for spelling, first, last in self._forms.places[form]:
                    if _may_pair(stop - start, last - first, likeness):
                        pair = _Pair(likeness, range(start, stop), range(first, last), len(text), is_general)
                        pairs[spelling].append(pair)
        return pairs

    def _read(self, split: Sequence[str], spelling: Spelling, pairs: Sequence[_Pair]) -> _Reading:
        entry = self._entries[spelling.entry]
        cover = _Cover.of(spelling, pairs)
        used = {position for pair in pairs for position in pair.query}
        left = [word for position, word in enumerate(split) if position not in used]
        initials = _initials(left, spelling, cover)
        unexplained = [word for word in left if not self._is_explained(word, entry) and word not in initials]
        extra = len(left) - len(unexplained)
        score = 100 * cover.likeness - _UNCOVERED_COST * (1 - cover.share) - _EXTRA_COST * extra
        if unexplained:
            return _Reading(score - _UNEXPLAINED_COST * len(unexplained), accepted=False)
        if not self._is_enough(spelling, entry, cover):
            return _Reading(score - _INSUFFICIENT_COST, accepted=False)
        return _Reading(score, accepted=True)

    def _is_explained(self, word: str, entry: Named) -> bool:
        names = self._name_words
        return word in names.fillers or word in names.titles or word in names.particles or word in entry.context

    def _is_enough(self, spelling: Spelling, entry: Named, cover: _Cover) -> bool:
        """Whether what was written says who is meant: most of the name, or its family name, nearly as it is."""
        if entry.order is Order.PHRASE:
            telling = any(spelling.words[n] not in self._name_words.common_given for n in cover.words)
            return telling and cover.share >= 0.5 and cover.likeness >= least_likeness(cover.letters, alone=False)
        if cover.share >= 0.75 and len(cover.words) > 1:
            return cover.likeness >= least_likeness(cover.letters, alone=False)
        family = [pair for pair in cover.pairs if spelling.family & set(pair.name)]
        if family:
            return cover.letters > 2 and all(
                pair.likeness >= least_likeness(pair.letters, alone=True) and not pair.is_general for pair in family
            )
        return self._is_telling_given_name(spelling, cover.pairs)

    def _is_telling_given_name(self, spelling: Spelling, pairs: Sequence[_Pair]) -> bool:
        """Whether a first name alone says who is meant: a rare one, nearly as written, that one record has."""
        (pair, *others) = pairs
        word = spelling.words[pair.name.start]
        owners = {self._spellings[number].entry for number, _, _ in self._forms.places[word]}
        return (
            not others
            and len(word) >= _SHORTEST_GIVEN
            and pair.likeness >= 0.95
            and word not in self._name_words.common_given
            and len(owners) == 1
        )

    # Completing

    def complete(self, typed: str, most: int = MOST_MATCHES) -> list[Match]:
        """What somebody who has typed ``typed`` so far may be going to write, likeliest first.

        Nothing typed gives the first names of the alphabet. From the third letter on,
        misspellings are forgiven.
        """
        split = words(typed)
        if not split:
            return [] if plain(typed).strip() else [self._match(n, 0.0) for n in self._by_name[:most]]
        ranks: dict[int, float] = {}
        for key in exact_keys(typed):
            ranks.update((n, 0.0) for n in self._exact.get(key, ()))
        for number, rank in self._completions(split).items():
            ranks.setdefault(number, rank)
        if not ranks and len(split[-1]) >= _SHORTEST_PREFIX_FUZZY:
            for number, reading in self._readings(typed).items():
                if reading.score >= _SUGGESTION_FLOOR:
                    ranks[number] = 10.0 + (100.0 - reading.score) / 10
            for number, rank in self._fuzzy_completions(split[-1]).items():
                ranks.setdefault(number, rank + 10.0 * (len(split) - 1))
        ranked = sorted(ranks, key=lambda n: (ranks[n], -self._entries[n].prominence, self._entries[n].name))
        return [self._match(n, 100.0 - ranks[n]) for n in ranked[:most]]

    def _completions(self, split: Sequence[str]) -> dict[int, float]:
        """Records of which every word typed is a word, the last one perhaps unfinished; with a rank, 1 the best."""
        *whole, unfinished = split
        ranks = self._with_prefix(unfinished)
        for word in whole:
            alike = self._forms.find(word)
            having = {
                self._spellings[number].entry: likeness
                for form, likeness in sorted(alike.items(), key=lambda item: item[1])
                if likeness >= _LEAST_ALIKE
                for number, _, _ in self._forms.places[form]
            }
            for number in self._with_prefix(word):
                having[number] = 1.0
            ranks = {n: rank + (1 - having[n]) * 5 for n, rank in ranks.items() if n in having}
        return ranks

    def _with_prefix(self, prefix: str) -> dict[int, float]:
        ranks: dict[int, float] = {}
        for form in self._forms.starting_with(prefix, most=400):
            for number, start, stop in self._forms.places[form]:
                spelling = self._spellings[number]
                is_leading = start == 0 or not spelling.family.isdisjoint(range(start, stop))
                rank = 1.0 + (0 if spelling.is_main else 1) + (0 if is_leading else 2) + (0 if form == prefix else 0.5)
                ranks[spelling.entry] = min(rank, ranks.get(spelling.entry, rank))
        return ranks

    def _fuzzy_completions(self, typed: str) -> dict[int, float]:
        """Records with a word that begins nearly as typed."""
        ranks: dict[int, float] = {}
        for form in self._forms.starting_nearly_with(typed):
            for number, start, stop in self._forms.places[form]:
                spelling = self._spellings[number]
                is_leading = start == 0 or not spelling.family.isdisjoint(range(start, stop))
                rank = 6.0 + (0 if is_leading else 2)
                ranks[spelling.entry] = min(rank, ranks.get(spelling.entry, rank))
        return ranks


def least_likeness(letters: int, *, alone: bool) -> float:
    """How alike a name must be to be taken as meant: the shorter, and the fewer its words, the stricter."""
    if letters <= 3:
        return 0.96
    if letters <= 5:
        return 0.79 if alone else 0.75
    if letters <= 7:
        return 0.82 if alone else 0.70
    return 0.77 if alone else 0.68


def exact_keys(text: str) -> tuple[str, ...]:
    """What two spellings share when they are the same but for case, blanks, accents and punctuation."""
    keys = (run_together(text), "".join(words(text)), "".join(words_with_carons(text)))
    return tuple(key for key in dict.fromkeys(keys) if key)


def _initials(left: Sequence[str], spelling: Spelling, cover: _Cover) -> set[str]:
    open_words = [word for position, word in enumerate(spelling.words) if position not in cover.words]
    return {word for word in left if len(word) == 1 and any(each.startswith(word) for each in open_words)}


def _may_pair(query_words: int, name_words: int, likeness: float) -> bool:
    """Whether words of the query may stand for words of a name: one for one, or nearly alike when joined or broken."""
    if query_words == name_words:
        return query_words == 1
    return min(query_words, name_words) == 1 and likeness >= _LEAST_ALIKE_JOINED


def _assign(pairs: Iterable[_Pair]) -> list[_Pair]:
    """The best pairs of which no two take the same word, of the query or of the name."""
    chosen: list[_Pair] = []
    taken_query: set[int] = set()
    taken_name: set[int] = set()
    for pair in sorted(pairs, key=lambda p: (-(p.likeness**2) * p.letters, p.query.start, p.name.start)):
        if taken_query.isdisjoint(pair.query) and taken_name.isdisjoint(pair.name):
            chosen.append(pair)
            taken_query.update(pair.query)
            taken_name.update(pair.name)
    return chosen
