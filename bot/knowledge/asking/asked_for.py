"""What a question wants, of the phrases that were found in it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from bot.knowledge.asking.filters import OF_PEOPLE, Conditions
from bot.knowledge.asking.gazetteer import Part, ThingKind
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.vocabulary import Found
from bot.knowledge.asking.wanted import GENERAL, Wanted
from bot.knowledge.asking.words import INTERROGATIVES, OF_YES_OR_NO, Token

_OF_MANY = (Wanted.FIRST, Wanted.LAST, Wanted.YOUNGEST, Wanted.OLDEST)
_TWO = 2
_OF_ONE_ALONE = frozenset(
    {Wanted.NATIVE_NAME, Wanted.SOURCES, Wanted.OTHER_NAMES, Wanted.AGE, Wanted.BIRTH, Wanted.DEATH, Wanted.COMPANIONS}
)


def chosen(found: Iterable[Found[Wanted]], tokens: Sequence[Token]) -> list[Found[Wanted]]:
    """The phrases that say what is wanted: of those that share words, the one with most.

    "Why did he defect" asks why, and not whether he did: only a question without a
    question word asks for yes or no; "did he get what he wanted" does so too.
    """
    kept: list[Found[Wanted]] = []
    taken: set[int] = set()
    is_closed = bool(tokens) and tokens[0].stem in OF_YES_OR_NO
    is_open = any(token.stem in INTERROGATIVES and not (is_closed and token.stem == "what") for token in tokens)
    # "Was he on tour when he did it" does not ask when.
    is_told = is_closed and sum(token.stem in INTERROGATIVES for token in tokens) == 1
    open_found = (
        each
        for each in found
        if not (is_open and each.value is Wanted.SUCCESS)
        and not (is_told and each.value is Wanted.WHEN and tokens[each.at[0]].stem == "when" and len(each.at) == 1)
    )
    for each in sorted(open_found, key=lambda each: (-each.size, each.value in GENERAL, each.at[-1] - each.at[0])):
        if taken.isdisjoint(each.at):
            kept.append(each)
            taken.update(each.at)
    specific = [each for each in kept if each.value not in GENERAL]
    return specific + [each for each in kept if each.value in GENERAL]


def wanted_of(
    wants: Sequence[Found[Wanted]],
    conditions: Conditions,
    tokens: Sequence[Token],
    *,
    is_named: bool,
    bare: Wanted | None,
    is_all_said: bool,
    several: Container[str],
) -> tuple[Wanted, ...]:
    """What is wanted; everybody who fits, if nothing is said but who ("Bolshoi dancers")."""
    wanted = tuple(dict.fromkeys(found.value for found in wants))
    if not is_named and _asks_for_people(tokens, several) and Wanted.PEOPLE not in wanted:
        wanted = (Wanted.PEOPLE, *wanted)
    if is_named:  # "in his first months"
        wanted = tuple(each for each in wanted if each not in _OF_MANY)
    if not wanted and is_named and bare is not None:
        return (bare,)
    is_plural = any(tokens[n].word.endswith(("s", "men", "people")) for n in conditions.tokens)
    of_people = any(facet.kind in OF_PEOPLE for each in conditions.filters for facet in each.facets)
    if not wanted and not is_named and is_all_said and is_plural and (of_people or conditions.years):
        return (Wanted.PEOPLE,)
    return wanted or (Wanted.NOTHING,)


def _asks_for_people(tokens: Sequence[Token], several: Container[str]) -> bool:
    """Whether it asks "which people", or "what ballet people", and not of one."""
    asked = next((n for n, token in enumerate(tokens) if token.stem in ("which", "what")), len(tokens))
    return any(token.word in several for token in tokens[asked + 1 : asked + 4])


def with_order(
    wanted: tuple[Wanted, ...], tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, *, named: int
) -> tuple[Wanted, ...]:
    """``wanted``, where several are ``named`` or two terms stand side by side, as the comparison that is meant.

    "Which pitcher left first" compares no two, and asks for the first of all.
    """
    grammar, stems = lexicon.grammar, {token.stem for token in tokens}
    if any(token.word == "than" for token in tokens) and stems.isdisjoint(grammar.in_time):
        return tuple(each for each in wanted if each is not Wanted.ORDER) or (Wanted.NOTHING,)  # "richer than"
    if named >= _TWO and not lexicon.comparing.isdisjoint(stems) and stems.isdisjoint(grammar.never_compared):
        return wanted if _OF_ONE_ALONE.intersection(wanted) else (Wanted.ORDER,)
    terms = sum(bool(part.of(ThingKind.TERM)) for part in parts)
    topics = sum(bool(part.of(ThingKind.TOPIC)) for part in parts)
    is_closed = bool(tokens) and tokens[0].stem in OF_YES_OR_NO
    is_be = bool(tokens) and tokens[0].stem == "be"
    if named == 1 and topics and is_closed and any(token.word in ("before", "after") for token in tokens):
        return (Wanted.ORDER,)  # "did he surrender before the wall was built"
    if Wanted.ORDER in wanted and named == 0 and topics < _TWO:
        words = {token.word for token in tokens}
        is_last, is_first = (not words.isdisjoint(each) for each in (grammar.latest, grammar.earliest))
        extreme = Wanted.LAST if is_last else Wanted.FIRST if is_first else Wanted.WHO
        return tuple(extreme if each is Wanted.ORDER else each for each in wanted)
    is_side_by_side = is_be or any(token.word in grammar.against for token in tokens)
    if terms >= _TWO and named == 0 and is_side_by_side and set(wanted) <= {Wanted.NOTHING, Wanted.SUCCESS}:
        return (Wanted.DIFFERENCE,)
    return wanted


def bare(rest: Sequence[Token], lexicon: Lexicon) -> Wanted | None:
    """What a single word beside a name asks for: "gordievsky russian", "belenko plane"."""
    if len(rest) != 1:
        return None
    if rest[0].word in lexicon.languages:
        return Wanted.NATIVE_NAME
    return Wanted.VEHICLE if rest[0].stem in lexicon.vehicles else None
