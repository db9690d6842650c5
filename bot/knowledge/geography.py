"""Which states a place counts as when somebody asks for one: the Soviet Union as Russia, but not Sweden as Finland."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.knowledge.records import Place


def counted_as(place_id: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """The place itself, what it was part of, and those of its heirs that people mean it by.

    An heir counts if its people are called the same (the Russian Empire's and Russia's
    both "Russian"), or if it is a present country and the first that followed: the
    Soviet Union counts as Russia and not as Estonia. East Germany and West Germany both
    count as Germany, and neither as the other.
    """
    found: dict[str, None] = {place_id: None}
    whole = places[place_id].part_of
    while whole is not None:
        found[whole] = None
        whole = places[whole].part_of
    demonyms = set(places[place_id].demonyms)
    for heir, is_first in _heirs(place_id, places):
        place = places[heir]
        if not demonyms.isdisjoint(place.demonyms) or (is_first and place.kind == "country"):
            found[heir] = None
    return tuple(found)


def _heirs(place_id: str, places: Mapping[str, Place], *, is_first: bool = True) -> Iterator[tuple[str, bool]]:
    """All states that followed, however late, and whether each is the first of the first."""
    for number, heir in enumerate(places[place_id].successors):
        yield heir, is_first and number == 0
        yield from _heirs(heir, places, is_first=is_first and number == 0)
