"""What pictures show, and that nothing in them is cut off, overlaps or is told as more than it was."""

from __future__ import annotations

import asyncio
import io
import json
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
import pytest_asyncio
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image

from bot.display.limits import ATTACHMENT_DESCRIPTION
from bot.display.pictures.composing import MOST_ARCS, described, overview_of, route_of, timeline_of, world_of
from bot.display.pictures.drawing import draw
from bot.display.pictures.scenes import Arc, Bar, Moment, Overview, Panel, Scene, Spot, Timeline, WorldMap
from bot.display.pictures.studio import Studio
from bot.display.pictures.style import BACKGROUND, COLOURS
from bot.display.pictures.timeline import draw_timeline
from bot.display.pictures.world import OUTLINES, draw_world
from bot.knowledge.dataset import Dataset
from bot.knowledge.landmarks import landmarks
from bot.knowledge.library import Library
from bot.knowledge.outcomes import OUTCOMES, Outcome
from bot.knowledge.records import Status
from bot.knowledge.selection import DefectionTable, Selection

_PIXELS_OF_PHONE = 300 / 1200
"""A phone shows the 1200 pixels of a picture on some 300 points, among messages."""

SELECTIONS = ("", "from:cuba", "from:east-germany;decade:1960s", "method:swam", "occupation:pilot", "to:north-korea")


@pytest_asyncio.fixture
async def table(library: Library) -> DefectionTable:
    """The bundled defections."""
    return await library.defections()


def texts(figure: Figure) -> list[Text]:
    """Everything written in a picture."""
    return [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text() and text.get_visible()]


def names(figure: Figure) -> list[Text]:
    """The names of people, events and places in it."""
    return [text for axes in figure.axes for text in axes.texts]


@pytest.mark.parametrize("key", SELECTIONS)
async def test_a_timeline_counts_every_dated_defection_by_its_outcome(
    library: Library, table: DefectionTable, key: str
) -> None:
    rows = table.select(Selection.from_key(key))
    scene = timeline_of("Title", rows, await landmarks(library))
    assert scene is not None
    shown = [row for row in rows if row.date and row.date.year >= scene.first]
    expected = Counter(OUTCOMES[row.status] for row in shown)
    for number, outcome in enumerate(Outcome):
        assert sum(bar.counts[number] for bar in scene.bars) == expected[outcome]
    left_out = sum(1 for row in rows if row.date) - len(shown)
    assert left_out <= len(rows) * 0.06
    assert (f"{left_out} earlier not shown" in scene.note) is bool(left_out)


async def test_only_one_who_got_across_counts_as_having_changed_sides() -> None:
    assert {status for status, outcome in OUTCOMES.items() if outcome is Outcome.CHANGED_SIDES} == {
        Status.COMPLETED,
        Status.IN_PLACE,
    }
    assert OUTCOMES.keys() == set(Status)


async def test_the_events_are_dated_by_their_records(library: Library) -> None:
    events = {event.name: event.year for event in await landmarks(library)}
    assert events["Berlin Wall built"] == 1961
    assert events["Hungarian revolution"] == 1956
    assert events["Berlin Wall falls"] == 1989
    assert events["Cold War ends"] == 1991


@pytest.mark.parametrize("key", SELECTIONS)
async def test_names_on_a_timeline_do_not_touch_each_other_or_the_edge(
    library: Library, table: DefectionTable, key: str
) -> None:
    scene = timeline_of("Title", table.select(Selection.from_key(key)), await landmarks(library))
    assert scene is not None
    figure = draw_timeline(scene)
    boxes = [(text.get_text(), text.get_window_extent()) for text in names(figure)]
    assert len(boxes) >= 8
    for (one, first), (other, second) in combinations(boxes, 2):
        assert not first.overlaps(second), (one, other)
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for _, box in boxes)


