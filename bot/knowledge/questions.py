"""A question -> a Query: what is wanted, of whom or of what, and under which conditions.

The question is cut into words; names of people and of things are found in it, then the
phrases that say what is wanted, then conditions; what is left are content words, every
one of which the answer will have to explain.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from bot.knowledge.asking.asked_for import INTERROGATIVES, bare, chosen, wanted_of, with_order
from bot.knowledge.asking.filters import read_conditions
from bot.knowledge.asking.following import following
from bot.knowledge.asking.gazetteer import Part, Thing, ThingKind
from bot.knowledge.asking.grammar import GENDERS, OF_YES_OR_NO, action, agent, owned
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import ContentWord, Query, Subject
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.asking.words import LONGEST_QUESTION, Token
from bot.knowledge.mentions import Mention

_SHORT = 6
"""Words of a question that may only put another name into the one before: "what about Makarova?"."""
_TOLD_BY_WORDS = frozenset(
    {
        Wanted.DEATH,
        Wanted.AFTERMATH,
        Wanted.PLACE,
        Wanted.VEHICLE,
        Wanted.DURATION,
        Wanted.OCCUPATION,
        Wanted.HOW,
        Wanted.SUCCESS,
    }
)
"""Of these the words that ask ("what poison", "which team") may also stand in the sentence that answers."""

_OF_ONE = frozenset({Wanted.DEATH, Wanted.DISPUTES, Wanted.HONOURS, Wanted.BIRTH, Wanted.COMPANIONS})
"""What tells in a question that names nobody whom it means, and so must be told of them."""

_NEGATIONS = frozenset(
    ["not", "never", "without", "didnt", "wasnt", "werent", "couldnt", "wouldnt", "havent", "hasnt", "hadnt"]
)
_TERSE = 4
"""Words of a question that may be nothing but a term."""

_LONG_ADVERB = 7
_LONGEST_THING = 6
_MOST_RUNS = 6
_ASKING_FOR_THE_NEXT = frozenset(["how", "what", "which", "whose", "much", "many"])
_CORRECTION = re.compile(
    r"^.*(?:\.\.+|…|[,;–-])\s*(?:no|sorry|i mean|wait|rather|actually|scratch that)\b(?=(?:\W+\w+){3})", re.IGNORECASE
)
"""What somebody began to ask before they thought better of it."""

_SENTENCES = re.compile(r"[?!.;]+\s+|\s[-–—]\s")
_DEFINITE = (
    Wanted.WHEN, Wanted.FROM, Wanted.TO, Wanted.VIA, Wanted.PLACE, Wanted.HOW, Wanted.VEHICLE, Wanted.WHY, Wanted.BIRTH,
    Wanted.DEATH, Wanted.AGE, Wanted.AFTERMATH, Wanted.SUCCESS, Wanted.BEFORE, Wanted.RETURN, Wanted.NATIVE_NAME,
    Wanted.COMPANIONS, Wanted.SOURCES, Wanted.OCCUPATION,
)  # fmt: skip


def read(question: str, lexicon: Lexicon, after: Query | None = None) -> Query:
    """What ``question`` asks; if it says "he" or "that", of those of the question ``after`` which it came."""
    query = _read_alone(question, lexicon)
    if after is None or query.refusal is not None:
        return query
    tokens = lexicon.tokens(question)
    refers = any(token.word in lexicon.pronouns for token in tokens)
    is_bare = not query.words and not query.filters and not query.things and not query.people
    is_short = bool(query.people) and len(tokens) <= _SHORT
    return following(query, after) if is_bare or is_short or (refers and not query.people) else query


def clauses(question: str, lexicon: Lexicon) -> Iterator[Query]:
    """The parts of a question of several sentences that ask something definite of somebody whom it names."""
    pieces = _SENTENCES.split(question[:LONGEST_QUESTION])
    first, comma, rest = question[:LONGEST_QUESTION].partition(",")
    if comma and not any(token.stem in INTERROGATIVES for token in lexicon.forms.tokens(first)):
        pieces = [first, rest]
    named: Query | None = None
    for piece in pieces if len(pieces) > 1 else ():
        query = _read_alone(piece, lexicon)
        if query.people:
            named = query
        elif named is not None and query.gender:
            query = following(query, named)
        if query.people and query.refusal is None and query.wants(*_DEFINITE):
            yield query


def _read_alone(question: str, lexicon: Lexicon) -> Query:
    question = _corrected(question[:LONGEST_QUESTION], lexicon)
    written = lexicon.forms.tokens(question)
    refusal = next((found.value for found in lexicon.refused.find(written, [True] * len(written))), None)
    tokens = lexicon.sayings.plain(written)
    asked = {found.value for found in lexicon.wanted.find(tokens, [True] * len(tokens))}
    leaving = (
        ()
        if asked & {Wanted.DEFINITION, Wanted.DIFFERENCE} or len(tokens) <= _TERSE
        else lexicon.leaving | lexicon.defectors
    )
    kinds = {ThingKind.TERM, ThingKind.TOPIC} if asked & {Wanted.PEOPLE, Wanted.COUNT} else {ThingKind.TERM}
    named_things = lexicon.gazetteer.find(tokens, left_out=leaving, of_kinds=kinds)
    mentions, parts = _untangled(lexicon.mentions.find(question, tokens), named_things)
    named = {n for mention in mentions for n in range(mention.start, mention.stop)}
    is_of_one = bool(mentions) or any(token.word in GENDERS for token in tokens)
    fixed = named.union(*(range(part.start, part.stop) for part in parts if _is_fixed(part, is_of_one=is_of_one)))
    wants = chosen(lexicon.wanted.find(tokens, [n not in fixed for n in range(len(tokens))]), tokens)
    # Without a name, "who was shot" asks for somebody who was, and not for a death; and likewise of an award.
    asking = {n for found in wants for n in found.at if is_of_one or found.value not in _OF_ONE}
    conditions = read_conditions(question, tokens, parts, lexicon, named=named, asking=asking)
    rest = [token for n, token in enumerate(tokens) if n not in named]
    said = named | asking | conditions.tokens
    wanted = wanted_of(
        wants,
        conditions,
        tokens,
        is_named=bool(mentions),
        bare=bare(rest, lexicon),
        is_all_said=not any(_is_content(token, lexicon) for n, token in enumerate(tokens) if n not in said),
    )
    wanted = with_order(wanted, tokens, parts, lexicon, named=len(mentions))
    things = [part for part in parts if _is_thing(part, tokens, wanted, lexicon, is_named=bool(mentions))]
    if (
        not things
        and (not mentions or Wanted.ORDER in wanted)
        and (near := _near_thing(question, tokens, said, lexicon, may_be_plain=Wanted.ORDER in wanted))
    ):
        things = [near]
    in_things = {n for part in things for n in range(part.start, part.stop)}
    numbers = {  # "name 5 dancers", "two codebreakers"
        n
        for n in range(len(tokens))
        if _is_number(tokens[n], lexicon) and (n - 1 in asking or n + 1 in conditions.tokens)
    }
    content = [n for n in range(len(tokens)) if n not in said | in_things | numbers]
    nouns = {n for n in content if n and tokens[n - 1].stem == "which" and tokens[n].stem not in lexicon.ignored}
    silent = (named | in_things).union(*(found.at for found in wants if found.value not in _TOLD_BY_WORDS))
    return Query(
        wanted=wanted,
        people=tuple(_people(question, tokens, mention) for mention in mentions),
        things=tuple(subject for part in things for subject in _things(question, tokens, part)),
        filters=conditions.filters,
        years=conditions.years,
        words=tuple(
            dict.fromkeys(
                ContentWord(tokens[n].stem, question[tokens[n].start : tokens[n].stop])
                for n in content
                if n in nouns or _is_content(tokens[n], lexicon)
            )
        ),
        hints=_hints(tokens, silent, lexicon),
        supposed=_supposed(tokens, content, lexicon),
        is_plain_about_leaving=_is_plain_about_leaving(tokens, content, lexicon),
        asked_noun=next((b.stem for a, b in pairwise(tokens) if a.stem in ("what", "which")), ""),
        behind_question_word=tuple(b.stem for a, b in pairwise(tokens) if a.word in _ASKING_FOR_THE_NEXT),
        owned=tuple(owned(question, tokens, named)),
        gender=next((GENDERS[token.word] for token in tokens if token.word in GENDERS), ""),
        agent=agent(tokens, named | in_things),
        action=action(tokens, named, lexicon),
        asks_number=any(one.word == "how" and other.word in lexicon.measures for one, other in pairwise(tokens)),
        is_negated=any(token.word in _NEGATIONS for n, token in enumerate(tokens) if n not in said),
        speaks_of_going=any(token.stem in lexicon.going for n, token in enumerate(tokens) if n not in named),
        names_stranger=not mentions and lexicon.mentions.names_stranger(tokens),
        refusal=refusal,
        is_about_leaving=any(token.stem in lexicon.getting_away for token in tokens),
    )


def _corrected(question: str, lexicon: Lexicon) -> str:
    """What is left of a question whose writer thought better of its beginning, if that still names somebody."""
    later = _CORRECTION.sub("", question)
    return later if later != question and lexicon.mentions.find(later, lexicon.tokens(later)) else question


def _is_thing(
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


def _is_fixed(part: Part, *, is_of_one: bool) -> bool:
    """Whether the words of a part are a name, and say nothing else: of one person, "did he go back" asks that."""
    return part.stop - part.start > 1 and not (is_of_one and all(each.kind is ThingKind.STATUS for each in part.things))


def _untangled(mentions: Sequence[Mention], parts: Sequence[Part]) -> tuple[list[Mention], list[Part]]:
    """Of names and phrases that share words, the longer; a phrase that is as long goes before an inexact name."""

    def size(each: Mention | Part) -> int:
        return each.stop - each.start

    def overlap(one: Mention | Part, other: Mention | Part) -> bool:
        return one.start < other.stop and other.start < one.stop

    def yields(mention: Mention, part: Part) -> bool:
        return size(part) > size(mention) or (size(part) == size(mention) and mention.finding.matches[0].score < 100.0)

    kept = [
        mention for mention in mentions if not any(overlap(mention, part) and yields(mention, part) for part in parts)
    ]
    return kept, [part for part in parts if not any(overlap(mention, part) for mention in kept)]


def _is_content(token: Token, lexicon: Lexicon) -> bool:
    return (
        token.stem not in lexicon.ignored
        and token.stem not in lexicon.light
        and token.word not in lexicon.particles
        and not _is_adverb(token, lexicon)
        and (len(token.word) > 1 or token.word.isdigit())
    )


def _is_adverb(token: Token, lexicon: Lexicon) -> bool:
    """Whether it tells how something was done, which no record need say: "officially"."""
    return len(token.word) >= _LONG_ADVERB and token.word.endswith("ly") and token.stem not in lexicon.apart


def _is_plain_about_leaving(tokens: Sequence[Token], content: Sequence[int], lexicon: Lexicon) -> bool:
    leaving = any(token.stem in lexicon.leaving for token in tokens)
    asked = any(
        tokens[n].word in _ASKING_FOR_THE_NEXT and n + 1 in content and _is_content(tokens[n + 1], lexicon)
        for n in range(len(tokens))
    )
    return leaving and not asked


def _supposed(tokens: Sequence[Token], content: Sequence[int], lexicon: Lexicon) -> tuple[str, ...]:
    """The words behind "to", "in", "by" and their like, where the question speaks of going."""
    if not any(token.stem in lexicon.going for token in tokens):
        return ()
    found: list[str] = []
    for n in content:
        before = next((tokens[k] for k in range(n - 1, -1, -1) if tokens[k].word not in ("the", "a", "an")), None)
        beside = n - 1 in content and tokens[n - 1].stem in found
        if _is_content(tokens[n], lexicon) and (
            beside or (before is not None and before.stem in lexicon.prepositions and before.word != "on")
        ):
            found.append(tokens[n].stem)
    return tuple(dict.fromkeys(found))


def _near_thing(
    question: str, tokens: Sequence[Token], said: Container[int], lexicon: Lexicon, *, may_be_plain: bool
) -> Part | None:
    """The term or topic that a run of the words left over means, though not as it is usually spelt."""
    left = [n for n, token in enumerate(tokens) if n not in said and token.stem not in lexicon.ignored]
    if (
        not any(_is_content(tokens[n], lexicon) for n in left)
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


def _is_number(token: Token, lexicon: Lexicon) -> bool:
    return token.word.isdigit() or token.word in lexicon.numbers


def _hints(tokens: Sequence[Token], silent: Container[int], lexicon: Lexicon) -> tuple[str, ...]:
    hints = [token.stem for n, token in enumerate(tokens) if n not in silent and _is_hint(token, lexicon)]
    if any(one.word == "how" and other.word == "much" for one, other in pairwise(tokens)):
        hints.append(lexicon.money)
    return tuple(dict.fromkeys(hints))


def _is_hint(token: Token, lexicon: Lexicon) -> bool:
    return token.stem in lexicon.light or (token.stem not in lexicon.ignored and len(token.word) > 2)


def _people(question: str, tokens: Sequence[Token], mention: Mention) -> tuple[Subject, ...]:
    spelling = question[tokens[mention.start].start : tokens[mention.stop - 1].stop]
    return tuple(Subject(match.id, match.name, "person", spelling) for match in mention.finding.tied)


def _things(question: str, tokens: Sequence[Token], part: Part) -> list[Subject]:
    spelling = question[tokens[part.start].start : tokens[part.stop - 1].stop]
    return [
        Subject(thing.value, spelling, "term" if thing.kind is ThingKind.TERM else "topic", spelling)
        for thing in part.of(ThingKind.TERM, ThingKind.TOPIC)
    ]
