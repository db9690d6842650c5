"""A question -> a Query: what is wanted, of whom or of what, and under which conditions.

The question is cut into words; names of people and of things are found in it, then the
phrases that say what is wanted, then conditions; what is left are content words, every
one of which the answer will have to explain (`bot.knowledge.asking.reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.knowledge.asking.following import following
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.reading import Reading
from bot.knowledge.asking.wanted import Refusal, Wanted
from bot.knowledge.asking.words import INTERROGATIVES, LONGEST_QUESTION, OF_YES_OR_NO, Token

_SHORT = 6
"""Words of a question that may only put another name into the one before: "what about Makarova?"."""

_CORRECTION = re.compile(
    r"^.*(?:\.\.+|…|[,;–-])\s*(?:no|sorry|i mean|wait|rather|actually|scratch that)\b(?=(?:\W+\w+){3})", re.IGNORECASE
)
"""What somebody began to ask before they thought better of it."""

_SENTENCES = re.compile(r"[?!.;]+\s+|\s[-–—]\s")
_DEFINITE = (
    Wanted.WHEN, Wanted.FROM, Wanted.TO, Wanted.VIA, Wanted.PLACE, Wanted.HOW, Wanted.VEHICLE, Wanted.WHY, Wanted.BIRTH,
    Wanted.DEATH, Wanted.AGE, Wanted.AFTERMATH, Wanted.SUCCESS, Wanted.BEFORE, Wanted.RETURN, Wanted.NATIVE_NAME,
    Wanted.COMPANIONS, Wanted.SOURCES, Wanted.OCCUPATION,
)  # fmt: skip


def read(question: str, lexicon: Lexicon, after: Query | None = None) -> Query:
    """What ``question`` asks; if it says "he" or "that", of those of the question ``after`` which it came."""
    query = _read_alone(question, lexicon)
    if after is None or query.refusal is not None:
        return query
    tokens = lexicon.tokens(question)
    refers = any(token.word in lexicon.pronouns for token in tokens)
    is_bare = not query.words and not query.filters and not query.things and not query.people
    is_short = bool(query.people) and len(tokens) <= _SHORT
    return following(query, after) if is_bare or is_short or (refers and not query.people) else query


def is_elliptical(question: str, query: Query, lexicon: Lexicon) -> bool:
    """Whether it is short and begins so that somebody must have been spoken of: "did anybody get the money"."""
    tokens = lexicon.tokens(question)
    names = query.people or query.things or query.filters or query.years
    opens = bool(tokens) and (tokens[0].stem in OF_YES_OR_NO or tokens[0].stem in ("when", "where", "why", "how"))
    return opens and not names and not query.names_stranger and len(tokens) <= _SHORT and not query.wants(Wanted.COUNT)


def clauses(question: str, lexicon: Lexicon) -> Iterator[Query]:
    """The parts of a question of several sentences that ask something definite of somebody whom it names."""
    pieces = _SENTENCES.split(question[:LONGEST_QUESTION])
    first, comma, rest = question[:LONGEST_QUESTION].partition(",")
    if comma and not any(token.stem in INTERROGATIVES for token in lexicon.forms.tokens(first)):
        pieces = [first, rest]
    named: Query | None = None
    for piece in pieces if len(pieces) > 1 else ():
        query = _read_alone(piece, lexicon)
        if query.people:
            named = query
        elif named is not None and query.gender:
            query = following(query, named)
        if any(each.is_apposed for each in query.filters):  # of a namesake nothing is told, in whichever clause
            return
        if query.people and query.refusal is None and query.wants(*_DEFINITE):
            yield query


def _read_alone(question: str, lexicon: Lexicon) -> Query:
    question = _corrected(question[:LONGEST_QUESTION], lexicon)
    tokens = lexicon.tokens(question)
    return Reading(question, tokens, lexicon).query(_refusal(question, tokens, lexicon))


def _refusal(question: str, tokens: Sequence[Token], lexicon: Lexicon) -> Refusal | None:
    """Why a question may have to be refused; what only an aside says is no reason, but for a command."""
    written = lexicon.forms.tokens(question)
    for found in lexicon.refused.find(written, [True] * len(written)):
        start, stop = written[found.at[0]].start, written[found.at[-1]].stop
        is_asked = any(token.start < stop and start < token.stop for token in tokens)
        if is_asked or found.value is Refusal.COMMAND:
            return found.value
    return None


def _corrected(question: str, lexicon: Lexicon) -> str:
    """What is left of a question whose writer thought better of its beginning, if that still names somebody."""
    later = _CORRECTION.sub("", question)
    return later if later != question and lexicon.mentions.find(later, lexicon.tokens(later)) else question
