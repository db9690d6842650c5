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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

import msgspec
from rapidfuzz.distance import OSA, Indel

from bot.knowledge.consonants import Heard, frames_of_word, outline, vowels_apart
from bot.knowledge.spelling import sounds
from bot.knowledge.syllables import is_short_syllabic, syllable_sound

EQUAL = 1.0
SAME_SOUND = 0.96
SAME_FRAME = (0.0, 0.62, 0.70, 0.78, 0.84, 0.88, 0.90)
"""How alike words with one frame of consonants are, by their number; more than the last are as the last."""

NEARLY_SAME_FRAME = (0.0, 0.0, 0.0, 0.0, 0.68, 0.74, 0.78)
"""Likewise, where one consonant but the first differs or is missing."""

SHORT_SYLLABLES = 0.60
SYLLABLES = 0.84
"""Words that would be alike as Korean or Chinese ones, which is for the reader of a whole name to know."""

OTHER_VOWELS = 0.78
FEW_CONSONANTS = 0.74
"""A word with the consonants of another, and vowels that are near: too little alone, and with three for a surname."""

UNFINISHED = 0.76
"""A word of which only the beginning was written: too little when it stands alone."""

_MOST_ALIKE_FUZZY = 0.93
_VOWELS_COUNT = 0.3
_USUAL_FIT = 0.80
"""How well the vowels of a transcription fit those of the name, at half of all names."""

_OTHER_VOWEL_COST = 0.02
_MISSING_VOWEL_COST = 0.01
"""What it costs in a script of few vowels that it writes another one, or leaves one out."""

_OTHER_INITIAL_COST = 0.04
_LEAST_FIT = 0.6
_SHORTEST_OWN_FRAME = 3
_SHORTEST_SOUND = 2
_SHORTEST_MISTYPED = 3
_SHORTEST_CERTAIN = 5
"""Letters of a word of ours that is meant as it is written."""

