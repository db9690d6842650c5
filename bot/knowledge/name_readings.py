"""A query read as one name: how well it fits, and whether that is enough to say that this person is meant.

A name is meant when it explains every word that was written: as a word of the name, as
a word that describes the person ("the MiG-25 pilot"), or as a word that says nothing
("who is"). One word that nothing explains, and nobody is meant: a first name with
another surname is a stranger.

The thresholds are calibrated on the development third of tests/names/; docs/names.md
tells how, and `make quality` what they come to.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec
from rapidfuzz.distance import OSA

from bot.knowledge.name_pairs import VARIANT, Alike, Cover, Pair, Shape, paired
from bot.knowledge.name_types import Named, Order
from bot.knowledge.name_words import EQUAL, SAME_SOUND
from bot.knowledge.spelling import sounds, words
from bot.knowledge.surroundings import SHORTEST_TELLING, Beside, is_told, weighed
from bot.knowledge.syllables import is_syllabic
from bot.knowledge.word_kinds import WordKinds

_WHOLE_SHARE = 0.75
"""The part of a name, by weight, that counts as the whole."""

_LEAST_ALIKE_FAMILY = 0.75
_LEAST_ALIKE_OTHERS = 0.82
"""How alike a family name must be, within a whole name: more if others are known by what was written."""

_LEAST_ALIKE_BESIDE_MIDDLE = 0.90
_LEAST_ALIKE_GIVEN = 0.755
_LEAST_ALIKE_TELLING = 0.85

_FOREIGN_WHOLE = 0.72
_FOREIGN_WHOLE_WITHOUT_VOWELS = 0.76
_FOREIGN_WHOLE_EASTERN = 0.77
_FOREIGN_PHRASE = 0.86
_FOREIGN_FAMILY_IN_WHOLE = 0.70
_FOREIGN_FAMILY_BESIDE_GIVEN = 0.64
_FOREIGN_FAMILY = 0.82
_FOREIGN_FAMILY_WITH_VOWELS = 0.88
_FOREIGN_FAMILY_IN_CHINESE = 0.81
"""What a name in a script of other consonants must come to: five of them in common, or four in a family name."""

_SHORTEST_FOREIGN = 3
"""Letters that tell something of a name which is written as the record has it: a word of one sound is any word."""

_FAMILY_ENDINGS = frozenset(
    {"v", "va", "ov", "ova", "ev", "eva", "in", "ina", "ko", "ka", "ski", "vis", "son", "sen", "er"}
)
"""What makes another family name of one, in plain sounds: Belenko and Belenkov."""

_OF_MEN = ("ov", "ev", "in")
"""What a Russian family name ends with of which women's has an a more."""

_SYLLABLES = 3
"""Of most Korean and Chinese names: one of the family name, two of the given one."""

_ARTICLES = frozenset({"el", "la", "le", "les", "los", "las", "il", "der", "die", "das"})
"""What makes a thing of a word that is only like a family name."""

_UNCOVERED_COST = 8.0
_EXTRA_COST = 0.5
_WORTH_OF_TRUE = 0.2
_FORGIVEN_COST = 4.0
_UNEXPLAINED_COST = 25.0
_INSUFFICIENT_COST = 20.0


class Reading(msgspec.Struct, frozen=True):
    """A query read as one record: its score (100 at best), and whether that is good enough to answer with."""

    score: float
    accepted: bool
    is_whole: bool = False
    has_family: bool = False
    """Whether most of the name was written, and whether its family name was; with nothing else that says something."""


