"""The analyses of people's names as they are stored, made by a process beside the one that makes the rest of the file.

Run as a program it takes names from its standard input and gives their analyses. Nothing of the program
that makes the file is run again, as it would be with `multiprocessing`, whatever program that is.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from bot.knowledge.codec import to_packed, to_packed_fields
from bot.knowledge.name_analysis import analysed
from bot.knowledge.name_indexes import OTHERS, PEOPLE
from bot.knowledge.name_types import Named, NameWords
from bot.knowledge.whole_names import WholeNames

_HERE = Path(__file__).resolve().parents[2]


class Names(msgspec.Struct, frozen=True):
    """The names of people and of well-known others."""

    people: tuple[Named, ...]
    others: tuple[Named, ...]
    words: NameWords


@contextmanager
def packed_analyses(
    names: Callable[[], Names], *, is_worth_a_process: bool
) -> Iterator[Callable[[], dict[str, bytes]]]:
    """What gives the analyses of the ``names``, each packed; to be called when everything else is done.

    Where a process is worth its start but can't be had, the analyses are made here.
    """
    beside = _started() if is_worth_a_process else None
    asked = names()  # while the process starts
    if beside is None:
        yield lambda: _packed(asked)
        return
    with beside:
        try:
            _tell(beside, asked)
            yield lambda: _answer(beside) or _packed(asked)
        finally:
            beside.kill()


def packed_names(name: str, entries: Iterable[Named], words: NameWords) -> dict[str, bytes]:
    """A set of names as `Store.names` reads it: the lists to store, by name."""
    entries = tuple(entries)
    return {
        f"{name}_whole": to_packed(WholeNames.of(entries)),
        f"{name}_analysis": to_packed_fields(analysed(entries, words)),
    }


def _packed(names: Names) -> dict[str, bytes]:
    others = WholeNames.of(names.people).without(names.others)  # who has got a record is no other
    return packed_names(PEOPLE, names.people, names.words) | packed_names(OTHERS, others, names.words)


def _started() -> subprocess.Popen[bytes] | None:
    command = [sys.executable, "-m", __name__]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_HERE)  # noqa: S603 - ours
    except OSError:
        return None


def _tell(beside: subprocess.Popen[bytes], asked: Names) -> None:
    if beside.stdin is not None:
        with suppress(BrokenPipeError), beside.stdin:  # should it have ended, `_answer` sees it
            beside.stdin.write(msgspec.msgpack.encode(asked))


def _answer(beside: subprocess.Popen[bytes]) -> dict[str, bytes] | None:
    answer = beside.stdout.read() if beside.stdout is not None else b""
    return msgspec.msgpack.decode(answer, type=dict[str, bytes]) if beside.wait() == 0 else None


def _main() -> None:
    names = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Names)
    sys.stdout.buffer.write(msgspec.msgpack.encode(_packed(names)))


if __name__ == "__main__":
    _main()
