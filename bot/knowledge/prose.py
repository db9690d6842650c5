"""The texts of a record: short, whole sentences that can stand alone, for any of them may be shown by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import filterfalse

from bot.knowledge.records import Person, Record, Term, Topic

_LONGEST = 320
"""Characters: a detail of two full sentences; several such facts still fit into one of Discord's embeds."""

_LONGEST_SUMMARY = 160

_NEEDS_A_NEIGHBOUR = re.compile(
    r"(?:he|she|it|they|him|them|his|hers?|its|theirs?|this|these|that|those|there)\b", re.IGNORECASE
)

_WORD = re.compile(r"\w{2,}")


def prose(record: Record) -> Iterator[tuple[str, str]]:
    """Every key of ``record`` under which a sentence stands, and the sentence."""
    match record:
        case Person():
            for number, defection in enumerate(record.defections):
                key = f"defections[{number}]"
                for name, text in (("detail", defection.detail), ("outcome", defection.outcome)):
                    if text is not None:
                        yield f"{key}.{name}", text
                for place, reason in enumerate(defection.why):
                    yield f"{key}.why[{place}].text", reason.text
        case Term():
            yield "definition", record.definition
            for number, difference in enumerate(record.differs):
                yield f"differs[{number}].text", difference.text
        case Topic():
            yield "definition", record.definition
    for number, fact in enumerate(record.facts):
        yield f"facts[{number}].text", fact.text


def check_prose(record: Record) -> Iterator[tuple[str, str]]:
    """Each mistake in the texts of ``record``: its key, and what is wrong."""
    if isinstance(record, Person) and (len(record.summary) > _LONGEST_SUMMARY or record.summary.endswith(".")):
        yield "summary", f"is a phrase of at most {_LONGEST_SUMMARY} characters with no full stop"
    own_words = _own_words(record)
    for key, text in prose(record):
        if not re.search(r"[.!?][\"”’)]?$", text):
            yield key, "is not a whole sentence with its full stop"
        if len(text) > _LONGEST:
            yield key, f"has {len(text)} characters; {_LONGEST} are the most"
        if _NEEDS_A_NEIGHBOUR.match(text):
            yield key, f"can't stand alone: it begins with {text.split()[0]!r}"
        elif own_words and not any(word.startswith(own_words) for word in _words(text)):
            yield key, "can't stand alone: it doesn't name its person"


def _own_words(record: Record) -> tuple[str, ...]:
    """The words of a person's names, of which a text names one, or a word made of it ("the Petrovs")."""
    if not isinstance(record, Person) or record.is_group:
        return ()
    return tuple(set(_words(" ".join((record.name, *record.aliases)))))


def _words(text: str) -> Iterator[str]:
    plain = text
    if not text.isascii():
        plain = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
    return (match[0] for match in _WORD.finditer(plain.casefold()))
