"""The names of all records as they are stored, made by a process beside the one that makes the rest of the file.

Run as a program it takes a dataset from its standard input and gives its names taken apart. Nothing of the
program that makes the file is run again, as it would be with `multiprocessing`, whatever program that is.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import msgspec

from bot.collecting import without_collecting
from bot.knowledge.codec import from_json, to_json, to_packed, to_packed_fields
from bot.knowledge.dataset import Dataset
from bot.knowledge.facets import facet_names
from bot.knowledge.local_names import local_names
from bot.knowledge.name_analysis import analysed
from bot.knowledge.name_indexes import DEFINITIONS, FACETS, OTHERS, PEOPLE
from bot.knowledge.naming import definition_names, other_names, people_names
from bot.knowledge.whole_names import WholeNames
from bot.knowledge.word_kinds import KindWords

NameLists = dict[str, bytes]
"""Every set of names, and what else is stored of names, as `Store.names` reads it: the lists to store, by name."""

_HERE = Path(__file__).resolve().parents[2]


@contextmanager
def names_beside(*, is_worth_a_process: bool) -> Iterator[Callable[[Dataset], Callable[[], NameLists]]]:
    """What begins to take the names of a dataset apart, and gives what to ask for them when everything else is done.

    A process that is worth its start starts at once, before there is a dataset. Where it can't
    be had, or fails, the names are taken apart here when they are asked for.
    """
    beside = _started() if is_worth_a_process else None
    if beside is None:
        yield lambda dataset: partial(packed_names, dataset)
        return
    with beside:
        try:
            yield lambda dataset: _begun(beside, dataset)
        finally:
            beside.kill()


def packed_names(dataset: Dataset) -> NameLists:
    """The names of ``dataset`` taken apart, here and now."""
    people = tuple(people_names(dataset))
    whole_people = WholeNames.of(people)
    sets = {
        PEOPLE: people,
        OTHERS: whole_people.without(other_names(dataset)),  # who has got a record is no other
        DEFINITIONS: tuple(definition_names(dataset)),
        FACETS: tuple(facet_names(dataset)),
    }
    packed = {
        "kind_words": to_json(KindWords.of(dataset.vocabulary.names)),
        "local_names": to_json(local_names(dataset.people.values())),
    }
    for name, entries in sets.items():
        whole = whole_people if name == PEOPLE else WholeNames.of(entries)
        packed[f"{name}_whole"] = to_packed(whole)
        analysis = analysed(entries, dataset.vocabulary.names, are_completed=name != OTHERS)
        packed[f"{name}_analysis"] = to_packed_fields(analysis)
    return packed


def _started() -> subprocess.Popen[bytes] | None:
    command = [sys.executable, "-m", __name__]  # nothing in it comes from outside
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL  # whatever fails there is tried again here, and told
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, cwd=_HERE)  # noqa: S603 - ourselves
    except OSError:
        return None


def _begun(beside: subprocess.Popen[bytes], dataset: Dataset) -> Callable[[], NameLists]:
    if beside.stdin is not None:
        with suppress(BrokenPipeError), beside.stdin:  # should it have ended, `_answer` sees it
            beside.stdin.write(to_json(dataset))
    return lambda: _answer(beside) or packed_names(dataset)


def _answer(beside: subprocess.Popen[bytes]) -> NameLists | None:
    answer = beside.stdout.read() if beside.stdout is not None else b""
    return msgspec.msgpack.decode(answer, type=NameLists) if beside.wait() == 0 else None


def _main() -> None:
    with without_collecting():
        dataset = from_json(sys.stdin.buffer.read(), Dataset)
        sys.stdout.buffer.write(msgspec.msgpack.encode(packed_names(dataset)))


if __name__ == "__main__":
    _main()
