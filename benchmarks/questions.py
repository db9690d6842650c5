"""Answering questions: the development set of tests/questions, on the bundled records or on more."""

from __future__ import annotations

import gc
from dataclasses import replace
from time import perf_counter_ns

from benchmarks.figures import Line, Samples, Unit
from benchmarks.grown import grown
from bot.knowledge.building import build
from bot.knowledge.library import Library
from bot.knowledge.loading import load
from bot.knowledge.up_to_date import Fingerprint
from bot.settings import Settings
from quality.queries import Split
from quality.question_set import question_set

_MOST_MEDIAN = 5e6
_MOST_P99 = 25e6
_MOST_P99_GROWN = 50e6


async def measure_questions(settings: Settings) -> list[Line]:
    """Ask the bundled records every development question once, after the first, which makes what reading needs."""
    return await _measure(settings, "Answering a question", _MOST_P99)


async def measure_grown(settings: Settings, times: int = 100) -> list[Line]:
    """The same of records grown ``times`` over, whose file is made first: that takes minutes."""
    file = settings.knowledge_file.with_name("grown.sqlite3")
    fingerprint = Fingerprint("grown", "grown")
    build(grown(load(settings.data), times), file, fingerprint)
    nowhere = replace(settings, data=settings.data / "none", knowledge_file=file)
    return await _measure(nowhere, f"With {times} times the people, answering", _MOST_P99_GROWN)


async def _measure(settings: Settings, what: str, most_p99: float) -> list[Line]:
    questions = [each.question for each in question_set(Split.DEV)]
    async with await Library.open(settings.data, settings.knowledge_file) as library:
        first = await _taken(library, questions[0])
        gc.freeze()  # as the running bot does when it has opened everything
        samples = Samples.of([await _taken(library, question) for question in questions])
    return [
        Line(f"{what} ({len(questions):,}), median", Unit.MILLISECONDS, samples.median, most=_MOST_MEDIAN),
        Line(f"{what} ({len(questions):,}), p99", Unit.MILLISECONDS, samples.p99, most=most_p99),
        Line(f"{what}, the first", Unit.MILLISECONDS, first),
    ]


async def _taken(library: Library, question: str) -> int:
    start = perf_counter_ns()
    await library.ask(question)
    return perf_counter_ns() - start
