"""East Asian names in the letters of other languages: Тхэ Ён Хо, ワン・リージュン and שין דונג-היוק.

Such names are short, so that consonants alone tell too little of them, and each language
writes their vowels by rules of its own: Palladius and Kontsevich in Russian, kana in
Japanese, Hangul in Korean for Chinese names. A name is therefore taken for a frame of all its
consonants, with what may stand between them: one of four vowels, by how wide the mouth is.
A query means a name if the frames are the same and the vowels agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import msgspec
from anyascii import anyascii

from bot.knowledge.spelling import plain, romanised
from bot.knowledge.syllables import is_syllabic

ALIKE = 0.93
"""How alike a name and its transcription are whose consonants and vowels all agree."""

_COST_OF_VOWEL = 0.05
_OTHER_VOWEL = 1.0
_NEAR_VOWEL = 0.5
_HIDDEN_VOWEL = 0.3
_SECOND_VOWEL = 0.1
"""What it costs that one vowel is another or near it, is left out, or is not the first that it may stand for."""

_MOST_HIDDEN = 0.9
_MOST_IN_HANGUL = 0.15
_MOST_BY_VOWELS = (0.3, 0.3, 0.3, 0.7, 0.7, 1.2)
"""What it may cost where a script leaves vowels out, and elsewhere by the number of a name's vowels."""

_WORDS_OF_SURNAME_AND_GIVEN = 2
"""Of a name of more, the last word is a family name only if it is known as one."""

_LONGEST = 24
"""Letters of such a name, in plain ones, that are looked at."""

_MOST_FRAMES = 16
_HIDING = ("ARABIC", "HEBREW")
_WITHOUT_BLANKS = ("HANGUL", "KATAKANA", "HIRAGANA", "THAI")
"""Scripts in which a whole name may be one word."""

# One letter for each kind of consonant. What has two readings stands in `_DOUBTFUL` with both.
_CONSONANTS = (
    (re.compile(r"(?<=[aeiou])er(?![aeiou])"), "|aer"),  # Chinese er, which others write with a
    (re.compile(r"(?:(?<=zh)|(?<=[zcs]))i(?![aeiougklmnp])"), "iu"),  # a vowel of Chinese that others write with i or u
    (re.compile(r"ng|n"), "N"),
    (re.compile(r"zh|tsch|tch|dsch|dzh|ch|tz|ts|[jqcz]"), "J"),
    (re.compile(r"sch|sh|hs(?=[aeiouyw])|[sx]"), "S"),
    (re.compile(r"ph|[bp]"), "P"),
    (re.compile(r"th|[dt]"), "T"),
    (re.compile(r"kh|gh|[gk]"), "K"),
    (re.compile(r"h(?![aeiouywU])"), ""),
    (re.compile(r"h"), "H"),
    (re.compile(r"f"), "F"),
    (re.compile(r"m"), "M"),
    (re.compile(r"[lr]"), "L"),
    (re.compile(r"v"), "w"),
)
_DOUBTFUL = {"X": "JL", "Y": "FH", "Z": "PF", "W": "HK", "Q": "TS"}
_N_AND_G = re.compile(r"ng(?=[aeiouyw])")
_UNITS = re.compile(r"([aeiouywU'|]*)([A-TV-Z]?)")

_CYRILLIC_PAIRS = re.compile("чж|цз|дз|дж|чх|кх|тх|пх|нг(?![аеёиоуыэюя])")
_CYRILLIC = {"чж": "j", "цз": "j", "дз": "j", "дж": "j", "чх": "j", "кх": "k", "тх": "t", "пх": "p", "нг": "n|",
             "а": "a", "б": "b", "в": "w", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ё": "yo", "ж": "X",
             "з": "z", "и": "i", "і": "i", "ї": "i", "й": "y", "ј": "y", "к": "k", "л": "l", "м": "m", "н": "n|",
             "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "H", "ц": "z", "ч": "j",
             "ш": "s", "щ": "s", "ы": "eu", "э": "e", "ю": "yu", "я": "ya", "џ": "j", "ђ": "j"}  # fmt: skip
_ARABIC_PAIRS = re.compile("^[أا]وه?|^[أا]ي|تش|نغ|نج(?![اويآ])|نك$")
_ARABIC = {**dict.fromkeys(("أو", "او", "أوه", "اوه"), "u"), **dict.fromkeys(("أي", "اي"), "ee"),
           "تش": "j", "نغ": "n|", "نج": "n|", "نك": "n|", "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ة": "a",
           "و": "u", "ؤ": "u", "ي": "ee", "ی": "ee", "ئ": "e", "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ث": "Q",
           "ج": "j", "چ": "j", "ژ": "j", "ح": "H", "ه": "H", "خ": "W", "د": "d", "ض": "d", "ذ": "d", "ر": "l",
           "ز": "z", "س": "s", "ش": "s", "ص": "s", "ظ": "z", "غ": "g", "گ": "g", "ف": "Z", "ق": "k", "ک": "k", "ك": "k",
           "ل": "l", "م": "m", "ن": "n|"}  # fmt: skip
