"""Which words of a question a record explains, and which of its sentences say it best."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.knowledge.asking.evidence import Evidence, Sentence
from bot.knowledge.asking.lexicon import Lexicon

_BY_SYNONYM = 0.6
_SHORTEST_MISSPELT = 6
_HINT = 0.2
_KIND = 0.25


def explains(stems: Collection[str], word: str, lexicon: Lexicon) -> bool:
    """Whether ``word``, a word like it, or for a long one its spelling with one mistake is among ``stems``."""
    if word in stems or not lexicon.meanings(word).isdisjoint(stems):
        return True
    return (
        len(word) >= _SHORTEST_MISSPELT
        and word.isalpha()
        and any(abs(len(each) - len(word)) <= 1 and OSA.distance(word, each, score_cutoff=1) <= 1 for each in stems)
    )


def unexplained(evidence: Evidence, words: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Those of ``words`` that nothing in the record explains."""
    stems = evidence.stems
    return [word for word in words if not explains(stems, word, lexicon)]


def likeness(sentence: Sentence, words: Collection[str], rarity: dict[str, float], lexicon: Lexicon) -> float:
    """How much of ``words`` a sentence has, the rarer ones counting more: 0 to 1."""
    total = sum(rarity.get(word, 1.0) for word in words)
    if not total:
        return 0.0
    said = 0.0
    for word in words:
        if word in sentence.stems:
            said += rarity.get(word, 1.0)
        elif not lexicon.meanings(word).isdisjoint(sentence.stems):
            said += _BY_SYNONYM * rarity.get(word, 1.0)
    return said / total


def rarity(evidence: Evidence, words: Iterable[str], lexicon: Lexicon) -> dict[str, float]:
    """For each word how telling it is within the record: one over the number of sentences that have it."""
    return {
        word: 1.0 / max(1, sum(not lexicon.meanings(word).isdisjoint(each.stems) for each in evidence.sentences))
        for word in words
    }


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence, and how much of the words that were looked for it says: 0 to 1."""

    sentence: Sentence
    score: float


def best_sentences(
    evidence: Evidence,
    words: Collection[str],
    lexicon: Lexicon,
    *,
    hints: Collection[str] = (),
    preferred: Collection[str] = (),
    most: int = 1,
) -> list[Scored]:
    """The sentences that say most of ``words``, best first; ``hints`` and ``preferred`` kinds decide among equals."""
    telling = rarity(evidence, words, lexicon)
    hinting = rarity(evidence, hints, lexicon)
    found = []
    for number, sentence in enumerate(evidence.sentences):
        score = likeness(sentence, words, telling, lexicon)
        hinted = _HINT * likeness(sentence, hints, hinting, lexicon)
        kind = _KIND if sentence.kind in preferred else 0.0
        if score > 0 or (not words and hinted > 0):
            found.append((score + hinted + kind, -number, Scored(sentence, score if words else hinted / _HINT)))
    found.sort(key=lambda each: each[:2], reverse=True)
    return [each for _, _, each in found[:most]]
