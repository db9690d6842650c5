"""Spellings: what two ways of writing the same name have in common.

A name is taken apart into words in plain lower-case Latin letters. Each word has sound
keys, which are equal when two romanisations of one name differ only by the habits of
English, French, German, Polish, Spanish or Turkish (``Noureev``, ``Nurejew``, ``Nureyev``).
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, product

from anyascii import anyascii

_TEXTS_KEPT = 64
"""Texts whose words are kept: what was just asked is taken apart several times."""

LONGEST_QUERY = 200
"""Characters of a query that are looked at; no name is anywhere near as long."""

MOST_WORDS = 12
"""Words of a query that are looked at; a question around a name is no longer."""

LONGEST_WORD = 40
"""Letters of a word, or of several in one, that are looked at; longer ones must be exact."""

_CARON_SOUNDS = str.maketrans(
    {"š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ç": "ch", "ć": "ch", "ś": "sh", "ż": "zh", "ğ": "gh", "ň": "n",
     "ł": "w"}
)  # fmt: skip
# Greek writes the sounds of d, b and g, which other languages' names have, with two letters each.
_GREEK_SOUNDS = {"ντ": "d", "μπ": "b", "γκ": "g", "τζ": "dzh", "γιε": "ye", "γιά": "ya", "γιο": "yo"}
_GREEK_STOPS = re.compile("|".join(_GREEK_SOUNDS))
_APOSTROPHES = re.compile(r"['’‘`´ʹʼʻ׳״]|(?<=[א-ת])\"(?=[א-ת])")
_HEBREW_J = re.compile(r"ג['’׳]")  # said as in George, so nearer to zh than to g
_ALPHABETS = ("LATIN", "CYRILLIC")
_LONGEST_EAST_ASIAN = 4
_SHORTEST_FOREIGN = 3
# Without one of these, a Korean name has three syllables at most.
_LONG_KOREAN_FAMILY_NAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
# The characters that Chinese writes foreign names with: Xinhua's tables, and those used on Taiwan and in Hong Kong.
_FOREIGN_SOUNDS = frozenset(
    "阿埃艾爱愛安昂奥奧巴芭拜班邦包保鲍鮑贝貝本比彼毕畢宾賓波伯博薄勃柏布卜查茨慈次达達大丹当當道德登邓鄧迪狄蒂底第丁东東杜顿頓多厄恩尔爾法凡范方菲费費芬丰弗夫福富"
    "伽盖蓋甘冈岡高戈哥格葛根贡貢古瓜圭哈海汉漢豪赫黑亨洪胡华華惠霍基吉季及加佳贾賈嘉简簡江杰捷金津卡开開凯凱坎康考柯科可克肯孔库庫夸奎昆拉莱萊兰蘭朗劳勞勒雷蕾楞里利立莉丽麗"
    "廉连連良列烈林琳隆卢盧鲁魯路伦倫罗羅洛吕呂马馬玛瑪迈邁麦麥曼茂梅美门門蒙孟米敏明摩莫默姆木穆慕拿纳納娜乃奈南内尼妮年涅宁寧纽紐农努诺諾欧歐帕派潘庞龐佩彭蓬皮平珀朴普奇齐齊"
    "钱錢乔喬切琴钦欽琼瓊丘让讓热熱仁日荣榮茹儒瑞若萨薩塞赛賽森桑色瑟莎沙珊尚绍紹舍申生圣聖施什诗詩史士舒斯丝絲司思松苏蘇素孙孫索塔泰坦汤湯唐陶特滕藤提忒汀廷亭通图圖土托陀瓦万萬汪旺"
    "威韦韋维維魏温溫文翁沃乌烏吾武伍西希悉锡錫席夏香肖向歇谢謝辛欣兴興休雄修许許逊遜雅亚亞延扬楊杨耀耶也叶葉伊依易因殷英永尤于约約越云宰赞贊泽澤曾扎詹章珍芝治忠朱祖佐廖忍史雪洁潔"
)
_EAST_ASIAN = re.compile(r"[㐀-鿿]+|[가-힣]+")
_HANGUL = re.compile(r"[가-힣]")
_HANGUL_PARTICLE = re.compile(r"(?<=[가-힣]{3})(?:은|는|이|가|을|를|의|와|과|도|에게|에서|으로|로|씨|님|이란|란)$")
_FOREIGN_NAME_DOT = re.compile(r"[·・•‧]")
# The family names of nearly all Koreans, South and North: https://kosis.kr (census of 2015).
_KOREAN_FAMILY_NAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부리림로라량려렴룡태"
)
# What is written in two ways: ヴィ and ビ, ティ and チ; Arabic letters with and without hamza, and as Persian has them.
_KANA_HABIT = {
    "ヴァ": "バ",
    "ヴィ": "ビ",
    "ヴェ": "ベ",
    "ヴォ": "ボ",
    "ヴ": "ブ",
    "ティ": "チ",
    "ディ": "ジ",
    "ー": "",
    "ッ": "",
}
_KANA_HABITS = re.compile("|".join(_KANA_HABIT))
_FOLDED_LETTERS = str.maketrans("أإآٱىیکةۀ", "ااااييكهه")
_POSSESSIVE = re.compile(r"['’]s\b")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_MARKS = re.compile(r"[\u0300-\u0345]")
_LETTERS = re.compile(r"[^\W_]+")
# Thai writes some vowels before the consonant behind which they are said, and letters that are not said at all.
_THAI_VOWEL_FIRST = re.compile(r"([เแโใไ])([ก-ฮ])")
_THAI_SILENT = re.compile(r"[ก-ฮ][ิ-ู]?์")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_HYPHENATED = re.compile(r"[^\W_]+(?:[-‐‑–][^\W_]+)+")

_ANY = string.ascii_letters + string.digits
# What several languages write differently for one sound, longest first. Order matters. A rule is tried only on a word
# that has one of its letters, for most have none.
_SOUND_RULES: tuple[tuple[frozenset[str], re.Pattern[str], str], ...] = tuple(
    (frozenset(letters), re.compile(pattern), sound)
    for letters, pattern, sound in (
        ("hz", r"schtsch|shch|chtch|szcz|shtsh", "S"),
        ("d", r"dsch|dzh|dj(?=[aeiou])", "J"),
        ("ct", r"tsch|tch|tsh|cz|tj(?=[aeiou])", "S"),
        ("s", r"sch|sh|sz|sj(?=[aeiou])", "S"),
        ("z", r"zh|rz", "J"),
        ("cq", r"ck|cq|qu?", "k"),
        ("ct", r"ts|tz|cs(?=[aeiou])", "s"),
        ("p", r"ph", "f"),
        ("g", r"gu(?=[ei])", "g"),
        ("c", r"c(?=[eiy])", "s"),
        ("c", r"c(?!h)", "k"),
        ("h", r"kh|gh", "k"),
        ("h", r"(?<=[bdtpr])h", ""),
        ("w", r"w", "v"),
        ("u", r"^u(?=[aeio])", "v"),
        ("fv", r"ff?$|v$", "v"),
        ("u", r"iou|you|yu|ju|iu", "u"),
        ("ou", r"ou|oo|ue|eu|wu", "u"),
        ("e", r"ee", "i"),
        ("o", r"oe|eo|oa", "o"),
        ("e", r"ea", "e"),
        ("h", r"^hy", "y"),
        ("y", r"ey$", "i"),
        ("ae", r"ae|ai|ay|ei|ey", "e"),
        ("a", r"ya|ja|ia", "a"),
        ("e", r"ye|je|ie", "e"),
        ("o", r"yo|jo|io", "o"),
        ("iyj", r"(?:iy|yy|ij|ii|y|j)$", "i"),
        ("yj", r"[yj]", "i"),
        ("h", r"h$|(?<=[aeiou])h(?=[^aeiou])", ""),
        (_ANY, r"(.)(?=\1)", ""),
        ("z", r"z", "s"),
    )
)
# One spelling that stands for different sounds; each is tried.
_AMBIGUOUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ch", ("S", "k")),
    ("j", ("j", "h", "J")),
    ("x", ("ks", "S")),
    ("eu", ("eu", "oi")),
    ("ow", ("ow", "au")),
    ("aw", ("aw", "au")),
)


@cache
def _word() -> re.Pattern[str]:
    """A word of any script. Signs of vowels and of their absence are letters of it, which no class of letters knows.

    Made when the first text comes that is not in plain letters: gathering the signs takes some milliseconds.
    """
    marks = "".join(c for c in map(chr, range(0x0300, 0x2000)) if unicodedata.category(c) in ("Mn", "Mc"))
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks}])*")


def plain(text: str) -> str:
    """``text`` with what cannot be seen taken out, compatible forms united, and case folded."""
    text = text[:LONGEST_QUERY]
    if text.isascii() and text.isprintable():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        kinds = ((letter, unicodedata.category(letter)) for letter in text)
        text = "".join(" " if kind == "Cc" else letter for letter, kind in kinds if kind != "Cf")
    return unicodedata.normalize("NFC", text.casefold())


@lru_cache(maxsize=_TEXTS_KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in plain Latin letters and digits: "D'Rivera, Béla's" is drivera, bela."""
    return _latin_words(_without_apostrophes(text))


