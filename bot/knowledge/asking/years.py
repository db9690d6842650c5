"""The years that a question asks for: "in 1976", "1975-81", "the late seventies", "before the war of 1812"."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

import msgspec

from bot.knowledge.asking.words import Token
from bot.knowledge.selection import Years

_DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip
_EARLIEST, _LATEST = 1000, 2100
_CENTURIES_IN_FULL = 1900
"""Before this, "the 1800s" are a hundred years."""

_FULL = re.compile(r"(\d{4})(s?)")
_SHORT_DECADE = re.compile(r"([2-9]0)s")
_SHORT = re.compile(r"[1-9]\d")
_OF_THIS_CENTURY = 30
"""What is less than that is of two digits a year after 2000."""

_PARTS = {"early": (0, 4), "mid": (3, 7), "middle": (3, 7), "late": (5, 9)}
"""Which years of a decade."""

_UNTIL_THEN = frozenset(["until", "till", "til", "by"])
_BEFORE = frozenset(["before", "pre", "predating"])
_BEFORE_IN_TWO = frozenset([("up", "to"), ("prior", "to"), ("earlier", "than")])
_AFTER = frozenset(["after", "post", "following"])
_TO = frozenset(["to", "until", "till", "til", "through", "thru", "up", "and", "bis"])
_LATER = frozenset(["onward", "onwards", "later"])
_EARLIER = frozenset(["earlier", "before"])
_BEFORE_SHORT = frozenset(
    ["in", "since", "before", "after", "until", "till", "summer", "winter", "spring", "autumn", "fall"]
)


class _Span(msgspec.Struct, frozen=True):
    """Years that one word or a few say, at the tokens ``start`` to ``stop``."""

    start: int
    stop: int
    first: int
    last: int


def read_years(tokens: Sequence[Token], taken: Container[int]) -> tuple[Years | None, set[int]]:
    """The years that ``tokens`` ask for, and which tokens say so; those ``taken`` say something else."""
    words = [token.word for token in tokens]
    spans = [span for n in range(len(words)) if n not in taken and (span := _span_at(tokens, n)) is not None]
    if not spans:
        return _short_years(words)
    one = spans[0]
    used = set(range(one.start, one.stop))
    before = words[one.start - 1] if one.start else ""
    earlier = words[one.start - 2] if one.start > 1 else ""
    if until := _other_end(words, one, spans[1:], taken):
        opening = {one.start - 1} if before in ("between", "from") else set()
        return Years(one.first, until.last), used | opening | set(range(until.start - 1, until.stop))
    if len(spans) > 1 and _are_joined(words, one, spans[1]):
        other = spans[1]
        both = Years(min(one.first, other.first), max(one.last, other.last))
        return both, used | set(range(other.start, other.stop))
    return _open_ended(words, one, before, earlier, used)


def _are_joined(words: Sequence[str], one: _Span, other: _Span) -> bool:
    """Whether either of two is meant: "1953 or 1954", "the 50s and 60s"."""
    between = words[one.stop : other.start]
    return "or" in between or ("and" in between and one.first < one.last and other.first < other.last)


def _open_ended(words: Sequence[str], one: _Span, before: str, earlier: str, used: set[int]) -> tuple[Years, set[int]]:
    """The years before or after a span, if its neighbours say so; else it alone."""
    behind = words[one.stop] if one.stop < len(words) else ""
    beyond = words[one.stop + 1] if one.stop + 1 < len(words) else ""
    named = used | {one.start - 1}
    if before in _BEFORE or (earlier, before) in _BEFORE_IN_TWO:
        return Years(None, one.first - 1), named
    if before in _UNTIL_THEN:
        return Years(None, one.last), named
    if before in _AFTER:
        return Years(one.last + 1, None), named
    if before == "since" or (before in ("than", "onwards") and earlier == "later"):
        return Years(one.first, None), named
    if behind in ("onward", "onwards") or (behind in ("and", "or") and beyond in _LATER):
        return Years(one.first, None), used | {one.stop, one.stop + 1}
    if behind in ("and", "or") and beyond in _EARLIER:
        return Years(None, one.last), used | {one.stop, one.stop + 1}
    return Years(one.first, one.last), used


def _other_end(words: Sequence[str], one: _Span, others: Sequence[_Span], taken: Container[int]) -> _Span | None:
    """The end of a range that begins with ``one``: "1975-1981", "between 1976 and 82", "from the 50s to the 60s"."""
    before = words[one.start - 1] if one.start else ""
    between = [n for n in range(one.stop, min(one.stop + 3, len(words))) if words[n] not in ("the", "about")]
    at = next((n for n in between if n not in taken and words[n] not in _TO), -1)
    if at < 0:
        return None
    joining = {words[n] for n in range(one.stop, at)} & _TO
    if joining <= {"and"} and joining and before not in ("between", "from"):  # "1975 and 1981" are two years
        return None
    other = next((span for span in others if span.start == at), None)
    if other is None and _SHORT.fullmatch(words[at]) and one.first == one.last:
        year = one.first - one.first % 100 + int(words[at])
        other = _Span(at, at + 1, year, year)
    return other if other is not None and other.last > one.first else None


def _span_at(tokens: Sequence[Token], n: int) -> _Span | None:
    word = tokens[n].word
    if match := _FULL.fullmatch(word):
        year = int(match[1])
        if not _EARLIEST <= year <= _LATEST:
            return None
        if not match[2]:
            return _Span(n, n + 1, year, year)
        return _part_of(tokens, n, year, 99 if year % 100 == 0 and year < _CENTURIES_IN_FULL else 9)
    if match := _SHORT_DECADE.fullmatch(word):
        return _part_of(tokens, n, 1900 + int(match[1]), 9)
    if word in _DECADES:
        return _part_of(tokens, n, _DECADES[word], 9)
    if n + 1 < len(tokens) and tokens[n + 1].word == "century" and tokens[n].stem.isdigit() and word != tokens[n].stem:
        last = int(tokens[n].stem) * 100
        return _Span(n, n + 2, last - 99, last) if _EARLIEST < last <= _LATEST else None
    return None


def _part_of(tokens: Sequence[Token], n: int, first: int, length: int) -> _Span:
    """A decade, or what "early" or "late" before it leaves of it."""
    part = _PARTS.get(tokens[n - 1].word) if n and length < 10 else None
    if part is None:
        return _Span(n, n + 1, first, first + length)
    return _Span(n - 1, n + 1, first + part[0], first + part[1])


def _short_years(words: Sequence[str]) -> tuple[Years | None, set[int]]:
    """The years of "between 62 and 82", and of "in 59"."""
    for n in range(len(words) - 3):
        one, other = words[n + 1], words[n + 3]
        is_range = words[n] in ("between", "from") and words[n + 2] in ("and", "to")
        if is_range and _SHORT.fullmatch(one) and _SHORT.fullmatch(other):
            return Years(1900 + int(one), 1900 + int(other)), {n, n + 1, n + 3}
    if len(words) > 1 and words[-2] in _BEFORE_SHORT and _SHORT.fullmatch(words[-1]):
        year = (2000 if int(words[-1]) < _OF_THIS_CENTURY else 1900) + int(words[-1])
        span = _Span(len(words) - 1, len(words), year, year)
        return _open_ended(words, span, words[-2], "", {span.start})
    return None, set()
