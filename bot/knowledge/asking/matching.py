"""Which words of a question a record explains, and which of its sentences say it best."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec
from rapidfuzz.distance import OSA

from bot.knowledge.asking.evidence import SUMMARY, Evidence, Sentence
from bot.knowledge.asking.lexicon import Lexicon

_BY_SYNONYM = 0.6
_PLAINLY = 0.8
_SHORTEST_MISSPELT = 6
_HINT = 0.3
_PREFERRED = 0.15
_DATED = 0.3
_SUMMARY = 0.05


def explains(stems: Collection[str], word: str, lexicon: Lexicon, *, strictly: bool = False) -> bool:
    """Whether ``word``, a word like it, or for a long one its spelling with one mistake is among ``stems``.

    ``strictly`` takes no word like it, but for a country and its people.
    """
    alike = lexicon.peoples.get(word, frozenset()) if strictly else lexicon.meanings(word)
    if word in stems or not alike.isdisjoint(stems):
        return True
    if word.isdigit() and len(word) == 2:
        return f"19{word}" in stems or f"20{word}" in stems
    return (
        len(word) >= _SHORTEST_MISSPELT
        and word.isalpha()
        and any(abs(len(each) - len(word)) <= 1 and OSA.distance(word, each, score_cutoff=1) <= 1 for each in stems)
    )


def unexplained(evidence: Evidence, words: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Those of ``words`` that nothing in the record explains."""
    stems = evidence.stems
    return [word for word in words if not explains(stems, word, lexicon)]


class Scored(msgspec.Struct, frozen=True):
    """A sentence, how much of what was looked for it says (0 to 1), and the weight of that."""

    sentence: Sentence
    score: float
    weight: float
    said: int
    """How many of the terms that must be said it has itself, or in a word of their families."""


def best_sentences(
    evidence: Evidence,
    terms: Mapping[str, float],
    lexicon: Lexicon,
    *,
    preferred: Collection[str] = (),
    dated: bool = False,
    all_count: bool = False,
    most: int = 1,
) -> list[Scored]:
    """The sentences that say most of ``terms``, stems with their weights; best first.

    What need not be said and is nowhere is left out of account, unless ``all_count``. A term counts the more,
    the fewer sentences of the record have it; one that only a word like it stands for
    counts less. Of equals those of ``preferred`` kinds come first and, where it is asked when,
    those that are ``dated``; the summary comes last.
    """
    if not all_count:
        terms = {term: weight for term, weight in terms.items() if weight >= 1.0 or _is_said(evidence, term, lexicon)}
    telling = {term: weight * _rarity(evidence, term, lexicon) for term, weight in terms.items()}
    total = sum(telling.values())
    found = []
    for number, sentence in enumerate(evidence.sentences):
        said = {term: _said(sentence, term, lexicon) for term in terms}
        score = sum(telling[term] * part for term, part in said.items()) / total if total else 0.0
        weight = sum(terms[term] for term, part in said.items() if part)
        if score > 0:
            bonus = _PREFERRED if sentence.kind in preferred else -_SUMMARY if sentence.kind == SUMMARY else 0.0
            bonus += _DATED if dated and sentence.tells_date else 0.0
            found.append(
                (score + bonus, -number, Scored(sentence, score, weight, _number_of(terms, sentence, lexicon)))
            )
    found.sort(key=lambda each: each[:2], reverse=True)
    return [each for _, _, each in found[:most]]


def weighted(words: Iterable[str], hints: Iterable[str] = ()) -> dict[str, float]:
    """Terms to look for: ``words`` that must be said, and ``hints`` that may."""
    return dict.fromkeys(hints, _HINT) | dict.fromkeys(words, 1.0)


def _number_of(terms: Mapping[str, float], sentence: Sentence, lexicon: Lexicon) -> int:
    """How many of the terms that must be said a sentence has, in a word of their families."""
    must = (term for term, weight in terms.items() if weight >= 1.0)
    return sum(not lexicon.family(term).isdisjoint(sentence.stems) for term in must)


def _said(sentence: Sentence, term: str, lexicon: Lexicon) -> float:
    if term in sentence.stems:
        return 1.0
    if not lexicon.plainly(term).isdisjoint(sentence.stems):
        return _PLAINLY
    return 0.0 if lexicon.meanings(term).isdisjoint(sentence.stems) else _BY_SYNONYM


def _is_said(evidence: Evidence, term: str, lexicon: Lexicon) -> bool:
    meanings = lexicon.meanings(term)
    return any(not meanings.isdisjoint(each.stems) for each in evidence.sentences)


def _rarity(evidence: Evidence, term: str, lexicon: Lexicon) -> float:
    """One over the number of the record's sentences that have ``term``."""
    meanings = lexicon.meanings(term)
    return 1.0 / max(1, sum(not meanings.isdisjoint(each.stems) for each in evidence.sentences))
