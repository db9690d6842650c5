"""The people whom a text mentions."""

from __future__ import annotations

import pytest

from bot.knowledge.library import Library


async def mentioned(library: Library, text: str) -> list[tuple[str, str]]:
    """Each mention as it stands in ``text``, and whom it means."""
    return [(text[slice(*span)], finding.matches[0].id) for span, finding in await library.mentioned(text)]


async def test_names_are_found_where_they_stand(library: Library) -> None:
    text = "I saw Baryshnikov dance, and later met Viktor Belenko; Noureev I missed."
    assert await mentioned(library, text) == [
        ("Baryshnikov", "mikhail-baryshnikov"),
        ("Viktor Belenko", "viktor-belenko"),
        ("Noureev", "rudolf-nureyev"),
    ]


async def test_a_name_stands_in_one_sentence(library: Library) -> None:
    text = "Nobody had the presence of Nureyev. And Belenko? Lt. Belenko flew!\nGolubev too, Gouzenko not."
    assert await mentioned(library, text) == [
        ("Nureyev", "rudolf-nureyev"),
        ("Belenko", "viktor-belenko"),
        ("Belenko", "viktor-belenko"),
        ("Gouzenko", "igor-gouzenko"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "did it rain on the king in the park",
        "a fox in a box",
        "Helmut Schmidt met Min-su and Nguyen Van Anh",
        "what is your favourite colour",
        "",
    ],
)
async def test_words_of_the_text_and_strangers_are_nobody(library: Library, text: str) -> None:
    assert await mentioned(library, text) == []
