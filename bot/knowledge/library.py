"""Everything that the bot knows, opened for answering: the store, and the indexes of names over it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec
from msgspec.structs import replace

from bot.collecting import without_collecting
from bot.knowledge.anniversaries import Anniversaries
from bot.knowledge.asking.answer import Answer
from bot.knowledge.asking.examples import example_questions
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.vocabulary import Asking
from bot.knowledge.building_apart import ensure_built_apart
from bot.knowledge.facets import Facet, named_alone, named_time
from bot.knowledge.findings import SURE, Finding, Match
from bot.knowledge.name_indexes import NameIndexes
from bot.knowledge.name_types import Named
from bot.knowledge.quizzing.questions import Quiz
from bot.knowledge.selection import DefectionTable, Selection
from bot.knowledge.store import Edition, Entry, Store
from bot.knowledge.up_to_date import ensure_built
from bot.knowledge.wording import Wording

if TYPE_CHECKING:
    from bot.knowledge.answers import Answers


class Choice(msgspec.Struct, frozen=True):
    """A suggestion while somebody types: ``label`` tells namesakes apart."""

    id: str
    name: str
    label: str


class Pick(msgspec.Struct, frozen=True):
    """A random person: the entry, how many there were to pick from, and what the topic was understood as."""

    entry: Entry | None
    count: int
    topic: str | None = None


class Library:
    """Finds and reads records. Open with `Library.open`; use as an async context manager, or call `close`."""

    def __init__(
        self, store: Store, wording: Wording, edition: Edition, labels: dict[str, str], names: NameIndexes
    ) -> None:
        self._store = store
        self.wording = wording
        self.edition = edition
        self._labels = labels
        self._names = names
        self._defections: DefectionTable | None = None
        self._answers: Answers | None = None
        self._identity: tuple[int, int] | None = None
        self._anniversaries: Anniversaries | None = None
        self._preparing = asyncio.Lock()

    @classmethod
    async def open(cls, data: Path, file: Path, *, built_apart: bool = False) -> Self:
        """Open the knowledge ``file``, making it from ``data`` first if that changed: here, or ``built_apart``.

        Raises DataError when the data has mistakes, KnowledgeFileError when the file can't be written.
        """
        if built_apart:
            await ensure_built_apart(data, file)
        else:
            ensure_built(data, file)
        identity = _identity(file)
        store = await Store.open(file)
        try:
            with without_collecting():
                names = NameIndexes(await store.names())
                library = cls(store, await store.wording(), await store.edition(), await store.labels(), names)
        except BaseException:
            await store.close()
            raise
        library._identity = identity
        return library

    async def newer(self, data: Path, file: Path) -> Self | None:
        """Another library, opened, if ``data`` or ``file`` changed since this one was; None if they did not.

        This one goes on answering as it did, until it is closed. Raises DataError when the data has mistakes.
        """
        await ensure_built_apart(data, file)
        return None if _identity(file) == self._identity else await self.open(data, file, built_apart=True)

    @property
    def is_prepared(self) -> bool:
        """Whether `prepare` has nothing to do."""
        return self._names.is_complete

    async def prepare(self) -> None:
        """Make the indexes of names, if nobody did yet, beside the event loop.

        Without it they are made where they are first asked, which takes a tenth of a second.
        """
        if self.is_prepared:
            return
        async with self._preparing:  # which one thread does, however many ask
            if not self.is_prepared:
                await asyncio.to_thread(self._names.complete)

    async def close(self) -> None:
        """Let go of the file."""
        await self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    def has(self, entry_id: str) -> bool:
        """Whether there is a record with this id."""
        return entry_id in self._labels

    async def entry(self, entry_id: str) -> Entry | None:
        """The record with this id; None if there is none."""
        return await self._store.entry(entry_id) if self.has(entry_id) else None

    async def defections(self) -> DefectionTable:
        """All defections as rows to select from, read when they are first asked for."""
        if self._defections is None:
            self._defections = await self._store.defections()
        return self._defections

    async def quiz(self, this_year: int) -> Quiz:
        """What makes questions for a quiz. Read each time: a quiz is rare, and what it asks of takes memory."""
        return Quiz(await self._store.quiz_subjects(), await self._store.quiz_words(), self.wording, this_year)

    async def anniversaries(self) -> Anniversaries:
        """On which days somebody defected, read when first asked for."""
        if self._anniversaries is None:
            self._anniversaries = Anniversaries((await self.defections()).rows)
        return self._anniversaries

    async def people_of(self, topics: Sequence[str]) -> list[str]:
        """The ids of everybody who has any of the facets with these keys; of everybody if there are none."""
        if not topics:
            return list(self._names.whole_people.ids)
        return (await self.defections()).people(Selection().with_any(map(Facet.from_key, topics)))

    def topic_name(self, key: str) -> str:
        """What the facet with this key is called."""
        return self._names.facets.name_of(key) or Facet.from_key(key).value

    def is_name(self, text: str) -> bool:
        """Whether ``text`` is the whole name of a person, in any script: then no more has to be looked at."""
        return bool(self._names.whole_people.matches(text))

    def find_person(self, query: str) -> Finding:
        """Whom ``query`` means, by name."""
        return self._names.find_person(query)

    def find_definition(self, query: str) -> Finding:
        """Which term or topic ``query`` means."""
        return self._names.definitions.find(query)

    def find_topic(self, query: str) -> Finding:
        """Which facets ``query``, a facet's key or any spelling of it, means: the matches' ids are keys."""
        if (name := self._names.facets.name_of(query)) is not None:
            return Finding((Match(query, name, SURE),))
        if exact := self._names.facets.exact(query):
            return Finding(exact)
        if (time := named_time(query)) is not None:
            return Finding((Match(time.key, self.topic_name(time.key), SURE),))
        return self._names.facets.find(named_alone(query))

    def aliases(self, person_id: str) -> tuple[str, ...]:
        """All other spellings of a person's name."""
        return self._names.people.spellings_of(person_id)[1:]

    def people_spellings(self) -> dict[str, tuple[str, ...]]:
        """Every spelling of every person's name, the usual one first, by id."""
        return {person_id: self._names.people.spellings_of(person_id) for person_id in self._names.whole_people.ids}

    def complete_person(self, typed: str, language: str = "en") -> list[Choice]:
        """People whose names may be going to be what is ``typed`` so far.

        They are named as the speakers of ``language`` ("ja") write them, where the records have that.
        """
        choices = self._choices(self._names.people.complete(typed))
        local = self._names.local.get(language) if language != "en" else None
        return [replace(each, name=local.get(each.id, each.name)) for each in choices] if local else choices

    def complete_definition(self, typed: str, language: str = "en") -> list[Choice]:
        """Terms and topics, likewise; these are named in English."""
        return self._choices(self._names.definitions.complete(typed))

    def complete_topic(self, typed: str) -> list[Choice]:
        """Topics for `random_person`, likewise."""
        return self._choices(self._names.facets.complete(typed))

    def _choices(self, entries: Iterable[Named]) -> list[Choice]:
        return [Choice(entry.id, entry.name, self._labels.get(entry.id, "")) for entry in entries]

    async def ask(self, question: str, after: Query | None = None) -> Answer:
        """The answer to ``question``; one without a name of its own is understood to follow ``after``.

        Anything may be asked: no text raises.
        """
        return await (await self._ready_answers()).ask(question, after)

    async def _ready_answers(self) -> Answers:
        if self._answers is None:
            await self.prepare()
            words, table = await self._store.asking(), await self.defections()
            # Which takes a tenth of a second, all of it beside the event loop.
            self._answers = await asyncio.to_thread(self._make_answers, words, table)
        return self._answers

    def _make_answers(self, words: Asking, table: DefectionTable) -> Answers:
        # Whoever only looks somebody up need not load what answers questions.
        from bot.knowledge.answers import Answers
        from bot.knowledge.asking.lexicon import Lexicon

        lexicon = Lexicon(
            words,
            self._names.people,
            find_definition=self.find_definition,
            kind_of=lambda entry_id: "term" if self._labels[entry_id] == "term" else "topic",
            definitions=frozenset(self._names.definitions.ids),
            places=self.wording.places.values(),
        )
        return Answers(self._store, lexicon, table, self.wording)

    async def mentioned(self, text: str) -> list[tuple[tuple[int, int], Finding]]:
        """The people whom ``text`` mentions: where each name starts and stops in it, and whom it may mean."""
        lexicon = (await self._ready_answers()).lexicon
        tokens = lexicon.forms.tokens(text)
        return [
            ((tokens[mention.start].start, tokens[mention.stop - 1].stop), mention.finding)
            for mention in lexicon.mentions.find(text, tokens)
        ]

    def example_questions(self, typed: str = "") -> list[str]:
        """Questions that `ask` can answer, for somebody who has typed ``typed`` so far; at most 25."""
        return example_questions(typed)

    async def random_person(self, topic: Finding | None = None) -> Pick:
        """Somebody at random, of everybody or of those who have what ``topic`` found."""
        ids: Sequence[str] = self._names.whole_people.ids
        label = None
        if topic is not None:
            meant = topic.tied
            table = await self.defections()
            ids = table.people(Selection().with_any(Facet.from_key(match.id) for match in meant))
            label = meant[0].name
        entry = await self.entry(random.choice(ids)) if ids else None
        return Pick(entry, len(ids), label)


def _identity(file: Path) -> tuple[int, int]:
    """Tells one build of the knowledge file from another."""
    status = file.stat()
    return status.st_ino, status.st_mtime_ns
