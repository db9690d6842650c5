"""Korean and Chinese names in Latin letters: a few short syllables, of which each must fit.

"Song Hye-rang", "Sung Hae Rang" and "Sŏng Hye-rang" are one name: romanisations differ
in the vowels and in whether a consonant is voiced. "Song Kang-ho" and "Jang Seung-ho"
are two, though all their syllables are alike: order and initials tell such names apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

_SYLLABIC = re.compile(r"(?:(?:[zcs]h|ts|hs|[kt]h|[bcdfghjklmnpqrstvwxyz])?[aeiouyw]{1,4}(?:ng|[nkglmpbthr])?){1,3}")

# How the romanisations of Revised, McCune-Reischauer, Pyongyang, Pinyin and Wade-Giles, and habit, differ. In order.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ng(?![aeiouyw])", "N"),
        (r"wh", "hw"),
        (r"(?<=n)h", ""),
        (r"ew$", "u"),
        (r"ien", "ian"),
        (r"(?<=[aeiou])r(?=[kmnt])", ""),  # Park: the r only makes the vowel long
        (r"oi$", "e"),
        (r"dj|dsch|dzh|tsch|tch", "j"),
        (r"v", "w"),
        (r"hye(?!o)", "hae"),
        (r"^h(?=[yw])", ""),
        (r"hs|sh|x", "s"),
        (r"zh|ch|ts|tz|q|z|c|j", "j"),
        (r"(?<=[ktp])h", ""),
        (r"rh|r", "l"),
        (r"g", "k"),
        (r"d", "t"),
        (r"b", "p"),
        (r"h$|(?<=[aeiou])h(?![aeiouyw])", ""),
        (r"ui|wi|ee|ie|y$", "i"),
        (r"yeo|you|yoo|iu", "yo"),
        (r"eou|oo|ou|eu|eo|wo|uo|u|w(?![aeiou])", "o"),
        (r"y?ae|oe|ei|ye|ai|ay", "e"),
        (r"o+", "o"),
        (r"(?<=o)i$", "e"),
    )
)
_VOWELS = re.compile(r"[aeiouyw]")

SAME_SYLLABLES = 0.96
"""How alike two romanisations of the same syllables are."""

_NO_SYLLABLE = 0.9
"""How alike a syllable is to what was written, if that is none at all."""

_LEAST_LETTERS_FUZZY = 4
_LONGEST = 9


def is_short_syllabic(word: str) -> bool:
    """Whether ``word`` may be one to three syllables of such a name."""
    return len(word) <= _LONGEST and _SYLLABIC.fullmatch(word) is not None


def is_syllabic(split: Sequence[str]) -> bool:
    """Whether the words of a name are as Korean and Chinese ones are: two to four, of one to three syllables."""
    return 1 < len(split) <= 4 and all(_SYLLABIC.fullmatch(word) for word in split)


@lru_cache(maxsize=16_384)
def syllable_sound(word: str) -> str:
    """What all romanisations of some syllables have in common."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word


def syllable_consonants(word: str) -> str:
    """What is left of `syllable_sound` without its vowels: Ri Jong-ho and Ri Yong-ho are two."""
    return _VOWELS.sub("", syllable_sound(word))


def likeness_of_syllables(written: str, name: str, found: float) -> float:
    """How alike two words of such names are that other rules ``found`` alike: the same, nearly, or not at all (0)."""
    if written == name:
        return found
    one, other = syllable_sound(written), syllable_sound(name)
    if one == other:
        return max(found, SAME_SYLLABLES)
    if not is_short_syllabic(written) and OSA.distance(written, name) == 1:
        return min(found, _NO_SYLLABLE)  # "hng" is nobody's name, and so a slip
    if one[:1] != other[:1] or max(len(written), len(name)) < _LEAST_LETTERS_FUZZY:
        return 0.0
    edits = min(OSA.distance(one, other), OSA.distance(written, name))
    return min(found, 1 - 1 / len(written)) if edits == 1 else 0.0


def is_in_order(places: Sequence[int], count: int) -> bool:
    """Whether the words of a name of ``count`` words, given by their places, stand in order.

    The family name may stand first or last.
    """
    if list(places) == sorted(places):
        return True
    turned = [(place - 1) % count for place in places]
    turned_back = [(place + 1) % count for place in places]
    return turned == sorted(turned) or turned_back == sorted(turned_back)
