"""The words of all the names, and which of them a written word may be.

Every word of every name, and every two or three neighbours run together ("yongho"),
is a form; `FormIndex.find` gives the forms like a written one, with how alike they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz.distance import OSA

from bot.knowledge.spelling import skeleton, sounds

EQUAL = 1.0
SAME_SOUND = 0.96
SAME_SKELETON = 0.86
UNFINISHED = 0.76
"""A word of which only the beginning was written: too little when it stands alone."""

_SHORTEST_PREFIX = 3
_MOST_ALIKE_FUZZY = 0.93
_SHORTEST_FUZZY = 4
"""Letters; below that, one edit makes another word of it."""

_SHORTEST_SKELETON = 3
_MOST_EDITS = 3


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A word of some names, or several neighbouring ones run together, with what it sounds like and where it stands.

    ``places`` are (number of the spelling, first word, word behind the last).
    """

    text: str
    sounds: tuple[str, ...]
    skeleton: str
    places: tuple[tuple[int, int, int], ...]


def forms_of(spellings: Sequence[Sequence[str]]) -> tuple[Form, ...]:
    """Every form of ``spellings``, each a sequence of words, in alphabetical order."""
    where: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, words in enumerate(spellings):
        for start, stop, text in runs(words):
            where[text].append((number, start, stop))
    return tuple(Form(text, sounds(text), skeleton(text), tuple(where[text])) for text in sorted(where))


class FormIndex:
    """Finds the forms that a written word may be."""

    def __init__(self, forms: Sequence[Form]) -> None:
        """``forms`` in alphabetical order."""
        self._texts = [form.text for form in forms]
        self.places = {form.text: form.places for form in forms}
        self._sounds: dict[str, list[int]] = defaultdict(list)
        self._skeletons: dict[str, list[int]] = defaultdict(list)
        self._by_length: dict[int, tuple[list[str], list[int]]] = {}
        for number, form in enumerate(forms):
            for sound in form.sounds:
                self._sounds[sound].append(number)
                keys, numbers = self._by_length.setdefault(len(sound), ([], []))
                keys.append(sound)
                numbers.append(number)
            if len(form.skeleton) >= _SHORTEST_SKELETON:
                self._skeletons[form.skeleton].append(number)

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, word: str, *, foreign_script: bool = False) -> dict[str, float]:
        """The forms that ``word`` may be, each with its likeness (0 to 1).

        In a foreign script an equal skeleton counts: its vowels were never written
        or are other ones.
        """
        found: dict[int, float] = {}
        for sound in sounds(word):
            for number in self._sounds.get(sound, ()):
                found[number] = SAME_SOUND
            for number, likeness in self._fuzzy(sound):
                found[number] = max(likeness, found.get(number, 0.0))
        if foreign_script and len(key := skeleton(word)) >= _SHORTEST_SKELETON:
            for number in self._skeletons.get(key, ()):
                found[number] = max(SAME_SKELETON, found.get(number, 0.0))
        for text in self.starting_with(word, most=50) if len(word) >= _SHORTEST_PREFIX else ():
            found.setdefault(bisect_left(self._texts, text), UNFINISHED)
        alike = {self._texts[number]: likeness for number, likeness in found.items()}
        position = bisect_left(self._texts, word)
        if position < len(self._texts) and self._texts[position] == word:
            alike[word] = EQUAL
        return alike

    def _fuzzy(self, sound: str) -> Iterator[tuple[int, float]]:
        if len(sound) < _SHORTEST_FUZZY:
            return
        most = edits_allowed(len(sound))
        for length in range(len(sound) - most, len(sound) + most + 1):
            keys, numbers = self._by_length.get(length, ((), ()))
            for key, number in zip(keys, numbers, strict=True):
                edits = OSA.distance(sound, key, score_cutoff=most)
                if 0 < edits <= most:
                    yield number, _fuzzy_likeness(sound, key, edits)

    def starting_with(self, prefix: str, most: int) -> list[str]:
        """At most ``most`` forms that begin with ``prefix``, in alphabetical order."""
        start = bisect_left(self._texts, prefix)
        found = []
        for text in self._texts[start : start + most]:
            if not text.startswith(prefix):
                break
            found.append(text)
        return found

    def starting_nearly_with(self, prefix: str) -> list[str]:
        """The forms whose beginning is one edit from ``prefix`` (two from six letters on), same first letter."""
        most = 2 if len(prefix) >= 6 else 1
        start = bisect_left(self._texts, prefix[0])
        stop = bisect_left(self._texts, chr(ord(prefix[0]) + 1))
        return [
            text
            for text in self._texts[start:stop]
            if len(text) >= len(prefix) and OSA.distance(prefix, text[: len(prefix)], score_cutoff=most) <= most
        ]


def edits_allowed(length: int) -> int:
    """How many letters may differ in a word of ``length`` letters: one in three, at most three."""
    return min(_MOST_EDITS, max(1, length // 3))


def _fuzzy_likeness(one: str, other: str, edits: int) -> float:
    likeness = 1 - edits / max(len(one), len(other))
    if one[0] != other[0]:
        likeness -= 0.04
    return min(_MOST_ALIKE_FUZZY, likeness)


def runs(words: Sequence[str], longest: int = 3) -> Iterator[tuple[int, int, str]]:
    """Each run of up to ``longest`` neighbouring words: where it starts and stops, and its letters."""
    for start in range(len(words)):
        for stop in range(start + 1, min(start + longest, len(words)) + 1):
            yield start, stop, "".join(words[start:stop])
