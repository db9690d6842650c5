"""How a set of questions was answered: right, wrong, or with a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.library import Library
from quality.question_set import Question, Verdict


@dataclass(frozen=True, slots=True)
class Measured:
    """An engine's verdicts on a set of questions; for a peer the score below which it refuses."""

    engine: str
    verdicts: tuple[tuple[Question, Verdict], ...]
    cut_off: float | None = None

    def share(self, verdict: Verdict, kind: str | None = None) -> float:
        """The part of the questions, or of those of one kind, that ended so."""
        counted = [each for question, each in self.verdicts if kind in (None, question.kind)]
        return sum(each is verdict for each in counted) / len(counted)


async def measure(library: Library, questions: Sequence[Question]) -> Measured:
    """What ``library`` answers to ``questions``."""
    verdicts = []
    for each in questions:
        after = (await library.ask(each.after)).query if each.after else None
        answer = await library.ask(each.question, after)
        verdicts.append((each, each.judge(answer.text, answered=answer.answered)))
    return Measured("ours", tuple(verdicts))
