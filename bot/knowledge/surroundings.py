"""The words beside a name: do they speak for its being meant, or against?

"The MiG-25 pilot Belenko" says what is true of him; "the footballer José Fernández" says
what is not true of the pitcher; "Boris Baryshnikov" is somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from bot.knowledge.name_pairs import Cover
from bot.knowledge.name_types import Named, Order
from bot.knowledge.name_words import EQUAL, SAME_SOUND
from bot.knowledge.syllables import is_short_syllabic
from bot.knowledge.word_kinds import WordKinds

_FULL_NAME = 0.94
"""How alike a whole name must be for ordinary words around it not to matter."""

_FULL_NAME_MISSPELT = 0.85
"""How alike it must be for those not to matter that are words of sentences, as of a Western one."""

_FULL_NAME_SHARE = 0.7

_DISTINCT = 9
"""Letters of a family name that means nobody else, whatever ordinary words stand around it."""

_DISTINCT_OWN = 7
"""Likewise, of one that is no other's, no given name and no word."""

_MOST_UNKNOWN = 4
"""Words of which nothing is known that may stand around a whole name with a family name of its own."""

_SHORTEST_OWN = 4
"""Letters of a family name as it is written that may be nobody else's: one that only sounds so must be longer."""

_SHORTEST_RARE = 4
"""Letters of a given name that is another's hardly by chance."""

_MOST_MORE = 2
"""Words of which nothing is known that may follow a family name of its own."""

_DISTINCT_EQUAL = 7
"""Letters of a family name as it is written that means nobody else, whatever follows."""

_MOST_UNTRUE = 1
"""Roles and countries that are not true of the person which may stand there likewise: people remember them wrongly."""

_LEAST_TRUE = 2
_LEAST_TRUE_OF_ANY = 3
_SHORTEST_TRUE = 3

SHORTEST_TELLING = 5
"""Letters of a name that alone can tell somebody from everybody else."""

_COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western"})
"""Part of many a country's name, and of much else: it is not true of a person by itself."""


class _Counts(msgspec.Struct):
    true: int = 0
    uncertain: int = 0
    unknown: int = 0
    against: int = 0


class Beside(msgspec.Struct, frozen=True):
    """A word that was written beside a name, or between its words; ``touches`` it if nothing stands between.

    It ``follows`` a name of which all words stand before it.
    """

    word: str
    touches: bool
    is_within: bool
    follows: bool


class Weighed(msgspec.Struct, frozen=True):
    """How many words beside a name speak ``against`` its being meant, and how many unknown ones were ``forgiven``.

    It ``is_told`` who is meant if enough is true of the bearer that the family name may be short, or a common one.
    So many words are ``true`` of the bearer, which tells namesakes apart.
    """

    against: int
    forgiven: int
    is_told: bool
    true: int


_NOTHING = Weighed(0, 0, is_told=False, true=0)


def weighed(
    beside: Sequence[Beside], name: Sequence[str], entry: Named, cover: Cover, kinds: WordKinds, *, go_before: bool
) -> Weighed:
    """What the words of a query that stand ``beside`` the ``name`` say about its being meant.

    Words that are true of the person, or say nothing, do not. Names that the record
    mentions and ordinary words do not either, if the whole name was written or a long
    family name, or if another word is true of the person: "Kennedy's assassin Oswald",
    but not "Fidel Castro" for his sister. Nor does what is not next to a family name:
    another given name would be. A thing that bears the family name does. Anything is forgiven around a whole name,
    letter by letter, with a true word or if the words ``go_before`` it. A family name that is nothing
    else excuses as many words as are known to be true of the person: one role or country, too, that is not.
    """
    if not beside:
        return _NOTHING
    is_exact = cover.likeness >= SAME_SOUND and cover.letters >= SHORTEST_TELLING
    is_whole = _is_whole(name, cover, kinds)
    if cover.of_family and not is_whole and _is_namesake(beside, entry, cover, kinds):
        return Weighed(1, 0, is_told=False, true=0)
    left = _left(beside, entry, cover, kinds, is_exact=is_exact)
    counts = _counted(left, name, entry, cover, kinds, is_exact=is_exact)
    true = sum(_tells(each.word, entry, kinds) for each in beside)
    if entry.order is Order.EASTERN:
        counts.against += sum(_is_another_syllable(each, entry, kinds) for each in beside)
    is_own = _is_own(cover, kinds) and not any(_may_be_of_another(each, kinds) for each in beside)
    if counts.uncertain and (
        (counts.true and cover.letters >= SHORTEST_TELLING)
        or _means_nobody_else(name, entry, cover, counts, kinds, is_own=is_own)
        or _is_only_described(left, entry, cover, kinds, is_own=is_own)
    ):
        counts.uncertain = 0
    forgiven = 0
    if is_whole and is_exact and not counts.against and (counts.true or (go_before and _only_tells(beside, kinds))):
        forgiven, counts.unknown = counts.unknown, 0
    if is_own and len(name) > 1 and entry.order is Order.WESTERN and counts.unknown and not counts.against:
        unknown = [each for each in beside if _says_more(each, entry, kinds)]
        if len(unknown) == counts.unknown <= _MOST_MORE and _is_distinct(cover):
            forgiven += counts.unknown
            counts.unknown = counts.uncertain = 0
    if (is_own or (is_whole and _has_rare_given_name(cover, kinds))) and entry.order in (Order.WESTERN, Order.EITHER):
        forgiven += _excused(left, entry, counts, kinds, is_in_full=is_whole and is_exact)
    is_told = bool(left and cover.of_family) and not is_whole and _is_told(beside, entry, cover, counts, kinds)
    if is_told:
        forgiven += counts.unknown + counts.against
        counts = _Counts()
    return Weighed(counts.against + counts.uncertain + counts.unknown, forgiven, is_told, true)


