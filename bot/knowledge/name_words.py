"""The words of all the names, and which of them a written word may be.

Every word of every name is a form, and so are neighbours that are as well written in
one ("Yong-ho", "al-Asaad"). `FormIndex.find` gives the forms like a written word, with
how alike they are. Its cost depends on how many forms are near, hardly on how many
there are: forms within a few edits are found by the pieces that they must then share
(Li, Deng, Wang, Feng: Pass-Join, PVLDB 5(3), 2011).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz.distance import OSA

from bot.knowledge.spelling import skeletons, sounds

EQUAL = 1.0
SAME_SOUND = 0.96
SAME_SKELETON = {2: 0.64, 3: 0.75, 4: 0.80}
"""By the number of consonants; five or more are `SAME_LONG_SKELETON`."""

SAME_LONG_SKELETON = 0.88
UNFINISHED = 0.76
"""A word of which only the beginning was written: too little when it stands alone."""

_MOST_ALIKE_FUZZY = 0.93
_OTHER_INITIAL_COST = 0.04
_SHORTEST_SOUND = 2
_SHORTEST_PREFIX = 3
_MOST_UNFINISHED = 40
_SHORTEST_SKELETON = 2
_MOST_NEARLY_STARTING = 60


class Form(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A word of some names, with what it sounds like and the numbers of the spellings in which it stands.

    ``sounds`` and ``skeletons`` are parted by blanks.
    """

    text: str
    sounds: str
    skeletons: str
    spellings: tuple[int, ...]


def forms_of(runs_by_spelling: Sequence[Sequence[str]]) -> tuple[Form, ...]:
    """Every form of the spellings, each given by its words and joined neighbours, in alphabetical order."""
    where: dict[str, dict[int, None]] = defaultdict(dict)
    for number, texts in enumerate(runs_by_spelling):
        for text in texts:
            where[text][number] = None
    return tuple(
        Form(text, " ".join(sounds(text)), " ".join(skeletons(text)), tuple(where[text])) for text in sorted(where)
    )


