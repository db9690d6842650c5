"""Every question that a quiz can ask has exactly one right answer, and is asked in good taste."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
import pytest_asyncio

from bot.knowledge.dataset import Dataset
from bot.knowledge.dates import Precision
from bot.knowledge.geography import counted_as
from bot.knowledge.library import Library
from bot.knowledge.quizzing.questions import OPTIONS, PERSON_KINDS, Difficulty, Kind, Quiz
from bot.knowledge.quizzing.subjects import WAYS
from bot.knowledge.records import Category, Defection, Person, Status


@pytest_asyncio.fixture
async def quiz(library: Library) -> Quiz:
    """Questions from the bundled data."""
    return await library.quiz(2026)


class Truth:
    """Whether an answer is true, read off the records themselves and not off what the quiz made of them."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._people = {person.name: person for person in dataset.people.values()}
        self._places = {place.name: place.id for place in dataset.places.values()}
        self._methods = {word.label.casefold(): word.id for word in dataset.vocabulary.methods.values()}

    def year(self, person: Person, answer: str) -> bool:
        """Whether ``person`` defected in that year, or the record names it for anything around the defection."""
        return any(
            defection.date is not None and defection.date.year <= int(answer) <= defection.date.last.year
            for defection in person.defections
        )

    def origin(self, person: Person, answer: str) -> bool:
        """Whether ``person`` left that country, or one that it is, was part of or followed."""
        return any(self._same(defection.from_, self._places[answer]) for defection in person.defections)

    def destination(self, person: Person, answer: str) -> bool:
        """Whether ``person`` went to that country, or settled there."""
        reached = [place for each in person.defections for place in (each.to, each.settled, *each.via) if place]
        return any(self._same(place, self._places[answer]) for place in reached)

    def way(self, person: Person, answer: str) -> bool:
        """Whether ``person`` went in that way."""
        method = self._methods[answer.casefold()]
        return any(method in defection.how for defection in person.defections)

    def someone(self, asked: Person, answer: str) -> bool:
        """Whether what was asked of ``asked`` is true of the person called ``answer``."""
        wanted = asked.main_defection
        return any(self._fits(each, wanted) for each in self._people[answer].defections)

    def _fits(self, defection: Defection, wanted: Defection) -> bool:
        assert wanted.date is not None
        assert wanted.to is not None
        return (
            (defection.date is None or defection.date.year <= wanted.date.year <= defection.date.last.year)
            and self._same(defection.from_, wanted.from_)
            and (defection.to is None or self._same(defection.to, wanted.to))
        )

    def _same(self, one: str, other: str) -> bool:
        places = self._dataset.places
        return not set(counted_as(one, places)).isdisjoint(counted_as(other, places))

    def is_true(self, person: Person, kind: Kind, answer: str) -> bool:
        """Whether ``answer`` is right for a question of that kind about ``person``."""
        tests = {
            Kind.WHEN: self.year,
            Kind.FROM: self.origin,
            Kind.TO: self.destination,
            Kind.HOW: self.way,
            Kind.WHO: self.someone,
        }
        return tests[kind](person, answer)


@pytest.mark.parametrize("kind", PERSON_KINDS)
def test_of_every_question_about_a_person_exactly_one_answer_is_right(dataset: Dataset, quiz: Quiz, kind: Kind) -> None:
    truth = Truth(dataset)
    tried = 0
    for subject in quiz.subjects:
        person = dataset.people[subject.person]
        for difficulty in Difficulty:
            wrong = quiz.wrong(subject, kind, difficulty)
            if len(wrong) < OPTIONS - 1:
                continue
            tried += 1
            right = quiz.right(subject, kind)
            assert truth.is_true(person, kind, right), (person.id, right)
            assert right not in wrong
            assert len(set(wrong)) == len(wrong)
            # Whichever of them chance picks: not one may be true.
            assert not [answer for answer in wrong if truth.is_true(person, kind, answer)], person.id
    assert tried > 40


