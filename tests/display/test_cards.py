"""Cards keep Discord's limits whatever the record, and tell the truth about it."""

from __future__ import annotations

import datetime
import re
from typing import Any

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.display import limits
from bot.display.cards import card, notice, short_card
from bot.display.opening import card_view, suggestion_view
from bot.knowledge.dataset import Dataset
from bot.knowledge.date_order import MONTHS
from bot.knowledge.dates import HistoricalDate
from bot.knowledge.findings import Match
from bot.knowledge.records import (
    Category,
    Defection,
    Difference,
    Fact,
    FactKind,
    LifeEvent,
    NativeName,
    Person,
    Place,
    Source,
    Status,
    Term,
    Topic,
    Word,
)
from bot.knowledge.related import Related
from bot.knowledge.store import Entry
from bot.knowledge.wording import Wording


def assert_within_limits(embed: discord.Embed) -> None:
    """https://discord.com/developers/docs/resources/message#embed-object-embed-limits"""
    assert len(embed) <= 6000
    assert 1 <= len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4096
    assert len(embed.fields) <= 25
    for field in embed.fields:
        assert 1 <= len((field.name or "").strip()) <= 256
        assert 1 <= len((field.value or "").strip()) <= 1024
    assert len(embed.footer.text or "") <= 2048


def assert_view_within_limits(view: discord.ui.View) -> None:
    """https://discord.com/developers/docs/components/reference"""
    payload: list[dict[str, Any]] = view.to_components()
    assert len(payload) <= 5
    for row in payload:
        assert 1 <= len(row["components"]) <= 5
        for item in row["components"]:
            assert 1 <= len(item["custom_id"]) <= 100
            assert len(item.get("label") or "") <= 80
            assert len(item.get("options", [])) <= 25
            values = [option["value"] for option in item.get("options", [])]
            assert len(values) == len(set(values))
            for option in item.get("options", []):
                assert 1 <= len(option["label"]) <= 100
                assert len(option.get("description") or "") <= 100


SMALL_WORDING = Wording(
    places={
        place_id: Place(id=place_id, name=name, kind="country", coordinates=(0.0, 0.0))
        for place_id, name in (("soviet-union", "Soviet Union"), ("japan", "Japan"), ("turkey", "Turkey"))
    },
    methods={method: Word(id=method, label=method) for method in ("flew", "swam")},
    occupations={"pilot": Word(id="pilot", label="pilot")},
)


def test_every_bundled_record_has_a_card_within_the_limits(dataset: Dataset) -> None:
    wording = Wording(dataset.places, dataset.vocabulary.methods, dataset.vocabulary.occupations)
    for record in dataset.records():
        assert isinstance(record, Person | Term | Topic)
        embed = card(Entry(record, ()), wording)
        assert_within_limits(embed)
        assert embed.fields[-1].name == "Sources"


def test_no_date_in_a_card_is_left_as_others_write_it(dataset: Dataset) -> None:
    day_first = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{3,4}}\b")
    wording = Wording.of(dataset).with_dates(american=True)
    for record in dataset.records():
        assert isinstance(record, Person | Term | Topic)
        embed = card(Entry(record, ()), wording)
        told = [field.value or "" for field in embed.fields if field.name != "Sources"]  # whose titles are theirs
        for text in (embed.description or "", *told, embed.footer.text or ""):
            assert not day_first.search(text), (record.id, text)


def test_a_card_in_short_leaves_room_for_another_embed(dataset: Dataset) -> None:
    for record in dataset.records():
        embed = short_card(record, Wording.of(dataset))
        assert_within_limits(embed)
        assert len(embed) <= 2600
        assert "](<http" in (embed.fields[-1].value or "")


LONG = st.text(min_size=1, max_size=3000).map(str.strip).filter(bool)
"""Text as the loader lets it through: not empty, no blanks around it."""

