"""The answer to a question about one person: what was asked for, a correction of what was supposed, or a denial."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.knowledge.asking.agents import tells_agent
from bot.knowledge.asking.evidence import DETAIL, OUTCOME, SUMMARY
from bot.knowledge.asking.fates import OTHERWISE, Fates
from bot.knowledge.asking.fields import Fields, countries_called
from bot.knowledge.asking.kin import relatives, tell_of_kin
from bot.knowledge.asking.later import after_return, returning
from bot.knowledge.asking.matching import Scored
from bot.knowledge.asking.named import naming
from bot.knowledge.asking.pointing import Pointing
from bot.knowledge.asking.premises import Premises
from bot.knowledge.asking.query import ContentWord, Query
from bot.knowledge.asking.sentences import when_words
from bot.knowledge.asking.tellers import TELLERS
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.untold import Untold
from bot.knowledge.asking.verdicts import Judging
from bot.knowledge.asking.wanted import ROUTE, Wanted
from bot.knowledge.asking.way_out import origin
from bot.knowledge.facets import FacetKind
from bot.knowledge.records import Status
from bot.knowledge.wording import and_list

_STRONG = 1.0
"""The weight of a content word: what only hints point to comes behind what the fields hold."""

_MUCH = 2.0

_FIELDS_FIRST = frozenset(
    {Wanted.BIRTH, Wanted.AGE, Wanted.NATIVE_NAME, Wanted.OTHER_NAMES, Wanted.OCCUPATION, Wanted.SOURCES}
)
"""What is answered from a field, whatever else the question says."""

_FIELDS = frozenset(
    {Wanted.WHY, Wanted.DEATH, Wanted.VEHICLE, Wanted.DURATION, Wanted.HOW,
     Wanted.AFTERMATH, Wanted.SUCCESS, Wanted.COMPANIONS, Wanted.BEFORE, Wanted.RETURN, Wanted.HONOURS, Wanted.DISPUTES}
)  # fmt: skip
"""What is answered from a field too, behind the sentences that the words point to."""


class PersonAnswering(msgspec.Struct, frozen=True):
    """One question about one person."""

    query: Query
    telling: Telling
    others: tuple[str, ...] = ()
    """Stems of the surnames of the others whom the question names."""

    @property
    def _premises(self) -> Premises:
        return Premises(self.query, self.telling)

    @property
    def _pointing(self) -> Pointing:
        return Pointing(self.query, self.telling, self.others)

    @property
    def _untold(self) -> Untold:
        return Untold(self.query, self.telling, self._pointing)

    def answer(self) -> None:
        """Say what was asked for, correct what was supposed, or deny."""
        best = self._pointing.best()
        supposed = self._premises.not_borne_out()
        if namesake := self._premises.another_is_meant():
            name = self.telling.person.name
            self.telling.reply.deny(f"I know of {name}, but of no “{namesake}” of this name.", self.telling.person)
            return
        if self._is_decided(is_borne_out=not supposed):
            if self._asks_of_return():
                self._say(best)
            else:
                self._tell(best)
            return
        if self._is_otherwise():
            return
        if missing := self._not_known(best, supposed):
            spelled = " ".join(word.spelling for word in missing)
            self.telling.reply.deny(
                f"I know of {self.telling.person.name}, but my records say nothing of “{spelled}” there.",
                self.telling.person,
            )
            return
        if supposed:
            self._correct(supposed)
        if denied := self._not_told(best):
            self.telling.deny(denied)
        else:
            self._answer(best)
        if supposed:
            self.telling.say_kinds(OUTCOME)

    def _is_decided(self, *, is_borne_out: bool) -> bool:
        """Whether the record says yes or no to what the question wants confirmed of this person; it is said then."""
        claim, telling = self.query.claim, self.telling
        if claim is None or (self.query.people and all(each.id != telling.person.id for each in self.query.people[0])):
            return False
        if held := Fields(self.query, claim, telling, is_borne_out).held():
            telling.confirm(held.is_so)
            held.tell(telling)
            return True
        called = countries_called(self.query.filters, telling)
        verdict = Judging(claim, telling.evidence, telling.lexicon, called).verdict()
        if verdict is not None:
            telling.say(verdict.text, verdict.sentence.sources)
        return verdict is not None

    def _is_otherwise(self) -> bool:
        """Whether the record tells otherwise what the question takes for granted; it is said then."""
        claim, telling = self.query.supposition, self.telling
        if claim is not None:
            held = Fields(self.query, claim, telling, True).held()
            if held is not None and not held.is_so and held.tell is not Telling.route:
                telling.lead = OTHERWISE
                held.tell(telling)
                telling.say_kinds(OUTCOME)
                return True
            called = countries_called(self.query.filters, telling)
            verdict = Judging(claim, telling.evidence, telling.lexicon, called).verdict()
            if verdict is not None and not verdict.is_so:
                telling.lead = OTHERWISE
                telling.say(verdict.sentence.text, verdict.sentence.sources)
                telling.route()
                return True
        fates = Fates(self.query, telling)
        if fates.is_wrong():
            fates.tell()
            return True
        return False

    def _not_known(self, best: Sequence[Scored], supposed: Sequence[str]) -> list[ContentWord]:
        """The words for which the question has to be refused, as the record explains none of them."""
        premises = self._premises
        missing = premises.missing()
        is_wrong = bool(supposed) and premises.is_refutable(supposed) and not premises.may_name(missing)
        is_attribute = any(word.stem in self.telling.lexicon.attributes for word in missing)
        if is_attribute and not (is_wrong and self.query.states_first):  # what is stated wrongly is put right first
            return missing
        is_borne = self._is_nearly_said(best, missing) or premises.is_about_leaving()
        return [] if is_wrong or is_borne or premises.is_of_the_way_out(missing, supposed) else missing

    def _not_told(self, best: Sequence[Scored]) -> str:
        """What is asked so definitely that none of the ``best`` sentences tells it; "" if there is nothing such."""
        query, pointing = self.query, self._pointing
        if query.named_of:
            return "" if naming(query.named_of, self.telling) else "that name"
        asks_number = query.asks_number and not query.wants(Wanted.AGE, Wanted.DURATION, Wanted.COUNT)
        if asks_number and not best:
            return "how much or how far"
        if untold := self._untold.what(best):
            return untold
        if query.wants(Wanted.DEATH) and not self.telling.lexicon.burial.isdisjoint(query.hints):
            return ""
        if pointing.asks_what_was_done() and not any(pointing.has(each, query.action) for each in best):
            return "that"
        if query.wants(Wanted.VEHICLE) and query.wants(Wanted.AFTERMATH):  # "what car does he drive now"
            return "" if any(pointing.has(each, query.asked_noun) for each in best) else "in or with what that is"
        if pointing.asks_of_another():
            return "" if best else "when or where that was"
        if pointing.asks_whether_it_was_done() and not pointing.tells(query.action):
            return "that"
        if query.agent and not any(tells_agent(each.sentence, query.agent, self.telling) for each in best):
            return "that"
        if query.another and not any(pointing.names_another(each) for each in best):
            return "who that was"
        return ""

    def _answer(self, best: Sequence[Scored]) -> None:
        """Say what the record has of what was asked, which nothing forbids."""
        if self.query.named_of:
            for sentence in naming(self.query.named_of, self.telling)[:2]:
                self.telling.say(sentence.text, sentence.sources)
        elif self._untold.asks_age_at_another_time():
            self._say(self._untold.ages(best))
        elif self._pointing.asks_of_another():
            self._say(best)
        elif self._pointing.asks_whether_it_was_done() and any(
            self._pointing.has(each, self.query.action) for each in best
        ):
            self._tell(best)
        elif self._asks_of_return():
            if self.query.wants(Wanted.AFTERMATH):
                after_return(self.telling)
            else:
                returning(self.telling)
        elif kin := relatives(self.query, self.telling):
            tell_of_kin(self.query, self.telling, kin)
        else:
            self._tell(best)

    def _correct(self, supposed: Sequence[str]) -> None:
        """Say what the record has instead of what was ``supposed``: of a role who it was, else the way out."""
        lead = f"My records do not bear out {and_list(f'“{each}”' for each in supposed)}: "
        if any(each.is_role for each in self._premises.filters_of(supposed)):
            self.telling.say(f"{lead}{self.telling.person.name}: {self.telling.person.summary}.")
            lead = ""
        self.telling.route(lead=lead)
        self.telling.say_kinds(DETAIL)
        if self.query.states_first:
            self._say(self._pointing.best()[:1])

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

    def _asks_of_more(self) -> bool:
        """Whether it asks for the name of something of the person's: "the name of his memoir"."""
        return bool(self.query.words) or any(each.kinds & {FacetKind.TAG} for each in self.query.filters)

    def _tell_wanted(self) -> None:
        of_life = self.query.wants(Wanted.DEATH, Wanted.BIRTH, Wanted.AGE)
        # Where it went is told last, as it is mostly known to who asks: "why did he flee to Turkey".
        for wanted in sorted(self.query.wanted, key=_is_told_later):
            if of_life and wanted in (*ROUTE, Wanted.HOW):  # "where is he buried" asks no more than that
                continue
            if wanted is Wanted.DEFINITION and self.query.wants(Wanted.COUNT):  # "what's the tail number"
                continue
            if wanted is Wanted.FROM and not self.query.speaks_of_going:
                origin(self.telling)
            else:
                TELLERS.get(wanted, Telling.who)(self.telling)

    def _say(self, best: Sequence[Scored]) -> None:
        for each in best:
            self.telling.say(each.sentence.text, each.sentence.sources)
            if self._pointing.asks_for_another_date() and not each.sentence.tells_date:
                self.telling.say(f"That was {when_words(each.sentence.date)}.", each.sentence.sources)

    @staticmethod
    def _is_nearly_said(best: Sequence[Scored], missing: Sequence[ContentWord]) -> bool:
        """Whether one sentence says so much that the odd word which nothing explains does not matter."""
        return bool(best) and best[0].weight >= _MUCH and best[0].weight >= 2 * len(missing)


def _is_told_later(wanted: Wanted) -> bool:
    return wanted is Wanted.AFTERMATH or (wanted in ROUTE and wanted is not Wanted.WHEN)
