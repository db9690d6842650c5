"""Names as the speakers of other languages write them, where a record has them so.

A record says in which language a person's own name is written; of the other spellings
only the script can be seen.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from bot.knowledge.records import Person

# The scripts of the languages in which Discord can be set up, but for those in Latin letters:
# https://discord.com/developers/docs/reference#locales
_SCRIPTS = {
    "ru": frozenset({"CYRILLIC"}),
    "uk": frozenset({"CYRILLIC"}),
    "bg": frozenset({"CYRILLIC"}),
    "el": frozenset({"GREEK"}),
    "hi": frozenset({"DEVANAGARI"}),
    "th": frozenset({"THAI"}),
    "ko": frozenset({"HANGUL"}),
    "ja": frozenset({"KATAKANA", "HIRAGANA", "KATAKANA-HIRAGANA"}),
    "zh": frozenset({"CJK"}),
}
_LETTERS_OF = {"uk": frozenset("іїєґ"), "ru": frozenset("ыэё")}
"""Letters that show which language it is, where several share a script."""


def local_names(people: Iterable[Person]) -> dict[str, dict[str, str]]:
    """By language and id, the names of those ``people`` who have one that its speakers read."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for person in people:
        for native in reversed(person.native):
            names[native.language][person.id] = native.text
        spellings = [(text, _scripts(text)) for text in (*person.aliases, *(native.text for native in person.native))]
        for language in _SCRIPTS:
            name = _in_script(spellings, language)
            if name is not None:
                names[language].setdefault(person.id, name)
    return dict(names)


def _in_script(spellings: Iterable[tuple[str, frozenset[str]]], language: str) -> str | None:
    foreign = frozenset().union(*(letters for other, letters in _LETTERS_OF.items() if other != language))
    return next(
        (
            text
            for text, scripts in spellings
            if scripts and scripts <= _SCRIPTS[language] and foreign.isdisjoint(text.lower())
        ),
        None,
    )


def _scripts(text: str) -> frozenset[str]:
    return frozenset(_script(letter) for letter in text if letter.isalpha())


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
