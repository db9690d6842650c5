"""What a single word may be beside a name, or in one: a given name, a role, a word that says nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Self

import msgspec

from bot.knowledge.name_types import Descriptors, NameWords
from bot.knowledge.spelling import native_words, plain, script_key, words

_WITHOUT_BLANKS = re.compile(r"[぀-ヿ㐀-鿿가-힣]+")
"""Kana, Chinese characters and Hangul."""

_HANGUL = re.compile(r"[가-힣]+")
_KANA = re.compile(r"[゠-ヿ]+")
_SHORTEST_IN_ONE = 2
_SHORTEST_KANA_IN_ONE = 4
"""Characters of a role that is looked for beside a name where no blank parts them."""

_FORMER = ("元", "前", "原", "전", "옛")
"""What says in one character, before a role, that it is somebody's no more."""

_GUY = re.compile(r"\b((?:that|the|this|a|some)(?:\s+[^\W\d_]+){1,2})\s+guy\b", re.IGNORECASE)
"""Somebody of whom something was said, and not the name."""

_GREEK_ARTICLES = re.compile(
    r"\b(?:ο|η|το|οι|τα|του|της|τη|των|τον|την|τους|τις|στη|στην|στο|στον|στις|στους|ένας|μια|ένα|και)\b", re.IGNORECASE
)
"""They stand apart from their noun, and in plain letters would be initials."""

_ARTICLES_IN_ONE = ((re.compile("[\u0590-\u05ff]"), "ה"), (re.compile("[\u0600-\u06ff]"), "ال"))
"""Hebrew's and Arabic's, which are written in one with the noun."""

_ELIDED = re.compile(r"\b[dl]['’]([aeiouyhéèêàâîïôœ][^\W\d_]*)", re.IGNORECASE)
"""A word of French or Italian whose article or preposition is written in one with it."""


class KindWords(msgspec.Struct, frozen=True):
    """The words in and around names, in plain letters and by what is asked of them; made once from the vocabulary."""

    common_given: frozenset[str]
    given_variants: dict[str, frozenset[str]]
    given_in_scripts: dict[str, str]
    """Given names, parted by blanks, by what their spellings in other scripts are known by."""

    family_variants: dict[str, frozenset[str]]
    names_of_others: frozenset[str]
    particles: frozenset[str]
    fillers: frozenset[str]
    of_defection: frozenset[str]
    namesakes: frozenset[str]
    of_lives: frozenset[str]
    silent: frozenset[str]
    describing: frozenset[str]
    in_scripts: frozenset[str]
    """Those that say nothing or describe and are in scripts of other sounds, as they are written there."""

    roles_in_one: str
    """A pattern of the roles that are written in one with a name."""

    @classmethod
    def of(cls, names: NameWords) -> Self:
        """Those of the vocabulary's lists."""
        return cls(
            common_given=names.common_given,
            given_variants=_by_word(_with_cyrillic(names)),
            given_in_scripts=_by_script(names.given_in_scripts),
            family_variants=_by_word(names.family_variants),
            names_of_others=names.family_names_of_others,
            particles=names.particles,
            fillers=names.fillers,
            of_defection=_plain(names.of_defection),
            namesakes=_plain(names.namesakes),
            of_lives=_plain(names.of_lives),
            silent=_plain(names.fillers | names.titles) | names.particles,
            describing=_plain(text for text in names.describing if not native_words(text)),
            in_scripts=frozenset(_in_scripts(names.describing | names.fillers | names.titles)),
            roles_in_one=_in_one(names.describing),
        )