_HEBREW_PAIRS = re.compile("^אוה?|^אי|[גזצ]['’׳]|טש|נג(?![אוי])|ה$")
_HEBREW = {"או": "u", "אוה": "u", "אי": "ee",
           "ג'": "j", "ז'": "j", "צ'": "j", "טש": "j", "נג": "n|", "א": "a", "ב": "b", "ג": "g", "ד": "d",
           "ה": "H", "ו": "u", "ז": "z", "ח": "H", "ט": "t", "י": "ee", "כ": "W", "ך": "W", "ל": "l", "מ": "m",
           "ם": "m", "נ": "n|", "ן": "n|", "ס": "s", "ע": "a", "פ": "Z", "ף": "F", "צ": "z", "ץ": "z", "ק": "k",
           "ר": "l", "ש": "s", "ת": "t"}  # fmt: skip
_HANGUL_P = re.compile(r"^p(?!p)")  # which stands for f as well
_SMALL_KANA = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
_KANA_LOOSE = frozenset("クグプブムルストツズ")
"""Syllables that may be a consonant alone."""

_SCRIPT_WORD = re.compile(r"[^\W\d_]['’׳]?(?:[^\W\d_]|['’׳]|(?<=[ก-๛ऀ-෿]).)*")


class Transcribed(msgspec.Struct, frozen=True):
    """A name by its sound: the frame of its consonants, and what stands before, between and behind them."""

    frame: str
    vowels: tuple[str, ...]