@pytest.mark.parametrize("key", SELECTIONS)
async def test_a_map_draws_every_way_or_says_how_many_it_leaves_out(
    library: Library, table: DefectionTable, key: str
) -> None:
    rows = table.select(Selection.from_key(key))
    scene = world_of("Title", rows, library.wording.places)
    assert scene is not None
    known = [row for row in rows if row.to]
    if len(scene.arcs) < MOST_ARCS:
        assert sum(arc.people for arc in scene.arcs) == len(known)
    else:
        assert f"busiest {MOST_ARCS} of " in scene.note
    assert all(arc.people > 0 for arc in scene.arcs)


@pytest.mark.parametrize("key", SELECTIONS)
async def test_names_on_a_map_do_not_touch_each_other_or_the_edge(
    library: Library, table: DefectionTable, key: str
) -> None:
    scene = world_of("Title", table.select(Selection.from_key(key)), library.wording.places)
    assert scene is not None
    figure = draw_world(scene)
    for axes in figure.axes:
        boxes = [(text.get_text(), text.get_window_extent()) for text in axes.texts if text.get_text()]
        assert boxes
        for (one, first), (other, second) in combinations(boxes, 2):
            assert not first.overlaps(second), (one, other)
        assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for _, box in boxes)


async def test_an_attempt_has_another_colour_than_a_success(library: Library, table: DefectionTable) -> None:
    rows = [row for row in table.select(Selection.from_key("status:attempted")) if row.to]
    scene = world_of("Title", rows, library.wording.places)
    assert scene is not None
    assert {arc.outcome for arc in scene.arcs} == {Outcome.NOT_ACROSS}


def test_a_route_leads_over_the_countries_on_the_way_and_across_the_pacific(dataset: Dataset, library: Library) -> None:
    scene = route_of(dataset.people["viktor-belenko"], library.wording)
    assert scene is not None
    assert [spot.name for spot in scene.spots] == ["Soviet Union", "Japan", "United States"]
    assert [(arc.origin, arc.target) for arc in scene.arcs] == [(0, 1), (1, 2)]
    assert scene.spots[2].longitude > scene.spots[1].longitude


def test_everybody_with_a_destination_has_a_route(dataset: Dataset, library: Library) -> None:
    for person in dataset.people.values():
        scene = route_of(person, library.wording)
        assert (scene is not None) is any(defection.to for defection in person.defections)
        assert scene is None or len(described(scene)) > 20


async def test_an_overview_ranks_and_counts(library: Library, table: DefectionTable) -> None:
    rows = table.select(Selection())
    scene = overview_of("Title", rows, library.wording)
    assert scene is not None
    assert [panel.title for panel in scene.panels] == ["From", "To", "How", "Who"]
    origin, number = scene.panels[0].rows[0]
    assert number == sum(1 for row in rows if library.wording.place_name(row.from_) == origin)
    assert all(panel.rows == tuple(sorted(panel.rows, key=lambda each: -each[1])) for panel in scene.panels)


async def test_an_overview_tells_in_words_what_its_bars_show_and_how_many_came_before(
    library: Library, table: DefectionTable
) -> None:
    rows = table.select(Selection())
    scene = overview_of("Title", rows, library.wording)
    assert scene is not None
    assert scene.years_in_bar == 10
    told = described(scene)
    assert all(f"{bar.first}–{bar.first + 9}: {sum(bar.counts)}" in told for bar in scene.bars)
    left_out = sum(1 for row in rows if row.date) - sum(sum(bar.counts) for bar in scene.bars)
    assert f"{left_out} before {scene.bars[0].first}" in told
    assert len(told) <= ATTACHMENT_DESCRIPTION


async def test_a_timeline_tells_in_words_whom_it_names(library: Library, table: DefectionTable) -> None:
    scene = timeline_of("Title", table.select(Selection()), await landmarks(library))
    assert scene is not None
    told = described(scene)
    assert "Rudolf Nureyev, 1961" in told
    assert len(told) <= ATTACHMENT_DESCRIPTION


def test_years_before_the_common_era_are_told_as_such() -> None:
    bars = Bar(-411, (1, 0, 0, 0)), Bar(-410, (0, 0, 0, 0))
    told = described(Timeline("Athens", "one", 1, bars, (Moment(-411, "Phrynichus"),), ()))
    assert "412 BC: 1" in told
    assert "Phrynichus, 412 BC" in told


