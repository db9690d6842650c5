"""/random and /define."""

from __future__ import annotations

import pytest

from tests.discord.conftest import Server, buttons, embed_of


async def test_random_shows_anybody(server: Server) -> None:
    result = await server.ask("random")
    assert not result.ephemeral
    assert result.response is not None
    assert result.response.content.startswith("One of ")
    assert embed_of(result).fields[0].name is not None


@pytest.mark.parametrize("topic", ["athlete", "pilots", "Cuba", "1970s", "swam", "balet dancers", "military"])
async def test_random_by_topic_says_how_many_there_were(server: Server, topic: str) -> None:
    result = await server.ask("random", topic=topic)
    assert result.response is not None
    assert "for “" in result.response.content
    assert not result.ephemeral


async def test_a_picked_topic_is_understood(server: Server) -> None:
    choices = await server.alice.autocomplete(server.channel, "random", "topic", "pil")
    result = await server.ask("random", topic=next(c["value"] for c in choices if c["name"] == "pilots"))
    assert result.response is not None
    assert "“pilots”" in result.response.content


async def test_an_unknown_topic_is_explained_in_private(server: Server) -> None:
    result = await server.ask("random", topic="asdfghjkl")
    assert result.ephemeral
    assert "decade" in (embed_of(result).description or "")


async def test_near_an_unknown_topic_the_nearest_are_named(server: Server) -> None:
    result = await server.ask("random", topic="kuba")
    assert result.ephemeral
    assert "The nearest that I know: Cuba." in (embed_of(result).description or "")


async def test_a_topic_that_nobody_has_is_said_in_private(server: Server) -> None:
    result = await server.ask("random", topic="Luxembourg")
    assert result.ephemeral
    assert "Luxembourg" in (embed_of(result).description or "")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("defector in place", "Defector in place"),
        ("Republikflucht", "Republikflucht"),
        ("berlin wal", "Berlin Wall"),
        ("operation moolah", "Operation Moolah"),
        ("apostacy", "Apostasy"),
        ("невозвращенцы", "Nevozvrashchentsy"),
    ],
)
async def test_define_finds_a_term_or_topic_in_any_spelling(server: Server, typed: str, title: str) -> None:
    embed = embed_of(await server.ask("define", term=typed))
    assert embed.title == title
    assert "https://" in (embed.fields[-1].value or "")


async def test_define_completes_as_typed(server: Server) -> None:
    choices = await server.alice.autocomplete(server.channel, "define", "term", "defector i")
    assert choices[0]["value"] == "defector-in-place"


async def test_an_unknown_term_is_private(server: Server) -> None:
    result = await server.ask("define", term="photosynthesis")
    assert result.ephemeral
    assert embed_of(result).title == "I know no such term"


async def test_a_person_asked_for_as_a_term_is_offered(server: Server) -> None:
    result = await server.ask("define", term="Navratilova")
    assert result.ephemeral
    assert buttons(result)[0] == "Martina Navratilova"
