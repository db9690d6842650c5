"""What a person's record says to each thing that may be wanted, in sentences. An empty field is a denial."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from bot.knowledge.asking.evidence import DETAIL, FACTS_OF_LATER, OUTCOME, SUMMARY, WHY, Evidence, Sentence
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.matching import best_sentences, weighted
from bot.knowledge.asking.reply import Reply
from bot.knowledge.asking.sentences import defection_sentence, life_words, vehicle_sentence
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.dates import HistoricalDate
from bot.knowledge.facets import FacetKind
from bot.knowledge.records import Defection, FactKind, Person, Status
from bot.knowledge.selection import Years
from bot.knowledge.wording import Wording, and_list, counted

_MOST_SENTENCES = 4
_MOST_DEFECTIONS = 2
NOT_BY_CHOICE = frozenset({Status.ABDUCTED, Status.FORCED})
_HONOURED = "medal title prize award champion champions championship honour honoured hero"
_YEAR = re.compile(r"\d{4}")


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

    # What is wanted

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

    def origin(self) -> None:
        """From where to where, and where they were born: "where is she from" may mean either."""
        self.route()
        if self.person.born is not None and (self.person.born.place or self.person.born.country):
            self.birth()

    def place(self) -> None:
        """The same, and how exactly."""
        self.route()
        self.say_kinds(DETAIL)

    def how(self) -> None:
        """In what, and how exactly; where that is not told, by which ways, and the route."""
        main = self.defections()[0]
        if main.vehicle and "flew" in main.how:
            self.say(vehicle_sentence(self.person, main), main.sources)
        if not self.say_kinds(DETAIL) and main.how:
            self.say(f"How {self.person.name} left: {self.wording.methods_used(main)}.", main.sources)
        self.say_kinds(FactKind.FLIGHT)
        self.route()

    def vehicle(self) -> None:
        """In or with what."""
        used = [defection for defection in self.defections() if defection.vehicle]
        for defection in used:
            self.say(vehicle_sentence(self.person, defection), defection.sources)
        told = best_sentences(self.evidence, weighted(self.lexicon.vehicles), self.lexicon, preferred=(DETAIL,))
        told = [each for each in told if each.sentence.kind in (DETAIL, FactKind.FLIGHT)]
        if not used and not told:
            self.deny("in or with what that was")
            return
        for each in told:
            self.say(each.sentence.text, each.sentence.sources)
        self.how()

    def why(self) -> None:
        """What they said, and what others hold; else sentences that give a reason."""
        if self.say_kinds(WHY, most=2):
            return
        reasons = self.reasons
        for sentence in reasons[:2]:
            self.say(sentence.text, sentence.sources)
        if not reasons and self.person.main_defection.status in NOT_BY_CHOICE:
            self.route()
        elif not reasons:
            self.deny("why")

    @property
    def reasons(self) -> list[Sentence]:
        """The sentences that may tell why."""
        told = (each for each in self.evidence.sentences if each.kind != SUMMARY)
        return [each for each in told if each.kind == WHY or not self.lexicon.reasons.isdisjoint(each.stems)]

    def via(self) -> None:
        """Through where, if that is told: a sentence of the way may have it too."""
        through = self.lexicon.roles[FacetKind.VIA]
        told = any(not through.isdisjoint(each.stems) for each in self.evidence.of_kind(DETAIL, FactKind.FLIGHT))
        if told or any(defection.via for defection in self.person.defections):
            self.place()
        else:
            self.deny("through where that was")

    def birth(self) -> None:
        """When and where they were born."""
        born = self.person.born
        if born is None:
            self.deny("anything about the birth")
            return
        was = "were" if self.person.is_group else "was"
        self.say(f"{self.person.name} {was} born {life_words(born, self.wording)}.", born.sources)
        self._disputes("born")

    def death(self) -> None:
        """When, where and of what they died, and at what age."""
        died = self.person.died
        facts = self.evidence.of_kind(FactKind.DEATH)
        if died is not None:
            age = years_between(self.person.born.date, died.date) if self.person.born else None
            aged = f", aged {age}" if age else ""
            self.say(f"{self.person.name} died {life_words(died, self.wording)}{aged}.", died.sources)
        for sentence in facts[:2]:
            self.say(sentence.text, sentence.sources)
        if died is not None and self.person.main_defection.status is Status.ATTEMPTED:
            self.say_kinds(DETAIL)
        self._disputes("died")
        if died is None and not facts and not self._say_of("survive", "dead died"):
            self.deny("anything about a death")

    def _say_of(self, *words: str) -> bool:
        """Add the sentence that has most of the first of ``words`` of which one has any; whether one has."""
        for stems in map(self.lexicon.forms.stems, words):
            found = best_sentences(self.evidence, weighted(stems), self.lexicon)
            told = [each.sentence for each in found if not each.sentence.stems.isdisjoint(stems)]
            if told:
                self.say(told[0].text, told[0].sources)
                return True
        return False

    def age(self) -> None:
        """How old they were at the defection."""
        born = self.person.born.date if self.person.born else None
        for defection in self.defections()[:1]:
            age = years_between(born, defection.date)
            if age is not None:
                self.say(f"{self.person.name} was {age} years old at the time.", defection.sources)
                self.route()
                return
        told = best_sentences(self.evidence, weighted(self.lexicon.forms.stems("aged old")), self.lexicon)
        if told:
            self.say(told[0].sentence.text, told[0].sentence.sources)
        else:
            self.deny("at what age that was")

    def aftermath(self) -> None:
        """What followed."""
        for sentence in self._of_years():
            self.say(sentence.text, sentence.sources)
        if self.person.main_defection.status is not Status.COMPLETED:
            self.route()
        self.say_kinds(OUTCOME)
        for kind in FACTS_OF_LATER:
            self.say_kinds(kind)
        self.deny("what followed")

    def _of_years(self) -> list[Sentence]:
        """The facts of the years that the question names, by what they say themselves."""
        years = self.years
        if years is None:
            return []
        said = [
            (sentence, [int(stem) for stem in sentence.stems if _YEAR.fullmatch(stem)])
            for sentence in self.evidence.of_kind(*FACTS_OF_LATER)
        ]
        first, last = years.first or -9999, years.last or 9999
        # "After 1997" means what happened in that year too, when it says nothing else.
        return [sentence for sentence, told in said if any(first - 1 <= year <= last for year in told)]

    def before(self) -> None:
        """What they had done until then."""
        if not self.say_kinds(FactKind.BEFORE, most=2):
            self.who()

    def honours(self) -> None:
        """How they were honoured."""
        if not self.say_kinds(FactKind.HONOUR, most=2) and not self._say_of(_HONOURED):
            self.deny("anything of an honour")

    def disputes(self) -> None:
        """Where sources disagree."""
        if not self.say_kinds(FactKind.DISPUTE, most=2):
            self.deny("that anything is disputed")

    def returning(self) -> None:
        """Whether they came back: what is told of it, or that nothing is."""
        told = self.say_kinds(FactKind.RETURN, most=2)
        if any(each.status is Status.RETURNED for each in self.person.defections):
            self.route()
            self.say_kinds(OUTCOME)
        elif not told:
            self.route(lead="My records tell of no return: ")
            self.say_kinds(DETAIL, OUTCOME, most=2)

    def after_return(self) -> None:
        """What became of them once they were back."""
        if self.say_kinds(FactKind.RETURN, most=2) or self.person.main_defection.status is Status.RETURNED:
            self.say_kinds(OUTCOME)
            self.say_kinds(FactKind.AFTERMATH)
            self.say_kinds(FactKind.DEATH)
        else:
            self.returning()

    def success(self) -> None:
        """Whether they got away and stayed."""
        self.place()
        self.say_kinds(OUTCOME)
        self.say_kinds(FactKind.RETURN, FactKind.DEATH)

    def native_name(self) -> None:
        """The name in its own script."""
        if not self.person.native:
            self.other_names()
            return
        names = and_list(f"{name.text} ({name.language})" for name in self.person.native)
        self.say(f"{self.person.name} in the original script: {names}.")

    def other_names(self) -> None:
        """Other spellings and names."""
        named = best_sentences(
            self.evidence, weighted(self.lexicon.forms.stems("name surname pseudonym")), self.lexicon, most=2
        )
        if self.person.aliases:
            self.say(f"{self.person.name} is also written or called {and_list(self.person.aliases)}.")
        for each in named:
            self.say(each.sentence.text, each.sentence.sources)
        if not self.person.aliases and not named:
            self.deny("other names")

    def companions(self) -> None:
        """With whom they went."""
        names = [name for defection in self.person.defections for name in defection.companions]
        if names:
            self.say(f"{self.person.name} left together with {and_list(names)}.")
        self.place()

    def duration(self) -> None:
        """How long something took, or they stayed, where the return is dated."""
        left = self.person.main_defection.date
        for sentence in self.evidence.of_kind(FactKind.RETURN):
            years = years_between(left, sentence.date)
            if years is not None and self.person.main_defection.status is Status.RETURNED:
                self.say(f"Between leaving and returning lay {years} years.", sentence.sources)
                break
        units = self.lexicon.forms.stems("minutes hours days weeks months years")
        told = best_sentences(self.evidence, weighted(units), self.lexicon, preferred=(DETAIL, FactKind.FLIGHT), most=2)
        for each in told:
            self.say(each.sentence.text, each.sentence.sources)
        if not told and not self.evidence.of_kind(FactKind.RETURN) and self.person.died is None:
            self.deny("how long that was")
            return
        self.route()
        self.say_kinds(FactKind.RETURN, OUTCOME, FactKind.DEATH)

    def count(self) -> None:
        """How many a group were."""
        if self.person.size:
            self.say(f"{self.person.name}: {counted(self.person.size, 'person', 'people')}.")
            self.who()
        else:
            self.deny("such a number")

    def occupation(self) -> None:
        """What they were by trade, of which rank and where."""
        person = self.person
        told = [
            f"{person.name} by occupation: {and_list(self.wording.occupation(each) for each in person.occupations)}"
        ]
        if person.rank:
            told.append(f"rank: {person.rank}")
        if person.employer:
            told.append(f"served or worked with: {and_list(person.employer)}")
        self.say(f"{'; '.join(told)}.")
        self.say(f"{person.name}: {person.summary}.")

    def sources(self) -> None:
        """Where all this comes from."""
        titles = "; ".join(f"{source.title} ({source.publisher})" for source in self.person.sources)
        self.say(f"What I know of {self.person.name} comes from: {titles}.")

    def _disputes(self, about: str) -> None:
        for sentence in self.evidence.of_kind(FactKind.DISPUTE):
            if sentence.about == about:
                self.say(sentence.text, sentence.sources)


TELLERS: Mapping[Wanted, Callable[[Telling], None]] = {
    Wanted.WHO: Telling.who,
    Wanted.WHEN: Telling.route,
    Wanted.FROM: Telling.route,
    Wanted.TO: Telling.place,
    Wanted.VIA: Telling.via,
    Wanted.PLACE: Telling.place,
    Wanted.HOW: Telling.how,
    Wanted.VEHICLE: Telling.vehicle,
    Wanted.WHY: Telling.why,
    Wanted.BIRTH: Telling.birth,
    Wanted.DEATH: Telling.death,
    Wanted.AGE: Telling.age,
    Wanted.AFTERMATH: Telling.aftermath,
    Wanted.SUCCESS: Telling.success,
    Wanted.BEFORE: Telling.before,
    Wanted.RETURN: Telling.returning,
    Wanted.HONOURS: Telling.honours,
    Wanted.DISPUTES: Telling.disputes,
    Wanted.NATIVE_NAME: Telling.native_name,
    Wanted.OTHER_NAMES: Telling.other_names,
    Wanted.COMPANIONS: Telling.companions,
    Wanted.DURATION: Telling.duration,
    Wanted.COUNT: Telling.count,
    Wanted.OCCUPATION: Telling.occupation,
    Wanted.SOURCES: Telling.sources,
}
"""How each thing is told. What is missing here is told as who the person was."""


def years_between(earlier: HistoricalDate | None, later: HistoricalDate | None) -> str | None:
    """Whole years from one date to another: "29", "29 or 30", "about 30"; None where that can't be told."""
    if earlier is None or later is None:
        return None
    least = _whole_years(earlier.last.last_day(), later.start.first_day())
    most = _whole_years(earlier.start.first_day(), later.last.last_day())
    if most - least > 1:
        return f"about {(least + most) // 2}" if most - least < 12 else None
    if least == most:
        return f"about {most}" if earlier.approximate or later.approximate else str(most)
    return f"{least} or {most}"


def _whole_years(start: tuple[int, int, int], stop: tuple[int, int, int]) -> int:
    return stop[0] - start[0] - (stop[1:] < start[1:])
