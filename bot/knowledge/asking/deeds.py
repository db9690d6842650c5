"""Whether somebody did what a question that names nobody tells of them: "who won the Nobel Prize in 1964"."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.asking.claims import Claim
from bot.knowledge.asking.evidence import DETAIL, OUTCOME, SUMMARY, Evidence, Sentence
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.verdicts import Judging
from bot.knowledge.records import Person

_OF_THE_WAY = (SUMMARY, DETAIL, OUTCOME)


def did_it(query: Query, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether one sentence has the deed, the person as who did it, what it was done to, and when."""
    if not query.did:
        return True
    years = [word for word in query.every_stem if word.isdigit()]
    years += [str(year) for year in (query.years.first, query.years.last) if year] if query.years else []
    judging = Judging(Claim((), frozenset(), query.did, is_passive=False, of_person=True), evidence, lexicon)
    gone = years_of(evidence)
    return any(
        judging.tells_deed(each)
        and _are_apart(query.done_to, each, lexicon)
        and all(year in each.stems or (year in gone and each.kind in _OF_THE_WAY) for year in years)
        for each in evidence.sentences
    )


def _are_apart(words: Iterable[str], sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a sentence has every word, and no one word of it stands for two: a European Cup is no World Cup."""
    taken: set[str] = set()
    for word in sorted(words, key=lambda each: each not in sentence.stems):
        told = {word} & sentence.stems or lexicon.meanings(word) & sentence.stems - taken
        if not told:
            return False
        if len(told) == 1:
            taken |= told
    return True


def years_of(evidence: Evidence) -> set[str]:
    """The years in which somebody went over, as words."""
    if not isinstance(evidence.record, Person):
        return set()
    return {str(defection.date.year) for defection in evidence.record.defections if defection.date}