TranscribedNames = dict[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""By the frames of their consonants the names that have them: a number, and what stands between the consonants."""


def transcribed_names(
    names: Iterable[tuple[int, Sequence[str]]], variants: Iterable[Sequence[str]]
) -> TranscribedNames:
    """East Asian ``names``, each a number and its words, by frame; ``variants`` are those of one family name each."""
    by_frame: dict[str, dict[tuple[int, tuple[str, ...]], None]] = defaultdict(dict)
    variants_of: dict[str, set[str]] = defaultdict(set)
    for group in variants:
        for word in group:
            variants_of[word].update(group)
    for number, split in names:
        if is_syllabic(split):
            for spelt in _readings_of(split, variants_of):
                name = _as_name(spelt)
                by_frame[name.frame][number, name.vowels] = None
    return {frame: tuple(found) for frame, found in by_frame.items()}


def find_transcribed(query: str, names: TranscribedNames) -> dict[int, float]:
    """The numbers of ``names`` that ``query``, in a script other than Latin or Chinese, is wholly; and how alike."""
    found: dict[int, float] = {}
    script = script_of(query)
    if script in ("", "CJK") or (script not in _WITHOUT_BLANKS and len(_SCRIPT_WORD.findall(query)) == 1):
        return found
    for asked in _transcribed(query, script):
        for number, vowels in names.get(asked.frame, ()):
            cost = _difference(asked.vowels, vowels, hides=script in _HIDING)
            if cost is not None and (script != "HANGUL" or cost <= _MOST_IN_HANGUL):
                found[number] = max(ALIKE - _COST_OF_VOWEL * cost, found.get(number, 0.0))
    return found


def _readings_of(split: Sequence[str], variants: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """A name as it may be transcribed: in either order, and with ng as one sound or two, as in Wengui."""
    for order in _orders(split, variants):
        spelt = "|".join(order)
        yield spelt
        if _N_AND_G.search(spelt):
            yield _N_AND_G.sub("n|g", spelt)


def _orders(split: Sequence[str], variants: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """A name with its family name first and last, in each romanisation that this has."""
    turned = [(split[-1], split[:-1])] if len(split) == _WORDS_OF_SURNAME_AND_GIVEN or split[-1] in variants else []
    for written, given in ((split[0], split[1:]), *turned):
        for family in dict.fromkeys((written, *sorted(variants.get(written, ())))):
            yield family, *given
            yield *given, family


def _as_name(spelt: str) -> Transcribed:
    for pattern, sound in _CONSONANTS:
        spelt = pattern.sub(sound, spelt)
    frame, vowels = "", [""]
    for before, consonant in _UNITS.findall(spelt):
        vowels[-1] += before
        if not consonant or (frame.endswith(consonant) and not vowels[-1].strip("|")):
            continue  # a consonant that is written twice is one
        frame += consonant
        vowels.append("")
    return Transcribed(frame, tuple(vowels))


def _transcribed(query: str, script: str) -> Iterator[Transcribed]:
    spelt = "|".join(filter(None, (_spelt(word, script) for word in _SCRIPT_WORD.findall(plain(query)))))
    if not spelt or len(spelt) > _LONGEST:
        return
    name = _as_name(spelt)
    doubtful = [_DOUBTFUL.get(consonant, consonant) for consonant in name.frame]
    for count, frame in enumerate(product(*doubtful)):
        if count == _MOST_FRAMES:
            return
        yield Transcribed("".join(frame), name.vowels)


def _spelt(word: str, script: str) -> str:
    """``word`` in Latin letters by its script's conventions for East Asian names; U is a vowel that may be none."""
    match script:
        case "CYRILLIC":
            return _letter_by_letter(_CYRILLIC_PAIRS.sub(lambda pair: _CYRILLIC[pair[0]], word), _CYRILLIC)
        case "ARABIC":
            return _letter_by_letter(_ARABIC_PAIRS.sub(lambda pair: _ARABIC[pair[0]], word), _ARABIC)
        case "HEBREW":
            word = word.replace("׳", "'").replace("’", "'").replace("וו", "ו")
            word = _HEBREW_PAIRS.sub(lambda pair: "a" if pair[0] == "ה" else _HEBREW[pair[0]], word)
            return _letter_by_letter(word, _HEBREW)
        case "HANGUL":
            return "|".join(_HANGUL_P.sub("Z", anyascii(syllable).lower()).replace("eu", "U") for syllable in word)
        case "KATAKANA" | "HIRAGANA" | "KATAKANA-HIRAGANA":
            return _kana_spelt(word)
    return romanised(word)


def _letter_by_letter(word: str, letters: Mapping[str, str]) -> str:
    """``word`` by its ``letters``; what is spelt already stays, and what has no sound of its own goes."""
    return "".join(letters.get(letter, letter if letter.isascii() else "") for letter in word)


def _kana_spelt(word: str) -> str:
    spelt = ""
    for mora in word:
        if mora in _SMALL_KANA:
            spelt = spelt[:-1] + _SMALL_KANA[mora]
        elif mora == "フ":
            spelt += "Yu"
        elif mora in _KANA_LOOSE:
            spelt += anyascii(mora).lower()[:-1] + "U"
        elif mora == "ン":
            spelt += "n|"
        elif mora not in "ッー":
            spelt += anyascii(mora).lower()
    return spelt


def _difference(asked: Sequence[str], name: Sequence[str], *, hides: bool) -> float | None:
    """How much the vowels of a query differ from those of a name; None if that is too much."""
    cost = 0.0
    for one, other in zip(asked, name, strict=True):
        ours, theirs = _nuclei(one), _nuclei(other)
        if not theirs and not one.strip("|U'"):
            continue
        if not ours and hides:
            cost += _HIDDEN_VOWEL
        elif set(ours).isdisjoint(theirs):
            cost += _NEAR_VOWEL if {*ours, *theirs} == {"e", "i"} else _OTHER_VOWEL
        elif ours[:1] != theirs[:1]:
            cost += _SECOND_VOWEL
    most = _MOST_HIDDEN if hides else _MOST_BY_VOWELS[min(sum(map(bool, name)), len(_MOST_BY_VOWELS) - 1)]
    return cost if cost <= most else None


def _nuclei(between: str) -> str:
    """Which vowels may be meant by what stands between two consonants, likeliest first: a, e, i, or o for o and u."""
    return "".join(_nuclei_of(part.replace("U", "u")) for part in between.split("|"))


def _nuclei_of(part: str) -> str:
    has = set(part.replace("w", "u").replace("y", "i")) - {"'"}
    if "a" in has:
        return "ae" if has & {"e", "i"} else "a"
    if "e" in has:
        return "ei" if part == "ee" else "o" if part in ("eo", "eu") else "e" if has == {"e", "i"} else "eo"
    if "i" in has:
        return "i" if has == {"i"} else "oi"
    return "o" if has else ""


def hides_vowels(script: str) -> bool:
    """Whether names are written in ``script`` with some of their vowels left out."""
    return script in _HIDING


def script_of(text: str) -> str:
    """The script of the first letter of ``text`` that is not Latin, as Unicode calls it; empty if all are."""
    if text.isascii():
        return ""
    letters = (unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha())
    return next((script for script in letters if script != "LATIN"), "")
