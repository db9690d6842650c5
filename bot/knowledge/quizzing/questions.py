"""Multiple-choice questions of which exactly one answer is right.

For every subject and kind of question there is a pool of answers that are certainly wrong
and plausible: of the same time, and where they are people, of the same kind. A question
takes three of them by chance.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum

import msgspec

from bot.knowledge.geography import counted_as
from bot.knowledge.quizzing.subjects import ASKED_WAYS, WAYS, Subject, Word
from bot.knowledge.records import Category, Place
from bot.knowledge.wording import Wording, capitalised

OPTIONS = 4
_ERA = 20
"""Years around a defection within which wrong countries and people are looked for."""


class Kind(StrEnum):
    """What is asked."""

    WHEN = "when"
    FROM = "from"
    TO = "to"
    WHO = "who"
    HOW = "how"
    TERM = "term"


class Difficulty(StrEnum):
    """How well known the people are, and how close the wrong answers come."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


_LEAST_RENOWN = {Difficulty.EASY: 20, Difficulty.MEDIUM: 12, Difficulty.HARD: 0}
_YEARS_APART = {Difficulty.EASY: range(8, 26), Difficulty.MEDIUM: range(3, 13), Difficulty.HARD: range(1, 6)}
"""How far wrong years lie from the right one."""