def arrows(scene: WorldMap) -> list[NDArray[np.float64]]:
    """The outlines of a map's arrows, in pixels, in the order in which they are drawn."""
    (axes,) = draw_world(scene).axes
    shapes = axes.collections[1].get_paths()
    return [axes.transData.transform(shape.vertices) for shape in shapes]


def width(outline: NDArray[np.float64]) -> float:
    """How wide an arrow is on average, in pixels: its area by its length, which is half of the way around it."""
    x, y = outline.T
    area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    around = np.hypot(*(outline - np.roll(outline, 1, axis=0)).T).sum()
    return float(area / (around / 2))


BERLINS = Spot("East Berlin", 52.52, 13.40, 1), Spot("West Berlin", 52.50, 13.30, 1)
BERLIN_AND_BONN = BERLINS[0], Spot("Bonn", 50.73, 7.10, 1)
BERLIN_AND_HAVANA = BERLINS[0], Spot("Havana", 23.13, -82.36, 1)


@pytest.mark.parametrize("spots", [BERLINS, BERLIN_AND_BONN, BERLIN_AND_HAVANA], ids=lambda each: each[1].name)
def test_an_arc_is_the_wider_the_more_people_took_it(spots: tuple[Spot, Spot]) -> None:
    arcs = tuple(Arc(0, 1, outcome, people) for people, outcome in zip((9, 3, 1), Outcome, strict=False))
    many, some, one = map(width, arrows(WorldMap("Width", "", spots, arcs)))
    assert many > some * 1.3
    assert some > one * 1.3


