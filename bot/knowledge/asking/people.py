"""Whether a person's record bears out what a question supposes, and which of its sentences answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.asking.evidence import DETAIL, FACTS_OF_LATER, OUTCOME, SUMMARY, WHY
from bot.knowledge.asking.matching import Scored, best_sentences, explains, unexplained
from bot.knowledge.asking.query import ContentWord, Filter, Query
from bot.knowledge.asking.telling import TELLERS, Telling
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.facets import FacetKind
from bot.knowledge.records import FactKind, Status
from bot.knowledge.wording import and_list

_CLEARLY_SAID = 0.45
_AS_CLEARLY = 0.5
_MOST_WEIGHED = 8
_ROUTE = frozenset({Wanted.WHEN, Wanted.FROM, Wanted.TO, Wanted.VIA, Wanted.PLACE})
_FIELDS_FIRST = frozenset(
    {Wanted.WHY, Wanted.BIRTH, Wanted.DEATH, Wanted.AGE, Wanted.NATIVE_NAME, Wanted.OTHER_NAMES, Wanted.SOURCES,
     Wanted.VEHICLE, Wanted.DURATION}
)  # fmt: skip
"""What is answered from a field, whatever else the question says."""

_NEVER_MISSING = frozenset({FacetKind.STATUS, FacetKind.GENDER})
"""What is told in any case."""

_CHECKED = frozenset(
    {FacetKind.PLACE, FacetKind.FROM, FacetKind.TO, FacetKind.VIA, FacetKind.AT, FacetKind.METHOD, FacetKind.VEHICLE}
)
"""What a question may suppose wrongly; anything else that the record lacks is not known."""


@dataclass(frozen=True, slots=True)
class PersonAnswering:
    """One question about one person."""

    query: Query
    telling: Telling
    others: tuple[str, ...] = ()
    """Stems of the surnames of the others whom the question names."""

    def answer(self) -> None:
        """Say what was asked for, correct what was supposed, or deny."""
        missing = self._missing()
        supposed = self._not_borne_out()
        if missing and (not supposed or self._may_name(missing)) and not self._is_about_leaving():
            spelled = " ".join(word.spelling for word in missing)
            self.telling.reply.deny(
                f"I know of {self.telling.person.name}, but my records say nothing of “{spelled}” there.",
                self.telling.person,
            )
            return
        supposed += [word.spelling for word in missing if word.spelling not in supposed]
        if supposed:
            said = and_list(f"“{each}”" for each in supposed)
            self.telling.route(lead=f"My records do not bear out {said}: ")
            self.telling.say_kinds(DETAIL)
        if set(self.query.wanted) <= {Wanted.NOTHING}:
            self.telling.say_kinds(SUMMARY)
        if self.query.wants(*_FIELDS_FIRST):
            self._tell_wanted()
            self._say_best()
        elif not self._say_best():
            self._tell_wanted()

    # What was supposed

    def _missing(self) -> list[ContentWord]:
        """The words of the question that nothing in the record explains, and that are no supposition of the way out."""
        words = [word for word in self.query.words if word.stem not in self.query.supposed]
        words += [
            ContentWord(stem, each.spelling)
            for each in self.query.filters
            if each.facets and not _kinds(each) & (_CHECKED | _NEVER_MISSING)
            for stem in each.stems
        ]
        gone = unexplained(self.telling.evidence, [word.stem for word in words], self.telling.lexicon)
        return [word for word in words if word.stem in gone]

    def _may_name(self, words: Sequence[ContentWord]) -> bool:
        """Whether one of ``words`` is no ordinary one: then somebody or something else is meant."""
        return any(
            self.telling.lexicon.mentions.is_name_like(token)
            for word in words
            for token in self.telling.lexicon.forms.tokens(word.spelling)
        )

    def _is_about_leaving(self) -> bool:
        """Whether it asks when, where, how or why somebody went, so that what it adds can only be a supposition."""
        return self.query.is_plain_about_leaving and self.query.wants(*_ROUTE, Wanted.HOW, Wanted.WHY)

    def _not_borne_out(self) -> list[str]:
        """What the question supposes of the way out that the record has otherwise, as it was written."""
        found = [
            each.spelling
            for each in self.query.filters
            if (not each.facets or _kinds(each) & _CHECKED) and not self._is_borne_out(each)
        ]
        evidence, lexicon = self.telling.evidence, self.telling.lexicon
        gone = unexplained(evidence, self.query.supposed, lexicon)
        found += [word.spelling for word in self.query.words if word.stem in gone]
        years = self.query.years
        if years and years.first == years.last and str(years.first) not in evidence.stems:
            found.append(str(years.first))
        return found

    def _is_borne_out(self, each: Filter) -> bool:
        if FacetKind.TO in _kinds(each) and self._is_left(each):
            return False
        stems = self.telling.evidence.stems
        return all(explains(stems, stem, self.telling.lexicon) for stem in each.stems)

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

    # What is said

    def _tell_wanted(self) -> None:
        for wanted in self.query.wanted:
            TELLERS.get(wanted, Telling.who)(self.telling)

    def _say_best(self) -> bool:
        """Whether the content words point to a sentence more than to the defection as a whole, which is then said."""
        best = self._best()
        if not best or best[0].score < _CLEARLY_SAID:
            return False
        for each in best:
            if each.score >= best[0].score * _AS_CLEARLY:
                self.telling.say(each.sentence.text, each.sentence.sources)
        if self.query.wants(*_ROUTE) or best[0].sentence.kind == SUMMARY:
            self.telling.route()
        return True

    def _best(self) -> Sequence[Scored]:
        words = [word.stem for word in self.query.words]
        told = (each for each in self.query.filters if _kinds(each) & {FacetKind.STATUS, FacetKind.TAG})
        words += [stem for each in told for stem in each.stems]
        words += self.others
        general = set(self.query.wanted) <= {Wanted.NOTHING, Wanted.SUCCESS, Wanted.PEOPLE, Wanted.WHO, Wanted.COUNT}
        if not words and not (general and self.query.hints):
            return ()
        best = best_sentences(
            self.telling.evidence,
            words,
            self.telling.lexicon,
            hints=self.query.hints,
            preferred=self._preferred_kinds(),
            most=_MOST_WEIGHED,
        )
        if self.query.wants(Wanted.COUNT):
            best = [each for each in best if each.sentence.has_number]
        return best[:2]

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


def _kinds(each: Filter) -> set[FacetKind]:
    return {facet.kind for facet in each.facets}
