"""The analyses of people's names as they are stored, made by a process beside the one that makes the rest of the file.

Run as a program it takes names from its standard input and gives their analyses. Nothing of the program
that makes the file is run again, as it would be with `multiprocessing`, whatever program that is.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from bot.knowledge.codec import to_packed
from bot.knowledge.name_analysis import Named, NameWords, analysed

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


def _packed(names: Names) -> dict[str, bytes]:
    people = analysed(names.people, names.words)
    others = analysed(names.others, names.words, but_for=people.keys)  # who has got a record is no other
    return {"people": to_packed(people), "others": to_packed(others)}


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