def _only_tells(beside: Sequence[Beside], kinds: WordKinds) -> bool:
    """Whether what goes before a whole name tells of its bearer; what follows a surname may be a second one."""
    return not any(kinds.is_given_name(each.word) for each in beside)


def _is_only_described(left: Sequence[str], entry: Named, cover: Cover, kinds: WordKinds, *, is_own: bool) -> bool:
    """Whether nothing but what describes people stands beside a name that is nobody else's, as far as that is known."""
    is_telling = is_own or cover.is_foreign or _is_telling_phrase(entry, cover, kinds)
    return is_telling and all(_tells(word, entry, kinds) or kinds.only_describes(word) for word in left)


def _is_namesake(beside: Sequence[Beside], entry: Named, cover: Cover, kinds: WordKinds) -> bool:
    """Whether a thing that bears a family name is meant, or what another of the name made: the Brodsky Quartet.

    Of somebody whose family name is nobody else's it may be true, as a composer's concerto is.
    """
    is_of_others = any(kinds.is_name_of_others(pair.text) for pair in cover.of_family)
    return any(
        kinds.is_namesake(each.word)
        and (is_of_others or not (_is_true(each.word, entry) or f" {each.word} " in entry.mentioned))
        for each in beside
    )


def _left(beside: Sequence[Beside], entry: Named, cover: Cover, kinds: WordKinds, *, is_exact: bool) -> Sequence[str]:
    """The words beside a name that count: of a family name that is no word, not those afar that say nothing."""
    if is_exact and cover.of_family and not any(kinds.is_ordinary(pair.text) for pair in cover.of_family):
        return [each.word for each in beside if each.touches or not _is_forgiven_afar(each.word, entry, kinds)]
    return [each.word for each in beside]


def _may_be_of_another(beside: Beside, kinds: WordKinds) -> bool:
    """Whether a word next to a family name makes another's name of it."""
    is_of_others = kinds.is_name_of_others(beside.word) and not kinds.is_role(beside.word)
    return beside.touches and (kinds.is_given_name(beside.word) or is_of_others)


def _means_nobody_else(
    name: Sequence[str], entry: Named, cover: Cover, counts: _Counts, kinds: WordKinds, *, is_own: bool
) -> bool:
    """Whether a name was written so wholly, or so long a family name, that ordinary words around it don't matter."""
    least_letters = _DISTINCT_OWN if is_own else _DISTINCT
    if any(pair.likeness >= SAME_SOUND and len(pair.text) >= least_letters for pair in cover.of_family):
        return True
    # The pitcher's nickname "Cuban Missile" is no name in "Cuban missile crisis".
    is_of_words = all(map(kinds.is_word, (pair.text for pair in cover.pairs))) and not counts.true
    least = _FULL_NAME_MISSPELT if entry.order is Order.WESTERN else _FULL_NAME
    return _is_whole(name, cover, kinds, least) and not is_of_words