def words_with_carons(text: str) -> tuple[str, ...]:
    """As `words`, with č, š, ž and their like told by their sound: "Šťastný" is shtastny."""
    return words(text) if text.isascii() else _latin_words(_without_apostrophes(text).translate(_CARON_SOUNDS))


def hyphenated(text: str) -> tuple[str, ...]:
    """The parts of ``text`` that a hyphen holds together, run into one word: "Thae Yong-ho" has yongho."""
    joined = (_latin_words(part) for part in _HYPHENATED.findall(_without_apostrophes(text)))
    return tuple("".join(parts) for parts in joined if len(parts) > 1)


def _without_apostrophes(text: str) -> str:
    text = plain(text)
    if text.isascii() and "'" not in text and "`" not in text:
        return text
    if _APOSTROPHES.search(text):
        text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", text))
    return text if text.isascii() else _GREEK_STOPS.sub(lambda match: _GREEK_SOUNDS[match[0]], text)


def _latin_words(text: str) -> tuple[str, ...]:
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text))
    return tuple(chain.from_iterable(map(_latin_words_of, _word().findall(text))))


@lru_cache(maxsize=8_192)
def _latin_words_of(word: str) -> tuple[str, ...]:
    """One ``word`` of any script: nearly always one in Latin letters, too."""
    said = _THAI_VOWEL_FIRST.sub(r"\2\1", _THAI_SILENT.sub("", word))
    # anyascii may put blanks or apostrophes into one word of another script.
    return tuple(_ASCII_WORD.findall(_APOSTROPHES.sub("", anyascii(said)).lower()))