def read(
    query: Sequence[str], alike: Sequence[Alike], shape: Shape, entry: Named, kinds: WordKinds, *, known: Container[str]
) -> Reading | None:
    """The words of ``query`` read as a name of ``entry`` that has this ``shape``; None if they share nothing.

    ``known`` are the forms of all that is ``alike``.
    """
    pairs = paired(alike, known, shape, kinds)
    if not pairs:
        return None
    name = shape.words
    cover = Cover.of(shape.weights, shape.family, pairs)
    used = {position for pair in pairs for position in pair.query}
    beside = [
        Beside(word, _touches(position, used, query, kinds), min(used) < position < max(used), position > max(used))
        for position, word in enumerate(query)
        if position not in used
    ]
    left = [each.word for each in beside]
    go_before = left == list(query[: len(left)])
    weighing = weighed(beside, name, entry, cover, kinds, go_before=go_before)
    score = 100 * cover.likeness - _UNCOVERED_COST * (1 - cover.share) - _FORGIVEN_COST * weighing.forgiven
    score -= _EXTRA_COST * (len(left) - weighing.against) - _WORTH_OF_TRUE * weighing.true
    if weighing.against:
        return Reading(score - _UNEXPLAINED_COST * weighing.against, accepted=False)
    if not weighing.is_told and not _is_enough(name, entry, cover, left, kinds):
        return Reading(score - _INSUFFICIENT_COST, accepted=False)
    is_all = all(map(kinds.says_nothing, left))
    is_whole = is_all and cover.share >= _WHOLE_SHARE and len(cover.words) > 1
    return Reading(score, accepted=True, is_whole=is_whole, has_family=is_all and bool(cover.of_family))


def _touches(position: int, used: Container[int], query: Sequence[str], kinds: WordKinds) -> bool:
    """Whether nothing but what joins names, as "van" does, stands between a word of ``query`` and those ``used``."""
    for step in (-1, 1):
        beside = position + step
        while 0 <= beside < len(query) and beside not in used and kinds.joins_names(query[beside]):
            beside += step
        if beside in used:
            return True
    return False


def _is_enough(name: Sequence[str], entry: Named, cover: Cover, left: Sequence[str], kinds: WordKinds) -> bool:
    """Whether what was written says who is meant: most of the name, or its family name, nearly as it is."""
    if cover.is_foreign:
        return _is_enough_of_consonants(cover, entry.order, kinds)
    if _has_variant_of_doubtful(cover) or _has_given_name_of_another(name, cover, kinds):
        return False
    if entry.order is Order.PHRASE:
        return _is_enough_of_phrase(cover, kinds)
    if entry.order is Order.EASTERN and all(map(kinds.says_nothing, left)) and _is_another_eastern(name, cover, kinds):
        return False
    if cover.share >= _WHOLE_SHARE and len(cover.words) > 1:
        return cover.likeness >= least_likeness(cover.letters, alone=False) and all(
            pair.likeness >= _least_alike_family(pair.text, entry, cover, left, kinds) for pair in cover.of_family
        )
    if cover.of_family:
        return _is_enough_of_family(name, entry, cover, left, kinds)
    return (
        _is_telling_given_name(name, cover, kinds)
        or _is_given_name_with_more(name, entry, cover, left, kinds)
        or (
            cover.letters > 2
            and cover.likeness >= VARIANT
            and any(cover.has_initial(word, name) for word in left if len(word) == 1)
        )
    )


def _least_alike_family(written: str, entry: Named, cover: Cover, left: Sequence[str], kinds: WordKinds) -> float:
    """How alike a family name must be, within a whole name: most of all beside a middle name alone."""
    has_first = entry.order is not Order.WESTERN or 0 in cover.words or any(len(word) == 1 for word in left)
    if not has_first:
        return _LEAST_ALIKE_BESIDE_MIDDLE
    is_word = entry.order is not Order.EASTERN and kinds.is_of_sentences(written)
    return _LEAST_ALIKE_OTHERS if is_word or kinds.is_name_of_others(written) else _LEAST_ALIKE_FAMILY


def _has_variant_of_doubtful(cover: Cover) -> bool:
    """Whether a given name in another language stands beside a name that is not written well enough for that."""
    likenesses = [pair.likeness for pair in cover.pairs]
    return VARIANT in likenesses and min(likenesses) < _LEAST_ALIKE_TELLING


def _is_another_eastern(name: Sequence[str], cover: Cover, kinds: WordKinds) -> bool:
    """Whether two syllables of a name of three are another name: a family name with one of the given one's.

    Kim Song is another than Kim Kuk-song, and Li Jun than Wang Li-jun.
    """
    if len(name) != _SYLLABLES or not is_syllabic(name[1:]) or len(cover.words) != _SYLLABLES - 1:
        return False
    first = min(cover.pairs, key=lambda pair: pair.query.start)
    return 0 in cover.words or (len(cover.pairs) > 1 and bool(kinds.family_variants(first.text)))


