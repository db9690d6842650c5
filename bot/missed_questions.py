"""A log of questions that could not be answered, for whoever adds records and ways of asking. Off by default.

It keeps what was recognised of a question and the day, and neither its words nor who asked, or where.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bot.knowledge.asking.answer import Answer

log = logging.getLogger(__name__)

MOST_BYTES = 10 * 2**20
"""At this size the file is left as it is: nobody seems to read it."""


class MissedQuestion(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the log: what was wanted, of which records, under which conditions."""

    day: str
    wanted: tuple[str, ...]
    records: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    years: str = ""
    refusal: str = ""

    @classmethod
    def of(cls, answer: Answer) -> MissedQuestion:
        """What was recognised of the question of ``answer``."""
        query = answer.query
        named = [subject.id for subjects in query.people for subject in subjects] + [thing.id for thing in query.things]
        return cls(
            day=datetime.now(UTC).date().isoformat(),
            wanted=tuple(wanted.name.lower() for wanted in query.wanted),
            records=tuple(dict.fromkeys(named)),
            filters=tuple(facet.key for each in query.filters for facet in each.facets),
            years=f"{query.years.first or ''}-{query.years.last or ''}" if query.years else "",
            refusal=query.refusal.name.lower() if query.refusal else "",
        )


class MissedQuestions:
    """Writes to ``file`` one JSON object a line; to nothing without one."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    async def note(self, answer: Answer) -> None:
        """Note the question of ``answer`` if it was not answered. A file that can't be written is told in the log."""
        if self._file is None or answer.answered:
            return
        line = msgspec.json.encode(MissedQuestion.of(answer)) + b"\n"
        try:
            await asyncio.to_thread(_append, self._file, line)
        except OSError as error:
            log.warning("a missed question is not noted: %s", error)


def _append(file: Path, line: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as opened:
        if opened.tell() + len(line) <= MOST_BYTES:
            opened.write(line)
