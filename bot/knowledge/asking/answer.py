"""What an answer is, for whoever shows it."""

from __future__ import annotations

import msgspec

from bot.knowledge.asking.query import Query
from bot.knowledge.records import Person, Source, Term, Topic

MOST_NAMED = 10
"""People whom a list names; the others are counted."""


class AnswerEntry(msgspec.Struct, frozen=True):
    """A record that an answer is about; ``kind`` is person, group, term or topic."""

    id: str
    name: str
    kind: str

    @classmethod
    def of(cls, record: Person | Term | Topic) -> AnswerEntry:
        """The entry of a ``record``."""
        return cls(record.id, record.name, record.kind if isinstance(record, Person) else type(record).__name__.lower())


class Answer(msgspec.Struct, frozen=True):
    """What the records say to a question.

    ``text`` is one or a few plain sentences, ``answered`` false when they say that the bot
    does not know. ``entries`` are the records that support it, best first, ``sources``
    theirs. ``reading`` tells how the question was understood, ``nearest`` what the bot
    does know when it refuses. Of a long list ``entries`` has the best known and ``rest``
    the ids of the others. Pass ``query`` on to ask what follows.
    """

    question: str
    answered: bool
    text: str
    query: Query
    reading: str
    entries: tuple[AnswerEntry, ...] = ()
    sources: tuple[Source, ...] = ()
    nearest: tuple[AnswerEntry, ...] = ()
    rest: tuple[str, ...] = ()
