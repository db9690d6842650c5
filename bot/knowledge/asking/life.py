"""What a person's record tells of their life: birth, death, trade, honours, names. An empty field is a denial."""

from __future__ import annotations

from bot.knowledge.asking.evidence import DETAIL, FACTS_OF_LATER, OUTCOME
from bot.knowledge.asking.matching import best_sentences, weighted
from bot.knowledge.asking.sentences import life_words, years_between
from bot.knowledge.asking.telling import Telling
from bot.knowledge.records import FactKind, Status
from bot.knowledge.wording import and_list


def birth(telling: Telling) -> None:
    """When and where they were born."""
    born = telling.person.born
    if born is None:
        telling.deny("anything about the birth")
        return
    was = "were" if telling.person.is_group else "was"
    telling.say(f"{telling.person.name} {was} born {life_words(born, telling.wording)}.", born.sources)
    telling.disputes_of("born")


def death(telling: Telling) -> None:
    """When, where and of what they died, and at what age."""
    died = telling.person.died
    facts = telling.evidence.of_kind(FactKind.DEATH)
    if died is not None:
        age = years_between(telling.person.born.date, died.date) if telling.person.born else None
        aged = f", aged {age}" if age else ""
        telling.say(f"{telling.person.name} died {life_words(died, telling.wording)}{aged}.", died.sources)
    for sentence in facts[:2]:
        telling.say(sentence.text, sentence.sources)
    if died is not None and telling.person.main_defection.status is Status.ATTEMPTED:
        telling.say_kinds(DETAIL)
    telling.disputes_of("died")
    told, later = telling.lexicon.told, (OUTCOME, *FACTS_OF_LATER)
    if died is None and not facts and not telling.say_of(told.surviving, told.dead, preferred=later):
        telling.deny("anything about a death")


def age(telling: Telling) -> None:
    """How old they were at the defection."""
    born = telling.person.born.date if telling.person.born else None
    for defection in telling.defections()[:1]:
        years = years_between(born, defection.date)
        if years is not None:
            telling.say(f"{telling.person.name} was {years} years old at the time.", defection.sources)
            telling.route()
            return
    told = best_sentences(telling.evidence, weighted(telling.lexicon.told.aged), telling.lexicon)
    if told:
        telling.say(told[0].sentence.text, told[0].sentence.sources)
    else:
        telling.deny("at what age that was")


def occupation(telling: Telling) -> None:
    """What they were by trade, of which rank and where."""
    person = telling.person
    told = [f"{person.name} by occupation: {and_list(telling.wording.occupation(each) for each in person.occupations)}"]
    if person.rank:
        told.append(f"rank: {person.rank}")
    if person.employer:
        told.append(f"served or worked with: {and_list(person.employer)}")
    telling.say(f"{'; '.join(told)}.")
    telling.say(f"{person.name}: {person.summary}.")


def honours(telling: Telling) -> None:
    """How they were honoured."""
    if not telling.say_kinds(FactKind.HONOUR, most=2) and not telling.say_of(telling.lexicon.told.honoured):
        telling.deny("anything of an honour")


def native_name(telling: Telling) -> None:
    """The name in its own script."""
    if not telling.person.native:
        other_names(telling)
        return
    names = and_list(f"{name.text} ({name.language})" for name in telling.person.native)
    telling.say(f"{telling.person.name} in the original script: {names}.")


def other_names(telling: Telling) -> None:
    """Other spellings and names."""
    named = best_sentences(telling.evidence, weighted(telling.lexicon.told.named), telling.lexicon, most=2)
    if telling.person.aliases:
        telling.say(f"{telling.person.name} is also written or called {and_list(telling.person.aliases)}.")
    for each in named:
        telling.say(each.sentence.text, each.sentence.sources)
    if not telling.person.aliases and not named:
        telling.deny("other names")