def run_together(text: str) -> str:
    """``text`` in its own script with no blanks or punctuation: how a name is recognised exactly.

    Greek is taken without its accents and breathings, of which many are no longer written.
    """
    text = plain(text)
    if _GREEK.search(text):
        text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return "".join(_LETTERS.findall(text))


def native_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in their own script; none if it is all in Latin or Cyrillic letters.

    Other scripts write a name's sounds so differently that its romanisation is not enough.
    """
    if text.isascii() or all(unicodedata.name(c, "").startswith(_ALPHABETS) for c in text if c.isalpha()):
        return ()
    return tuple(_word().findall(_without_apostrophes(_HEBREW_J.sub("ז", plain(text)))))


def script_key(word: str) -> str:
    """What two spellings of one word in its own script share: kana without long vowels, Arabic without its hamzas."""
    return _KANA_HABITS.sub(lambda match: _KANA_HABIT[match[0]], run_together(word).translate(_FOLDED_LETTERS))


def romanised(word: str) -> str:
    """One word of any script in plain Latin letters and digits, perhaps none."""
    return "".join(_latin_words(word))


def is_whole_east_asian_name(text: str) -> bool:
    """Whether ``text`` is written as a whole Chinese or Korean name is: another character is another person.

    Foreign names are longer, have a dot between their words, do not begin with a Korean family name, or have
    none but the characters that foreign names are written with.
    """
    letters = "".join(c for c in text if c.isalpha())
    if not 0 < len(letters) <= _LONGEST_EAST_ASIAN or _FOREIGN_NAME_DOT.search(text):
        return False
    scripts = {unicodedata.name(c, "").partition(" ")[0] for c in letters}
    if scripts == {"CJK"}:
        return len(letters) < _SHORTEST_FOREIGN or not _FOREIGN_SOUNDS.issuperset(letters)
    is_korean = letters.startswith(_LONG_KOREAN_FAMILY_NAMES) or (
        letters[0] in _KOREAN_FAMILY_NAMES and len(letters) < _LONGEST_EAST_ASIAN
    )
    return scripts == {"HANGUL"} and is_korean


def whole_east_asian_names(word: str) -> Iterator[str]:
    """What may be a whole Chinese or Korean name, of three characters or more, in a word of their scripts.

    In Chinese no blank parts a name from what goes before or follows; in Korean a particle is written in one with it.
    """
    if not _EAST_ASIAN.fullmatch(word):
        return
    ends = [length for length in (_LONGEST_EAST_ASIAN, _SHORTEST_FOREIGN) if length < len(word)]
    parts = [word, *(word[:length] for length in ends), *(word[-length:] for length in ends)]
    if _HANGUL_PARTICLE.search(word):
        parts = [word, _HANGUL_PARTICLE.sub("", word)]
    elif _HANGUL.match(word):
        parts = [word]
    yield from (part for part in parts if len(part) >= _SHORTEST_FOREIGN and is_whole_east_asian_name(part))


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
        for letters, pattern, sound in _SOUND_RULES:
            if not letters.isdisjoint(variant):
                variant = pattern.sub(sound, variant)
        if variant:
            keys[variant] = None
    return tuple(keys) or (word,)


def _replace_alone(word: str, spelling: str, sound: str) -> str:
    if spelling == "ch":  # within tch, sch and shch it is no sound of its own
        return re.sub(r"(?<![ts])ch(?!tch)", sound, word)
    if spelling == "j":
        return re.sub(r"(?<![dts])j", sound, word)
    return word.replace(spelling, sound)
