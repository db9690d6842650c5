"""What a person's record tells of the time before and after, and where all that comes from."""

from __future__ import annotations

import re

from bot.knowledge.asking.evidence import DETAIL, FACTS_OF_LATER, OUTCOME, Sentence
from bot.knowledge.asking.telling import Telling
from bot.knowledge.records import FactKind, Status

_YEAR = re.compile(r"\d{4}")


def before(telling: Telling) -> None:
    """What they had done until then."""
    if not telling.say_kinds(FactKind.BEFORE, most=2):
        telling.who()


def aftermath(telling: Telling) -> None:
    """What followed."""
    for sentence in _of_years(telling):
        telling.say(sentence.text, sentence.sources)
    if telling.person.main_defection.status is not Status.COMPLETED:
        telling.route()
    telling.say_kinds(OUTCOME)
    for kind in FACTS_OF_LATER:
        telling.say_kinds(kind)
    for sentence in telling.evidence.of_kind(FactKind.AFTERMATH)[1:][-1:]:  # how it ended
        telling.say(sentence.text, sentence.sources)
    telling.deny("what followed")


def _of_years(telling: Telling) -> list[Sentence]:
    """The facts of the years that the question names, by what they say themselves."""
    years = telling.years
    if years is None:
        return []
    said = [
        (sentence, [int(stem) for stem in sentence.stems if _YEAR.fullmatch(stem)])
        for sentence in telling.evidence.of_kind(*FACTS_OF_LATER)
    ]
    first, last = years.first or -9999, years.last or 9999
    # "After 1997" means what happened in that year too, when it says nothing else.
    return [sentence for sentence, told in said if any(first - 1 <= year <= last for year in told)]


def disputes(telling: Telling) -> None:
    """Where sources disagree."""
    if not telling.say_kinds(FactKind.DISPUTE, most=2):
        telling.deny("that anything is disputed")


def returning(telling: Telling) -> None:
    """Whether they came back: what is told of it, or that nothing is."""
    told = telling.say_kinds(FactKind.RETURN, most=2)
    if any(each.status is Status.RETURNED for each in telling.person.defections):
        telling.route()
        telling.say_kinds(OUTCOME)
    elif not told:
        telling.route(lead="My records tell of no return: ")
        telling.say_kinds(DETAIL, OUTCOME, most=2)


def after_return(telling: Telling) -> None:
    """What became of them once they were back."""
    if telling.say_kinds(FactKind.RETURN, most=2) or telling.person.main_defection.status is Status.RETURNED:
        telling.say_kinds(OUTCOME)
        telling.say_kinds(FactKind.AFTERMATH)
        telling.say_kinds(FactKind.DEATH)
    else:
        returning(telling)


def sources(telling: Telling) -> None:
    """Where all this comes from."""
    titles = "; ".join(f"{source.title} ({source.publisher})" for source in telling.person.sources)
    telling.say(f"What I know of {telling.person.name} comes from: {titles}.")
