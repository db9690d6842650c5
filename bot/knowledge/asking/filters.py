"""What a question says of those whom it means: countries, years, occupations, ways out and the like."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import msgspec

from bot.knowledge.asking.gazetteer import Part, Thing, ThingKind
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import Filter
from bot.knowledge.asking.words import Token
from bot.knowledge.asking.years import read_years
from bot.knowledge.facets import Facet, FacetKind
from bot.knowledge.selection import Years

_SIMPLE = {
    ThingKind.OCCUPATION: FacetKind.OCCUPATION,
    ThingKind.TAG: FacetKind.TAG,
    ThingKind.CATEGORY: FacetKind.CATEGORY,
    ThingKind.EMPLOYER: FacetKind.EMPLOYER,
    ThingKind.METHOD: FacetKind.METHOD,
    ThingKind.VEHICLE: FacetKind.VEHICLE,
    ThingKind.STATUS: FacetKind.STATUS,
    ThingKind.GENDER: FacetKind.GENDER,
}
_OF_PERSONS = (ThingKind.OCCUPATION, ThingKind.TAG, ThingKind.CATEGORY, ThingKind.GENDER, ThingKind.EMPLOYER)

OF_PEOPLE = frozenset(
    {FacetKind.OCCUPATION, FacetKind.TAG, FacetKind.CATEGORY, FacetKind.FROM, FacetKind.EMPLOYER, FacetKind.METHOD,
     FacetKind.VEHICLE, FacetKind.STATUS, FacetKind.GENDER, FacetKind.NATIONALITY}
)  # fmt: skip
"""What tells people apart by what they have in common."""

_LOOK_BACK = 2
_LOOK_AHEAD = 4


class Conditions(msgspec.Struct, frozen=True):
    """The filters and years of a question, and the tokens that said them."""

    filters: tuple[Filter, ...]
    years: Years | None
    tokens: frozenset[int]


def read_conditions(
    question: str,
    tokens: Sequence[Token],
    parts: Sequence[Part],
    lexicon: Lexicon,
    *,
    named: set[int],
    asking: set[int],
    apposed: Container[int],
) -> Conditions:
    """What ``parts`` and the years among ``tokens`` say, those left out that name somebody or say what is asked."""
    taken = named | asking
    filters: list[Filter] = []
    used: set[int] = set()
    last: Part | None = None
    for part in parts:
        span = range(part.start, part.stop)
        if any(position in taken for position in span):
            continue
        facets = tuple(dict.fromkeys(_facets(part, tokens, parts, lexicon)))
        if facets or part.of(ThingKind.PEOPLE):
            stems = tuple(token.stem for token in tokens[part.start : part.stop] if token.stem not in lexicon.ignored)
            spelling = question[tokens[part.start].start : tokens[part.stop - 1].stop]
            if last is not None and _is_loose(part, last, tokens, lexicon):
                used.update(span)
                continue
            if filters and _continues(part, last, tokens):
                facets, stems = (*filters[-1].facets, *facets), ()
                spelling = f"{filters[-1].spelling} or {spelling}"
                filters.pop()
            filters.append(
                Filter(
                    facets,
                    stems,
                    spelling,
                    is_role=_is_role(part, tokens, named, lexicon),
                    is_apposed=all(position in apposed for position in span),
                    is_city=_is_city(part, tokens, lexicon),
                )
            )
            last = part
        if facets or part.of(ThingKind.PEOPLE, *_SIMPLE):
            used.update(span)
    years, year_tokens = read_years(tokens, taken)
    return Conditions(tuple(filters), years, frozenset(used | year_tokens))


def _is_loose(part: Part, last: Part, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether it only says again what was just named: "balloon flight", "MI6 officers"."""
    ways = [thing.value for thing in part.of(ThingKind.METHOD)]
    if part.start != last.stop:
        return False
    if last.of(ThingKind.EMPLOYER) and part.of(ThingKind.OCCUPATION):
        return all(token.stem in lexicon.staff for token in tokens[part.start : part.stop])
    return bool(last.of(ThingKind.METHOD) and ways) and lexicon.unchecked_methods.issuperset(ways)