_SHORTEST_SYLLABLES_TELLING = 6
_SHORTEST_PREFIX = 3
_MOST_UNFINISHED = 40
_SHORTEST_NEARLY_FRAME = 4
_MOST_NEARLY_FRAMES = 8
_FRAME_CLASSES = "PTKSMNL"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MISREAD = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("vv", "w"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"))
"""Letters that a scanner, or an eye, takes for others."""

_MOST_NEARLY_STARTING = 60
_WORDS_KEPT = 1_024
"""Words whose forms are kept: a name's others are the same while its last is typed, and given names return."""


class Forms(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Every form, and what each can be found by; made once, so that opening them is no more than reading.

    ``texts`` are in alphabetical order, and a form goes by its number in there. Tuples of numbers and text cost the
    garbage collector nothing; lists would be gone through each time.
    """

    texts: list[str]
    spellings: tuple[tuple[int, ...], ...]
    """For each form the numbers of the spellings in which it stands."""

    outlines: tuple[str, ...]
    sounds: dict[str, tuple[int, ...]]
    frames: dict[str, tuple[int, ...]]
    syllables: dict[str, tuple[int, ...]]
    pieces: dict[str, tuple[int, ...]]
    """For each piece of a sound the numbers of the sounds that have it, as they stand in ``sounds``."""


def forms_of(runs_by_spelling: Sequence[Sequence[str]]) -> Forms:
    """Every form of the spellings, each given by its words and joined neighbours."""
    where: dict[str, dict[int, None]] = defaultdict(dict)
    for number, texts in enumerate(runs_by_spelling):
        for text in texts:
            where[text][number] = None
    texts = sorted(where)
    by_sound = _numbers(sounds(text) for text in texts)
    return Forms(
        texts,
        tuple(tuple(where[text]) for text in texts),
        tuple(outline(sounds(text)[0]) for text in texts),
        by_sound,
        _numbers(frames_of_word(text) for text in texts),
        _numbers((syllable_sound(text),) if is_short_syllabic(text) else () for text in texts),
        _numbers(map(_piece_keys, by_sound)),
    )


def _numbers(keys_of_each: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """The numbers of the things that have a key, by key."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, keys in enumerate(keys_of_each):
        for key in keys:
            found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


class FormIndex:
    """Finds the forms that a written word may be."""

    def __init__(self, forms: Forms) -> None:
        self._texts = forms.texts
        self.spellings = dict(zip(forms.texts, forms.spellings, strict=True))
        self._outlines = forms.outlines
        self._sounds = forms.sounds
        self._sound_keys = list(forms.sounds)
        self._syllables = forms.syllables
        self._frames = forms.frames
        self._pieces = forms.pieces
        self._found = lru_cache(maxsize=_WORDS_KEPT)(self._find)

    def __len__(self) -> int:
        return len(self._texts)

    @cached_property
    def _backwards(self) -> list[str]:
        """The texts from their ends, in alphabetical order; made for the first slip that is looked for."""
        return sorted(map(_reversed, self._texts))

    def find(
        self, word: str, *, heard: Heard | None = None, loosely: bool = True, is_ours: bool = False
    ) -> Mapping[str, float]:
        """The forms that ``word`` may be, each with its likeness (0 to 1).

        With what is ``heard`` of a word that was written in a script that has no vowels or
        other ones, forms with the same consonants count. Only ``loosely`` do a few edits
        count, and a form that ``word`` begins. A longer word that ``is_ours``, of a name
        as it is usually written, is meant as it is: a few edits away from it stand others.
        """
        return self._found(word, heard, loosely, is_ours)

    def _find(self, word: str, heard: Heard | None, loosely: bool, is_ours: bool) -> dict[str, float]:
        if word.isdigit():  # another year is another year
            return {word: EQUAL} if word in self.spellings else {}
        alike: dict[str, float] = {}
        is_certain = is_ours and len(word) >= _SHORTEST_CERTAIN
        likenesses = self._likenesses(word, heard, loosely=loosely, is_certain=is_certain)
        for text, likeness in chain(likenesses, self._slips(word, heard)) if loosely and not is_ours else likenesses:
            if likeness > alike.get(text, 0.0):
                alike[text] = likeness
        return alike

    def _likenesses(
        self, word: str, heard: Heard | None, *, loosely: bool, is_certain: bool
    ) -> Iterator[tuple[str, float]]:
        """The forms that sound like ``word``, by each rule in turn; some several times."""
        if word in self.spellings:
            yield word, EQUAL
        for sound in sounds(word):
            for near, likeness in self._near(sound, loosely=loosely and not is_certain):
                for number in self._sounds[near]:
                    yield self._texts[number], likeness
        if heard is not None:
            yield from self._sounding_like(heard, loosely=loosely)
        if is_short_syllabic(word):
            likeness = SYLLABLES if len(word) >= _SHORTEST_SYLLABLES_TELLING else SHORT_SYLLABLES
            for number in self._syllables.get(syllable_sound(word), ()):
                yield self._texts[number], likeness
        if loosely and len(word) >= _SHORTEST_PREFIX:
            for text in self.starting_with(word, _MOST_UNFINISHED):
                yield text, UNFINISHED

    def _slips(self, word: str, heard: Heard | None) -> Iterator[tuple[str, float]]:
        """The forms that ``word``, which is none itself, is with a slip or other vowels."""
        if heard is None:
            yield from self._with_other_vowels(word)
        if len(word) >= _SHORTEST_MISTYPED:
            for text in self._one_slip_from(word):
                yield text, 1 - 1 / max(len(word), len(text))

    def _one_slip_from(self, word: str) -> Iterator[str]:
        """The forms that `one_slip_from` would find, of which the first or the last half is as it was written."""
        half = len(word) // 2
        whole_halves = chain(
            _starting_with(self._texts, word[:half]), map(_reversed, _starting_with(self._backwards, word[half:][::-1]))
        )
        for text in whole_halves:
            if abs(len(text) - len(word)) <= 1 and OSA.distance(word, text, score_cutoff=1) == 1:
                yield text
        swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
        yield from (text for text in (swapped, *_misread(word)) if text in self.spellings)

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
                for number in self._pieces.get(key, ()):
                    other = self._sound_keys[number]
                    if other not in tried:
                        tried.add(other)
                        edits = OSA.distance(sound, other, score_cutoff=allowed)
                        if edits <= allowed:
                            yield other, _likeness(sound, other, edits)

    def _sounding_like(self, heard: Heard, *, loosely: bool) -> Iterator[tuple[str, float]]:
        """The forms with the consonants that were ``heard``; the better the vowels fit, the more alike."""
        for frame, likeness in self._near_frames(heard.frames, loosely=loosely).items():
            for number in self._frames[frame]:
                text = self._texts[number]
                if heard.outlines:
                    fit = max(Indel.normalized_similarity(each, self._outlines[number]) for each in heard.outlines)
                    yield text, min(_MOST_ALIKE_FUZZY, likeness + _VOWELS_COUNT * (fit - _USUAL_FIT))
                else:
                    other, missing = vowels_apart(heard.written, self._outlines[number])
                    yield text, likeness - _OTHER_VOWEL_COST * other - _MISSING_VOWEL_COST * missing

    def _with_other_vowels(self, word: str) -> Iterator[tuple[str, float]]:
        """The forms with all the consonants of ``word`` and vowels not far from its own: "dikinsen" for Dickenson."""
        spelt = outline(sounds(word)[0])
        for frame in frames_of_word(word) if "j" in word else frames_of_word(word)[:1]:
            for number in self._frames.get(frame, ()) if len(frame) >= _SHORTEST_OWN_FRAME else ():
                own = self._outlines[number]
                fit = Indel.normalized_similarity(spelt, own)
                if fit >= _LEAST_FIT and own[:1] == spelt[:1]:
                    yield self._texts[number], OTHER_VOWELS if len(frame) > _SHORTEST_OWN_FRAME else FEW_CONSONANTS

    def _near_frames(self, frames: Sequence[str], *, loosely: bool) -> dict[str, float]:
        """The frames that are one of ``frames``, or nearly, and how alike words with them are."""
        near: dict[str, float] = {}
        for frame in frames[:_MOST_NEARLY_FRAMES] if loosely else ():
            if len(frame) >= _SHORTEST_NEARLY_FRAME:
                likeness = _by_length(NEARLY_SAME_FRAME, frame)
                near.update((other, likeness) for other in _one_edit_from(frame) if other in self._frames)
        near.update((frame, _by_length(SAME_FRAME, frame)) for frame in frames if frame in self._frames)
        return near

    def starting_with(self, prefix: str, most: int) -> list[str]:
        """At most ``most`` forms that begin with ``prefix``, in alphabetical order."""
        start = bisect_left(self._texts, prefix)
        stop = bisect_left(self._texts, prefix + "\x7f", lo=start, hi=min(len(self._texts), start + most))
        return self._texts[start:stop]

    def starting_nearly_with(self, prefix: str) -> list[str]:
        """Some forms whose beginning is ``prefix`` but for one edit; the first letter is as written."""
        found: list[str] = []
        tried: set[str] = set()
        for cut in range(len(prefix) - 1, 1, -1):
            for text in self.starting_with(prefix[:cut], 20 * _MOST_NEARLY_STARTING):
                if text not in tried:  # what begins with more of the prefix begins with less of it, too
                    tried.add(text)
                    if any(OSA.distance(prefix, text[:end], score_cutoff=1) <= 1 for end in _ends(prefix, text)):
                        found.append(text)
            if len(found) >= _MOST_NEARLY_STARTING:
                break
        return found


def edits_allowed(length: int) -> int:
    """How many letters may differ in a sound of ``length`` letters: none below three, then one in four or so."""
    if length < 3:
        return 0
    if length < 6:
        return 1
    return 2 if length < 12 else 3


def one_slip_from(word: str) -> Iterator[str]:
    """What was meant if one letter is missing, too many or another, or two have changed places, or one is misread."""
    for position in range(len(word) + 1):
        before, after = word[:position], word[position:]
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[:1] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]
    yield from _misread(word)


def _misread(word: str) -> Iterator[str]:
    for seen, meant in _MISREAD:
        if seen in word:
            yield word.replace(seen, meant)


def _reversed(word: str) -> str:
    return word[::-1]


def _starting_with(texts: Sequence[str], prefix: str) -> Sequence[str]:
    """Those of the sorted ``texts`` that begin with ``prefix``."""
    start = bisect_left(texts, prefix)
    return texts[start : bisect_left(texts, prefix + "\x7f", lo=start)]


def _by_length(likeness: Sequence[float], frame: str) -> float:
    return likeness[min(len(frame), len(likeness) - 1)]


def _one_edit_from(frame: str) -> Iterator[str]:
    for position in range(1, len(frame) + 1):
        before, after = frame[:position], frame[position:]
        yield before + after[1:]
        for consonant in _FRAME_CLASSES:
            yield before + consonant + after
            yield before + consonant + after[1:]


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
    """The keys of one of which a sound of ``length`` letters within ``allowed`` edits of ``sound`` must have.

    A piece may stand as far from its place as edits before and behind it can have moved it.
    """
    longer = len(sound) - length
    for number, (start, stop) in enumerate(_pieces_of(length)):
        behind = allowed - number
        least = max(0, start + max(-number, longer - behind))
        most = min(len(sound) - stop + start, start + min(number, longer + behind))
        for shifted in range(least, most + 1):
            yield f"{length}:{start}:{sound[shifted : shifted + stop - start]}"
