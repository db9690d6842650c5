"""Consonants: what is left of a name in a script that writes no vowels, or other ones.

Arabic and Hebrew leave vowels out; kana, Hangul and Chinese characters put some in, and
each of them lacks consonants that others have. What survives is a frame of seven classes:

    P  b p f v w      T  d t      K  g k q kh      S  s z sh zh ch ts      M  m      N  n ng      L  l r

`frames_of_word` gives the frames of a word in Latin letters, and `frames_of_script` those
of a word in its own script, by the conventions of that script's transcriptions. Two
spellings of one name share a frame, nearly always.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import msgspec
from anyascii import anyascii
from rapidfuzz.distance import LCSseq

from bot.knowledge.spelling import romanised, sounds

_SCRIPTS = ("HEBREW", "ARABIC", "HANGUL", "KATAKANA", "HIRAGANA", "CJK")
"""Those with conventions of their own; others are romanised letter by letter."""

_WITHOUT_VOWELS = ("HEBREW", "ARABIC")
"""Those whose vowels are not written, or are mostly others than the name's."""

_SMALL_KANA = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "a", "ュ": "u", "ョ": "o"}
"""What takes the place of the vowel before it: チェ is che, ファ is fa."""

_KEEPING_APART = {
    "KATAKANA": re.compile(r"(?<=[kgszbpfhmrl])u(?![aeiou])|(?<=[td])o(?![aeiou])"),
    "HANGUL": re.compile(r"eu"),
}
"""The vowels that stand only because the script can't write two consonants together."""

_MOST_FRAMES = 24
_MOST_SECOND_CHOICES = 2
"""Places in one word where not the usual reading is taken."""

Slot = tuple[str, ...]
"""What one letter may stand for, the likeliest first; "" where it may stand for nothing."""

