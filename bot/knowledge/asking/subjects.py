"""Of whom or of what a question is: the people, terms and topics of its names."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from bot.knowledge.asking.content import is_content
from bot.knowledge.asking.gazetteer import Part, Thing, ThingKind
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import Subject
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.asking.words import OF_YES_OR_NO, Token
from bot.knowledge.mentions import Mention

_LONGEST_THING = 6
_MOST_RUNS = 6


def people_of(question: str, tokens: Sequence[Token], mention: Mention) -> tuple[Subject, ...]:
    """Whom a name may mean."""
    spelling = question[tokens[mention.start].start : tokens[mention.stop - 1].stop]
    return tuple(Subject(match.id, match.name, "person", spelling) for match in mention.finding.tied)


def things_of(question: str, tokens: Sequence[Token], part: Part) -> Iterator[Subject]:
    """The terms and topics that a part of a question may mean."""
    spelling = question[tokens[part.start].start : tokens[part.stop - 1].stop]
    for thing in part.of(ThingKind.TERM, ThingKind.TOPIC):
        yield Subject(thing.value, spelling, "term" if thing.kind is ThingKind.TERM else "topic", spelling)


def is_thing(
    part: Part, tokens: Sequence[Token], wanted: Sequence[Wanted], lexicon: Lexicon, *, is_named: bool
) -> bool:
    """Whether a term or topic is what the question is about, and not only a word of it ("defected", "desert")."""
    if not part.of(ThingKind.TERM, ThingKind.TOPIC):
        return False
    if Wanted.DEFINITION in wanted or Wanted.DIFFERENCE in wanted:
        return not is_named or part.stop - part.start > 1 or Wanted.DIFFERENCE in wanted
    if tokens[0].stem in OF_YES_OR_NO and part.stop - part.start == 1 and not part.of(ThingKind.TOPIC):
        return False
    plain = lexicon.ignored | lexicon.light
    if all(token.stem in plain for token in tokens[part.start : part.stop]):
        return len(tokens) == part.stop - part.start
    return bool(part.of(ThingKind.TOPIC)) or not is_named


def near_thing(
    question: str, tokens: Sequence[Token], said: Container[int], lexicon: Lexicon, *, may_be_plain: bool
) -> Part | None:
    """The term or topic that a run of the words left over means, though not as it is usually spelt."""
    left = [n for n, token in enumerate(tokens) if n not in said and token.stem not in lexicon.ignored]
    if (
        not any(is_content(tokens[n], lexicon) for n in left)
        or left[-1] - left[0] > _LONGEST_THING
        or any(tokens[n].word in lexicon.spoken_of for n in left)
    ):
        return None
    kinds = {"term": ThingKind.TERM, "topic": ThingKind.TOPIC}
    runs = [left[start:stop] for start in range(len(left)) for stop in range(start + 1, len(left) + 1)]
    for run in sorted(runs, key=len, reverse=True)[:_MOST_RUNS]:
        beside = [n for n in (run[0] - 1, run[0] + 1) if 0 <= n < len(tokens) and n in said]
        if len(run) == 1 and any(tokens[n].is_capital for n in beside):
            continue  # the French revolution is not ours
        if len(run) == 1 and not may_be_plain and not lexicon.mentions.is_name_like(tokens[run[0]]):
            continue  # the fifth man is no fifth column
        finding = lexicon.find_definition(question[tokens[run[0]].start : tokens[run[-1]].stop])
        for match in finding.tied[:1]:
            return Part(run[0], run[-1] + 1, (Thing(kinds[lexicon.kind_of(match.id)], match.id),))
    return None
