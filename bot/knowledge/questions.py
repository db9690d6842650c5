"""A question -> a Query: what is wanted, of whom or of what, and under which conditions."""

from __future__ import annotations

from bot.knowledge.asking.query import Query, Subject, Wanted
from bot.knowledge.names import NameIndex

_EXAMPLES = ("Who was Viktor Belenko?", "Who was Rudolf Nureyev?", "Who was Oleg Gordievsky?")


def read(question: str, people: NameIndex, after: Query | None = None) -> Query:
    """What ``question`` asks; without a name of its own, of the subjects of the question ``after`` which it came."""
    if match := people.find(question).sure:
        return Query(Wanted.WHO, (Subject(match.id, match.name, "person", question),))
    return Query(Wanted.NOTHING)


def example_questions(typed: str = "") -> list[str]:
    """Questions that can be answered, for somebody who has typed ``typed`` so far; at most 25."""
    wanted = typed.casefold().split()
    return [each for each in _EXAMPLES if all(word in each.casefold() for word in wanted)][:25]