def _is_city(part: Part, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether it names a city and means no other place: who went over to Moscow need not have gone there."""
    if part.of(ThingKind.PLACE) or not part.of(ThingKind.CITY):
        return False
    stands_for_state = all(token.stem in lexicon.capitals for token in tokens[part.start : part.stop])
    return not stands_for_state or role_of(part, tokens, lexicon) not in (FacetKind.FROM, FacetKind.TO)


def _is_role(part: Part, tokens: Sequence[Token], named: Container[int], lexicon: Lexicon) -> bool:
    """Whether it says beside a name, or behind "as", what somebody was: "the boxer Alonso", "as a dancer"."""
    if not part.of(ThingKind.OCCUPATION):
        return False
    before = part.start - 1
    behind = part.stop
    is_behind = before >= 1 and tokens[before].word in lexicon.grammar.articles
    if is_behind and tokens[before - 1].word == "as":
        return True
    return behind in named or (is_behind and before - 1 in named)


def _continues(part: Part, last: Part | None, tokens: Sequence[Token]) -> bool:
    """Whether a role is named beside another: of "swimmers and divers" either will do."""
    return (
        last is not None
        and bool(part.of(*_OF_PERSONS) and last.of(*_OF_PERSONS))
        and part.start == last.stop + 1
        and tokens[last.stop].word in ("and", "or")
    )


def _facets(part: Part, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> Iterator[Facet]:
    """What a part asks for; nothing for a demonym of something else than people, and for a way that most went."""
    if part.of(ThingKind.OCCUPATION) and _is_of_another(part, tokens, lexicon):
        return
    for thing in part.things:
        if thing.kind in _SIMPLE and thing.value not in lexicon.general_methods:
            yield Facet(_SIMPLE[thing.kind], thing.value)
        elif thing.kind in (ThingKind.PLACE, ThingKind.CITY):
            yield from _place_facets(thing, role_of(part, tokens, lexicon), tokens, lexicon)
        elif thing.kind is ThingKind.PEOPLE and _describes_persons(part, tokens, parts, lexicon):
            yield from _people_facets(part, thing, tokens, lexicon)


def _is_of_another(part: Part, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a trade is that of somebody beside whoever is meant: "held up a sign behind the newsreader"."""
    before = next((n for n in range(part.start - 1, -1, -1) if tokens[n].word not in lexicon.grammar.articles), -1)
    return before > 0 and tokens[before].word in lexicon.grammar.beside_others


def _people_facets(part: Part, thing: Thing, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Facet]:
    if role_of(part, tokens, lexicon) is FacetKind.TO:  # "went over to the British"
        yield Facet(FacetKind.TO, thing.value)
        return
    yield Facet(FacetKind.FROM, thing.value)
    yield Facet(FacetKind.NATIONALITY, thing.value)


def _place_facets(thing: Thing, role: FacetKind, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Facet]:
    yield Facet(role, thing.value)
    if role is FacetKind.AT:
        yield Facet(FacetKind.SETTLED, thing.value)
    if role is FacetKind.TO and any(token.stem in lexicon.grammar.arriving for token in tokens):
        yield Facet(FacetKind.AT, thing.value)
        yield Facet(FacetKind.VIA, thing.value)


def role_of(part: Part, tokens: Sequence[Token], lexicon: Lexicon) -> FacetKind:
    """Which part a place plays, by the word before it."""
    if part.start > 1 and tokens[part.start - 1].word == "of" and not part.of(ThingKind.PLACE, ThingKind.PEOPLE):
        return FacetKind.PLACE  # "the battle of Leipzig"
    for position in range(part.start - 1, max(-1, part.start - 1 - _LOOK_BACK), -1):
        for kind, stems in lexicon.roles.items():
            is_going = tokens[position].word != "for" or any(token.stem in lexicon.going for token in tokens)
            if tokens[position].stem in stems and is_going:  # "left for France", but "gold for Iran"
                return kind
        if tokens[position].word not in lexicon.grammar.before_places_of_a_kind:
            break
    return FacetKind.PLACE


def _describes_persons(part: Part, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> bool:
    """Whether a demonym tells who is meant ("Cuban boxers", "Cubans"), and not what ("the American embassy")."""
    last = tokens[part.stop - 1]
    if last.word.endswith("s") and last.word != last.stem and not last.word.endswith("ss"):
        return True
    if part.stop < len(tokens) and tokens[part.stop].stem in lexicon.going | lexicon.leaving:
        return True
    if part.start and part.stop == len(tokens) and tokens[part.start - 1].word == "the":  # "he joined the French"
        return part.start < 2 or tokens[part.start - 2].word not in lexicon.grammar.before_others
    is_last = part.stop == len(tokens) or tokens[part.stop].word in lexicon.grammar.behind_somebody
    if part.start and tokens[part.start - 1].word in lexicon.grammar.before_somebody and is_last:
        return True
    for position in range(part.stop, min(len(tokens), part.stop + _LOOK_AHEAD)):
        if tokens[position].stem in lexicon.anybody:
            return True
        following = next((each for each in parts if each.start <= position < each.stop), None)
        if position > part.stop and tokens[position].word == "who":  # "the Hungarian winger who drove trains"
            return True
        if following is None:
            is_before_who = position == part.stop and position + 1 < len(tokens) and tokens[position + 1].word == "who"
            if is_before_who or tokens[position].word in lexicon.grammar.between_roles:
                continue
            return False
        if following.of(*_OF_PERSONS):
            return True
    return False
