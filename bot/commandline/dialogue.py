"""A command that people give words and scripts give lines."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable

import msgspec

from bot.commandline.printing import let_all_letters_be_printed
from bot.knowledge.library import Library
from bot.settings import Settings


class Dialogue(msgspec.Struct, frozen=True):
    """How a command answers.

    ``as_line`` gives what a script is told of one query, ``tell`` prints what a person is told and gives the
    exit code; ``invitation`` is said to whoever gave no words.
    """

    invitation: str
    as_line: Callable[[Library, str], Awaitable[msgspec.Struct]]
    tell: Callable[[Library, str], Awaitable[int]]

    def hold(self, options: argparse.Namespace, settings: Settings) -> int:
        """Answer ``options.words``, or with ``options.json`` alone each line of standard input; gives the exit code."""
        let_all_letters_be_printed()
        return asyncio.run(self._hold(options, settings))

    async def _hold(self, options: argparse.Namespace, settings: Settings) -> int:
        async with await Library.open(settings.data, settings.knowledge_file) as library:
            words = " ".join(options.words)
            if options.json:
                await self._answer_lines(library, [words.encode(errors="replace")] if words else sys.stdin.buffer)
                return 0
            if not words:
                print(self.invitation, file=sys.stderr)
                return 2
            return await self.tell(library, words)

    async def _answer_lines(self, library: Library, lines: Iterable[bytes]) -> None:
        """One JSON object for each of ``lines`` on standard output, in order, flushed."""
        encode = msgspec.json.Encoder().encode
        for line in lines:
            query = line.decode("utf-8", errors="replace").rstrip("\r\n")
            sys.stdout.buffer.write(encode(await self.as_line(library, query)) + b"\n")
            sys.stdout.buffer.flush()
