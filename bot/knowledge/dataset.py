"""All the records together, as read from data/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import msgspec

from bot.knowledge.asking.vocabulary import EverydayWords, QuestionWords
from bot.knowledge.name_types import NameWords, OtherNames
from bot.knowledge.records import Collection, Origin, Person, Place, Record, Term, Topic, Word


class Vocabulary(msgspec.Struct, frozen=True):
    """The controlled lists: the words that records may use, by id."""

    categories: Mapping[str, Word]
    occupations: Mapping[str, Word]
    methods: Mapping[str, Word]
    tags: Mapping[str, Word]
    names: NameWords
    others: OtherNames
    origins: Mapping[str, Origin]
    questions: QuestionWords
    everyday: EverydayWords


class Dataset(msgspec.Struct, frozen=True):
    """Every record by id, and what the records refer to."""

    people: Mapping[str, Person]
    terms: Mapping[str, Term]
    topics: Mapping[str, Topic]
    places: Mapping[str, Place]
    collections: Mapping[str, Collection]
    vocabulary: Vocabulary

    def records(self) -> Iterator[Record]:
        """People, terms and topics, in that order."""
        return chain(self.people.values(), self.terms.values(), self.topics.values())
