"""Mistakes in the data, told so that whoever wrote the file can mend it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Mistake(msgspec.Struct, frozen=True, order=True):
    """One thing wrong: in which file (below data/), at which key, and what."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        where = f"data/{self.file}" + (f": {self.key}" if self.key else "")
        return f"{where}: {self.message}"


class DataError(Exception):
    """The data can't be used; ``mistakes`` lists why."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class KnowledgeFileError(Exception):
    """The knowledge file can't be made; the message says which, why, and which setting names another place."""