class WordKinds:
    """Answers for one word at a time, from the vocabulary and from the words of the records."""

    def __init__(self, words: KindWords, descriptors: Descriptors) -> None:
        self._words = words
        self._descriptors = descriptors

    @cached_property
    def _roles_in_one(self) -> re.Pattern[str]:
        return re.compile(self._words.roles_in_one)

    def is_given_name(self, word: str) -> bool:
        """Whether many people have this given name."""
        return word in self._words.common_given or word in self._words.given_variants

    def is_first_name(self, word: str) -> bool:
        """Whether ``word`` is a given name of many people or the first name of one of ours."""
        return self.is_given_name(word) or word in self._descriptors.first_names

    def is_common_given(self, word: str) -> bool:
        """Whether ``word`` is one of the given names that nobody is known by alone."""
        return word in self._words.common_given

    def given_variants(self, word: str) -> frozenset[str]:
        """The forms of a given name in several languages, itself among them; none if it has no others."""
        return self._words.given_variants.get(word, frozenset())

    def given_in_script(self, native: str) -> frozenset[str]:
        """The forms in Latin letters of the given name that ``native``, in another script, is; none if it is none."""
        names = self._words.given_in_scripts.get(script_key(native), "").split()
        return frozenset().union(names, *map(self.given_variants, names))

    def family_variants(self, word: str) -> frozenset[str]:
        """The romanisations of an East Asian family name, likewise."""
        return self._words.family_variants.get(word, frozenset())

    def is_anybodys_name(self, word: str) -> bool:
        """Whether ``word`` is a given or family name by itself, and so no part of one that was broken."""
        return self.is_given_name(word) or self.is_name_of_others(word) or word in self._words.family_variants

    def is_name_of_others(self, word: str) -> bool:
        """Whether ``word`` is a family name that others are known by."""
        return word in self._words.names_of_others

    def is_particle(self, word: str) -> bool:
        """Whether ``word`` belongs to many names and tells none apart."""
        return word in self._words.particles

    def joins_names(self, word: str) -> bool:
        """Whether ``word`` stands within names alone, as "van" does, and not between other words, too."""
        return word in self._words.particles and word not in self._words.fillers

    def is_filler(self, word: str) -> bool:
        """Whether ``word`` only asks for somebody."""
        return word in self._words.fillers

    def is_of_defection(self, word: str) -> bool:
        """Whether ``word`` tells of a defection, and not whose."""
        return word in self._words.of_defection

    def is_namesake(self, word: str) -> bool:
        """Whether ``word`` is a thing that may bear a family name."""
        return word in self._words.namesakes

    def says_nothing(self, word: str) -> bool:
        """Whether ``word`` neither helps nor hinders: a title, a particle, a word of asking."""
        return word in self._words.silent

    def is_role(self, word: str) -> bool:
        """Whether ``word`` is of an occupation or a country: one that is not somebody's speaks against them."""
        return word in self._descriptors.roles

    def describes(self, word: str) -> bool:
        """Whether ``word`` tells what people are, and so is nobody's name by itself."""
        return word in self._descriptors.general or word in self._descriptors.roles

    def is_describing(self, word: str) -> bool:
        """Whether ``word`` is one that stands beside many a name: a role, an honour, a relation, a language's word."""
        return word in self._words.describing or word in self._words.in_scripts or self.describes(word)

    def only_describes(self, word: str) -> bool:
        """Whether ``word`` says what somebody is, in any language, or nothing, and is no part of other names."""
        if self.says_nothing(word) or word in self._words.in_scripts or word in self._words.of_lives:
            return True
        return word in self._words.describing and not self.is_prose(word)

    def alone(self, text: str) -> str:
        """``text`` without what only leads to a name or is written in one with it.

        That is the role of Chinese, Japanese and Korean: 林彪元帥 is 林彪. It is the articles of Greek, those of French
        and Italian before a role ("l'espion"), though "D'Rivera" is a name, and "guy" in "the ballet guy".
        """
        if not text.isascii():
            text = _GREEK_ARTICLES.sub(" ", self._roles_in_one.sub("", text))
        if "'" in text or "’" in text:
            text = _ELIDED.sub(self._unless_name, text)
        return _GUY.sub(r"\1", text) if " guy" in text.lower() else text

    def _unless_name(self, elided: re.Match[str]) -> str:
        return elided[1] if all(map(self.is_describing, words(elided[1]))) else elided[0]

    def is_of_script(self, native: str) -> bool:
        """Whether ``native``, in a script of other sounds, says nothing or describes."""
        return plain(native) in self._words.in_scripts

    def said(self, plain_word: str, native: str) -> str:
        """What ``native``, a word in a script of other sounds, is taken for beside a name.

        It is itself, if the vocabulary has it, or its ``plain_word``, unless that means something by chance: in plain
        letters the kana for Luther are the Spanish for a Russian.
        """
        if (known := plain(native)) in self._words.in_scripts:
            return known
        return f"{plain_word}'" if self.is_word_of_any_kind(plain_word) or self.says_nothing(plain_word) else plain_word

    def is_prose(self, word: str) -> bool:
        """Whether the records' texts use ``word`` as an ordinary one."""
        return word in self._descriptors.prose

    def is_of_sentences(self, word: str) -> bool:
        """Whether ``word`` is one that sentences have, the records' or any."""
        return self.is_prose(word) or word in self._descriptors.plain

    def is_word_of_any_kind(self, word: str) -> bool:
        """Whether ``word`` is an ordinary one, or one of any text's, in the plural, too."""
        return self.is_ordinary(word) or self.is_of_sentences(word) or self.is_of_sentences(word.removesuffix("s"))

    def is_word(self, word: str) -> bool:
        """Whether ``word`` is an ordinary one, and no number."""
        return self.is_ordinary(word) and not word.isdigit()

    def is_ordinary(self, word: str) -> bool:
        """Whether ``word`` is a word rather than a name."""
        return word.isdigit() or self.is_prose(word) or self.is_describing(word)