def test_of_every_question_about_a_term_exactly_one_answer_is_right(dataset: Dataset, quiz: Quiz) -> None:
    assert len(quiz.words) > 40
    by_name = {term.name: term for term in dataset.terms.values()}
    for word in quiz.words:
        term = dataset.terms[word.term]
        wrong = quiz.wrong_terms(word)
        assert len(wrong) >= OPTIONS - 1
        assert term.name not in wrong
        for name in wrong:
            other = by_name[name]
            neighbours = {each.from_ for each in (*term.differs, *other.differs)} | {*term.related, *other.related}
            assert other.id not in neighbours or term.id not in neighbours
            assert term.id not in {*other.related, *(each.from_ for each in other.differs)}
            assert other.id not in {*term.related, *(each.from_ for each in term.differs)}
        assert term.name.casefold() not in word.definition.casefold()


def test_what_is_asked_is_exact_undisputed_and_in_good_taste(dataset: Dataset, quiz: Quiz) -> None:
    for subject in quiz.subjects:
        person = dataset.people[subject.person]
        (defection,) = person.defections
        assert defection.status in {Status.COMPLETED, Status.RETURNED}
        assert not person.is_group
        assert "minor" not in person.tags
        assert not person.may_be_living or person.category in {Category.ARTIST, Category.ATHLETE, Category.POLITICS}
        disputed = {fact.about for fact in person.facts if fact.about}
        if subject.year is not None:
            assert defection.date is not None
            assert defection.date.precision in {Precision.DAY, Precision.MONTH, Precision.YEAR}
            assert not defection.date.approximate
            assert "date" not in disputed
        for asked, about in ((subject.origin, "from"), (subject.destination, "to"), (subject.way, "how")):
            assert asked is None or about not in disputed
    assert "megumi-yokota" not in {subject.person for subject in quiz.subjects}


def test_no_wrong_year_is_named_anywhere_in_the_record(dataset: Dataset, quiz: Quiz) -> None:
    for subject in quiz.subjects:
        (defection,) = dataset.people[subject.person].defections
        named = set(re.findall(r"\b\d{4}\b", f"{defection.detail} {defection.outcome}"))
        for difficulty in Difficulty:
            assert named.isdisjoint(quiz.wrong(subject, Kind.WHEN, difficulty))


def test_no_wrong_way_goes_over_what_the_way_went_over(dataset: Dataset, quiz: Quiz) -> None:
    ids = {word.label.casefold(): word.id for word in dataset.vocabulary.methods.values()}
    for subject in quiz.subjects:
        over = {WAYS[each] for each in dataset.people[subject.person].main_defection.how if each in WAYS}
        assert all(WAYS[ids[wrong.casefold()]] not in over for wrong in quiz.wrong(subject, Kind.HOW, Difficulty.HARD))


@pytest.mark.parametrize("difficulty", Difficulty)
def test_a_quiz_has_as_many_questions_as_asked_for_each_of_another_record(quiz: Quiz, difficulty: Difficulty) -> None:
    for seed in range(20):
        questions = quiz.questions(20, difficulty, random.Random(seed))
        assert len(questions) == 20
        assert len({question.record for question in questions}) == 20
        for question in questions:
            assert len(set(question.options)) == OPTIONS
            assert 0 <= question.right < OPTIONS
            assert len(question.text) < 1000


def test_every_kind_of_question_is_asked(quiz: Quiz) -> None:
    kinds = Counter(
        question.kind for seed in range(30) for question in quiz.questions(20, Difficulty.MEDIUM, random.Random(seed))
    )
    assert set(kinds) == set(Kind)


def test_a_topic_with_few_people_is_asked_of_them_alone(quiz: Quiz) -> None:
    people = {"mikhail-baryshnikov", "rudolf-nureyev"}
    questions = quiz.questions(5, Difficulty.EASY, random.Random(1), people, with_terms=False)
    assert {question.record for question in questions} == people


def test_easy_questions_are_of_the_well_known(quiz: Quiz) -> None:
    known = {subject.person: subject.renown for subject in quiz.subjects}
    easy = quiz.questions(10, Difficulty.EASY, random.Random(3), with_terms=False)
    assert all(known[question.record] >= 20 for question in easy)
