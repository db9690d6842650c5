"""Whether a person's record bears out what a question supposes, and which of its sentences answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.asking.evidence import DETAIL, FACTS_OF_LATER, OUTCOME, SUMMARY, WHY
from bot.knowledge.asking.matching import Scored, best_sentences, explains, unexplained, weighted
from bot.knowledge.asking.query import ContentWord, Filter, Query
from bot.knowledge.asking.sentences import when_words
from bot.knowledge.asking.telling import ROUTE, TELLERS, Telling
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.facets import FacetKind
from bot.knowledge.geography import counted_as
from bot.knowledge.records import FactKind, Status
from bot.knowledge.wording import and_list

_CLEARLY_SAID = 0.35
"""Of what is looked for, how much a sentence must say."""

_AS_CLEARLY = 0.6
_LEAST_WEIGHT = 0.5
_STRONG = 1.0
"""The weight of a content word: what only hints point to comes behind what the fields hold."""

_MUCH = 2.0
_MOST_WEIGHED = 8
_HINT = 0.5
_GOING = 0.1
_MET = 0.2

_GENERAL = frozenset({Wanted.WHO, Wanted.PEOPLE})
_FIELDS_FIRST = frozenset(
    {Wanted.BIRTH, Wanted.AGE, Wanted.NATIVE_NAME, Wanted.OTHER_NAMES, Wanted.OCCUPATION, Wanted.SOURCES}
)
"""What is answered from a field, whatever else the question says."""

_FIELDS = frozenset(
    {Wanted.WHY, Wanted.DEATH, Wanted.VEHICLE, Wanted.DURATION, Wanted.HOW,
     Wanted.AFTERMATH, Wanted.SUCCESS, Wanted.COMPANIONS, Wanted.BEFORE, Wanted.RETURN, Wanted.HONOURS, Wanted.DISPUTES}
)  # fmt: skip
"""What is answered from a field too, behind the sentences that the words point to."""

_OF_KIN = {
    Wanted.BIRTH: "born birth",
    Wanted.DEATH: "die death kill murder",
    Wanted.AGE: "aged old years",
    Wanted.OTHER_NAMES: "named called",
    Wanted.NATIVE_NAME: "named called",
    Wanted.OCCUPATION: "worked work",
    Wanted.PLACE: "live",
    Wanted.PEOPLE: "named called",
}
"""What a sentence about a relative must have to answer what is asked of them."""

_NEVER_MISSING = frozenset({FacetKind.STATUS, FacetKind.GENDER})
"""What is told in any case."""

_CHECKED = frozenset(
    {FacetKind.PLACE, FacetKind.FROM, FacetKind.TO, FacetKind.VIA, FacetKind.AT, FacetKind.METHOD, FacetKind.VEHICLE}
)
"""What a question may suppose wrongly; anything else that the record lacks is not known."""

_MOST_PASSED_OVER = 2
_SAYING_NOTHING = frozenset(["", "do", "have", "be", "get"])
_WAYS = frozenset({FacetKind.METHOD, FacetKind.VEHICLE})


@dataclass(frozen=True, slots=True)
class PersonAnswering:
    """One question about one person."""

    query: Query
    telling: Telling
    others: tuple[str, ...] = ()
    """Stems of the surnames of the others whom the question names."""

    def answer(self) -> None:
        """Say what was asked for, correct what was supposed, or deny."""
        best = self._best()
        missing = self._missing()
        supposed = self._not_borne_out()
        is_borne = self._is_nearly_said(best, missing) or self._is_about_leaving()
        is_wrong = bool(supposed) and self._is_refutable(supposed) and not self._may_name(missing)
        if missing and not is_wrong and not is_borne and not self._is_of_the_way_out(missing, supposed):
            spelled = " ".join(word.spelling for word in missing)
            self.telling.reply.deny(
                f"I know of {self.telling.person.name}, but my records say nothing of “{spelled}” there.",
                self.telling.person,
            )
            return
        if supposed:
            self._correct(supposed)
        if self.query.asks_number and not self.query.wants(Wanted.AGE, Wanted.DURATION, Wanted.COUNT) and not best:
            self.telling.deny("how much or how far")
        elif self._asks_what_was_done() and not any(self._has(each, self.query.action) for each in best):
            self.telling.deny("that")
        elif self._asks_of_another() and not best:
            self.telling.deny("when or where that was")
        elif self._asks_of_another():
            self._say(best)
        elif self.query.agent and not any(self._has(each, self.query.agent) for each in best):
            self.telling.deny("that")
        elif self._asks_of_return():
            self.telling.returning()
        elif kin := self._relatives():
            self._tell_of_kin(kin)
        else:
            self._tell(best)
        if supposed:
            self.telling.say_kinds(OUTCOME)

    def _is_refutable(self, supposed: Sequence[str]) -> bool:
        """Whether what is ``supposed`` wrongly is worth telling, though the question says more that is not known."""
        has_role = any(each.is_role for each in self._filters_of(supposed))
        return self.query.is_plain_about_leaving or has_role or bool(self._vehicles())

    def _filters_of(self, supposed: Sequence[str]) -> list[Filter]:
        return [each for each in self.query.filters if each.spelling in supposed]

    def _correct(self, supposed: Sequence[str]) -> None:
        """Say what the record has instead of what was ``supposed``: of a role who it was, else the way out."""
        lead = f"My records do not bear out {and_list(f'“{each}”' for each in supposed)}: "
        if any(each.is_role for each in self._filters_of(supposed)):
            self.telling.say(f"{lead}{self.telling.person.name}: {self.telling.person.summary}.")
            lead = ""
        self.telling.route(lead=lead)
        self.telling.say_kinds(DETAIL)

    def _has(self, each: Scored, stem: str) -> bool:
        return not self.telling.lexicon.meanings(stem).isdisjoint(each.sentence.stems)

    def _asks_of_return(self) -> bool:
        """Whether it asks if, when, how or why somebody came back."""
        said = any(facet.value == Status.RETURNED for each in self.query.filters for facet in each.facets)
        asked = self.query.wants(Wanted.SUCCESS, Wanted.WHEN, Wanted.WHY, Wanted.HOW)
        return not self.query.words and (self.query.wants(Wanted.RETURN) or (asked and said))

    def _tell(self, best: Sequence[Scored]) -> None:
        """Say the sentences that the words point to, and what the fields hold; which first, depends on the question."""
        if set(self.query.wanted) <= {Wanted.NOTHING}:
            self.telling.say_kinds(SUMMARY)
        if self.query.wants(Wanted.SUCCESS):
            self.telling.route()
        of_more = self.query.wants(Wanted.OTHER_NAMES) and self._asks_of_more()
        fields_first = self.query.wants(*_FIELDS_FIRST) and not of_more
        has_fields = self.query.wants(*_FIELDS, *_FIELDS_FIRST, *ROUTE)
        is_strong = bool(best) and best[0].weight >= _STRONG
        if has_fields and (fields_first or not is_strong):
            self._tell_wanted()
            self._say(best)
            return
        is_terse = set(self.query.wanted) <= {Wanted.NOTHING}
        self._say(best[:1] if has_fields or is_terse else best)
        if not best or has_fields or best[0].sentence.kind == SUMMARY:
            self._tell_wanted()
        elif is_terse:
            self.telling.route()

    # What was supposed

    def _missing(self) -> list[ContentWord]:
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

    def _must_be_told(self, each: Filter) -> bool:
        """Whether a condition is no supposition, which can be wrong, but something that the record has to tell of."""
        kinds = _kinds(each)
        if not each.facets or each.is_role:
            return False
        if self._is_owned(each):
            return True
        return not kinds & (_CHECKED | _NEVER_MISSING)

    def _is_owned(self, each: Filter) -> bool:
        """Whether a vehicle or a way is not how somebody left, but what else they had: "his first car"."""
        is_vehicle = (
            bool(each.facets) and _kinds(each) <= _WAYS and self.telling.lexicon.vehicles.issuperset(each.stems)
        )
        of_the_way = self.query.wants(*ROUTE, Wanted.HOW, Wanted.SUCCESS, Wanted.VEHICLE) and not self.query.asks_number
        return is_vehicle and not self.query.speaks_of_going and (not of_the_way or bool(self.query.words))

    def _may_name(self, words: Sequence[ContentWord]) -> bool:
        """Whether one of ``words`` is no ordinary one: then somebody or something else is meant."""
        return any(
            self.telling.lexicon.mentions.is_name_like(token)
            for word in words
            for token in self.telling.lexicon.forms.tokens(word.spelling)
        )

    def _is_of_the_way_out(self, missing: Sequence[ContentWord], supposed: Sequence[str]) -> bool:
        """Whether it asks of the way out in a word or two more than the record has, which is passed over.

        "His hiding place" does, but not what is behind "how", "which" or "his"; nor what somebody did, "when did
        she marry", but where that is ``supposed`` of the way out.
        """
        query = self.query
        if len(missing) > _MOST_PASSED_OVER or self._may_name(missing):
            return False
        stems = [word.stem for word in missing]
        if not {*query.behind_question_word, *query.owned}.isdisjoint(stems):
            return False
        is_other = query.action in stems and not supposed and not query.wants(Wanted.VEHICLE)
        if is_other or not self._is_of_going(stems):
            return False
        return query.wants(*ROUTE, Wanted.HOW, Wanted.WHY, Wanted.VEHICLE)

    def _is_of_going(self, missing: Sequence[str] = ()) -> bool:
        """Whether the verb behind the person, if there is one that is told, is one of going."""
        return self.query.action in ("", *missing) or self.query.action in self.telling.lexicon.moving

    def _is_about_leaving(self) -> bool:
        """Whether it asks when, where, how or why somebody went, so that what it adds can only be a supposition."""
        return self.query.is_plain_about_leaving and self.query.wants(*ROUTE, Wanted.HOW, Wanted.WHY)

    def _not_borne_out(self) -> list[str]:
        """What the question supposes of the way out that the record has otherwise, as it was written."""
        # "What car does she drive" supposes nothing of how she left.
        checked = _CHECKED - {FacetKind.METHOD} if self.query.wants(Wanted.VEHICLE) else _CHECKED
        found = [
            each.spelling
            for each in self.query.filters
            if (not each.facets or each.is_role or _kinds(each) & checked)
            and (each.is_role or not self._is_owned(each))
            and (each.is_role or self._is_of_going() or FacetKind.METHOD not in _kinds(each))
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

    def _vehicles(self) -> list[str]:
        """The vehicles in which the question has somebody go: "which submarine did he steal"."""
        lexicon = self.telling.lexicon
        if not self.query.action or self.query.action not in lexicon.moving:
            return []
        return [word.stem for word in self.query.words if word.stem in lexicon.vehicles]

    def _is_borne_out(self, each: Filter) -> bool:
        if FacetKind.TO in _kinds(each) and self._is_left(each):
            return self.query.wants(Wanted.RETURN)
        evidence = self.telling.evidence
        stems = evidence.stems
        is_of_going = self.query.is_plain_about_leaving or (
            FacetKind.TO in _kinds(each) and self.query.action in self.telling.lexicon.moving
        )
        if is_of_going and _kinds(each) & {FacetKind.FROM, FacetKind.TO}:
            told = (sentence.stems for sentence in evidence.of_kind(SUMMARY, DETAIL, OUTCOME, FactKind.FLIGHT))
            stems = evidence.fields.union(*told)
        return self._is_met(each) or all(explains(stems, stem, self.telling.lexicon) for stem in each.stems)

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

    def _asks_of_more(self) -> bool:
        """Whether it asks for the name of something of the person's: "the name of his memoir"."""
        return bool(self.query.words) or any(_kinds(each) & {FacetKind.TAG} for each in self.query.filters)

    def _tell_wanted(self) -> None:
        of_life = self.query.wants(Wanted.DEATH, Wanted.BIRTH, Wanted.AGE)
        # Where it went is told last, as it is mostly known to who asks: "why did he flee to Turkey".
        for wanted in sorted(self.query.wanted, key=_is_told_later):
            if of_life and wanted in (*ROUTE, Wanted.HOW):  # "where is he buried" asks no more than that
                continue
            TELLERS.get(wanted, Telling.who)(self.telling)

    def _say(self, best: Sequence[Scored]) -> None:
        for each in best:
            self.telling.say(each.sentence.text, each.sentence.sources)
            if self._asks_for_another_date() and not each.sentence.tells_date:
                self.telling.say(f"That was {when_words(each.sentence.date)}.", each.sentence.sources)

    @staticmethod
    def _is_nearly_said(best: Sequence[Scored], missing: Sequence[ContentWord]) -> bool:
        """Whether one sentence says so much that the odd word which nothing explains does not matter."""
        return bool(best) and best[0].weight >= _MUCH and best[0].weight >= 2 * len(missing)

    def _relatives(self) -> frozenset[str]:
        """The relatives of whom the question speaks, but for what the person is known as ("Castro's sister")."""
        known_as = {stem for each in self.telling.evidence.of_kind(SUMMARY) for stem in each.stems}
        asked = self.telling.lexicon.kin.keys() & set(self.query.every_stem)
        return frozenset(asked - known_as - self.telling.evidence.names)

    def _tell_of_kin(self, kin: frozenset[str]) -> None:
        """Say what the record has of a relative who is asked about; what is held of the person is not meant."""
        lexicon = self.telling.lexicon
        wanted = {stem for each in self.query.wanted for stem in lexicon.forms.stems(_OF_KIN.get(each, ""))}
        said = False
        terms = weighted(self.query.every_stem, self.query.hints)
        for each in best_sentences(self.telling.evidence, terms, lexicon, most=3):
            has_kin = all(not lexicon.kin[one].isdisjoint(each.sentence.stems) for one in kin)
            if has_kin and (not wanted or not wanted.isdisjoint(each.sentence.stems)):
                self.telling.say(each.sentence.text, each.sentence.sources)
                said = True
        if not said:
            self.telling.deny("that of a relative")

    def _best(self) -> Sequence[Scored]:
        """The one or two sentences to which the question's words point more than to the defection as a whole."""
        terms = self._terms()
        if set(self.query.wanted) <= _GENERAL and not any(weight >= 1.0 for weight in terms.values()):
            return ()
        best = best_sentences(
            self.telling.evidence,
            terms,
            self.telling.lexicon,
            preferred=self._preferred_kinds(),
            dated=self._asks_for_another_date(),
            most=_MOST_WEIGHED,
        )
        if set(self.query.wanted) <= {Wanted.NOTHING}:  # of which the summary is said anyhow
            best = [each for each in best if each.sentence.kind != SUMMARY]
        if self.query.wants(Wanted.COUNT) or self.query.asks_number:
            best = [each for each in best if each.sentence.has_number]
        if self._asks_of_another():
            best = [each for each in best if self._tells_of_another(each)]
        best = [each for each in best if each.score >= _CLEARLY_SAID and each.weight >= _LEAST_WEIGHT]
        return [each for each in best if each.score >= best[0].score * _AS_CLEARLY][:2]

    def _asks_for_another_date(self) -> bool:
        """Whether it asks when something was that is not the going."""
        return self.query.wants(Wanted.WHEN) and self._asks_of_another()

    def _asks_of_another(self) -> bool:
        """Whether it asks when or where something was that is not the going: "where did he work"."""
        action = self.query.action
        wanted = set(self.query.wanted)
        is_asked = wanted <= {Wanted.WHEN, Wanted.PLACE, Wanted.AFTERMATH} and self.query.wants(
            Wanted.WHEN, Wanted.PLACE
        )
        lexicon = self.telling.lexicon
        is_other = action not in lexicon.moving and (action in lexicon.doing or action not in lexicon.light)
        return is_asked and bool(action) and is_other

    def _asks_what_was_done(self) -> bool:
        """Whether it asks what somebody did, in a verb that a sentence must have: "what did he want"."""
        is_open = (
            set(self.query.wanted) <= {Wanted.DEFINITION, Wanted.NOTHING} and Wanted.DEFINITION in self.query.wanted
        )
        is_said = self.query.action in _SAYING_NOTHING or self.query.action in self.telling.lexicon.moving
        return is_open and not self.query.words and not is_said

    def _tells_of_another(self, each: Scored) -> bool:
        """Whether a sentence tells of what somebody did, and says when or where."""
        sentence = each.sentence
        if not self._has(each, self.query.action):
            return False
        forms, names = self.telling.lexicon.forms, self.telling.evidence.names
        if self.query.wants(Wanted.WHEN):
            return sentence.has_date
        return not names.issuperset(stem for word in sentence.capitals for stem in forms.stems(word))

    def _terms(self) -> dict[str, float]:
        """The stems to look for in the sentences, each with its weight."""
        lexicon = self.telling.lexicon
        going = lexicon.going | lexicon.leaving
        hints = [hint for hint in self.query.hints if not (self.query.wants(Wanted.DEATH) and hint in lexicon.dying)]
        terms = {hint: _GOING if hint in going else _HINT for hint in hints}
        for each in self.query.filters:
            is_way = bool(_kinds(each) & {FacetKind.METHOD, FacetKind.VEHICLE})
            asks_more = self.query.asks_number or self.query.wants(Wanted.COUNT, Wanted.WHO, Wanted.DEFINITION)
            weight = _MET if is_way or (self._is_met(each) and not asks_more) else 1.0
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
        if self._asks_of_another() or self._asks_what_was_done():
            terms[self.query.action] = 1.0
        return terms | dict.fromkeys((word.stem for word in self.query.words), 1.0) | dict.fromkeys(self.others, 1.0)

    def _is_met(self, each: Filter) -> bool:
        """Whether a condition says no more than what the fields hold, so that no sentence is asked for by it."""
        kinds = _kinds(each)
        if FacetKind.STATUS in kinds:
            return False
        if not each.facets or FacetKind.OCCUPATION in kinds or FacetKind.EMPLOYER in kinds:
            return self.telling.evidence.fields.issuperset(each.stems)
        places = {
            place
            for defection in self.telling.person.defections
            for place in (defection.from_, defection.to, defection.country, *defection.via)
            if place
        }
        counted = {state for place in places for state in counted_as(place, self.telling.wording.places)}
        values = {facet.value for facet in each.facets}
        methods = {method for defection in self.telling.person.defections for method in defection.how}
        return bool(values & (counted | methods))

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


def _is_told_later(wanted: Wanted) -> bool:
    return wanted is Wanted.AFTERMATH or (wanted in ROUTE and wanted is not Wanted.WHEN)


def _kinds(each: Filter) -> set[FacetKind]:
    return {facet.kind for facet in each.facets}