PERSON_KINDS = (Kind.WHEN, Kind.FROM, Kind.TO, Kind.WHO, Kind.HOW)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question: ``right`` is the number of the option that is, ``record`` the record that says so."""

    kind: Kind
    text: str
    options: tuple[str, ...]
    right: int
    record: str


class Quiz(msgspec.Struct, frozen=True):
    """Makes questions. ``this_year`` bounds the years that are offered."""

    subjects: Sequence[Subject]
    words: Sequence[Word]
    wording: Wording
    this_year: int

    def questions(
        self,
        number: int,
        difficulty: Difficulty,
        chance: random.Random,
        people: Collection[str] | None = None,
        *,
        with_terms: bool = True,
    ) -> list[Question]:
        """At most ``number`` questions, each of another record, about ``people`` (or everybody) and the terms."""
        asked = self._asked(difficulty, number, people)
        chance.shuffle(asked)
        terms = max(1, number // 5) if asked else number
        made = list(self._of_terms(terms, chance)) if with_terms else []
        for subject in asked:
            if len(made) == number:
                break
            if (question := self.about(subject, difficulty, chance)) is not None:
                made.append(question)
        chance.shuffle(made)
        return made

    def _of_terms(self, most: int, chance: random.Random) -> Iterator[Question]:
        for word in chance.sample(self.words, min(len(self.words), most)):
            if (question := self.of_term(word, chance)) is not None:
                yield question

    def _asked(self, difficulty: Difficulty, number: int, people: Collection[str] | None) -> list[Subject]:
        """Of whom to ask: the well known, unless too few of them are left."""
        chosen = [subject for subject in self.subjects if people is None or subject.person in people]
        known = [subject for subject in chosen if subject.renown >= _LEAST_RENOWN[difficulty]]
        return known if len(known) >= number * 2 else chosen

    def about(self, subject: Subject, difficulty: Difficulty, chance: random.Random) -> Question | None:
        """A question of some kind about ``subject``; None if nothing can be asked."""
        kinds = list(PERSON_KINDS)
        chance.shuffle(kinds)
        for kind in kinds:
            pool = self.wrong(subject, kind, difficulty)
            if len(pool) >= OPTIONS - 1:
                answers = [self.right(subject, kind), *chance.sample(pool, OPTIONS - 1)]
                return _mixed(kind, self._text(subject, kind), answers, subject.person, chance)
        return None

    def of_term(self, word: Word, chance: random.Random) -> Question | None:
        """Which word is meant; None if too few others are left."""
        pool = self.wrong_terms(word)
        if len(pool) < OPTIONS - 1:
            return None
        text = f"Which word is meant? “{word.definition}”"
        return _mixed(Kind.TERM, text, [word.name, *chance.sample(pool, OPTIONS - 1)], word.term, chance)

    def wrong(self, subject: Subject, kind: Kind, difficulty: Difficulty) -> list[str]:
        """Answers as they are shown that are certainly wrong; empty if this may not be asked."""
        match kind:
            case Kind.WHEN:
                return [str(year) for year in self._wrong_years(subject, difficulty)]
            case Kind.FROM:
                return self._wrong_places(subject.origin, subject, subject.places_from, lambda other: other.origin)
            case Kind.TO:
                return self._wrong_places(
                    subject.destination, subject, subject.places_to, lambda other: other.destination
                )
            case Kind.WHO:
                return [other.name for other in self._wrong_people(subject)]
            case Kind.HOW:
                return [self._way(way) for way in sorted(ASKED_WAYS) if subject.way and WAYS[way] not in subject.ways]
            case Kind.TERM:
                return []

    def wrong_terms(self, word: Word) -> list[str]:
        """Terms that certainly mean something else."""
        return [other.name for other in self.words if other.term != word.term and other.term not in word.near]

    def right(self, subject: Subject, kind: Kind) -> str:
        """The right answer as it is shown."""
        match kind:
            case Kind.WHEN:
                return str(subject.year)
            case Kind.FROM:
                return self.wording.place_name(subject.origin or "")
            case Kind.TO:
                return self.wording.place_name(subject.destination or "")
            case Kind.HOW:
                return self._way(subject.way or "")
            case _:
                return subject.name

    def _text(self, subject: Subject, kind: Kind) -> str:
        match kind:
            case Kind.WHEN:
                return f"In which year did {subject.name} defect?"
            case Kind.FROM:
                return f"From which country did {subject.name} defect?"
            case Kind.TO:
                return f"To which country did {subject.name} defect?"
            case Kind.HOW:
                return f"How did {subject.name} get out?"
            case _:
                what = self.wording.occupation(subject.occupation)
                origin, destination = (self.wording.place(each or "") for each in (subject.origin, subject.destination))
                return f"Which {what} defected from {origin} to {destination} in {subject.year}?"

    def _way(self, method: str) -> str:
        return capitalised(self.wording.methods[method].label)

    def _wrong_years(self, subject: Subject, difficulty: Difficulty) -> Iterator[int]:
        if subject.year is None:
            return
        for apart in _YEARS_APART[difficulty]:
            for year in (subject.year - apart, subject.year + apart):
                if 0 < year <= self.this_year and year not in subject.years:
                    yield year

    def _wrong_places(
        self,
        right: str | None,
        subject: Subject,
        true: Collection[str],
        place_of: Callable[[Subject], str | None],
    ) -> list[str]:
        """Countries that others of the time left or reached: of the same category, if there are enough."""
        if right is None:
            return []
        chosen: dict[str, None] = {}
        for others in (self._contemporaries(subject, subject.category), self._contemporaries(subject)):
            for other in others:
                place = place_of(other)
                if place and self._is_elsewhere(place, true) and self._existed(place, subject.year):
                    chosen[self.wording.place_name(place)] = None
            if len(chosen) >= OPTIONS - 1:
                break
        return list(chosen)

    def _contemporaries(self, subject: Subject, category: Category | None = None) -> Iterator[Subject]:
        for other in self.subjects:
            near = subject.year is None or (other.year is not None and abs(other.year - subject.year) <= _ERA)
            if near and (category is None or other.category is category):
                yield other

    def _is_elsewhere(self, place: str, true: Collection[str]) -> bool:
        """Whether ``place`` has nothing to do with ``true``: East Germany is not offered where Germany is right."""
        return set(counted_as(place, self.wording.places)).isdisjoint(true)

    def _existed(self, place_id: str, year: int | None) -> bool:
        place: Place = self.wording.places[place_id]
        return year is None or ((place.since or -9999) <= year <= (place.until or 9999))

    def _wrong_people(self, subject: Subject) -> list[Subject]:
        """Others of the category and the time for whom what is asked is not true: of the occupation, if enough."""
        if subject.year is None or subject.origin is None or subject.destination is None:
            return []
        others = [
            other
            for other in self._contemporaries(subject, subject.category)
            if other.person != subject.person and not self._fits(other, subject)
        ]
        alike = [other for other in others if other.occupation == subject.occupation]
        return alike if len(alike) >= OPTIONS - 1 else others

    def _fits(self, other: Subject, subject: Subject) -> bool:
        """Whether somebody else may have left the same country for the same one in the same year."""
        return (
            subject.year in other.years
            and not self._is_elsewhere(subject.origin or "", other.places_from)
            and (other.destination is None or not self._is_elsewhere(subject.destination or "", other.places_to))
        )


def _mixed(kind: Kind, text: str, answers: Sequence[str], record: str, chance: random.Random) -> Question:
    """A question with its ``answers``, of which the first is right, in an order that does not tell so."""
    right = answers[0]
    options = sorted(answers) if kind is Kind.WHEN else chance.sample(answers, len(answers))
    return Question(kind=kind, text=text, options=tuple(options), right=options.index(right), record=record)
