"""What a question asks so definitely of a life that a field next to it is no answer: of what somebody died, a grave."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.knowledge.asking.evidence import DETAIL, OUTCOME, SUMMARY
from bot.knowledge.asking.matching import Scored, explains
from bot.knowledge.asking.pointing import Pointing
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.telling import NOT_BY_CHOICE, Telling
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.records import FactKind

_LONG_ENOUGH = 5
"""Letters of a word of which others may be made: "Zimmerstraße"."""

_OF_THE_WAY_OUT = (SUMMARY, DETAIL, OUTCOME, FactKind.FLIGHT)


class Untold(msgspec.Struct, frozen=True):
    """One question about one person, of whom the record has less than it asks for."""

    query: Query
    telling: Telling
    pointing: Pointing

    def what(self, best: Sequence[Scored]) -> str:
        """What of the question neither the record nor the ``best`` sentences tell; "" if that is nothing."""
        query, lexicon = self.query, self.telling.lexicon
        if self._is_of_no_such_kind() or self._is_of_no_such_deed(best):
            return "that"
        if query.wants(Wanted.VEHICLE) and self._is_of_no_ride():
            return "that"
        if query.wants(Wanted.VEHICLE) and self._lacks_vehicle():
            return "in or with what that was"
        if self._is_of_no_such_thing(best):
            return "that"
        if query.wants(Wanted.BIRTH) and self._tells_no_birth():
            return "anything about the birth"
        if query.asks_cause and not self._tells_of_a_death():
            return "of what or how the death came"
        of_burial = query.wants(Wanted.DEATH) and not lexicon.burial.isdisjoint(query.hints)
        if of_burial and not self._has_any(lexicon.burial):
            return "where the grave is"
        if query.wants(Wanted.WHY) and self._gives_no_reason(best):
            return "why"
        if set(query.wanted) == {Wanted.VIA} and not best and not any(each.via for each in self.telling.defections()):
            return "through where"
        if self.asks_age_at_another_time() and not self.ages(best):
            return "at what age that was"
        if query.wants(Wanted.DEFINITION) and self._is_of_words_not_said(best):
            return "that"
        return ""

    def _is_of_no_such_kind(self) -> bool:
        """Whether it asks "which hotel", and the record speaks of none."""
        lexicon, asked, stems = self.telling.lexicon, self.query.asked_noun, self.telling.evidence.stems
        if asked not in lexicon.told_by_kind:
            return False
        meant = lexicon.kinds(asked)
        long = tuple(each for each in meant if len(each) >= _LONG_ENOUGH)
        return meant.isdisjoint(stems) and not any(stem.endswith(long) for stem in stems)

    def _is_of_no_such_deed(self, best: Sequence[Scored]) -> bool:
        """Whether it asks which of something somebody did something to, and no sentence tells that they did."""
        query, lexicon = self.query, self.telling.lexicon
        is_deed = bool(query.asked_noun) and any(word.stem == query.action for word in query.words)
        return is_deed and not any(self._is_done(each, lexicon.plainly(query.action)) for each in best)

    @staticmethod
    def _is_done(each: Scored, meant: frozenset[str]) -> bool:
        return not meant.isdisjoint(each.sentence.stems)

    def _is_of_no_such_thing(self, best: Sequence[Scored]) -> bool:
        """Whether it asks "what song", and no sentence has to do with one."""
        query, asked = self.query, self.query.asked_noun
        is_word = any(word.stem == asked for word in query.words)
        is_open = set(query.wanted) <= {Wanted.DEFINITION, Wanted.WHO, Wanted.NOTHING}
        named_by = self.telling.lexicon.named_by - self.telling.lexicon.light
        return is_open and is_word and asked in named_by and not best

    def _lacks_vehicle(self) -> bool:
        """Whether it asks "which airline", and the record tells neither of one nor in what the person went."""
        lexicon, asked = self.telling.lexicon, self.query.asked_noun
        if asked not in lexicon.vehicles or any(each.vehicle for each in self.telling.defections()):
            return False
        meanings = lexicon.meanings(asked)
        return not any(not meanings.isdisjoint(each.stems) for each in self.telling.evidence.sentences)

    def _is_of_no_ride(self) -> bool:
        """Whether what somebody did, in a question about a vehicle, is nothing that one does with it."""
        lexicon, action = self.telling.lexicon, self.query.action
        return bool(action) and action not in lexicon.moving and action not in lexicon.vehicles

    def _gives_no_reason(self, best: Sequence[Scored]) -> bool:
        """Whether nobody tells why they went, no sentence has a word of reasons, and none a cause of what is asked."""
        if any(self.pointing.gives_cause(each) for each in best):
            return False
        return not self.telling.reasons and self.telling.person.main_defection.status not in NOT_BY_CHOICE

    def _tells_of_a_death(self) -> bool:
        evidence = self.telling.evidence
        ways = self.telling.lexicon.ways_to_die
        told = evidence.of_kind(*_OF_THE_WAY_OUT, FactKind.AFTERMATH, FactKind.RETURN)
        return bool(evidence.of_kind(FactKind.DEATH)) or any(not ways.isdisjoint(each.stems) for each in told)

    def _tells_no_birth(self) -> bool:
        lexicon = self.telling.lexicon
        of_kin = not lexicon.kin.keys().isdisjoint(self.query.stems)
        return not of_kin and self.telling.person.born is None and not self._has_any(frozenset(lexicon.told.born))

    def _has_any(self, stems: frozenset[str]) -> bool:
        return any(not stems.isdisjoint(each.stems) for each in self.telling.evidence.sentences)

    def ages(self, best: Sequence[Scored]) -> list[Scored]:
        """Those of the ``best`` sentences that say how old somebody was at what the question tells of."""
        words = [word.stem for word in self.query.words]
        return [each for each in best if each.sentence.has_age and all(self.pointing.has(each, stem) for stem in words)]

    def asks_age_at_another_time(self) -> bool:
        """Whether it asks an age at something that is not said of the way out: "how old was she when she wed"."""
        query, evidence = self.query, self.telling.evidence
        if not query.wants(Wanted.AGE) or query.speaks_of_going or query.is_about_leaving:
            return False
        stems = evidence.fields.union(*(each.stems for each in evidence.of_kind(*_OF_THE_WAY_OUT)))
        return not all(explains(stems, word.stem, self.telling.lexicon) for word in query.words)

    def _is_of_words_not_said(self, best: Sequence[Scored]) -> bool:
        """Whether it asks what somebody said or thought, or what something else was, of which no sentence is."""
        action = self.query.action
        if action in self.telling.lexicon.speaking:
            return not any(self.pointing.has(each, action) for each in best)
        return bool(self.query.words) and not best and set(self.query.wanted) == {Wanted.DEFINITION}
