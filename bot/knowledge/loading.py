"""Reads data/**/*.toml into records, and names every mistake by its file and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_origin

import msgspec
import tomli

from bot.knowledge.asking.vocabulary import EverydayWords, QuestionWords
from bot.knowledge.checks import check
from bot.knowledge.codec import from_plain
from bot.knowledge.dataset import Dataset, Vocabulary
from bot.knowledge.mistakes import DataError, Mistake
from bot.knowledge.name_types import NameWords, OtherNames
from bot.knowledge.records import Collection, Origin, Person, Place, Term, Topic, Word

_EMPTY: dict[Any, Any] = {dict: {}, str: ""}
_Struct = TypeVar("_Struct", bound=msgspec.Struct)


def load(directory: Path) -> Dataset:
    """Read and check everything under ``directory``.

    Raises DataError with all the mistakes that were found, never only the first.
    """
    dataset = read(directory)
    refuse_mistakes(dataset)
    return dataset


def read(directory: Path) -> Dataset:
    """Read everything under ``directory``; what it refers to may not be there.

    Raises DataError with all that can't be read.
    """
    reader = _Reader(directory)
    dataset = Dataset(
        people=reader.records("people", Person),
        terms=reader.records("terms", Term),
        topics=reader.records("topics", Topic),
        places=reader.table("places.toml", Place),
        collections=reader.table("collections.toml", Collection),
        vocabulary=Vocabulary(
            categories=reader.table("vocabulary/categories.toml", Word),
            occupations=reader.table("vocabulary/occupations.toml", Word),
            methods=reader.table("vocabulary/methods.toml", Word),
            tags=reader.table("vocabulary/tags.toml", Word),
            origins=reader.table("vocabulary/origins.toml", Origin),
            names=reader.lists("vocabulary/names.toml", NameWords),
            others=reader.lists("vocabulary/others.toml", OtherNames),
            questions=reader.lists("vocabulary/questions.toml", QuestionWords),
            everyday=reader.lists("vocabulary/everyday.toml", EverydayWords),
        ),
    )
    if reader.mistakes:  # ids are checked only when all could be read: otherwise one bad file would look like many
        raise DataError(sorted(reader.mistakes))
    return dataset


def refuse_mistakes(dataset: Dataset) -> None:
    """Raise DataError with all that is wrong in ``dataset``, if anything is."""
    mistakes = sorted(check(dataset))
    if mistakes:
        raise DataError(mistakes)


@dataclass
class _Reader:
    directory: Path

    def __post_init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def records(self, folder: str, kind: type[_Struct]) -> dict[str, _Struct]:
        found = {}
        for path in sorted((self.directory / folder).glob("*.toml")):
            file = f"{folder}/{path.name}"
            record = self._convert(file, "", {"id": path.stem, **self._parse(file)}, kind)
            if record is not None:
                found[path.stem] = record
        return found

    def table(self, file: str, kind: type[_Struct]) -> dict[str, _Struct]:
        found = {}
        for key, value in self._parse(file).items():
            if not isinstance(value, dict):
                self.mistakes.append(Mistake(file, key, "should be a table"))
                continue
            record = self._convert(file, key, {"id": key, **value}, kind)
            if record is not None:
                found[key] = record
        return found

    def lists(self, file: str, kind: type[_Struct]) -> _Struct:
        """A file of lists and tables of lists; an empty one in its place if it can't be read, which is noted."""
        table = self._parse(file) or _empty(kind)
        try:
            return from_plain(table, kind)
        except msgspec.ValidationError:
            self.mistakes.extend(_structural_mistakes(file, "", table, kind))
            return from_plain(_empty(kind), kind)

    def _parse(self, file: str) -> dict[str, Any]:
        try:
            return tomli.loads((self.directory / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.mistakes.append(Mistake(file, "", "is missing"))
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            self.mistakes.append(Mistake(file, "", f"is not TOML: {error}"))
        return {}

    def _convert(self, file: str, prefix: str, table: dict[str, Any], kind: type[_Struct]) -> _Struct | None:
        if len(table) == 1:  # nothing but the id: it could not be parsed, which has been noted
            return None
        try:
            return from_plain(table, kind)
        except msgspec.ValidationError:
            self.mistakes.extend(_structural_mistakes(file, prefix, table, kind))
            return None


def _empty(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """A ``kind`` that has nothing but empty lists and tables."""
    types = {field.encode_name: get_origin(field.type) or field.type for field in msgspec.structs.fields(kind)}
    return {
        name: _empty(each) if isinstance(each, type) and issubclass(each, msgspec.Struct) else _EMPTY.get(each, [])
        for name, each in types.items()
    }


def _structural_mistakes(file: str, prefix: str, table: dict[str, Any], kind: type[_Struct]) -> Iterator[Mistake]:
    """What is wrong with each key of ``table`` taken alone: msgspec itself stops at the first."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in table.keys() - fields.keys():
        yield Mistake(file, _join(prefix, key), "is not a key that this file may have")
    for name, field in fields.items():
        if name not in table:
            if field.required:
                yield Mistake(file, _join(prefix, name), "is missing")
            continue
        try:
            from_plain(table[name], field.type)
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `$")
            yield Mistake(file, _join(prefix, name) + path.rstrip("`"), _plain(message))


def _join(prefix: str, key: str) -> str:
    return f"{prefix}.{key}" if prefix else key


def _plain(message: str) -> str:
    return re.sub(r"Object (contains unknown|missing required) field", r"\1 key", message)