def _plain(texts: Iterable[str]) -> frozenset[str]:
    """``texts``, of any script, as the words of a query are compared."""
    return frozenset(word for text in texts for word in words(text))


def _in_scripts(texts: Iterable[str]) -> Iterator[str]:
    """Those of ``texts`` in scripts of other sounds; of languages that write the article in one, with it, too."""
    for text in texts:
        for word in native_words(text):
            yield word
            for script, article in _ARTICLES_IN_ONE:
                if script.match(word) and not word.startswith(article):
                    yield article + word


def _in_one(texts: Iterable[str]) -> str:
    """The pattern that finds some of ``texts`` in the characters that know no blanks, behind a name or before it.

    In kana a short one may be the end of a name: パリ for Paris is in スクリパリ.
    """
    longest_first = sorted((text for text in texts if _WITHOUT_BLANKS.fullmatch(text)), key=len, reverse=True)
    roles = [text for text in longest_first if len(text) >= _SHORTEST_IN_ONE]
    if not roles:
        return r"(?!)"
    is_short = [text for text in roles if _KANA.match(text) and len(text) < _SHORTEST_KANA_IN_ONE]
    ending = "|".join(rf"(?<![ァ-ヺー]){text}" if text in is_short else text for text in roles)
    leading = "|".join(
        rf"{text}(?![ァ-ヺー])" if text in is_short else text for text in roles if not _HANGUL.match(text)
    )
    before = rf"(?:{'|'.join(_FORMER)})?"
    behind = rf"(?<=[^\W_]{{2}})(?:\s+[^\W_]{{0,8}}(?:{ending})|(?:\s*{before}\s*(?:{ending}))+)$"
    return rf"{behind}|^(?:(?:{leading})(?:した|の|的)?\s*)+(?=[^\W_]{{2}})" if leading else behind


def _by_script(spellings: Mapping[str, str]) -> dict[str, str]:
    """The given names that each of the ``spellings`` in other scripts means, by what a query's word is compared by."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, texts in spellings.items():
        for text in texts.split():
            if native := native_words(text):
                found[script_key("".join(native))][name] = None
    return {key: " ".join(names) for key, names in found.items()}


def _with_cyrillic(names: NameWords) -> Iterator[tuple[str, ...]]:
    """The variants of each given name, with how it is written in Cyrillic letters, which are compared as plain ones."""
    for group in names.given_variants:
        texts = " ".join(names.given_in_scripts.get(name, "") for name in group)
        yield *group, *(text for text in texts.split() if not native_words(text))


def _by_word(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """For every word of ``groups``, in plain letters, the words of all the groups in which it is."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        members = frozenset(word for text in group for word in words(text))
        for word in members:
            found[word] = found.get(word, frozenset()) | members
    return found