def _has_given_name_of_another(name: Sequence[str], cover: Cover, kinds: WordKinds) -> bool:
    """Whether another given name, however like ours, stands beside a family name that others are known by.

    Abel Prieto is not Ariel Prieto; beside a family name of its own it may be ours remembered wrongly.
    """
    is_shared = any(kinds.is_name_of_others(pair.text) for pair in cover.of_family)
    least = VARIANT if is_shared else _LEAST_ALIKE_GIVEN
    return any(
        pair.likeness < least
        and kinds.is_given_name(pair.text)
        and kinds.is_first_name(first := name[pair.name.start])
        and (is_shared or OSA.distance(pair.text, first) > 1)
        for pair in cover.pairs
        if cover.family.isdisjoint(pair.name)
    )


def _is_enough_of_consonants(cover: Cover, order: Order, kinds: WordKinds) -> bool:
    """Whether a name of which only consonants can be compared has enough of them in common.

    The syllables of East Asian names have few, and vowels tell them apart.
    """
    if cover.likeness == EQUAL and cover.letters >= _SHORTEST_FOREIGN:
        return cover.share >= _WHOLE_SHARE or not all(
            pair.is_given or kinds.is_given_name(pair.text) for pair in cover.pairs
        )
    if order is Order.PHRASE:
        return cover.share > 0.9 and cover.likeness >= _FOREIGN_PHRASE
    if not cover.of_family:
        return False
    sounds_heard = [pair.heard for pair in cover.pairs if pair.heard is not None]
    hides_vowels = any(not each.outlines for each in sounds_heard)
    if cover.share >= _WHOLE_SHARE and len(cover.words) > 1:
        least = _FOREIGN_WHOLE_WITHOUT_VOWELS if hides_vowels else _FOREIGN_WHOLE
        least = _FOREIGN_WHOLE_EASTERN if order is Order.EASTERN else least
        family_least = _FOREIGN_FAMILY_BESIDE_GIVEN if _has_known_given_name(cover) else _FOREIGN_FAMILY_IN_WHOLE
        return cover.likeness >= least and all(pair.likeness >= family_least for pair in cover.of_family)
    if all(pair.is_given for pair in cover.of_family):
        return False
    if any(each.is_rough for each in sounds_heard):
        least = _FOREIGN_FAMILY_IN_CHINESE
    else:
        least = _FOREIGN_FAMILY if hides_vowels else _FOREIGN_FAMILY_WITH_VOWELS
    return order is not Order.EASTERN and cover.likeness >= least


def _has_known_given_name(cover: Cover) -> bool:
    """Whether the given names are known as their script writes them, in one that writes vowels of the family's, too."""
    given = [pair for pair in cover.pairs if cover.family.isdisjoint(pair.name)]
    return bool(given) and all(
        pair.likeness >= VARIANT if pair in given else pair.heard is not None and pair.heard.tells_vowels
        for pair in cover.pairs
    )


def _is_enough_of_phrase(cover: Cover, kinds: WordKinds) -> bool:
    if cover.share < 0.5:
        return False
    if len(cover.pairs) == 1:
        (pair,) = cover.pairs
        return pair.likeness >= 0.9 and _is_telling(pair, kinds)
    if _is_of_another(cover, kinds):
        return False
    are_words = all(kinds.is_ordinary(pair.text) for pair in cover.pairs)
    if are_words and cover.likeness < SAME_SOUND and cover.share <= _WHOLE_SHARE:
        return False  # "escaped by balloon" is said of many, and no name of somebody's escape
    return cover.likeness >= least_likeness(cover.letters, alone=False) and (
        cover.share > 0.9 or any(_is_telling(pair, kinds) for pair in cover.pairs)
    )


def _is_of_another(cover: Cover, kinds: WordKinds) -> bool:
    """Whether nothing but a given name stands beside a family name that is only near: less so if others have it."""
    return all(pair.likeness < SAME_SOUND or kinds.is_given_name(pair.text) for pair in cover.pairs) and any(
        pair.likeness < (_LEAST_ALIKE_OTHERS if kinds.is_name_of_others(pair.text) else _LEAST_ALIKE_FAMILY)
        for pair in cover.pairs
    )