@pytest.mark.parametrize("spots", [BERLINS, BERLIN_AND_BONN, BERLIN_AND_HAVANA], ids=lambda each: each[1].name)
def test_no_outcome_hides_another_of_the_same_way(spots: tuple[Spot, Spot]) -> None:
    arcs = tuple(Arc(0, 1, outcome, 1) for outcome in Outcome)
    image = Image.open(io.BytesIO(draw(WorldMap("Apart", "", spots, arcs)))).convert("RGB")
    on_map = image.crop((0, image.height // 6, image.width, image.height * 6 // 7))  # without the legend
    for colour in COLOURS.values():
        wanted = np.array(tuple(bytes.fromhex(colour.removeprefix("#"))))
        apart = np.abs(np.asarray(on_map, dtype=int) - wanted).sum(axis=2)
        assert (apart < 90).sum() > 150


async def test_no_letter_is_too_small_for_a_phone(library: Library, table: DefectionTable) -> None:
    scene = timeline_of("Title", table.select(Selection()), await landmarks(library))
    assert scene is not None
    figure = draw_timeline(scene)
    assert all(float(text.get_fontsize()) / 72 * figure.dpi * _PIXELS_OF_PHONE > 7.9 for text in texts(figure))


def test_the_font_has_every_letter_of_every_name(dataset: Dataset) -> None:
    font = get_font(findfont("DejaVu Sans"))
    letters = {letter for person in dataset.people.values() for letter in person.name}
    letters |= {letter for place in dataset.places.values() for letter in place.name}
    assert not {letter for letter in letters if not font.get_char_index(ord(letter))}


SMALL_SCENES: tuple[Scene, ...] = (
    Timeline("A" * 200, "one", 1, (Bar(1950, (1, 0, 0, 0)),), (Moment(1950, "N" * 200),), ()),
    Timeline("BC", "before the common era", 10, (Bar(-420, (1, 0, 0, 0)), Bar(-410, (0, 1, 1, 1))), (), ()),
    WorldMap("One place", "", (Spot("Here", 52.5, 13.4, 1),), (Arc(0, 0, Outcome.RETURNED, 1),)),
    WorldMap("Ends", "", (Spot("A", 80, 179, 1), Spot("B", -50, -179, 1)), (Arc(0, 1, Outcome.NOT_CHOSEN, 9),)),
    Overview("Few", "one", (Panel("From", (("X" * 100, 1),)),), (), 1),
    Overview("Years", "", (), tuple(Bar(1966 + year, (int(not year), 0, 0, 0)) for year in range(8)), 1),
)


@pytest.mark.parametrize("scene", SMALL_SCENES, ids=lambda scene: scene.title[:10])
def test_odd_scenes_are_drawn_and_described(scene: Scene) -> None:
    image = Image.open(io.BytesIO(draw(scene)))
    assert image.width == 1200
    assert len(image.getcolors(1 << 24) or []) > 2
    assert "transparency" not in image.info  # it is read in light themes as in dark ones
    assert scene.title in described(scene)


@pytest.mark.parametrize("last", range(1967, 1987))
def test_no_year_of_an_axis_is_cut_off(last: int) -> None:
    bars = tuple(Bar(year, (1, 0, 0, 0)) for year in range(1960, last))
    figure = draw_timeline(Timeline("Years", "", 1, bars, (), ()))
    figure.draw_without_rendering()
    assert all(text.get_window_extent().x1 <= figure.bbox.width for text in figure.axes[0].get_xticklabels())


def test_the_rarest_outcome_keeps_its_colour_in_the_file() -> None:
    spots = tuple(Spot(name, latitude, longitude, 1) for name, latitude, longitude in (("A", 23, -82), ("B", 52, 13)))
    arcs = tuple(Arc(0, 1, outcome, 9 if outcome is Outcome.CHANGED_SIDES else 1) for outcome in Outcome)
    image = Image.open(io.BytesIO(draw(WorldMap("Rare", "", spots, arcs)))).convert("RGB")
    found = np.array([colour for _, colour in image.getcolors(1 << 24) or []])
    for colour in COLOURS.values():
        wanted = np.array(tuple(bytes.fromhex(colour.removeprefix("#"))))
        assert np.abs(found - wanted).sum(axis=1).min() <= 15  # of 765: no eye sees it


COLOUR_BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What is seen of linear red, green and blue (Machado, Oliveira and Fernandes, 2009, severity 1.0)."""

_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.0890])


def seen(colour: str, blindness: str) -> NDArray[np.float64]:
    """A colour as CIELAB gives it, where equal distances look equally far apart."""
    parts = np.array(list(bytes.fromhex(colour.removeprefix("#")))) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(_TO_XYZ @ np.clip(np.array(COLOUR_BLINDNESS[blindness]) @ linear, 0.001, 1) / _WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("blindness", COLOUR_BLINDNESS)
def test_colour_blind_readers_tell_the_outcomes_apart(blindness: str) -> None:
    for one, other in combinations((*COLOURS.values(), BACKGROUND), 2):
        # A difference of 2.3 is just noticed side by side; these are told apart across a picture.
        assert np.linalg.norm(seen(one, blindness) - seen(other, blindness)) > 15, (one, other)


async def test_a_studio_draws_the_same_scene_once_and_keeps_it_within_its_bounds() -> None:
    scenes = SMALL_SCENES[2:]
    sizes = [len(draw(scene)) for scene in scenes]
    studio = Studio(most_bytes=max(sizes) + 1)
    try:
        one, other = await asyncio.gather(studio.picture(scenes[0]), studio.picture(scenes[0]))
        assert one is other
        assert await studio.picture(scenes[0]) is one
        for scene in scenes:
            await studio.picture(scene)
            assert studio.kept_bytes <= max(sizes) + 1
    finally:
        await studio.close()


async def test_a_studio_goes_on_when_the_process_that_draws_has_died() -> None:
    studio = Studio()
    try:
        await studio.picture(SMALL_SCENES[0])
        assert studio._process is not None
        pool = studio._process._pool
        assert pool is not None
        for process in pool._processes.values():
            process.kill()
            process.join()
        assert (await studio.picture(SMALL_SCENES[2])).startswith(b"\x89PNG")
    finally:
        await studio.close()


def test_the_outlines_are_small_and_within_the_world() -> None:
    assert OUTLINES.stat().st_size < 300_000
    for ring in json.loads(OUTLINES.read_text(encoding="utf-8")):
        assert all(-36000 <= longitude <= 36000 for longitude in ring[::2])
        assert all(-9000 <= latitude <= 9000 for latitude in ring[1::2])
