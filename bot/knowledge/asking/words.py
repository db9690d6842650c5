"""Text -> words that can be compared: plain Latin letters, without endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from bot.knowledge.spelling import words

LONGEST_QUESTION = 500
"""Characters of a question that are looked at."""

INTERROGATIVES = frozenset({"who", "whom", "what", "which", "when", "wher", "why", "how"})
"""Stems of the words that ask."""

OF_YES_OR_NO = frozenset({"be", "do", "hav", "can", "could", "should", "would"})
"""Stems of the verbs with which one asks for a yes or no."""

GENDERS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}
"""Pronouns, and the gender of whom they mean."""

_PIECE = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:['’‘`´][^\W_]+)*")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_THOUSANDS = re.compile(r"^(\d{1,3})k$")
_DESIGNATED = re.compile(r"^(\d{0,2}[1-9])s$")
"""The number of several of a make, "MiG-21s"; "80s" are years."""

_AMERICAN = re.compile(r"([iy])z(?=$|at|er|ing)")
_LONG_ENOUGH_FOR_AMERICAN = 6
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLE = re.compile(r"([bcdfgklmnprtvz])(?=\1$)")
_SHORTEST_STEM = 3
_LONG_ENOUGH_FOR_ION = 8
_LONG_ENOUGH_FOR_LY = 7


class Token(msgspec.Struct, frozen=True):
    """A word of a text: as it is compared (``word``, ``stem``) and where it stands (``start`` to ``stop``)."""

    word: str
    stem: str
    start: int
    stop: int
    is_capital: bool


class WordForms:
    """Reduces words to stems, by rule or by a list of irregular forms."""

    def __init__(self, irregular: Iterable[Sequence[str]]) -> None:
        """``irregular`` has groups of forms, of which the first stands for all; one that is alone is kept as it is."""
        self._irregular = {
            form: _regular_stem(group[0]) if len(group) > 1 else form for group in irregular for form in group
        }
        self._pieces: dict[str, tuple[tuple[str, str], ...]] = {}
        self._phrases: dict[str, frozenset[str]] = {}

    def stem(self, word: str) -> str:
        """The stem of a plain word: "flew", "flown" and "fly" have one."""
        if (known := self._irregular.get(word)) is not None:
            return known
        if word[:1].isdigit() and (ordinal := _ORDINAL.fullmatch(word)):
            return ordinal[1]
        stemmed = _regular_stem(word)
        return self._irregular.get(stemmed, stemmed)

    def stems(self, text: str) -> list[str]:
        """The stems of all words of ``text``, in order."""
        kept = self._pieces
        return [stem for piece in _PIECE.findall(text) for _, stem in kept.get(piece) or self._words_of(piece)]

    def stems_of_texts(self, texts: Iterable[str]) -> set[str]:
        """The stems of all words of ``texts``, each of which is looked at once, however often it returns."""
        kept = self._pieces
        pieces = {piece for text in texts for piece in _PIECE.findall(text)}
        return {stem for piece in pieces for _, stem in kept.get(piece) or self._words_of(piece)}

    def stems_of_phrase(self, phrase: str) -> frozenset[str]:
        """The stems of a name of a place, a job, a date, which many records have."""
        found = self._phrases.get(phrase)
        if found is None:
            found = frozenset(self.stems(phrase))
            if len(self._phrases) < _MOST_PIECES:
                self._phrases[phrase] = found
        return found

    def tokens(self, text: str) -> list[Token]:
        """The words of ``text``, of which the first `LONGEST_QUESTION` characters are looked at."""
        return [
            Token(word, stem, match.start(), match.end(), match[0][0].isupper())
            for match in _PIECE.finditer(text[:LONGEST_QUESTION])
            for word, stem in self._words_of(match[0])
        ]

    def _words_of(self, piece: str) -> tuple[tuple[str, str], ...]:
        """The words of ``piece``, each with its stem."""
        found = self._pieces.get(piece)
        if found is None:
            found = tuple((word, self.stem(word)) for word in _split(piece))
            if len(self._pieces) < _MOST_PIECES:
                self._pieces[piece] = found
        return found


def _split(piece: str) -> tuple[str, ...]:
    """The plain words of a ``piece`` of a text, of which only an apostrophe or another script makes more than one."""
    if piece == _UNITED_STATES:  # and not the pronoun
        return ("usa",)
    if piece[0].isdigit():
        if "," in piece:
            return (piece.replace(",", ""),)
        piece = _DESIGNATED.sub(r"\1", _THOUSANDS.sub(r"\g<1>000", piece))
    return (piece.lower(),) if piece.isascii() and piece.isalnum() else words(piece)


_MOST_PIECES = 32_768
_UNITED_STATES = "US"


def _regular_stem(word: str) -> str:
    """A plain ``word`` without the ending that number or tense gave it: "stories" and "story" are one.

    Rougher than Porter's algorithm and shorter: it need not give a word, only the same
    for the forms of one.
    """
    if len(word) <= _SHORTEST_STEM or not word.isalpha():
        return word
    stemmed = _without_ending(word)
    if len(stemmed) > _SHORTEST_STEM and stemmed.endswith("e"):
        stemmed = stemmed[:-1]
    if stemmed.endswith("i") and len(stemmed) > _SHORTEST_STEM:
        stemmed = f"{stemmed[:-1]}y"
    stemmed = _DOUBLE.sub("", stemmed)
    # "Organize" and "organise" are one word.
    is_american = "z" in stemmed and len(stemmed) >= _LONG_ENOUGH_FOR_AMERICAN
    return _AMERICAN.sub(r"\1s", stemmed) if is_american else stemmed


def _without_ending(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ied"):
        return f"{word[:-3]}y"
    if len(word) >= _LONG_ENOUGH_FOR_ION and word.endswith("tion"):
        return word[:-3]
    if len(word) >= _LONG_ENOUGH_FOR_LY and word.endswith("ly"):
        return word[:-2]
    for ending in ("ing", "ed"):
        start = word.removesuffix(ending)
        if start != word and len(start) >= _SHORTEST_STEM - 1 and _VOWEL.search(start):
            return start
    return word
