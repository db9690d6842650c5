"""What pictures show, and that nothing in them is cut off, overlaps or is told as more than it was."""

from __future__ import annotations

import asyncio
import io
import json
from collections import Counter
from itertools import combinations

import pytest
import pytest_asyncio
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.text import Text
from PIL import Image

from bot.display.pictures.composing import MOST_ARCS, described, overview_of, route_of, timeline_of, world_of
from bot.display.pictures.drawing import draw
from bot.display.pictures.scenes import Arc, Bar, Moment, Overview, Panel, Scene, Spot, Timeline, WorldMap
from bot.display.pictures.studio import Studio
from bot.display.pictures.style import COLOURS
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
)


@pytest.mark.parametrize("scene", SMALL_SCENES, ids=lambda scene: scene.title[:10])
def test_odd_scenes_are_drawn_and_described(scene: Scene) -> None:
    image = Image.open(io.BytesIO(draw(scene)))
    assert image.width == 1200
    assert len(image.getcolors(1 << 24) or []) > 2
    assert scene.title in described(scene)


def test_the_rarest_outcome_keeps_its_colour_in_the_file() -> None:
    spots = tuple(Spot(name, latitude, longitude, 1) for name, latitude, longitude in (("A", 23, -82), ("B", 52, 13)))
    arcs = tuple(Arc(0, 1, outcome, 9 if outcome is Outcome.CHANGED_SIDES else 1) for outcome in Outcome)
    image = Image.open(io.BytesIO(draw(WorldMap("Rare", "", spots, arcs)))).convert("RGB")
    found = {colour for _, colour in image.getcolors(1 << 24) or []}
    for colour in COLOURS.values():
        assert tuple(bytes.fromhex(colour.removeprefix("#"))) in found


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