def _is_telling_phrase(entry: Named, cover: Cover, kinds: WordKinds) -> bool:
    """Whether it is a group's name of which a word was written that is in no other: the Tuapse's crew."""
    return entry.order is Order.PHRASE and bool(entry.context) and _has_telling_word(cover, kinds)


def _is_distinct(cover: Cover) -> bool:
    """Whether a family name was written as it is that is long enough to be nobody else's."""
    return not cover.is_foreign and all(
        pair.likeness == EQUAL and len(pair.text) >= _DISTINCT_EQUAL for pair in cover.of_family
    )


def _says_more(beside: Beside, entry: Named, kinds: WordKinds) -> bool:
    """Whether a word of which nothing is known follows a name, and is no name itself: "skripal novichok"."""
    word = beside.word
    is_name = kinds.is_first_name(word) or kinds.is_anybodys_name(word) or len(word) == 1
    is_known = _tells(word, entry, kinds) or kinds.is_word_of_any_kind(word) or kinds.says_nothing(word)
    return beside.follows and not is_name and not is_known


def _excused(left: Sequence[str], entry: Named, counts: _Counts, kinds: WordKinds, *, is_in_full: bool) -> int:
    """How many words are forgiven beside a name that is nobody else's; they are taken from ``counts``."""
    telling = sum(_tells(word, entry, kinds) for word in set(left))
    forgiven = 0
    if is_in_full and counts.against <= _MOST_UNTRUE and counts.unknown <= _MOST_UNKNOWN:
        forgiven += counts.unknown + counts.against
        counts.unknown = counts.against = 0
    if 0 < counts.against <= 2 and not counts.unknown:
        forgiven += 1
        counts.against = counts.uncertain = 0
    if 0 < counts.unknown + counts.against <= telling - counts.against and counts.against <= 1:
        forgiven += counts.unknown + counts.against
        counts.unknown = counts.against = counts.uncertain = 0
    return forgiven


def _is_told(beside: Sequence[Beside], entry: Named, cover: Cover, counts: _Counts, kinds: WordKinds) -> bool:
    """Whether so much of what stands beside a family name is true of its bearer that nobody else can be meant.

    That is a name or a year that the record has, and one thing more, for each word that it does not know; or anything
    that is true, if it is a defection that is asked of. But the word next to a name may belong to it.
    """
    if any(pair.likeness < EQUAL or pair.heard is not None for pair in cover.pairs):
        return False
    if entry.order is Order.EASTERN and 0 not in cover.words:
        return False
    if any(each.touches and not _is_known(each.word, entry, kinds) for each in beside):
        return False
    words = {each.word for each in beside if len(each.word) >= _SHORTEST_TRUE and not kinds.says_nothing(each.word)}
    true = {word for word in words if _is_true(word, entry) or f" {word} " in entry.mentioned} - _COMPASS
    telling = {
        word
        for word in true
        if not kinds.is_role(word)
        and not kinds.is_given_name(word)
        and (f" {word} " in entry.mentioned or word.isdigit())
    }
    if true and any(kinds.is_of_defection(each.word) for each in beside) and not counts.unknown + counts.against:
        return True
    if len(true) >= _LEAST_TRUE_OF_ANY and counts.unknown + counts.against <= 1:
        return True
    return bool(telling) and len(true) >= _LEAST_TRUE * max(1, counts.unknown + counts.against)


def _is_known(word: str, entry: Named, kinds: WordKinds) -> bool:
    """Whether ``word``, next to a name, is no part of another one: it says nothing, or is true, or a role."""
    return (
        kinds.says_nothing(word)
        or _is_true(word, entry)
        or kinds.is_ordinary(word)
        or (f" {word} " in entry.mentioned and not kinds.is_given_name(word))
    )


def _has_telling_word(cover: Cover, kinds: WordKinds) -> bool:
    """Whether a word of the name that is in no others was written, as it is or sounds: the Tuapse's crew."""
    return any(
        pair.likeness >= SAME_SOUND
        and len(pair.text) >= SHORTEST_TELLING
        and not kinds.is_anybodys_name(pair.text)
        and not kinds.is_ordinary(pair.text)
        for pair in cover.pairs
    )


def is_told(left: Iterable[str], entry: Named, kinds: WordKinds) -> bool:
    """Whether one of the words ``left`` beside a name is what its bearer is known to be."""
    return any(
        _is_true(word, entry)
        and kinds.is_role(word)
        and not kinds.is_filler(word)
        and not kinds.is_name_of_others(word)
        for word in left
    )


