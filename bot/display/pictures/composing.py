"""Rows of defections -> what a picture of them shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise

import msgspec

from bot.display.pictures.scenes import Arc, Bar, Moment, Overview, Panel, Scene, Spot, Timeline, WorldMap
from bot.knowledge.landmarks import Event
from bot.knowledge.outcomes import OUTCOME_WORDS, OUTCOMES, Outcome
from bot.knowledge.records import Person, Place
from bot.knowledge.selection import Row
from bot.knowledge.wording import CATEGORY_WORDS, Wording, capitalised, counted, year_words

MOST_ARCS = 60
"""More ways than this make one tangle; the most used are drawn, and the note says of how many."""

_MOST_BARS, _MOST_BARS_BELOW = 48, 13
"""In a timeline, and below an overview: there each is a decade, if they are of a century."""

_LEAST_BARS = 8
"""A bar or two alone would fill the picture."""

_BAR_YEARS = (1, 2, 5, 10, 20, 50, 100)
_OUTLIERS = 0.06
"""The share of the earliest defections that may be left of the axis, if that halves its length."""

_IN_PANEL = 6
_LONG_NAME = 18

_MOST_DESCRIBED = 10
"""People named to those who can't see a timeline: of those first in it, nearly all have room in the picture too."""

_Point = tuple[float, float]


def timeline_of(title: str, rows: Sequence[Row], events: Iterable[Event]) -> Timeline | None:
    """The defections of ``rows`` over the years; None if not one of them is dated."""
    dated = sorted((row for row in rows if row.date), key=_year)
    if not dated:
        return None
    axis = _Axis.of(dated, _MOST_BARS)
    shown = [row for row in dated if _year(row) >= axis.first]
    return Timeline(
        title=title,
        note=_timeline_note(rows, dated, shown),
        years_in_bar=axis.years,
        bars=axis.bars(shown),
        people=_best_known(shown),
        events=tuple(Moment(event.year, event.name) for event in events if axis.first <= event.year < axis.end),
    )


def _year(row: Row) -> int:
    return row.date.year if row.date else 0


def _without_outliers(dated: Sequence[Row]) -> Sequence[Row]:
    """Without the few from long before the others, between whom there would be nothing to see."""
    best = dated
    for number in range(1, int(len(dated) * _OUTLIERS) + 1):
        if _year(dated[-1]) - _year(dated[number]) < (_year(dated[-1]) - _year(dated[0])) / 2:
            best = dated[number:]
    return best


def _timeline_note(rows: Sequence[Row], dated: Sequence[Row], shown: Sequence[Row]) -> str:
    parts = [counted(len(rows), "defection")]
    if earlier := len(dated) - len(shown):
        parts.append(f"{earlier} earlier not shown")
    if undated := len(rows) - len(dated):
        parts.append(f"{undated} without a known year")
    return " · ".join(parts)