RELATED = st.lists(
    st.builds(
        Related, id=st.from_regex(r"[a-z0-9-]{1,80}", fullmatch=True), name=LONG, kind=st.just("person"), reason=LONG
    ),
    max_size=5,
    unique_by=lambda each: each.id,
)
SOURCES = st.lists(
    st.builds(Source, key=st.just("a"), title=LONG, publisher=LONG, address=st.just("https://example.org/(a)")),
    min_size=1,
    max_size=12,
)
FACTS = st.lists(st.builds(Fact, kind=st.sampled_from(FactKind), text=LONG, sources=st.just(("a",))), max_size=12)
DATES = st.sampled_from(["1976-09-06", "1780~", "197X", "1962/1982", "-0414"]).map(HistoricalDate.parse)
DEFECTIONS = st.lists(
    st.builds(
        Defection,
        from_=st.just("soviet-union"),
        to=st.sampled_from([None, "japan"]),
        via=st.just(("turkey",)),
        date=st.none() | DATES,
        status=st.sampled_from(Status),
        how=st.sampled_from([(), ("flew", "swam")]),
        vehicle=st.none() | LONG,
        detail=st.none() | LONG,
        outcome=st.none() | LONG,
        place=st.none() | LONG,
        companions=st.lists(LONG, max_size=4).map(tuple),
        sources=st.just(("a",)),
    ),
    min_size=1,
    max_size=6,
)


def test_without_a_method_in_the_sources_a_card_tells_how_in_words_alone(dataset: Dataset) -> None:
    wording = Wording(dataset.places, dataset.vocabulary.methods, dataset.vocabulary.occupations)
    person = dataset.people["choi-seung-hee"]
    assert not person.main_defection.how
    fields = {field.name: field.value for field in card(Entry(person, ()), wording).fields}
    assert fields["How"] == person.main_defection.detail


@settings(deadline=None, max_examples=120)
@given(name=LONG, native=LONG, summary=LONG, defections=DEFECTIONS, facts=FACTS, sources=SOURCES, related=RELATED)
def test_the_longest_person_fits(
    name: str,
    native: str,
    summary: str,
    defections: list[Defection],
    facts: list[Fact],
    sources: list[Source],
    related: list[Related],
) -> None:
    person = Person(
        id="x",
        name=name,
        native=(NativeName(text=native, language="ru"),),
        summary=summary,
        born=LifeEvent(place=summary),
        occupations=("pilot",),
        category=Category.MILITARY,
        defections=tuple(defections),
        facts=tuple(facts),
        sources=tuple(sources),
        checked=datetime.date(2026, 11, 22),
    )
    entry = Entry(person, tuple(related))
    assert_within_limits(card(entry, SMALL_WORDING))
    assert_view_within_limits(card_view(entry))


@settings(deadline=None, max_examples=60)
@given(
    name=LONG, definition=LONG, facts=FACTS, sources=SOURCES, related=RELATED, differences=st.lists(LONG, max_size=9)
)
def test_the_longest_term_fits(
    name: str,
    definition: str,
    facts: list[Fact],
    sources: list[Source],
    related: list[Related],
    differences: list[str],
) -> None:
    term = Term(
        id="x",
        name=name,
        aliases=(name, definition),
        definition=definition,
        definition_sources=(),
        differs=tuple(Difference(from_="defector", text=text) for text in differences),
        facts=tuple(facts),
        sources=tuple(sources),
        checked=datetime.date(2026, 11, 22),
    )
    assert_within_limits(card(Entry(term, tuple(related)), SMALL_WORDING))


@given(st.lists(st.builds(Match, id=st.just("kim-philby"), name=LONG, score=st.just(60.0)), max_size=9))
def test_suggestions_are_at_most_five_buttons(matches: list[Match]) -> None:
    view = suggestion_view(matches)
    assert len(view.children) <= 5
    assert_view_within_limits(view)


@given(LONG, LONG)
def test_a_notice_fits(title: str, text: str) -> None:
    assert_within_limits(notice(f"x{title}", text))


@given(st.text(max_size=400), st.integers(min_value=2, max_value=120))
def test_clipping_keeps_the_length_and_the_beginning(text: str, most: int) -> None:
    clipped = limits.clipped(text, most)
    assert len(clipped) <= most
    assert clipped == text or clipped.endswith("…")


@given(st.text(max_size=200))
def test_nothing_that_is_escaped_can_ping(text: str) -> None:
    shown = limits.escaped(f"{text} @everyone <@123456789012345678>")
    assert "@everyone" not in shown
    assert "<@1" not in shown


def test_a_link_cannot_be_broken_out_of() -> None:
    assert limits.link("A [title](x)", "https://example.org/a_(b)>") == "[A title(x)](<https://example.org/a_(b%29%3E>)"


def test_a_source_is_called_as_its_page_is() -> None:
    assert limits.link("White Terror (Taiwan)", "https://example.org/").startswith("[White Terror (Taiwan)](")