def _counted(
    left: Sequence[str], name: Sequence[str], entry: Named, cover: Cover, kinds: WordKinds, *, is_exact: bool
) -> _Counts:
    letters = [word for word in left if len(word) == 1 and word.isalpha()]
    counts = _Counts()
    has_family = bool(cover.of_family) or not cover.family
    for word in left:
        if word in letters:
            # "a" may be an article, but "A. R. Rahman" has two initials.
            is_one_article = len(letters) == 1 and (kinds.is_particle(word) or _is_true(word, entry))
            counts.unknown += not (is_one_article or cover.has_initial(word, name) or _repeats(word, cover))
        elif word in _COMPASS:
            counts.uncertain += 1
        elif _is_true(word, entry):
            counts.true += 1
        elif kinds.says_nothing(word):
            continue
        elif f" {word} " in entry.mentioned:
            counts.uncertain += 1
            counts.true += is_exact and has_family and not kinds.is_given_name(word)
        elif kinds.is_role(word):
            counts.against += 1
        elif kinds.is_word_of_any_kind(word) and not kinds.is_given_name(word):
            counts.uncertain += 1
        else:
            counts.unknown += 1
    return counts


def _repeats(letter: str, cover: Cover) -> bool:
    """Whether an initial is that of a name which is written out, too: "Károlyi, B. (Béla)"."""
    return cover.share == 1 and any(pair.text.startswith(letter) for pair in cover.pairs)


def _is_another_syllable(beside: Beside, entry: Named, kinds: WordKinds) -> bool:
    """Whether a word makes another name of a Korean or Chinese one: Kim Jong-un is not Kim Un."""
    word = beside.word
    if len(word) == 1 or kinds.says_nothing(word) or kinds.is_ordinary(word):
        return False
    if _is_true(word, entry) or f" {word} " in entry.mentioned:
        return False
    return beside.is_within or (beside.touches and is_short_syllabic(word))


def _is_forgiven_afar(word: str, entry: Named, kinds: WordKinds) -> bool:
    """Whether ``word`` says nothing of somebody to whose name it does not stand next: a role always does."""
    tells = _is_true(word, entry) or f" {word} " in entry.mentioned
    return not (tells or kinds.is_role(word) or kinds.is_given_name(word) or len(word) == 1)


def _is_true(word: str, entry: Named) -> bool:
    return f" {word} " in entry.context


def _is_own(cover: Cover, kinds: WordKinds) -> bool:
    """Whether a family name was written that is nothing but one: no other's, no given name, no word."""
    return bool(cover.of_family) and all(
        len(pair.text) >= (_SHORTEST_OWN if pair.likeness == EQUAL else SHORTEST_TELLING)
        and pair.likeness >= SAME_SOUND
        and not any(is_one(pair.text) for is_one in (kinds.is_given_name, kinds.is_name_of_others, kinds.is_ordinary))
        for pair in cover.of_family
    )


def _has_rare_given_name(cover: Cover, kinds: WordKinds) -> bool:
    """Whether a given name was written that few have: with its family name it is nobody else's, whatever follows."""
    return bool(cover.of_family) and any(
        pair.likeness >= SAME_SOUND
        and len(pair.text) >= _SHORTEST_RARE
        and not (kinds.is_given_name(pair.text) or kinds.is_anybodys_name(pair.text))
        and not kinds.is_word_of_any_kind(pair.text)
        for pair in cover.pairs
        if cover.family.isdisjoint(pair.name)
    )


def _tells(word: str, entry: Named, kinds: WordKinds) -> bool:
    """Whether ``word`` is true of somebody, and of few others."""
    is_known = _is_true(word, entry) or f" {word} " in entry.mentioned
    return is_known and len(word) > 2 and not kinds.says_nothing(word)


def _is_whole(name: Sequence[str], cover: Cover, kinds: WordKinds, least: float = _FULL_NAME) -> bool:
    if cover.share <= _FULL_NAME_SHARE or cover.likeness < least:
        return False
    full_words = sum(not kinds.is_particle(name[position]) for position in cover.words)
    is_more_than_double_name = len(cover.pairs) > 1 or len(cover.words) == len(name)
    return full_words > 1 and is_more_than_double_name
