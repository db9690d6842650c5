"""Which sentence tells who did something to somebody, or for them: "recruited by Soviet intelligence"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.asking.evidence import Sentence
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.words import Token

_CLAUSE = re.compile(r"[,;:–—]|\s-\s")
_NEAR = 3
"""Words behind a verb within which "by" tells who did it."""


def tells_agent(sentence: Sentence, verb: str, telling: Telling) -> bool:
    """Whether ``sentence`` has the ``verb``, with somebody else than the person before it or behind its "by"."""
    lexicon = telling.lexicon
    meant = lexicon.plainly(verb)
    tokens = lexicon.forms.tokens(sentence.text)
    return any(
        _is_done_by(tokens, n, lexicon.grammar.doers) or _has_subject(sentence.text, tokens, n, telling)
        for n, token in enumerate(tokens)
        if token.stem in meant
    )


def _is_done_by(tokens: Sequence[Token], verb: int, by: Sequence[str]) -> bool:
    return any(token.word in by for token in tokens[verb + 1 : verb + 1 + _NEAR])


def _has_subject(text: str, tokens: Sequence[Token], verb: int, telling: Telling) -> bool:
    """Whether somebody or something else stands before the verb in its clause; "was" makes the person suffer it."""
    own, lexicon = telling.evidence.names, telling.lexicon
    start = max((mark.end() for mark in _CLAUSE.finditer(text, 0, tokens[verb].start)), default=0)
    before = [token for token in tokens[:verb] if token.start >= start]
    if any(token.stem == "be" for token in before) or (before and before[0].word.endswith("ed")):
        return False
    return any(token.stem not in own and token.stem not in lexicon.ignored for token in before)
