"""Answers about terms and topics: what they mean, how they differ, and what their facts say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.asking.evidence import DEFINITION, DIFFERS, Evidence
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.matching import best_sentences, weighted
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.reply import Reply
from bot.knowledge.asking.verdicts import Judging
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.records import FactKind, Topic
from bot.knowledge.wording import date_words

_MOST_SENTENCES = 4
_MOST_WEIGHED = 8
_CLEARLY_SAID = 0.3


def say_difference(evidences: Sequence[Evidence], reply: Reply) -> None:
    """How the first differs from the second, in the records' words, or both definitions side by side."""
    one, other = evidences[:2]
    for this, that in ((one, other), (other, one)):
        for sentence in this.of_kind(DIFFERS):
            if sentence.about == that.record.id:
                reply.say(sentence.text, this.record, sentence.sources)
    for evidence in (one, other):
        for sentence in evidence.of_kind(DEFINITION):
            reply.say(sentence.text, evidence.record, sentence.sources)


def say_thing(query: Query, evidence: Evidence, lexicon: Lexicon, reply: Reply) -> None:
    """What a term or topic is, and the sentences that say most of what was asked about it."""
    record = evidence.record
    if query.wants(Wanted.SOURCES):
        titles = "; ".join(f"{source.title} ({source.publisher})" for source in record.sources)
        reply.say(f"What I know of {record.name} comes from: {titles}.", record)
        return
    if query.claim and (verdict := Judging(query.claim, evidence, lexicon).verdict()):
        reply.say(verdict.text, record, verdict.sentence.sources)
    words = [*query.every_stem, *([query.agent] if query.agent else [])]
    hints = query.hints if not query.wants(Wanted.DEFINITION, Wanted.WHO) or words else ()
    is_when = query.wants(Wanted.WHEN)
    terms = weighted(words, hints)
    found = best_sentences(evidence, terms, lexicon, dated=is_when, most=2) if terms else []
    if query.asks_number or query.wants(Wanted.COUNT):
        found = [
            each for each in best_sentences(evidence, terms, lexicon, most=_MOST_WEIGHED) if each.sentence.has_number
        ][:1]
    for each in found:
        if each.score >= _CLEARLY_SAID:
            reply.say(each.sentence.text, record, each.sentence.sources)
    for sentence in evidence.of_kind(DEFINITION):
        reply.say(sentence.text, record, sentence.sources)
    if isinstance(record, Topic) and record.date and query.wants(Wanted.WHEN):
        reply.say(f"Date: {date_words(record.date)}.", record)
    if not found:
        for sentence in evidence.of_kind(FactKind.WORK, FactKind.AFTERMATH, FactKind.FLIGHT, FactKind.BEFORE):
            if len(reply.sentences) < _MOST_SENTENCES - 1:
                reply.say(sentence.text, record, sentence.sources)
