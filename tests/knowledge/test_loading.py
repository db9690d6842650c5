"""The loader names every mistake by file and key."""

from __future__ import annotations

import pytest

from bot.knowledge.dataset import Dataset
from bot.knowledge.loading import load
from bot.knowledge.mistakes import DataError
from tests.small_data import SmallData


def mistakes(data: SmallData) -> list[str]:
    """What the loader says of ``data``."""
    with pytest.raises(DataError) as caught:
        load(data.folder)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_correct_data_loads(small_data: SmallData) -> None:
    assert load(small_data.folder).people["viktor-belenko"].main_defection.vehicle is None


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "Viktor Belenko"', "", "name"),
        ('category = "military"', 'category = "soldiers"', "category"),
        ('category = "military"', 'category = "military"\ncolour = "red"', "colour"),
        ('date = "1976-09-06"', 'date = "1976-02-30"', "defections[0].date"),
        ('date = "1976-09-06"', 'date = "1946-09-06"', "defections[0].date"),
        ('date = "1976-09-06"', 'date = "2024-01-01"', "defections[0].date"),
        ('date = "1976-09-06"', "date = 1976", "defections[0].date"),
        ('from = "soviet-union"', 'from = "sovjet-union"', "defections[0]"),
        ('status = "completed"', 'status = "done"', "defections[0].status"),
        ('how = ["flew"]', 'how = ["teleported"]', "defections[0].how"),
        ('how = ["flew"]\ndetail = "Belenko landed at Hakodate."', "", "defections[0].how"),
        ('how = ["flew"]', 'how = ["flew"]\ntogether_with = ["nobody"]', "defections[0].together_with"),
        ('"Belenko landed at Hakodate."', '"landed at Hakodate"', "defections[0].detail"),
        ('occupations = ["fighter-pilot"]', 'occupations = ["wizard"]', "occupations"),
        ("checked = 2026-11-22", 'checked = 2026-11-22\nsee_also = [{ id = "nobody", reason = "x" }]', "see_also"),
        ("checked = 2026-11-22", "checked = 2999-01-01", "checked"),
        ('summary = "Soviet pilot', 'summary = " Soviet pilot', "summary"),
        ('aliases = ["Victor Belenko"]', 'aliases = ["Victor Belenko", "Belenko "]', "aliases[1]"),
        ('title = "An obituary"', 'title = ""', "sources[0].title"),
        ('aliases = ["Victor Belenko"]', 'aliases = ["viktor belenko"]', "aliases"),
        ('text = "Belenko became a citizen."\nsources = ["paper"]', 'text = "X."\nsources = ["none"]', "facts[0].sources"),
        ('address = "https://example.org/belenko"', 'address = "example"', "sources[0].address"),
        ('died = { date = "2023-09-24", sources = ["paper"] }', "", "sources"),
        ('died = { date = "2023-09-24", sources = ["paper"] }', 'died = { date = "1940", sources = ["paper"] }', "died.date"),
        ('name = "Viktor Belenko"', 'name = "Somebody Else"\n', ""),
        ('name = "Viktor Belenko"', 'name = "Viktor Belenko', ""),
        ('category = "military"', 'category = "military"\nsize = 3', "kind"),
        ('aliases = ["Victor Belenko"]\nnative = [{ text = "Виктор Беленко", language = "ru" }]', "", "aliases"),
        ('native = [{ text = "Виктор Беленко", language = "ru" }]', "", "native"),
        ('collections = ["pilots-and-crews"]', "", "collections"),
        ('to = "united-states"', "", "defections[0].to"),
        ('date = "1976-09-06"', "", "defections[0].date"),
        ('outcome = "Belenko was granted asylum."', "", "defections[0].outcome"),
        ('how = ["flew"]', 'how = ["flew"]\nunknown = { date = "Nobody knows." }', "defections[0].unknown.date"),
        ('how = ["flew"]', 'how = ["flew"]\nunknown = { how = "Nobody knows." }', "defections"),
        ('text = "Belenko became a citizen."', 'text = "He became a citizen."', "facts[0].text"),
        ('text = "Belenko became a citizen."', 'text = "The pilot became a citizen."', "facts[0].text"),
        ('"Belenko landed at Hakodate."', f'"Belenko landed {"far, far " * 40}away."', "defections[0].detail"),
        ('text = "Belenko became a citizen."', 'text = "Belenko was old."\nabout = "born"', "facts[0].about"),
        ('kind = "aftermath"', 'kind = "dispute"\nabout = "shoe-size"', "facts[0].about"),
        ('kind = "aftermath"', 'kind = "dispute"', "sources"),
        ('address = "https://example.org/belenko"', 'address = "https://archive.org/"', "sources[0].address"),
        ('address = "https://example.org/belenko"', 'address = "http://192.0.2.7/belenko"', "sources[0].address"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_file_and_key(small_data: SmallData, old: str, new: str, key: str) -> None:
    small_data.replace(old, new)
    found = mistakes(small_data)
    where = f"data/people/viktor-belenko.toml: {key}" if key else "data/people/viktor-belenko.toml:"
    assert any(line.startswith(where) for line in found), found


def test_every_mistake_is_named_not_only_the_first(small_data: SmallData) -> None:
    small_data.replace('category = "military"', 'category = "soldiers"\ncolour = "red"')
    small_data.replace('date = "1976-09-06"', 'date = "never"')
    keys = {line.split(": ")[1] for line in mistakes(small_data)}
    assert {"category", "colour", "defections[0].date"} <= keys


def test_a_missing_file_is_named(small_data: SmallData) -> None:
    (small_data.folder / "places.toml").unlink()
    assert "data/places.toml: is missing" in mistakes(small_data)


ANOTHER_SOURCE = """
[[sources]]
key = "{key}"
title = "Viktor Belenko"
publisher = "{publisher}"
address = "https://{host}/Viktor_Belenko"
"""


def test_what_is_not_known_is_excused_by_its_reason(small_data: SmallData) -> None:
    small_data.replace('date = "1976-09-06"', 'unknown = { date = "The sources do not date the flight." }')
    assert load(small_data.folder).people["viktor-belenko"].main_defection.date is None


def test_a_source_that_nothing_cites_is_refused(small_data: SmallData) -> None:
    small_data.add(ANOTHER_SOURCE.format(key="unused", publisher="A library", host="example.com"))
    assert mistakes(small_data) == ["data/people/viktor-belenko.toml: sources[1]: nothing cites 'unused'"]


@pytest.mark.parametrize(
    ("publisher", "host", "enough"),
    [
        ("Another newspaper", "example.com", True),
        ("A newspaper (copy)", "example.com", False),
        ("The Info List (copy of Wikipedia)", "example.com", False),
        ("Liquisearch", "www.liquisearch.com", False),
    ],
)
def test_two_copies_of_one_text_are_one_source(small_data: SmallData, publisher: str, host: str, enough: bool) -> None:
    first = "A newspaper" if "newspaper" in publisher else "Wikipedia"
    small_data.replace('publisher = "A newspaper"', f'publisher = "{first}"')
    small_data.replace('died = { date = "2023-09-24", sources = ["paper"] }', "")
    small_data.replace(
        'text = "Belenko became a citizen."\nsources = ["paper"]', 'text = "Belenko fled."\nsources = ["two"]'
    )
    small_data.add(ANOTHER_SOURCE.format(key="two", publisher=publisher, host=host))
    if enough:
        assert load(small_data.folder).people["viktor-belenko"].may_be_living
    else:
        (mistake,) = mistakes(small_data)
        assert f"needs at least 2 beside the article that do not copy each other: there is only {first}" in mistake


def test_two_records_of_one_name_are_refused(small_data: SmallData) -> None:
    copy = small_data.person.with_name("viktor-belenko-2.toml")
    copy.write_text(small_data.person.read_text(encoding="utf-8"), encoding="utf-8")
    assert any("another record is called 'Viktor Belenko' too" in line for line in mistakes(small_data))


def test_the_bundled_data_has_no_mistakes(dataset: Dataset) -> None:
    assert len(dataset.people) >= 56
    assert all(record.sources for record in dataset.records())


def test_no_attempt_stands_as_a_success(dataset: Dataset) -> None:
    statuses = {person.id: person.main_defection.status.value for person in dataset.people.values()}
    assert statuses["lee-harvey-oswald"] == "claimed"
    assert statuses["matiur-rahman"] == "attempted"
    assert statuses["crew-of-the-tuapse"] == "forced"
    assert statuses["travis-king"] == "returned"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"soviets" = ["soviet-union"]', '"soviets" = ["sovjet-union"]', "there is no place 'sovjet-union'"),
        ('"havana" = ["cuba"]', '"havana" = ["kuba"]', "cities.havana: there is no place 'kuba'"),
        (
            'general_methods = ["refused-to-return"',
            'general_methods = ["teleported"',
            "there is no method 'teleported'",
        ),
        ("what|which <vehicle>", "what|which <wehicle>", "there is no group 'wehicle'"),
        ("[wanted]", "[desired]", "desired: is not a key that this file may have"),
        ('when = ["', 'when = ["...", "', "when: '...' has no words"),
        ("light = [", 'light = ["ahead", ', "light: 'ahead' stands there twice"),
        ('when = ["', 'when = ["date of", "', "wanted.when: 'date of' stands there twice"),
    ],
)
def test_the_vocabulary_of_questions_is_checked(small_data: SmallData, old: str, new: str, expected: str) -> None:
    file = small_data.folder / "vocabulary" / "questions.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any("data/vocabulary/questions.toml" in mistake and expected in mistake for mistake in mistakes(small_data))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            '[said_for]\nfilched = ["made off with"]',
            "said_for.filched: 'made off with' is not one word in small letters",
        ),
        ('[said_for]\nfilched = ["nick", "nick"]', "said_for.filched: 'nick' stands there twice"),
        ("[said_for]\nfilched = []", "said_for.filched: has no words"),
    ],
)
def test_everyday_words_are_checked(small_data: SmallData, new: str, expected: str) -> None:
    file = small_data.folder / "vocabulary" / "everyday.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[said_for]", new, 1), encoding="utf-8")
    assert any("data/vocabulary/everyday.toml" in mistake and expected in mistake for mistake in mistakes(small_data))
