"""What is asked of a person's relatives, and what the record has of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.asking.evidence import SUMMARY, Sentence
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.matching import best_sentences, weighted
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.wanted import Wanted

_OF_SOMEBODY = (Wanted.BIRTH, Wanted.DEATH, Wanted.AGE)
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

_CHILD_OF = re.compile(
    r"(?:^|[,:] |\bwas |\bis |\bas )(?:the |an? )?(?:\w+ ){0,2}(?:son|daughter|child) of ", re.IGNORECASE
)
_FATHERS = ("father", "dad", "daddy", "papa", "parent")
_CHILDREN = ("son", "daughter", "child")


def relatives(query: Query, telling: Telling) -> frozenset[str]:
    """Those beside the person of whom the question asks, but for what the person is known as ("Castro's sister").

    They are relatives, or anybody who is somebody's ("Philby's boss") and of whom it asks as one asks of people.
    """
    known_as = {stem for each in telling.evidence.of_kind(SUMMARY) for stem in each.stems}
    asked = telling.lexicon.kin.keys() & set(query.every_stem)
    if query.wants(*_OF_SOMEBODY) and not query.gender:
        asked = asked | {word.stem for word in query.words if word.stem in query.owned and word.stem.isalpha()}
    return frozenset(asked - known_as - telling.evidence.names)


def _meant(one: str, lexicon: Lexicon) -> frozenset[str]:
    return lexicon.kin.get(one) or lexicon.meanings(one)


def tell_of_kin(query: Query, telling: Telling, kin: frozenset[str]) -> None:
    """Say what the record has of a relative who is asked about; what is held of the person is not meant."""
    lexicon = telling.lexicon
    wanted = {stem for each in query.wanted for stem in lexicon.forms.stems(_OF_KIN.get(each, ""))}
    said = False
    terms = weighted(query.every_stem, query.hints)
    is_counted = query.asks_number or query.wants(Wanted.COUNT, Wanted.HONOURS)
    others = [word.stem for word in query.words if word.stem not in kin] if is_counted else []
    others += [query.asked_noun] if query.asked_noun in lexicon.named_by else []
    for each in best_sentences(telling.evidence, terms, lexicon, most=3):
        has_kin = all(not _meant(one, lexicon).isdisjoint(each.sentence.stems) for one in (*kin, *others))
        if has_kin and (not wanted or not wanted.isdisjoint(each.sentence.stems)):
            telling.say(each.sentence.text, each.sentence.sources)
            said = True
    for sentence in () if said or wanted - _work(lexicon) else _of_parents(kin, telling):
        telling.say(sentence.text, sentence.sources)
        said = True
    if not said:
        telling.deny("that of a relative")


def _work(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.forms.stems(_OF_KIN[Wanted.OCCUPATION]))


def _of_parents(kin: frozenset[str], telling: Telling) -> Iterator[Sentence]:
    """If a father is asked about, the first sentence that tells whose child the person is, and of no other relative."""
    lexicon = telling.lexicon
    fathers, children = (frozenset(lexicon.forms.stems(" ".join(words))) for words in (_FATHERS, _CHILDREN))
    if not kin <= fathers:
        return
    others = lexicon.kin.keys() - children - fathers
    for sentence in telling.evidence.sentences:
        if _CHILD_OF.search(sentence.text) and others.isdisjoint(sentence.stems):
            yield sentence
            return