# Latin letters after the sound rules of `spelling`, where S is any of sh, ch, ts and J is zh.
_LATIN = {**dict.fromkeys("bpvfw", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("kgcqx", "K"),
          **dict.fromkeys("szSJ", "S"), "m": "M", "n": "N", **dict.fromkeys("lr", "L")}  # fmt: skip

_OUTLINE = str.maketrans(
    {**_LATIN, "j": "S", "h": "", "a": "a", **dict.fromkeys("eiy", "i"), **dict.fromkeys("ou", "u")}
)

# Consonants of the romanisations below: those that have more than one reading, with the reason.
_READINGS: dict[str, Slot] = {
    "h": ("", "K"),  # Henry, but also Khrushchev
    "w": ("P", ""),  # Walter; or a vowel's glide
    "u": ("", "P"),  # Hebrew ו and Arabic و, mostly for o and u; kana ウ and Hangul 우, which may be w
    "n'": ("N", "M"),  # before p or b, and in Chinese for either
    "hf": ("P", "", "K"),  # kana フ for f, hu and khu
    "x": ("S", "K", ""),  # Chinese 西 for si, 希 for hi and chi
    "q": ("S", "K"),  # Chinese 奇 for chi, 丘 for ku
    "j": ("S", "K", "T"),  # Chinese 吉 for gi, 基 for ki, 季 for ti
    "ch": ("S", "T"),  # kana チ and Hangul 치 for ti
    "ts": ("S", "T"),  # kana ツ for tu
    "dj": ("S", "T"),  # kana ジ and Hangul 지 for di
    "ki": ("K", "T"),  # Chinese 基, mostly for ki, but for di in Vladimir
    "r": ("L", "S"),  # Chinese 日 for zh
    "t's": ("T", "S"),  # Hangul's final ㅅ is said as t
}  # fmt: skip
_ONE_READING = {**dict.fromkeys(("b", "p", "f", "v"), "P"), **dict.fromkeys(("d", "t"), "T"),
                **dict.fromkeys(("g", "k"), "K"), **dict.fromkeys(("s", "z", "sh", "zh", "c"), "S"),
                **dict.fromkeys(("n", "ng"), "N"), "m": "M", "l": "L"}  # fmt: skip

_HEBREW = {"א": "", "ב": "b", "ג": "g", "ד": "d", "ה": "", "ו": "u", "ז": "z", "ח": "h", "ט": "t", "י": "", "כ": "k",
           "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "p", "ף": "p", "צ": "ts",
           "ץ": "ts", "ק": "k", "ר": "l", "ש": "s", "ת": "t"}  # fmt: skip
_ARABIC = {"ب": "b", "پ": "p", "ت": "t", "ط": "t", "ث": "t's", "ج": "j", "چ": "s", "ژ": "s", "ح": "h", "خ": "k",
           "ه": "h", "ة": "", "د": "d", "ض": "d", "ذ": "dj", "ر": "l", "ز": "z", "س": "s", "ش": "s", "ص": "s",
           "ظ": "dj", "غ": "g", "ف": "f", "ڤ": "v", "ق": "k", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m",
           "ن": "n", "و": "u"}  # fmt: skip
_WRITTEN_VOWELS = {**dict.fromkeys("اأآىةאע", "a"), **dict.fromkeys("إيیئי", "i"), **dict.fromkeys("وؤו", "u")}
_NO_VOWELS = dict.fromkeys(map(ord, "aiu"))
# Hangul syllables are numbered by initial, vowel and final: https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf
_HANGUL_START, _HANGUL_STOP, _VOWELS, _FINALS = 0xAC00, 0xD7A4, 21, 28
_HANGUL_INITIALS = ("g", "g", "n", "d", "d", "l", "m", "b", "b", "s", "s", "", "s", "s", "s", "k", "t", "p", "h")
_HANGUL_FINALS = ("", *("g",) * 3, *("n",) * 3, "d", *("l",) * 8, "m", "b", "b", *("t's",) * 2, "ng", *("t's",) * 2,
                  "k", "t", "p", "")  # fmt: skip
_HANGUL_GLIDES = frozenset({9, 10, 14, 15, 16})  # ㅘ ㅙ ㅝ ㅞ ㅟ
_HANGUL_U = 13
_HANGUL_I = 20
_HANGUL_PALATAL = frozenset({12, 14})  # ㅈ ㅊ, which before i also stand for d and t

_KANA_ROWS = (
    ("カキクケコヵヶ", "k"), ("ガギグゲゴ", "g"), ("サシスセソ", "s"), ("ザズゼゾ", "z"), ("ジヂ", "dj"),
    ("タテト", "t"), ("チ", "ch"), ("ツ", "ts"), ("ダデド", "d"), ("ヅ", "dj"), ("ナニヌネノ", "n"), ("ハヒヘホ", "h"),
    ("フ", "hf"), ("バビブベボ", "b"), ("パピプペポ", "p"), ("マミムメモ", "m"), ("ラリルレロ", "l"), ("ワヰヱヲ", "w"),
    ("ヴヷヸヹヺ", "v"), ("ン", "n'"), ("ウ", "u"),
)  # fmt: skip
_KANA = {mora: consonant for row, consonant in _KANA_ROWS for mora in row}
# ファ is fa, ウォ is wo, a leading ウラ is often vla; アンナ has one n and アンマ one m.
_KANA_BEFORE = re.compile(
    r"(フ)(?=[ァィゥェォュ])|(ウ)(?=[ァィゥェォ])|^(ウ)(?=[ラリルレロ])|(ン)(?=[ナニヌネノマミムメモ])"
)
_KANA_AS = {"フ": "パ", "ウ": "ワ", "ン": ""}
_KANA_OF_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# Characters that stand for a consonant alone.
_CHINESE_APART = {
    character: consonant
    for characters, consonant in (
        ("斯丝絲思什士施兹茨茲齐", "S"),
        ("克科格赫", "k"),
        ("夫弗福普布卜", "p"),
        ("尔爾勒", "l"),
        ("特德", "t"),
        ("姆穆", "m"),
        ("恩", "n"),
    )
    for character in characters
}
# Those that foreign names are not written with by their sound in Mandarin.
_CHINESE_AS = {"基": "Ki", "加": "Ka", "伽": "Ka", "嘉": "Ka", "季": "Ti", "捷": "Te"}
_CHINESE_DOUBTFUL = {"基": "ki"}
_PINYIN_S = re.compile(r"^(?:[zcs]h?|[xqj])")
_PINYIN_R = re.compile(r"^r|^er$")
_PINYIN_PARTS = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([aeiouv]*)(ng|n|r)?", re.IGNORECASE)


_CODAS = {
    (False, False): ("",),
    (True, False): ("", "r"),
    (False, True): ("", "rl"),
    (True, True): ("", "r", "rl"),
}
"""What may be dropped of a word, by whether it has an r, or an ng at its end, which is then n; and by whether an l."""


@lru_cache(maxsize=16_384)
def frames_of_word(word: str) -> tuple[str, ...]:
    """The frames of a plain Latin word: as it stands, and as scripts write it that drop r, or r and l, in a coda."""
    found: dict[str, None] = {}
    keys = sounds(word)
    for key in (*keys, *(key.replace("ds", "s") for key in keys if "ds" in key)):  # Brodsky: one sound, as ts is
        for dropped in _CODAS["r" in key or key.endswith("ng"), "l" in key]:
            for soft in (False, True) if "g" in key else (False,):
                found[_latin_frame(key, dropped, soft_g=soft)] = None
    return tuple(frame for frame in found if frame)


def _latin_frame(key: str, dropped: str, *, soft_g: bool) -> str:
    """The frame of a sound key, of which letters are ``dropped`` in a coda, and g before e or i is perhaps soft."""
    if dropped:
        key = _IN_CODA[dropped].sub("", key)  # king: only kana keeps both sounds of ng
    if soft_g:
        key = _SOFT_G.sub("S", key)
    return key.translate(_FRAME)


_IN_CODA = {letters: re.compile(rf"(?!^)[{letters}](?![aeiou])|(?<=n)g$") for letters in ("r", "rl")}
_SOFT_G = re.compile(r"g(?=[ei])")
_FRAME = {letter: _LATIN.get(chr(letter), "") for letter in range(128)}


class Heard(msgspec.Struct, frozen=True):
    """What a word in its own script tells of its sound.

    ``outlines`` are its consonants by class with the vowels between them, with and without those
    that only keep consonants apart; none where the script writes no vowels.
    """

    frames: tuple[str, ...]
    outlines: tuple[str, ...]
    written: str = ""
    """Where the script writes few vowels: its consonants by class, with those vowels."""

    is_rough: bool = False
    """Whether its vowels are only near to the name's, as in Chinese characters."""

    @property
    def tells_vowels(self) -> bool:
        """Whether its vowels are the name's, as far as the script has them."""
        return bool(self.outlines) and not self.is_rough


def heard(word: str) -> Heard:
    """``word`` as its script's conventions have it."""
    word = _KANA_BEFORE.sub(lambda match: _KANA_AS[match[0]], word)
    script = unicodedata.name(word[0], "").partition(" ")[0]
    if script in _WITHOUT_VOWELS:
        return Heard(frames_of_script(word), (), "".join(_with_written_vowels(word)))
    if script == "CJK":
        return Heard(frames_of_script(word), tuple(dict.fromkeys(_chinese_outlines(word))), is_rough=True)
    spelt = _kana_spelt(word) if script == "KATAKANA" else romanised(word)
    tight = _KEEPING_APART[script].sub("", spelt) if script in _KEEPING_APART else spelt
    outlines = [outline(spelt), outline(tight)]
    if "ー" in word:  # which may stand for an r that is not said: バー is Barr
        outlines.append(outline(_KEEPING_APART[script].sub("", _kana_spelt(word.replace("ー", "ル")))))
    return Heard(frames_of_script(word), tuple(dict.fromkeys(outlines)))


def _with_written_vowels(word: str) -> Iterator[str]:
    for letter in word.removesuffix("ה") + "א" * word.endswith("ה"):
        if vowel := _WRITTEN_VOWELS.get(letter):
            yield vowel
        elif consonant := _HEBREW.get(letter) or _ARABIC.get(letter):
            yield (_READINGS.get(consonant) or (_ONE_READING[consonant],))[0]


def vowels_apart(written: str, own: str) -> tuple[int, int]:
    """How many vowels are ``written`` that a name's ``own`` outline has not there, and how many it has unwritten."""
    consonants, own_consonants = written.translate(_NO_VOWELS), own.translate(_NO_VOWELS)
    shared = LCSseq.similarity(written, own) - LCSseq.similarity(consonants, own_consonants)
    return len(written) - len(consonants) - shared, len(own) - len(own_consonants) - shared


def _chinese_outlines(word: str) -> Iterator[str]:
    """The outline of Chinese characters, with all vowels, and without those that only keep consonants apart."""
    for tight in (False, True):
        spelt = ""
        for character in word:
            syllable = _PINYIN_R.sub("l", _PINYIN_S.sub("S", _pinyin(character).lower()))
            spelt += _CHINESE_APART.get(character, syllable) if tight else syllable
        yield outline(spelt)


def _pinyin(character: str) -> str:
    return _CHINESE_AS.get(character) or anyascii(character)


def _kana_spelt(word: str) -> str:
    spelt = ""
    for mora in word:
        vowel = _SMALL_KANA.get(mora)
        spelt = spelt + romanised(mora) if vowel is None else spelt[:-1] + vowel
    return spelt


def outline(word: str) -> str:
    """The consonants of a plain word by class, and its vowels by where they are said: front, middle or back."""
    return word.translate(_OUTLINE)


@lru_cache(maxsize=1_024)
def frames_of_script(word: str) -> tuple[str, ...]:
    """The frames of a word in its own script, likeliest first."""
    if not unicodedata.name(word[0], "").startswith(_SCRIPTS):
        return frames_of_word(romanised(word))
    slots = list(_slots(word))
    choices = [number for number, slot in enumerate(slots) if len(slot) > 1]
    found: dict[str, None] = {}
    for count in range(_MOST_SECOND_CHOICES + 1):
        for chosen in combinations(choices, count):
            for second in range(1, 3 if count == 1 else 2):
                frame = "".join(
                    slot[min(second, len(slot) - 1)] if number in chosen else slot[0]
                    for number, slot in enumerate(slots)
                )
                found[frame] = None
    return tuple(frame for frame in found if frame)[:_MOST_FRAMES]


def _slots(word: str) -> Iterator[Slot]:
    script = unicodedata.name(word[0], "").partition(" ")[0]
    match script:
        case "HEBREW":
            yield from _each(_HEBREW.get(letter, "") for letter in word.replace("טש", "צ"))
        case "ARABIC":
            # The article is written in one with its noun, and said with the noun's first sound.
            if len(word) > 4 and word.startswith("ال"):
                yield ("", "L")
                word = word[2:]
            yield from _each(_ARABIC.get(letter, "") for letter in word.replace("تش", "چ"))
        case "HANGUL":
            yield from _each(_hangul(word))
        case "KATAKANA" | "HIRAGANA" | "KATAKANA-HIRAGANA":
            yield from _each(_kana(word.translate(_KANA_OF_HIRAGANA)))
        case "CJK":
            yield from _each(_chinese(word))
        case _:
            raise ValueError(f"{script} is no script with conventions of its own")


def _each(consonants: Iterator[str] | Sequence[str]) -> Iterator[Slot]:
    for consonant in consonants:
        if consonant:
            yield _READINGS.get(consonant) or (_ONE_READING[consonant],)


def _hangul(word: str) -> Iterator[str]:
    final = ""
    for letter in word:
        if not _HANGUL_START <= ord(letter) < _HANGUL_STOP:
            continue
        rest, final_number = divmod(ord(letter) - _HANGUL_START, _FINALS)
        initial_number, vowel = divmod(rest, _VOWELS)
        initial = _HANGUL_INITIALS[initial_number]
        if initial != final:  # a doubled consonant is one: 엘리 for Ellie
            yield "dj" if initial_number in _HANGUL_PALATAL and vowel == _HANGUL_I else initial
        if vowel in _HANGUL_GLIDES:
            yield "w"
        elif vowel == _HANGUL_U and not initial:
            yield "u"
        final = _HANGUL_FINALS[final_number]
        yield final


def _kana(word: str) -> Iterator[str]:
    for mora in word:
        yield _KANA.get(mora, "")


def _chinese(word: str) -> Iterator[str]:
    final = ""
    for character in word:
        match = _PINYIN_PARTS.match(_pinyin(character).lower())
        if match is None:
            continue
        initial = _CHINESE_DOUBTFUL.get(character, match[1])
        if not (final == "n'" and initial in ("m", "n")):  # 安娜 for Anna
            yield final
        yield "" if initial == "y" else initial
        final = {"r": "l", "n": "n'", "ng": "n'"}.get(match[3] or "", "")
    yield final
