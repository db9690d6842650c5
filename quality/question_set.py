"""The questions of tests/questions, and how an answer to one is judged (tests/questions/README.md tells the rule)."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from bot.settings import HOME
from quality.queries import Split

_FILE = HOME / "tests" / "questions" / "questions.jsonl"
_WHOLE_WORDS = frozenset(
    ["yes", "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
     "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty",
     "fifty"]
)  # fmt: skip


class Verdict(StrEnum):
    """What an answer was worth."""

    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused though known"
    UNKNOWN = "answered though unknown"


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question; ``after`` is the one asked just before it. tests/questions/README.md tells of each key."""

    question: str
    kind: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    about: tuple[str, ...]
    answerable: bool
    split: Split
    after: str | None = None

    def judge(self, text: str, *, answered: bool) -> Verdict:
        """What it is worth to say ``text``, as an answer or as a refusal."""
        says_wrong = any(_has(text, wrong) for wrong in self.must_not)
        if not self.answerable:
            return Verdict.UNKNOWN if answered or says_wrong else Verdict.RIGHT
        if not answered:
            return Verdict.REFUSED
        says_all = all(any(_has(text, each) for each in must.split("|")) for must in self.must)
        return Verdict.RIGHT if says_all and not says_wrong else Verdict.WRONG


def question_set(split: Split) -> list[Question]:
    """The questions of one split, in the order of the file."""
    lines = _FILE.read_bytes().splitlines()
    return [each for line in lines if (each := msgspec.json.decode(line, type=Question)).split is split]


def _has(text: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in ``text``, whatever its case; a number, a yes or a no only as a whole word."""
    wanted = wanted.strip()
    if re.fullmatch(r"[\d.,]+", wanted) or wanted.casefold() in _WHOLE_WORDS:
        return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.IGNORECASE) is not None
    return wanted.casefold() in text.casefold()
