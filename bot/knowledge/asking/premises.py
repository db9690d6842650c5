"""Whether a person's record bears out what a question supposes, and what of the question it does not explain."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.knowledge.asking.evidence import DETAIL, OUTCOME, SUMMARY
from bot.knowledge.asking.matching import explains, unexplained
from bot.knowledge.asking.pointing import is_met
from bot.knowledge.asking.query import ContentWord, Filter, Query
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.wanted import ROUTE, Wanted
from bot.knowledge.facets import FacetKind
from bot.knowledge.records import FactKind, Status

_NEVER_MISSING = frozenset({FacetKind.STATUS, FacetKind.GENDER})
"""What is told in any case."""

_CHECKED = frozenset(
    {FacetKind.PLACE, FacetKind.FROM, FacetKind.TO, FacetKind.VIA, FacetKind.AT, FacetKind.METHOD, FacetKind.VEHICLE}
)
"""What a question may suppose wrongly; anything else that the record lacks is not known."""

_MOST_PASSED_OVER = 2
_WAYS = frozenset({FacetKind.METHOD, FacetKind.VEHICLE})


class Premises(msgspec.Struct, frozen=True):
    """What one question takes for granted of one person."""

    query: Query
    telling: Telling

    def missing(self) -> list[ContentWord]:
        """The words of the question that nothing in the record explains, and that are no supposition of the way out."""
        supposed = {*self.query.supposed, *self._vehicles()}
        words = [word for word in self.query.words if word.stem not in supposed]
        words += [
            ContentWord(stem, each.spelling)
            for each in self.query.filters
            if self._must_be_told(each)
            for stem in each.stems
        ]
        gone = unexplained(self.telling.evidence, [word.stem for word in words], self.telling.lexicon)
        asked = self.query.asked_noun
        if len(words) > 1 and gone == [asked] and asked in self.telling.lexicon.named_by:
            return []
        return [word for word in words if word.stem in gone]

    def not_borne_out(self) -> list[str]:
        """What the question supposes of the way out that the record has otherwise, as it was written."""
        # "What car does she drive" supposes nothing of how she left.
        checked = _CHECKED - {FacetKind.METHOD} if self.query.wants(Wanted.VEHICLE) else _CHECKED
        found = [
            each.spelling
            for each in self.query.filters
            if (not each.facets or each.is_role or each.kinds & checked)
            and (each.is_role or not self._is_owned(each))
            and (each.is_role or self._is_of_going() or FacetKind.METHOD not in each.kinds)
            and not self.telling.lexicon.unchecked_methods.intersection(facet.value for facet in each.facets)
            and not self._is_borne_out(each)
        ]
        evidence, lexicon = self.telling.evidence, self.telling.lexicon
        gone = [
            stem
            for stem in (*self.query.supposed, *self._vehicles())
            if not explains(evidence.stems, stem, lexicon, strictly=True)
        ]
        found += [word.spelling for word in self.query.words if word.stem in gone]
        years = self.query.years
        if years and years.first == years.last and str(years.first) not in evidence.stems:
            found.append(str(years.first))
        return found

    def another_is_meant(self) -> str:
        """The trade by which a namesake is meant, as it was written: "Petrov the hockey player"; "" if nobody is.

        Who asks of the way out may have the trade wrong.
        """
        query, lexicon = self.query, self.telling.lexicon
        apposed = [each for each in query.filters if each.is_apposed and FacetKind.OCCUPATION in each.kinds]
        said = query.stems.difference(*(each.stems for each in apposed))
        is_asked = query.wants(Wanted.HOW, Wanted.WHY, *ROUTE) and self._is_of_going()
        if is_asked or query.is_about_leaving or not said.isdisjoint(lexicon.going):
            return ""
        return next((each.spelling for each in apposed if not self._is_borne_out(each)), "")

    def is_refutable(self, supposed: Sequence[str]) -> bool:
        """Whether what is ``supposed`` wrongly is worth telling, though the question says more that is not known."""
        has_role = any(each.is_role for each in self.filters_of(supposed))
        return self.query.is_plain_about_leaving or self.query.states_first or has_role or bool(self._vehicles())

    def filters_of(self, supposed: Sequence[str]) -> list[Filter]:
        """The conditions behind what is ``supposed``, as `not_borne_out` gives it."""
        return [each for each in self.query.filters if each.spelling in supposed]

    def may_name(self, words: Sequence[ContentWord]) -> bool:
        """Whether one of ``words`` is no ordinary one: then somebody or something else is meant."""
        return any(
            self.telling.lexicon.mentions.is_name_like(token)
            for word in words
            for token in self.telling.lexicon.forms.tokens(word.spelling)
        )

    def is_of_the_way_out(self, missing: Sequence[ContentWord], supposed: Sequence[str]) -> bool:
        """Whether it asks of the way out in a word or two more than the record has, which is passed over.

        "His hiding place" does, but not what is behind "how", "which" or "his"; nor what somebody did, "when did
        she marry", but where that is ``supposed`` of the way out.
        """
        query = self.query
        if len(missing) > _MOST_PASSED_OVER or self.may_name(missing):
            return False
        stems = [word.stem for word in missing]
        if not {*query.behind_question_word, *query.owned}.isdisjoint(stems):
            return False
        is_other = query.action in stems and not supposed and not query.wants(Wanted.VEHICLE)
        if is_other or not self._is_of_going(stems):
            return False
        if query.wants(Wanted.AFTERMATH, Wanted.BIRTH):
            return len(missing) == 1 and not query.things
        return query.wants(*ROUTE, Wanted.HOW, Wanted.WHY, Wanted.VEHICLE, Wanted.AGE, Wanted.SOURCES)

    def is_about_leaving(self) -> bool:
        """Whether it asks when, where, how or why somebody went, so that what it adds can only be a supposition."""
        return self.query.is_plain_about_leaving and self.query.wants(*ROUTE, Wanted.HOW, Wanted.WHY)

    def _must_be_told(self, each: Filter) -> bool:
        """Whether a condition is no supposition, which can be wrong, but something that the record has to tell of."""
        kinds = each.kinds
        if not each.facets or each.is_role:
            return False
        if self._is_owned(each):
            return True
        return not kinds & (_CHECKED | _NEVER_MISSING)

    def _is_owned(self, each: Filter) -> bool:
        """Whether a vehicle or a way is not how somebody left, but what else they had: "his first car"."""
        is_vehicle = bool(each.facets) and each.kinds <= _WAYS and self.telling.lexicon.vehicles.issuperset(each.stems)
        of_the_way = self.query.wants(*ROUTE, Wanted.HOW, Wanted.SUCCESS, Wanted.VEHICLE) and not self.query.asks_number
        return is_vehicle and not self.query.speaks_of_going and (not of_the_way or bool(self.query.words))

    def _is_of_going(self, missing: Sequence[str] = ()) -> bool:
        """Whether the verb behind the person, if there is one that is told, is one of going."""
        return self.query.action in ("", *missing) or self.query.action in self.telling.lexicon.moving

    def _vehicles(self) -> list[str]:
        """The vehicles in which the question has somebody go: "which submarine did he steal"."""
        lexicon = self.telling.lexicon
        if not self.query.action or self.query.action not in lexicon.moving:
            return []
        return [word.stem for word in self.query.words if word.stem in lexicon.vehicles]

    def _is_borne_out(self, each: Filter) -> bool:
        if FacetKind.TO in each.kinds and self._is_left(each):
            return self.query.wants(Wanted.RETURN)
        evidence = self.telling.evidence
        stems = evidence.stems
        is_of_going = self.query.is_plain_about_leaving or (
            FacetKind.TO in each.kinds and self.query.action in self.telling.lexicon.moving
        )
        if is_of_going and each.kinds & {FacetKind.FROM, FacetKind.TO}:
            told = (sentence.stems for sentence in evidence.of_kind(SUMMARY, DETAIL, OUTCOME, FactKind.FLIGHT))
            stems = evidence.fields.union(*told)
        return is_met(each, self.telling) or all(explains(stems, stem, self.telling.lexicon) for stem in each.stems)

    def _is_left(self, each: Filter) -> bool:
        """Whether a place to which somebody is supposed to have gone is the one that they left, and no other."""
        places = {facet.value for facet in each.facets}
        left = {defection.from_ for defection in self.telling.person.defections}
        reached: set[str | None] = set()
        for defection in self.telling.person.defections:
            reached.update((defection.to, defection.settled, *defection.via))
            if defection.status is Status.RETURNED:
                reached.add(defection.from_)
        return bool(places & left) and not places & reached