class _Axis(msgspec.Struct, frozen=True):
    """``count`` bars of so many ``years`` each, from the ``first`` year on."""

    first: int
    years: int
    count: int

    @classmethod
    def of(cls, dated: Sequence[Row], most: int) -> _Axis:
        """At ``most`` so many bars, in which there is something to see."""
        earliest, last = _year(_without_outliers(dated)[0]), _year(dated[-1])
        years = next((years for years in _BAR_YEARS if (last - earliest) // years < most), _BAR_YEARS[-1])
        first = earliest // years * years
        return cls(first, years, max((last - first) // years + 1, _LEAST_BARS))

    @property
    def end(self) -> int:
        """The year before which it ends."""
        return self.first + self.count * self.years

    def bars(self, rows: Iterable[Row]) -> tuple[Bar, ...]:
        """``rows`` counted by outcome."""
        counts = Counter(((_year(row) - self.first) // self.years, OUTCOMES[row.status]) for row in rows)
        return tuple(Bar(self.first + number * self.years, _counts(counts, number)) for number in range(self.count))


def _counts(counts: Mapping[tuple[int, Outcome], int], number: int) -> tuple[int, int, int, int]:
    one, two, three, four = (counts.get((number, outcome), 0) for outcome in Outcome)
    return one, two, three, four


def _best_known(dated: Iterable[Row]) -> tuple[Moment, ...]:
    """Whom to name, single people first, each once."""
    ordered = sorted(dated, key=lambda row: (row.kind == "group", -row.renown, row.number))
    once = {row.person: Moment(_year(row), row.name) for row in reversed(ordered)}
    return tuple(reversed(once.values()))


def world_of(title: str, rows: Sequence[Row], places: Mapping[str, Place]) -> WorldMap | None:
    """From where to where the people of ``rows`` went; None if that is not known of any of them."""
    known = [row for row in rows if row.to]
    if not known:
        return None
    ways = _ways(known, places)
    chosen = ways.most_common(MOST_ARCS)
    names = _names_at(known, places)
    spots = _spots(((origin, target, number) for (origin, target, _), number in chosen), names)
    numbers = {(spot.latitude, spot.longitude): number for number, spot in enumerate(spots)}
    return WorldMap(
        title=title,
        note=_world_note(rows, known, len(ways), len(chosen)),
        spots=spots,
        arcs=tuple(
            Arc(numbers[origin], numbers[target], outcome, people) for (origin, target, outcome), people in chosen
        ),
    ).turned()


def _ways(rows: Iterable[Row], places: Mapping[str, Place]) -> Counter[tuple[_Point, _Point, Outcome]]:
    """By coordinates and not by id: the Soviet Union and Russia are governed from one city."""
    return Counter(
        (places[row.from_].coordinates, places[row.to].coordinates, OUTCOMES[row.status]) for row in rows if row.to
    )


def _names_at(rows: Iterable[Row], places: Mapping[str, Place]) -> dict[_Point, str]:
    """What is written beside each point: the state there that is named most."""
    counts = Counter(chain.from_iterable((row.from_, row.to) for row in rows if row.to))
    ordered = sorted(counts, key=lambda each: (counts[each], each))
    return {places[each].coordinates: _short_name(places[each], places) for each in ordered}


def _short_name(place: Place, places: Mapping[str, Place]) -> str:
    """Its name, or that of the country that it is today, where the full style would not fit: "Romania"."""
    heir = places[place.successors[0]] if place.successors else place
    return heir.name if len(place.name) > _LONG_NAME and len(heir.name) < len(place.name) else place.name


def _spots(ends: Iterable[tuple[_Point, _Point, int]], names: Mapping[_Point, str]) -> tuple[Spot, ...]:
    weights: Counter[_Point] = Counter()
    for origin, target, number in ends:
        weights[origin] += number
        weights[target] += number
    ordered = sorted(weights, key=lambda point: (-weights[point], point))
    return tuple(Spot(names[point], *point, weights[point]) for point in ordered)


def _world_note(rows: Sequence[Row], known: Sequence[Row], ways: int, drawn: int) -> str:
    parts = [counted(len(rows), "defection")]
    if drawn < ways:
        parts.append(f"busiest {drawn} of {ways} ways")
    if nowhere := len(rows) - len(known):
        parts.append(f"{nowhere} without destination")
    return " · ".join(parts)


def route_of(person: Person, wording: Wording) -> WorldMap | None:
    """The ways of one person, with the countries on the way; None if nobody knows where they went."""
    places = wording.places
    legs: list[tuple[str, str, Outcome]] = []
    for defection in person.defections:
        if defection.to:
            stops = (defection.from_, *defection.via, defection.to)
            legs += [(one, other, OUTCOMES[defection.status]) for one, other in pairwise(stops)]
    if not legs:
        return None
    ordered = list(dict.fromkeys(chain.from_iterable((origin, target) for origin, target, _ in legs)))
    first = person.defections[0]
    when = [year_words(first.date)] if first.date else []
    return WorldMap(
        title=person.name,
        note=" · ".join([*when, wording.route(first)]),
        spots=tuple(Spot(_short_name(places[each], places), *places[each].coordinates, 1) for each in ordered),
        arcs=tuple(
            Arc(ordered.index(origin), ordered.index(target), outcome, 1)
            for origin, target, outcome in dict.fromkeys(legs)
        ),
    ).turned()


def overview_of(title: str, rows: Sequence[Row], wording: Wording) -> Overview | None:
    """From where, to where, how and who, and when; None without rows."""
    if not rows:
        return None
    dated = sorted((row for row in rows if row.date), key=_year)
    axis = _Axis.of(dated, _MOST_BARS_BELOW) if dated else None
    shown = [row for row in dated if axis and _year(row) >= axis.first]
    return Overview(
        title=title,
        note=_overview_note(rows, len(dated) - len(shown), axis),
        panels=(
            _panel("From", (wording.place_name(row.from_) for row in rows)),
            _panel("To", (wording.place_name(row.to) for row in rows if row.to)),
            _panel("How", (capitalised(wording.methods[each].label) for row in rows for each in row.methods)),
            _panel("Who", (CATEGORY_WORDS[row.category] for row in rows)),
        ),
        bars=axis.bars(shown) if axis else (),
        years_in_bar=axis.years if axis else 1,
    )


def _overview_note(rows: Sequence[Row], earlier: int, axis: _Axis | None) -> str:
    people = counted(len({row.person for row in rows}), "person or group", "people and groups")
    note = f"{counted(len(rows), 'defection')} of {people}"
    return f"{note} · {earlier} before {axis.first}" if axis and earlier else note


def _panel(title: str, values: Iterable[str]) -> Panel:
    counts = Counter(values)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Panel(title, tuple(ordered[:_IN_PANEL]))


def described(scene: Scene) -> str:
    """What the picture shows, for those who can't see it: Discord takes 1024 characters."""
    match scene:
        case Timeline():
            named = "; ".join(f"{each.name}, {_year_told(each.year)}" for each in scene.people[:_MOST_DESCRIBED])
            bars = _bars_described(scene.bars, scene.years_in_bar)
            return f"A timeline, {scene.title}. {scene.note}. {bars}. Best known: {named}."
        case WorldMap():
            ways = "; ".join(
                f"{scene.spots[arc.origin].name} to {scene.spots[arc.target].name}: {arc.people}"
                f" ({OUTCOME_WORDS[arc.outcome].lower()})"
                for arc in scene.arcs
            )
            return f"A map, {scene.title}. {scene.note}. {ways}."
        case Overview():
            panels = " ".join(
                f"{panel.title}: {', '.join(f'{name} {number}' for name, number in panel.rows)}."
                for panel in scene.panels
            )
            bars = _bars_described(scene.bars, scene.years_in_bar)
            return " ".join(filter(None, (f"Bars, {scene.title}. {scene.note}. {panels}", bars and f"When: {bars}.")))


def _bars_described(bars: Iterable[Bar], years: int) -> str:
    """How many when: "1920–1929: 11; 1930–1939: 20"."""
    return "; ".join(f"{_span(bar, years)}: {sum(bar.counts)}" for bar in bars if any(bar.counts))


def _span(bar: Bar, years: int) -> str:
    first, last = _year_told(bar.first), _year_told(bar.first + years - 1)
    return first if years == 1 else f"{first}–{last}"


def _year_told(year: int) -> str:
    """As the axes have it: 0 is the year before 1."""
    return str(year) if year > 0 else f"{1 - year} BC"
