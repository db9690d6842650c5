"""The knowledge file made by a process of its own: whoever is answered meanwhile is not held up, and no memory stays.

Run as a program it makes the file that its arguments name, and tells on its standard output what was wrong.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

import msgspec

from bot.knowledge.mistakes import DataError, KnowledgeFileError, Mistake
from bot.knowledge.up_to_date import ensure_built, is_up_to_date

_HERE = Path(__file__).resolve().parents[2]


class _Wrong(msgspec.Struct, frozen=True):
    """Why there is no new file: mistakes in the data, or what keeps the file from being made; or neither."""

    mistakes: tuple[Mistake, ...] = ()
    failure: str = ""


async def ensure_built_apart(data: Path, file: Path) -> None:
    """Do what `ensure_built` does, and raise what it raises; where no process can be had, beside the event loop."""
    if await asyncio.to_thread(is_up_to_date, data, file):
        return
    wrong = await _made_apart(data, file)
    if wrong is None:
        await asyncio.to_thread(ensure_built, data, file)
    elif wrong.mistakes:
        raise DataError(wrong.mistakes)
    elif wrong.failure:
        raise KnowledgeFileError(wrong.failure)


async def _made_apart(data: Path, file: Path) -> _Wrong | None:
    """What was wrong, as the process tells it; None if there was none, or it ended before it told anything."""
    command = _command(data, file)
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, cwd=_HERE)
    except OSError:
        return None
    try:
        told, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return msgspec.json.decode(told, type=_Wrong) if process.returncode == 0 else None


def _command(data: Path, file: Path) -> list[str]:
    return [sys.executable, "-m", __name__, str(data.resolve()), str(file.resolve())]


def _main(data: str, file: str) -> None:
    try:
        ensure_built(Path(data), Path(file))
        wrong = _Wrong()
    except DataError as error:
        wrong = _Wrong(mistakes=error.mistakes)
    except KnowledgeFileError as error:
        wrong = _Wrong(failure=str(error))
    sys.stdout.buffer.write(msgspec.json.encode(wrong))


if __name__ == "__main__":
    _main(*sys.argv[1:])
