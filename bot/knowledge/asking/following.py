"""Questions that follow another: "and where did he end up?", "what about Makarova?", "and before 1970?"."""

from __future__ import annotations

from msgspec.structs import replace

from bot.knowledge.asking.query import Filter, Query
from bot.knowledge.asking.wanted import GENERAL, Wanted


def following(query: Query, after: Query) -> Query:
    """A question that names nobody, taken as one about those whom the question before it was about."""
    is_general = set(query.wanted) <= {Wanted.NOTHING, *GENERAL}
    if query.people:
        return replace(query, wanted=after.wanted) if is_general and not query.words and after.people else query
    if query.wants(Wanted.DIFFERENCE) and after.things and len(query.things) < 2:
        return replace(query, things=(*after.things, *query.things))
    if after.people:
        return replace(query, people=after.people, things=())
    if after.things:
        return replace(query, things=(*after.things, *query.things))
    if after.filters and (query.filters or query.years):
        return replace(
            query,
            wanted=after.wanted if is_general else query.wanted,
            filters=_merged(query, after),
            years=query.years or after.years,
        )
    return query


def _merged(query: Query, after: Query) -> tuple[Filter, ...]:
    kinds = {facet.kind for each in query.filters for facet in each.facets}
    kept = tuple(each for each in after.filters if kinds.isdisjoint(facet.kind for facet in each.facets))
    return (*kept, *query.filters)
