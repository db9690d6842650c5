"""What the parts of the answering hand each other: sentences with the records and sources behind them."""

from __future__ import annotations

import msgspec

from bot.knowledge.records import Person, Record, Source, Term, Topic


class Reply(msgspec.Struct):
    """An answer in the making. ``answered`` stays false until something was said that the records hold."""

    sentences: list[str] = msgspec.field(default_factory=list)
    records: list[Person | Term | Topic] = msgspec.field(default_factory=list)
    sources: list[Source] = msgspec.field(default_factory=list)
    rest: tuple[str, ...] = ()
    answered: bool = False

    def say(self, text: str, record: Record, keys: tuple[str, ...] = ()) -> None:
        """Add a sentence that ``record`` supports, by its sources of these ``keys`` or by all."""
        if any(said == text or said.endswith(f": {text}") for said in self.sentences):
            return
        if not self.answered:  # what was denied before does not matter now
            self.clear()
        self.sentences.append(text)
        self.answered = True
        self.support(record, keys)

    def support(self, record: Record, keys: tuple[str, ...] = ()) -> None:
        """Name ``record`` among those that bear the answer, with its sources of these ``keys`` or all."""
        if isinstance(record, Person | Term | Topic) and record not in self.records:
            self.records.append(record)
        for source in record.sources:
            if (not keys or source.key in keys) and source not in self.sources:
                self.sources.append(source)

    def deny(self, text: str, record: Person | Term | Topic | None = None) -> None:
        """Add what the bot says when it does not know."""
        self.sentences.append(text)
        if record is not None and record not in self.records:
            self.records.append(record)

    def add(self, other: Reply) -> None:
        """Add all that another one says; a denial only if nothing else was said."""
        if self.answered and not other.answered:
            return
        if other.answered and not self.answered:
            self.clear()
        self.sentences += [each for each in other.sentences if each not in self.sentences]
        self.records += [each for each in other.records if each not in self.records]
        self.sources += [each for each in other.sources if each not in self.sources]
        self.answered = self.answered or other.answered

    def clear(self) -> None:
        """Take back all that was said."""
        self.sentences.clear()
        self.records.clear()
        self.sources.clear()
        self.answered = False

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(self.sentences)
