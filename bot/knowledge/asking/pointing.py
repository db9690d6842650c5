"""Which sentences of a person's record a question points to."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.knowledge.asking.evidence import DETAIL, FACTS_OF_LATER, OUTCOME, SUMMARY, WHY
from bot.knowledge.asking.matching import Scored, best_sentences
from bot.knowledge.asking.query import Filter, Query
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.facets import FacetKind
from bot.knowledge.geography import counted_as
from bot.knowledge.records import FactKind, Status

_CLEARLY_SAID = 0.35
"""Of what is looked for, how much a sentence must say."""

_AS_CLEARLY = 0.6
_LEAST_WEIGHT = 0.5
_MOST_WEIGHED = 8
_HINT = 0.5
_GOING = 0.1
_OF_MEMBER = 3.0
_MET = 0.2
_GENERAL = frozenset({Wanted.WHO, Wanted.PEOPLE})


class Pointing(msgspec.Struct, frozen=True):
    """The words of one question, held against the sentences of one record."""

    query: Query
    telling: Telling
    others: tuple[str, ...] = ()
    """Stems of the surnames of the others whom the question names."""

    def best(self) -> Sequence[Scored]:
        """The one or two sentences to which the question's words point more than to the defection as a whole."""
        terms = self._terms()
        if set(self.query.wanted) <= _GENERAL and not any(weight >= 1.0 for weight in terms.values()):
            return ()
        best = best_sentences(
            self.telling.evidence,
            terms,
            self.telling.lexicon,
            preferred=self._preferred_kinds(),
            dated=self.asks_for_another_date(),
            most=_MOST_WEIGHED,
        )
        if set(self.query.wanted) <= {Wanted.NOTHING}:  # of which the summary is said anyhow
            best = [each for each in best if each.sentence.kind != SUMMARY]
        if self.query.wants(Wanted.COUNT) or self.query.asks_number:
            best = [each for each in best if each.sentence.has_number or self._has_amount(each)]
        if self.asks_of_another():
            best = [each for each in best if self._tells_of_another(each)]
        if set(self.query.wanted) == {Wanted.WHY} and not self.telling.reasons:
            return [each for each in best if self.gives_cause(each)][:1]
        best = [each for each in best if each.score >= _CLEARLY_SAID and each.weight >= _LEAST_WEIGHT]
        return [each for each in best if each.score >= best[0].score * _AS_CLEARLY][:2]

    def has(self, each: Scored, stem: str) -> bool:
        """Whether a sentence has a word with ``stem``, or one that means the same."""
        return not self.telling.lexicon.meanings(stem).isdisjoint(each.sentence.stems)

    def asks_for_another_date(self) -> bool:
        """Whether it asks when something was that is not the going."""
        return self.query.wants(Wanted.WHEN) and self.asks_of_another()

    def asks_of_another(self) -> bool:
        """Whether it asks when or where something was that is not the going: "where did he work"."""
        action = self.query.action
        wanted = set(self.query.wanted)
        is_asked = wanted <= {Wanted.WHEN, Wanted.PLACE, Wanted.AFTERMATH} and self.query.wants(
            Wanted.WHEN, Wanted.PLACE
        )
        lexicon = self.telling.lexicon
        is_other = action not in lexicon.moving and (action in lexicon.doing or action not in lexicon.light)
        return is_asked and bool(action) and is_other

    def asks_what_was_done(self) -> bool:
        """Whether it asks what somebody did, in a verb that a sentence must have: "what did he want"."""
        is_open = (
            set(self.query.wanted) <= {Wanted.DEFINITION, Wanted.NOTHING} and Wanted.DEFINITION in self.query.wanted
        )
        lexicon, action = self.telling.lexicon, self.query.action
        is_said = not action or action in lexicon.saying_nothing or action in lexicon.moving
        return is_open and not self.query.words and not is_said

    def asks_whether_it_was_done(self) -> bool:
        """Whether it asks if somebody did something, in a verb that a sentence must have: "did he regret it"."""
        lexicon, action = self.telling.lexicon, self.query.action
        plain = lexicon.light | lexicon.ignored | lexicon.moving | lexicon.doing
        is_plain = set(self.query.wanted) <= {Wanted.RETURN, Wanted.NOTHING, Wanted.SUCCESS}
        return self.query.asks_whether and is_plain and bool(action) and action not in plain

    def gives_cause(self, each: Scored) -> bool:
        """Whether a sentence has every word of the question, and one that joins a cause to it: "why was he jailed".

        Of the way out itself only what was said of it is a cause.
        """
        lexicon = self.telling.lexicon
        if self.query.speaks_of_going and each.sentence.kind in (SUMMARY, DETAIL, OUTCOME):
            return False
        words = [word.stem for word in self.query.words]
        is_told = bool(words) and all(self.has(each, stem) for stem in words)
        return is_told and not lexicon.causes.isdisjoint(each.sentence.stems)

    def _has_amount(self, each: Scored) -> bool:
        """Whether a sentence says in no number how much there was of what is asked: "almost no fuel"."""
        asked = [stem for stem in self.query.behind_question_word if stem not in self.telling.lexicon.ignored]
        return each.sentence.has_rough_amount and any(self.has(each, stem) for stem in asked)

    def tells(self, stem: str) -> bool:
        """Whether any sentence of the record has a word with ``stem``, or one that may stand for it."""
        meanings = self.telling.lexicon.meanings(stem)
        return any(not meanings.isdisjoint(each.stems) for each in self.telling.evidence.sentences)

    def names_another(self, each: Scored) -> bool:
        """Whether a sentence has who is asked for beside the person, and a name."""
        has_role = not self.telling.lexicon.family(self.query.another).isdisjoint(each.sentence.stems)
        return has_role and self._has_other_name(each.sentence.capitals)

    def _tells_of_another(self, each: Scored) -> bool:
        """Whether a sentence tells of what somebody did, and says when or where."""
        sentence = each.sentence
        if not self.has(each, self.query.action) or not all(self.has(each, word.stem) for word in self.query.words):
            return False
        if self.query.wants(Wanted.WHEN):
            return sentence.has_date
        words = [word.stem for word in self.query.words]  # "where did he hide the film": in a pumpkin
        is_all_told = len(words) > 1 and all(self.has(each, stem) for stem in words)
        return self._has_other_name(sentence.places) or (is_all_told and sentence.tells_a_place)

    def _has_other_name(self, names: Sequence[str]) -> bool:
        """Whether any of ``names`` is not the person's."""
        forms, own = self.telling.lexicon.forms, self.telling.evidence.names
        return not own.issuperset(stem for word in names for stem in forms.stems(word))

    def _terms(self) -> dict[str, float]:
        """The stems to look for in the sentences, each with its weight."""
        lexicon = self.telling.lexicon
        going = lexicon.going | lexicon.leaving
        hints = [hint for hint in self.query.hints if not (self.query.wants(Wanted.DEATH) and hint in lexicon.dying)]
        if self.asks_of_another():  # "where did he get shot"
            hints = [hint for hint in hints if hint not in lexicon.moving]
        terms = {hint: _GOING if hint in going else _HINT for hint in hints}
        asks_more = self.query.asks_number or self.query.wants(Wanted.COUNT, Wanted.WHO, Wanted.DEFINITION)
        asks_how_often = self.query.asks_number and not self.query.wants(Wanted.COUNT)
        for each in self.query.filters:
            is_way = bool(each.kinds & {FacetKind.METHOD, FacetKind.VEHICLE}) and not asks_how_often
            weight = _MET if is_way or (is_met(each, self.telling) and not asks_more) else 1.0
            terms |= dict.fromkeys(each.stems, weight)
        years = self.query.years
        if (
            years
            and years.first == years.last
            and all(each.date is None or each.date.year != years.first for each in self.telling.person.defections)
        ):
            terms[str(years.first)] = 1.0
        if self.query.agent:
            terms[self.query.agent] = 1.0
        if self.asks_of_another() or self.asks_what_was_done() or self.asks_whether_it_was_done():
            terms[self.query.action] = 1.0
        said = (*(word.stem for word in self.query.words), *self.others)
        return terms | dict.fromkeys(said, 1.0) | dict.fromkeys(self._member(), _OF_MEMBER)

    def _member(self) -> list[str]:
        """Of a group the stems of the name of whoever of it is meant: Holger of the Bethke brothers."""
        person = self.telling.person
        if not person.is_group:
            return []
        spelt = [subject.spelling for group in self.query.people for subject in group if subject.id == person.id]
        stems = [stem for spelling in spelt for stem in self.telling.lexicon.forms.stems(spelling)]
        named = set(self.telling.lexicon.forms.stems(person.name))
        return [stem for stem in stems if stem not in named]

    def _preferred_kinds(self) -> tuple[str, ...]:
        kinds: list[str] = []
        if any(facet.value == Status.DISPUTED for each in self.query.filters for facet in each.facets):
            kinds += [FactKind.DISPUTE]
        if self.query.wants(Wanted.AFTERMATH):
            kinds += [OUTCOME, *FACTS_OF_LATER]
        if self.query.wants(Wanted.WHY):
            kinds += [WHY]
        if self.query.wants(Wanted.HOW, Wanted.PLACE, Wanted.VEHICLE):
            kinds += [DETAIL, FactKind.FLIGHT]
        if self.query.wants(Wanted.DEATH):
            kinds += [FactKind.DEATH]
        return tuple(kinds)


def is_met(each: Filter, telling: Telling) -> bool:
    """Whether a condition says no more than what the fields hold, so that no sentence is asked for by it."""
    kinds = each.kinds
    if FacetKind.STATUS in kinds:
        return False
    if not each.facets or FacetKind.OCCUPATION in kinds or FacetKind.EMPLOYER in kinds:
        return telling.evidence.fields.issuperset(each.stems)
    places = {
        place
        for defection in telling.person.defections
        for place in (defection.from_, defection.to, defection.country, *defection.via)
        if place
    }
    counted = {state for place in places for state in counted_as(place, telling.wording.places)}
    values = {facet.value for facet in each.facets}
    methods = {method for defection in telling.person.defections for method in defection.how}
    return bool(values & (counted | methods))