class FormIndex:
    """Finds the forms that a written word may be."""

    def __init__(self, forms: Sequence[Form]) -> None:
        """``forms`` in alphabetical order."""
        self._texts = [form.text for form in forms]
        self.spellings = {form.text: form.spellings for form in forms}
        by_sound: dict[str, list[int]] = defaultdict(list)
        by_skeleton: dict[str, list[int]] = defaultdict(list)
        by_piece: dict[str, list[str]] = defaultdict(list)
        for number, form in enumerate(forms):
            for sound in form.sounds.split():
                by_sound[sound].append(number)
            for key in form.skeletons.split():
                if len(key) >= _SHORTEST_SKELETON:
                    by_skeleton[key].append(number)
        for sound in by_sound:
            for key in _piece_keys(sound):
                by_piece[key].append(sound)
        # Tuples of numbers and text cost the garbage collector nothing; lists would be gone through each time.
        self._sounds = {sound: tuple(numbers) for sound, numbers in by_sound.items()}
        self._skeletons = {key: tuple(numbers) for key, numbers in by_skeleton.items()}
        self._pieces = {key: tuple(sounds_with) for key, sounds_with in by_piece.items()}

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, word: str, *, foreign_script: bool = False, loosely: bool = True) -> dict[str, float]:
        """The forms that ``word`` may be, each with its likeness (0 to 1).

        In a foreign script an equal skeleton counts: its vowels were never written
        or are other ones. Only ``loosely`` do a few edits count, and a form that ``word`` begins.
        """
        alike: dict[str, float] = {}
        if loosely and len(word) >= _SHORTEST_PREFIX:
            alike = dict.fromkeys(self.starting_with(word, _MOST_UNFINISHED), UNFINISHED)
        for key in skeletons(word) if foreign_script else ():
            likeness = SAME_SKELETON.get(len(key), SAME_LONG_SKELETON)
            alike.update((self._texts[number], likeness) for number in self._skeletons.get(key, ()))
        for sound in sounds(word):
            for near, likeness in self._near(sound, loosely=loosely):
                for number in self._sounds[near]:
                    text = self._texts[number]
                    if likeness > alike.get(text, 0.0):
                        alike[text] = likeness
        if word in self.spellings:
            alike[word] = EQUAL
        return alike

    def _near(self, sound: str, *, loosely: bool) -> Iterator[tuple[str, float]]:
        """The sound keys within the edits that ``sound`` allows, and how alike they are."""
        if sound in self._sounds and len(sound) >= _SHORTEST_SOUND:
            yield sound, SAME_SOUND
        most = edits_allowed(len(sound)) if loosely else 0
        if not most:
            return
        tried = {sound}
        for position in range(len(sound) - 1):  # two letters exchanged, which may part a piece that both share
            exchanged = sound[:position] + sound[position + 1] + sound[position] + sound[position + 2 :]
            if exchanged in self._sounds and exchanged not in tried:
                tried.add(exchanged)
                yield exchanged, _likeness(sound, exchanged, 1)
        for length in range(len(sound) - most, len(sound) + most + 1):
            allowed = min(most, edits_allowed(length))
            for key in _piece_keys_within(sound, length, allowed):
                for other in self._pieces.get(key, ()):
                    if other not in tried:
                        tried.add(other)
                        edits = OSA.distance(sound, other, score_cutoff=allowed)
                        if edits <= allowed:
                            yield other, _likeness(sound, other, edits)

    def starting_with(self, prefix: str, most: int) -> list[str]:
        """At most ``most`` forms that begin with ``prefix``, in alphabetical order."""
        start = bisect_left(self._texts, prefix)
        stop = bisect_left(self._texts, prefix + "\x7f", lo=start, hi=min(len(self._texts), start + most))
        return self._texts[start:stop]

    def starting_nearly_with(self, prefix: str) -> list[str]:
        """Some forms whose beginning is ``prefix`` but for one edit; the first letter is as written."""
        found: dict[str, None] = {}
        for cut in range(len(prefix) - 1, 1, -1):
            for text in self.starting_with(prefix[:cut], 20 * _MOST_NEARLY_STARTING):
                if any(OSA.distance(prefix, text[:end], score_cutoff=1) <= 1 for end in _ends(prefix, text)):
                    found[text] = None
            if len(found) >= _MOST_NEARLY_STARTING:
                break
        return list(found)


def edits_allowed(length: int) -> int:
    """How many letters may differ in a sound of ``length`` letters: none below three, then one in four or so."""
    if length < 3:
        return 0
    if length < 6:
        return 1
    return 2 if length < 12 else 3


def _likeness(one: str, other: str, edits: int) -> float:
    likeness = 1 - edits / max(len(one), len(other))
    if one[0] != other[0]:
        likeness -= _OTHER_INITIAL_COST
    return min(_MOST_ALIKE_FUZZY, likeness)


def _ends(prefix: str, text: str) -> range:
    return range(max(1, len(prefix) - 1), min(len(text), len(prefix) + 1) + 1)


def _pieces_of(length: int) -> Iterator[tuple[int, int]]:
    """Where a sound of ``length`` letters is cut into one piece more than the edits that it allows."""
    count = edits_allowed(length) + 1
    for number in range(count):
        yield length * number // count, length * (number + 1) // count


def _piece_keys(sound: str) -> Iterator[str]:
    for start, stop in _pieces_of(len(sound)):
        yield f"{len(sound)}:{start}:{sound[start:stop]}"


def _piece_keys_within(sound: str, length: int, allowed: int) -> Iterator[str]:
    """The keys of one of which a sound of ``length`` letters within ``allowed`` edits of ``sound`` must have."""
    for start, stop in _pieces_of(length):
        for shifted in range(max(0, start - allowed), min(start + allowed, len(sound) - stop + start) + 1):
            yield f"{length}:{start}:{sound[shifted : shifted + stop - start]}"
