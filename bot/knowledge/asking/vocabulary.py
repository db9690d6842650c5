"""How people ask: data/vocabulary/questions.toml and everyday.toml, as they are written and as they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from bot.knowledge.asking.wanted import Refusal, Wanted
from bot.knowledge.asking.words import Token
from bot.knowledge.name_types import NameWords
from bot.knowledge.records import Status

_T = TypeVar("_T")

_GAP = "..."
_AT_START = "^"
_AT_END = "$"
_LONGEST_GAP = 12
_MOST_SKIPPED = 2

SOMEBODY = "<somebody>"
"""What stands in a pattern for the name of somebody known."""


class ClaimLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What decides whether a sentence bears out what a question wants confirmed."""

    empty: tuple[str, ...]
    granting: tuple[str, ...]
    refusing: tuple[str, ...]
    enabling: tuple[str, ...]
    denying: tuple[str, ...]
    hedging: tuple[str, ...]
    breaking: tuple[str, ...]
    whole: tuple[str, ...]
    partial: tuple[str, ...]
    repeated: tuple[str, ...]
    subjects: tuple[str, ...]
    spoken_of: tuple[str, ...]
    links: tuple[str, ...]
    relative: tuple[str, ...]
    owners: tuple[str, ...]
    determiners: tuple[str, ...]
    other_parts: tuple[str, ...]
    bare_parts: tuple[str, ...]
    unread: tuple[str, ...]
    dying: tuple[str, ...]
    living: tuple[str, ...]
    staying: tuple[str, ...]
    lasting: tuple[str, ...]
    returning: tuple[str, ...]
    alone: tuple[str, ...]
    together: tuple[str, ...]
    succeeding: tuple[str, ...]
    telling: tuple[str, ...]
    failing: tuple[str, ...]
    catching: tuple[str, ...]
    first: tuple[str, ...]
    becoming: tuple[str, ...]
    citizen: tuple[str, ...]
    taken_in: tuple[str, ...]
    flights: tuple[str, ...]
    for_good: tuple[str, ...]
    remaining: tuple[str, ...]
    dwelling: tuple[str, ...]
    killing: tuple[str, ...]
    fates: dict[str, tuple[tuple[str, ...], ...]]
    told_by: dict[str, tuple[str, ...]]
    contrary: dict[str, tuple[str, ...]]
    prepositions: dict[str, tuple[str, ...]]


class GrammarLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Small words, by what they do in a question."""

    articles: tuple[str, ...]
    owners: tuple[str, ...]
    possessives: tuple[str, ...]
    relative: tuple[str, ...]
    open_questions: tuple[str, ...]
    asking_for_the_next: tuple[str, ...]
    negations: tuple[str, ...]
    prepositions: tuple[str, ...]
    before_places: tuple[str, ...]
    about: tuple[str, ...]
    ends: tuple[str, ...]
    before_a_kind: tuple[str, ...]
    causes: tuple[str, ...]
    aside_ends: tuple[str, ...]
    talkers: tuple[str, ...]
    joining: tuple[str, ...]
    ending: tuple[str, ...]
    arriving: tuple[str, ...]
    between_roles: tuple[str, ...]
    before_others: tuple[str, ...]
    beside_others: tuple[str, ...]
    before_somebody: tuple[str, ...]
    behind_somebody: tuple[str, ...]
    before_places_of_a_kind: tuple[str, ...]
    several: tuple[str, ...]
    never_compared: tuple[str, ...]
    earliest: tuple[str, ...]
    latest: tuple[str, ...]
    in_time: tuple[str, ...]
    against: tuple[str, ...]
    doers: tuple[str, ...]
    before_whom: tuple[str, ...]
    beside_another: tuple[str, ...]
    pointing: tuple[str, ...]
    saying_nothing: tuple[str, ...]
    speaking: tuple[str, ...]


class ToldLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sentence has that tells of something which no field has."""

    born: tuple[str, ...]
    surviving: tuple[str, ...]
    dead: tuple[str, ...]
    honoured: tuple[str, ...]
    aged: tuple[str, ...]
    named: tuple[str, ...]
    lasting: tuple[str, ...]


class QuestionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written; its comments say what each list is for."""

    forms: tuple[tuple[str, ...], ...]
    apart: tuple[str, ...]
    fillers: tuple[str, ...]
    speakers: tuple[str, ...]
    telling: tuple[str, ...]
    talk: tuple[str, ...]
    company: tuple[str, ...]
    ignored: tuple[str, ...]
    light: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    anybody: tuple[str, ...]
    beside_names: tuple[str, ...]
    unchecked_methods: tuple[str, ...]
    general_methods: tuple[str, ...]
    plain: str
    spoken_of: tuple[str, ...]
    pronouns: tuple[str, ...]
    named_by: tuple[str, ...]
    told_by_kind: tuple[str, ...]
    measures: tuple[str, ...]
    earning: tuple[str, ...]
    making: tuple[str, ...]
    naming: tuple[str, ...]
    little_kinds: tuple[str, ...]
    attributes: tuple[str, ...]
    life_and_death: tuple[str, ...]
    ways_to_die: tuple[str, ...]
    burial: tuple[str, ...]
    money: tuple[str, ...]
    staff: tuple[str, ...]
    comparing: tuple[str, ...]
    numbers: tuple[str, ...]
    kin: tuple[tuple[str, ...], ...]
    going: tuple[str, ...]
    leaving: tuple[str, ...]
    who_left: tuple[str, ...]
    carrying: tuple[str, ...]
    moving: tuple[str, ...]
    doing: tuple[str, ...]
    getting_away: tuple[str, ...]
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    regions: dict[str, tuple[str, ...]]
    cities: dict[str, tuple[str, ...]]
    capitals: tuple[str, ...]
    peoples: dict[str, tuple[str, ...]]
    statuses: dict[str, tuple[Status, ...]]
    roles: dict[Literal["from", "to", "via", "at"], tuple[str, ...]]
    groups: dict[str, tuple[str, ...]]
    grammar: GrammarLists
    told: ToldLists
    claims: ClaimLists
    sayings: dict[str, tuple[str, ...]]
    wanted: dict[Wanted, tuple[str, ...]]
    refused: dict[Refusal, tuple[str, ...]]


class EverydayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of words that people use and records do not; its comments say what each table is for."""

    said_for: dict[str, tuple[str, ...]]
    wider: dict[str, tuple[str, ...]]


class Asking(msgspec.Struct, frozen=True):
    """What is needed to read questions.

    ``phrases`` are those that name something (see `bot.knowledge.asking.gazetteer`),
    ``ordinary`` words that plain sentences have, ``given`` first names.
    """

    words: QuestionWords
    everyday: EverydayWords
    phrases: dict[str, list[str]]
    ordinary: list[str]
    given: frozenset[str]
    names: NameWords


class Found(msgspec.Struct, Generic[_T], frozen=True):
    """A pattern that a question has: what it stands for, at which tokens, and how many words it took."""

    value: _T
    at: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many words of the question it took: the more, the surer."""
        return len(self.at)


class Patterns(Generic[_T]):
    """Phrases with gaps, found in a question."""

    def __init__(
        self,
        phrases: Mapping[_T, Sequence[str]],
        groups: Mapping[str, Sequence[str]],
        *,
        reduce: Callable[[str], str],
        skipped: frozenset[str] = frozenset(),
    ) -> None:
        """Words are compared as ``reduce`` gives them; those of ``skipped`` may stand between two of a phrase."""
        self._reduce = reduce
        self._skipped = skipped
        self._groups = {f"<{name}>": words for name, words in groups.items()}
        self._by_first: dict[str, list[tuple[_T, list[frozenset[str]], bool, bool]]] = {}
        for value, texts in phrases.items():
            for text in texts:
                steps = [self._step(step) for step in text.removeprefix(_AT_START).removesuffix(_AT_END).split()]
                anchors = text.startswith(_AT_START), text.endswith(_AT_END)
                for first in steps[0]:
                    self._by_first.setdefault(first, []).append((value, steps, *anchors))

    def _step(self, step: str) -> frozenset[str]:
        """The words of which one must stand there; none for a gap."""
        if step == _GAP:
            return frozenset()
        options = (word for option in step.split("|") for word in self._groups.get(option, (option,)))
        return frozenset(word if word == SOMEBODY else self._reduce(word) for word in options)

    def find(
        self, tokens: Sequence[Token], free: Sequence[bool], somebody: Sequence[tuple[int, int]] = ()
    ) -> Iterator[Found[_T]]:
        """Every phrase in ``tokens``, each as early as it may stand; only ``free`` tokens are words of a phrase.

        A run of tokens that names ``somebody`` counts as one word, `SOMEBODY`.
        """
        words = [self._reduce(token.word) for token in tokens]
        if not somebody:
            yield from self._find(words, free)
            return
        inner = {n for start, stop in somebody for n in range(start + 1, stop)}
        names = {start for start, _ in somebody}
        kept = [n for n in range(len(words)) if n not in inner]
        named = [SOMEBODY if n in names else words[n] for n in kept]
        for found in self._find(named, [free[n] or n in names for n in kept]):
            yield Found(found.value, tuple(kept[n] for n in found.at))

    def _find(self, words: Sequence[str], free: Sequence[bool]) -> Iterator[Found[_T]]:
        seen: set[tuple[_T, tuple[int, ...]]] = set()
        for start, word in enumerate(words):
            if not free[start]:
                continue
            for value, steps, at_start, at_end in self._by_first.get(word, ()):
                if at_start and start > 0:
                    continue
                at = self._follow(words, free, start, steps)
                if at_end and at is not None and at[-1] != len(words) - 1:
                    continue
                if at is not None and (value, at) not in seen:
                    seen.add((value, at))
                    yield Found(value, at)

    def _follow(
        self, words: Sequence[str], free: Sequence[bool], start: int, steps: Sequence[frozenset[str]]
    ) -> tuple[int, ...] | None:
        at = [start]
        room = _MOST_SKIPPED
        for step in steps[1:]:
            if not step:
                room = _LONGEST_GAP
                continue
            position = at[-1] + 1
            while True:
                if position >= len(words):
                    return None
                if free[position] and words[position] in step:
                    break
                if room == 0 or (room <= _MOST_SKIPPED and words[position] not in self._skipped):
                    return None
                room -= 1
                position += 1
            at.append(position)
            room = _MOST_SKIPPED
        return tuple(at)
