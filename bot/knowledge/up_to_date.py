"""Whether the knowledge file is up to date with the data: every start asks. `bot.knowledge.building` makes it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path

import msgspec

SCHEMA_VERSION = 66
"""Raised whenever the tables or what stands in them change, so that an old file is made anew."""


class Fingerprint(msgspec.Struct, frozen=True):
    """Tells whether the data changed: ``quick`` from the files' sizes and times, ``exact`` from their bytes."""

    quick: str
    exact: str


def ensure_built(data: Path, file: Path) -> None:
    """Make ``file`` from ``data`` unless it is up to date.

    Raises DataError when the data has mistakes, KnowledgeFileError when the file can't be written.
    """
    if is_up_to_date(data, file):
        return
    # Making it takes a lot of code, of which a start with a file that is up to date needs nothing.
    fingerprint = Fingerprint(_quick_fingerprint(data), _exact_fingerprint(data))
    import_module("bot.knowledge.building").make(data, file, fingerprint)


def is_up_to_date(data: Path, file: Path) -> bool:
    """Whether ``file`` is of this version of the bot, and was made from what ``data`` holds now.

    With no ``data`` folder beside it (a container that carries the built file alone),
    an existing ``file`` of the right version is taken as it is.
    """
    built = _read_fingerprint(file)
    return built is not None and (
        not data.is_dir() or built.quick == _quick_fingerprint(data) or built.exact == _exact_fingerprint(data)
    )


def _read_fingerprint(file: Path) -> Fingerprint | None:
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError:  # not ours, or damaged: it is derived, so it is made anew
        return None
    if meta.get("schema") != str(SCHEMA_VERSION):
        return None
    return Fingerprint(meta["quick_fingerprint"], meta["exact_fingerprint"])


def _quick_fingerprint(data: Path) -> str:
    digest = hashlib.sha256()
    for name, size, changed in sorted(_file_states(str(data), "")):
        digest.update(f"{name}\0{size}\0{changed}\n".encode())
    return digest.hexdigest()


def _file_states(folder: str, below: str) -> Iterator[tuple[str, int, int]]:
    # scandir and text, not pathlib: this is gone through at every start, for a thousand files.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _file_states(entry.path, f"{below}{entry.name}/")
            elif entry.name.endswith(".toml"):
                status = entry.stat()
                yield f"{below}{entry.name}", status.st_size, status.st_mtime_ns


def _exact_fingerprint(data: Path) -> str:
    digest = hashlib.sha256()
    for name, _, _ in sorted(_file_states(str(data), "")):
        with open(f"{data}/{name}", "rb") as file:  # noqa: PTH123 - in half the time of paths
            content = hashlib.sha256(file.read())
        digest.update(f"{name}\0".encode())
        digest.update(content.digest())
    return digest.hexdigest()
