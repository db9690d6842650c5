"""Spellings: what two ways of writing the same name have in common.

A name is taken apart into words in plain lower-case Latin letters. Each word has

- sound keys, which are equal when two romanisations of one name differ only by the
  habits of English, French, German, Polish, Spanish or Turkish (``Noureev``, ``Nurejew``,
  ``Nureyev``), and
- a skeleton of its consonants, which survives a script that writes no vowels or
  other ones (Arabic, Hebrew, kana, Hangul).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from anyascii import anyascii

LONGEST_QUERY = 200
"""Characters of a query that are looked at; no name is anywhere near as long."""

_CARON_SOUNDS = str.maketrans(
    {"š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ç": "ch", "ć": "ch", "ś": "sh", "ż": "zh", "ğ": "gh", "ň": "n"}
)
_APOSTROPHES = re.compile(r"['’‘`´ʹʼʻ]")
_WORD = re.compile(r"[^\W_]+")

# What several languages write differently for one sound, longest first. Order matters.
_SOUND_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"schtsch|shch|chtch|szcz|shtsh", "S"),
        (r"dsch|dzh|dj(?=[aeiou])", "J"),
        (r"tsch|tch|tsh|cz|tj(?=[aeiou])", "S"),
        (r"sch|sh|sz|sj(?=[aeiou])", "S"),
        (r"zh|rz", "J"),
        (r"ck|cq|qu?", "k"),
        (r"ts|tz|cs(?=[aeiou])", "s"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"gu(?=[ei])", "g"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"kh|gh", "k"),
        (r"([bdtpr])h", r"\1"),
        (r"w", "v"),
        (r"ff?$|v$", "v"),
        (r"iou|you|yu|ju|iu", "u"),
        (r"ou|oo|ue|eu|wu", "u"),
        (r"oe|eo", "o"),
        (r"ae|ai|ay|ei|ey", "e"),
        (r"ya|ja|ia", "a"),
        (r"ye|je|ie", "e"),
        (r"yo|jo|io", "o"),
        (r"(?:iy|yy|ij|ii|y|j)$", "i"),
        (r"[yj]", "i"),
        (r"h$|(?<=[aeiou])h(?=[^aeiou])", ""),
        (r"(.)\1+", r"\1"),
        (r"z", "s"),
    )
)
# One spelling that stands for different sounds; each is tried.
_AMBIGUOUS: tuple[tuple[str, tuple[str, ...]], ...] = (("ch", ("S", "k")), ("j", ("j", "h", "J")))
_SKELETON_CLASSES = str.maketrans(
    {"b": "p", "d": "t", "g": "k", "v": "p", "f": "p", "z": "s", "S": "s", "J": "s", "r": "l", "m": "m", "n": "n"}
)


def plain(text: str) -> str:
    """``text`` with what cannot be seen taken out, compatible forms united, and case folded."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_QUERY])
    visible = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", visible.casefold())


def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in plain Latin letters and digits: "D'Rivera, Béla" is drivera, bela."""
    return _latin_words(_APOSTROPHES.sub("", plain(text)))


def words_with_carons(text: str) -> tuple[str, ...]:
    """As `words`, with č, š, ž and their like told by their sound: "Šťastný" is shtastny."""
    return _latin_words(_APOSTROPHES.sub("", plain(text)).translate(_CARON_SOUNDS))


def _latin_words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in _WORD.findall(text):
        # anyascii may put blanks or apostrophes into one word of another script.
        found.extend(re.findall(r"[a-z0-9]+", _APOSTROPHES.sub("", anyascii(word)).lower()))
    return tuple(found)


def run_together(text: str) -> str:
    """``text`` in its own script with no blanks or punctuation: how a name is recognised exactly."""
    return "".join(_WORD.findall(plain(text)))


def is_latin(text: str) -> bool:
    """Whether every letter of ``text`` is of the Latin script."""
    return all(not c.isalpha() or c < "\u0250" or "LATIN" in unicodedata.name(c, "") for c in text)


@lru_cache(maxsize=16_384)
def sounds(word: str) -> tuple[str, ...]:
    """The sound keys of one plain word, most likely first; at most six."""
    choices = [options for spelling, options in _AMBIGUOUS if spelling in word]
    spellings = [spelling for spelling, _ in _AMBIGUOUS if spelling in word]
    keys: dict[str, None] = {}
    for combination in product(*choices):
        variant = word
        for spelling, sound in zip(spellings, combination, strict=True):
            variant = _replace_alone(variant, spelling, sound)
        for pattern, sound in _SOUND_RULES:
            variant = pattern.sub(sound, variant)
        if variant:
            keys[variant] = None
    return tuple(keys) or (word,)


def _replace_alone(word: str, spelling: str, sound: str) -> str:
    if spelling == "ch":  # within tch, sch and shch it is no sound of its own
        return re.sub(r"(?<![ts])ch(?!t)", sound, word)
    return re.sub(r"(?<![dts])j", sound, word)


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """The consonants of a plain word, those that scripts and ears confuse united."""
    key = sounds(word)[0]
    consonants = re.sub(r"[aeiouhy]", "", key).translate(_SKELETON_CLASSES)
    return re.sub(r"(.)\1+", r"\1", consonants)
