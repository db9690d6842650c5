"""One person's record as it is told, in sentences: what every answer about somebody says or denies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from bot.knowledge.asking.evidence import SUMMARY, WHY, Evidence, Sentence
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.matching import best_sentences, weighted
from bot.knowledge.asking.reply import Reply
from bot.knowledge.asking.sentences import defection_sentence
from bot.knowledge.records import Defection, FactKind, Person, Status
from bot.knowledge.selection import Years
from bot.knowledge.wording import Wording

_MOST_SENTENCES = 4
_MOST_DEFECTIONS = 2
NOT_BY_CHOICE = frozenset({Status.ABDUCTED, Status.FORCED})


class Telling(msgspec.Struct):
    """One person's record, while sentences from it are added to ``reply``."""

    evidence: Evidence
    person: Person
    years: Years | None
    lexicon: Lexicon
    wording: Wording
    reply: Reply
    lead: str = ""
    """What the next sentence begins with: "No: "."""

    def say(self, text: str, sources: tuple[str, ...] = ()) -> None:
        """Add a sentence, if there is room for it."""
        if len(self.reply.sentences) < _MOST_SENTENCES:
            self.reply.say(f"{self.lead}{text}", self.person, sources)
            self.lead = ""

    def confirm(self, is_so: bool) -> None:
        """Begin what is said next with a yes or a no."""
        self.lead = "Yes: " if is_so else "No: "

    def summary(self) -> None:
        """Who they were, in short."""
        self.say(f"{self.person.name}: {self.person.summary}.")

    def attempt(self, defection: Defection) -> None:
        """One of several ways out, how exactly, and what came of it."""
        self.say(defection_sentence(self.person, defection, self.wording), defection.sources)
        for text in filter(None, (defection.detail, defection.outcome)):
            self.say(text, defection.sources)

    def say_kinds(self, *kinds: str, most: int = 1) -> bool:
        """Add the first sentences of these kinds; whether there were any."""
        found = self.evidence.of_kind(*kinds)[:most]
        for sentence in found:
            self.say(sentence.text, sentence.sources)
        return bool(found)

    def deny(self, what: str) -> None:
        """Say that the record has nothing of what was asked, unless something of use was said already."""
        if not self.reply.answered:
            self.reply.deny(f"My records do not say {what} of {self.person.name}.", self.person)

    def defections(self) -> Sequence[Defection]:
        """Those that the question may mean: of the years that it names, else all."""
        years = self.years
        if years is None:
            return self.person.defections
        named = [
            each
            for each in self.person.defections
            if each.date
            and (years.first is None or each.date.last.year >= years.first)
            and (years.last is None or each.date.year <= years.last)
        ]
        return named or self.person.defections

    def who(self) -> None:
        """The summary, and what they did."""
        self.summary()
        self.route()

    def route(self, lead: str = "") -> None:
        """From where to where, when and where, and whether it succeeded."""
        for defection in self.defections()[:_MOST_DEFECTIONS]:
            text = defection_sentence(self.person, defection, self.wording)
            if not any(sentence.endswith(text) for sentence in self.reply.sentences):
                self.say(lead + text, defection.sources)
            lead = ""

    @property
    def reasons(self) -> list[Sentence]:
        """The sentences that may tell why."""
        told = (each for each in self.evidence.sentences if each.kind != SUMMARY)
        return [each for each in told if each.kind == WHY or not self.lexicon.reasons.isdisjoint(each.stems)]

    def say_of(self, *groups: Collection[str], preferred: Collection[str] = ()) -> bool:
        """Add the sentence that has most of the first of ``groups`` of stems of which one has any; whether one has."""
        for stems in groups:
            found = best_sentences(self.evidence, weighted(stems), self.lexicon, preferred=preferred)
            told = [each.sentence for each in found if not each.sentence.stems.isdisjoint(stems)]
            if told:
                self.say(told[0].text, told[0].sources)
                return True
        return False

    def disputes_of(self, about: str) -> None:
        """Add where sources disagree of one thing."""
        for sentence in self.evidence.of_kind(FactKind.DISPUTE):
            if sentence.about == about:
                self.say(sentence.text, sentence.sources)
