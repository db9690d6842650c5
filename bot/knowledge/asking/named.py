"""Which sentence tells the name of what is somebody's: of a wife, an agent, a dog."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.knowledge.asking.evidence import Sentence
from bot.knowledge.asking.gazetteer import ThingKind
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.telling import Telling

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NEAR = 4
"""Words within which a name stands beside who bears it: "Eberhard Gienger, his rival"."""

_NO_NAMES = (ThingKind.PLACE, ThingKind.CITY, ThingKind.PEOPLE, ThingKind.EMPLOYER, ThingKind.TOPIC)
_WEDDED = "marry"


def naming(asked: str, telling: Telling) -> list[Sentence]:
    """The sentences of a record that name who or what has the stem ``asked`` and is the person's."""
    lexicon = telling.lexicon
    meant = lexicon.plainly(asked)
    if _WEDDED in lexicon.kin.get(asked, ()):
        meant |= {_WEDDED}
    return [each for each in telling.evidence.sentences if _names(each, meant, telling.evidence.names, lexicon)]


def _names(sentence: Sentence, meant: Collection[str], own: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a name that is not among ``own`` stands close to a word of ``meant``."""
    words = _WORD.findall(sentence.text)
    at = [n for n, word in enumerate(words) if not set(lexicon.forms.stems(word)).isdisjoint(meant)]
    return any(
        _is_name(words[n], own, lexicon)
        for place in at
        for n in range(max(1, place - _NEAR), min(len(words), place + _NEAR + 1))
        if n != place
    )


def _is_name(word: str, own: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a word with a capital is a name, and of no place, nation or team."""
    tokens = lexicon.forms.tokens(word)
    if not word[0].isupper() or any(token.stem in own for token in tokens):
        return False
    is_other = any(part.of(*_NO_NAMES) for part in lexicon.gazetteer.find(tokens))
    mentions = lexicon.mentions
    return not is_other and any(mentions.is_name_like(token) or mentions.is_given(token) for token in tokens)