def _is_telling(pair: Pair, kinds: WordKinds) -> bool:
    return (
        pair.likeness >= _LEAST_ALIKE_TELLING
        and len(pair.text) >= SHORTEST_TELLING
        and not kinds.describes(pair.text)
        and not kinds.is_given_name(pair.text)
    )


def _is_enough_of_family(
    name: Sequence[str], entry: Named, cover: Cover, left: Sequence[str], kinds: WordKinds
) -> bool:
    """Whether a family name without a given one says who is meant."""
    family = cover.of_family
    if any(map(kinds.joins_names, left)) and any(kinds.is_given_name(pair.text) for pair in family):
        return False  # "Les Paul"
    if cover.is_fuzzy_throughout and not _ARTICLES.isdisjoint(left):
        return False  # "la Bamba" is not Bomba
    usual = words(entry.name)
    if any(kinds.is_name_of_others(pair.text) and not _has_as_family_name(usual, pair.text) for pair in family):
        return False  # "Assad", for whose name is sometimes spelt so
    return cover.letters > 2 and all(
        _can_stand_alone(pair, "".join(name[position] for position in pair.name), kinds) for pair in family
    )


def _has_as_family_name(usual: Sequence[str], written: str) -> bool:
    """Whether the ``usual`` name has a family name as it is ``written``, or as a woman has it: Petrov and Petrova."""
    return written in usual or (written.endswith(_OF_MEN) and written + "a" in usual)


def _can_stand_alone(pair: Pair, name: str, kinds: WordKinds) -> bool:
    if pair.likeness < SAME_SOUND and _has_other_ending(pair.text, name):
        return False
    if kinds.describes(pair.text) or kinds.is_filler(pair.text):
        return False
    is_other_word = any(
        is_one(pair.text) for is_one in (kinds.is_given_name, kinds.is_of_sentences, kinds.is_name_of_others)
    )
    if pair.likeness < EQUAL and is_other_word:
        return False
    return pair.likeness >= least_likeness(len(pair.text), alone=True)


def _has_other_ending(written: str, name: str) -> bool:
    """Whether what was written is another family name of the same stem, or a man's beside a woman's: Makarov(a)."""
    one, other = sounds(written)[0], sounds(name)[0]
    return (one.startswith(other) and one[len(other) :] in _FAMILY_ENDINGS) or other == one + "a"


def _is_telling_given_name(name: Sequence[str], cover: Cover, kinds: WordKinds) -> bool:
    """Whether a first name alone says who is meant: a rare one, nearly as written."""
    (pair, *others) = cover.pairs
    word = name[pair.name.start]
    return (
        not others
        and len(word) >= SHORTEST_TELLING
        and pair.likeness >= SAME_SOUND
        and not kinds.is_given_name(word)
        and not kinds.is_given_name(pair.text)
        and not kinds.describes(word)
        and not kinds.is_of_sentences(word)
    )


def _is_given_name_with_more(
    name: Sequence[str], entry: Named, cover: Cover, left: Sequence[str], kinds: WordKinds
) -> bool:
    """Whether several given names, one of them rare, or one and what its bearer does, say who is meant."""
    if cover.likeness < SAME_SOUND or any(kinds.is_ordinary(name[position]) for position in cover.family):
        return False
    if len(cover.pairs) > 1:
        are_first = max(cover.words) < len(cover.words)
        return are_first and any(
            len(pair.text) >= SHORTEST_TELLING and not kinds.is_given_name(pair.text) for pair in cover.pairs
        )
    is_word = kinds.says_nothing(cover.pairs[0].text)
    return cover.letters >= SHORTEST_TELLING and not is_word and is_told(left, entry, kinds)


def least_likeness(letters: int, *, alone: bool) -> float:
    """How alike a name must be to be taken as meant: the shorter, and the fewer its words, the stricter."""
    if letters <= 3:
        return 0.96
    if alone:
        return 0.90 if letters <= 4 else 0.80 if letters <= 6 else 0.82
    return 0.75 if letters <= 6 else 0.70 if letters == 7 else 0.68
