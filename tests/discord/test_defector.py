"""/defector, as people use it."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from tests.discord.conftest import Server, buttons, embed_of, menu


async def test_a_misspelt_name_brings_the_card_in_public(server: Server) -> None:
    result = await server.ask("defector", name="baryshnikof")
    embed = embed_of(result)
    fields = {field.name: field.value or "" for field in embed.fields}
    assert not result.ephemeral
    assert embed.title == "Mikhail Baryshnikov"
    assert "Барышников" in (embed.description or "")
    assert fields["From → to"] == "Soviet Union → Canada"
    assert fields["When"] == "29 June 1974"
    assert "Toronto" in fields["Where"]
    assert "https://" in fields["Sources"]


async def test_picking_from_the_list_and_typing_freely_give_the_same_card(server: Server) -> None:
    choices = await server.alice.autocomplete(server.channel, "defector", "name", "el duq")
    assert choices[0]["name"] == "Orlando Hernández · baseball pitcher · Cuba, 1997"
    picked = await server.ask("defector", name=choices[0]["value"])
    typed = await server.ask("defector", name="orlando hernandes")
    assert embed_of(picked) == embed_of(typed)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Oswald", "Claimed, but not accepted"),
        ("Matiur Rahman", "Attempted, and failed"),
        ("Tuapse", "Forced, not chosen"),
        ("Travis King", "later returned or was sent back"),
        ("Nokard", "Claimed, but not accepted"),
    ],
)
async def test_what_did_not_succeed_is_not_told_as_a_success(server: Server, name: str, words: str) -> None:
    embed = embed_of(await server.ask("defector", name=name))
    status = next(field.value for field in embed.fields if field.name == "Status")
    assert words in (status or "")
    assert words in (embed.description or "")


async def test_see_also_is_a_menu_of_at_most_five_each_with_its_reason(server: Server) -> None:
    options = menu(await server.ask("defector", name="No Kum-sok"))["options"]
    assert 1 <= len(options) <= 5
    assert all(option["description"] for option in options)
    assert "operation-moolah" in {option["value"] for option in options}


async def test_a_near_miss_is_private_and_offers_suggestions(server: Server) -> None:
    result = await server.ask("defector", name="Boris Baryshnikov")
    assert result.ephemeral
    assert embed_of(result).title == "I know nobody by that name"
    assert "Mikhail Baryshnikov" in buttons(result)
    assert len(buttons(result)) <= 5


async def test_a_suggestion_opens_the_card(server: Server) -> None:
    result = await server.ask("defector", name="Boris Baryshnikov")
    assert result.response is not None
    opened = await server.alice.click(result.response, label="Mikhail Baryshnikov")
    assert embed_of(opened).title == "Mikhail Baryshnikov"
    assert opened.response is not None
    assert opened.response.ephemeral


async def test_two_that_fit_equally_well_are_both_offered(server: Server) -> None:
    result = await server.ask("defector", name="Károlyi")
    assert result.ephemeral
    assert set(buttons(result)) == {"Béla Károlyi", "Márta Károlyi"}


async def test_a_topic_asked_for_as_a_person_is_offered_as_a_topic(server: Server) -> None:
    result = await server.ask("defector", name="Berlin Wall")
    assert result.ephemeral
    assert buttons(result)[0] == "Berlin Wall"


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("ja", "ミハイル・バリシニコフ"),
        ("ko", "미하일 바리시니코프"),
        ("ru", "Михаил Николаевич Барышников"),
        ("en-GB", "Mikhail Baryshnikov"),
        ("sv-SE", "Mikhail Baryshnikov"),
    ],
)
async def test_choices_are_named_in_the_language_of_the_client(
    server: Server, monkeypatch: pytest.MonkeyPatch, locale: str, name: str
) -> None:
    received = discord.Interaction._from_data

    def receive(self: discord.Interaction[Any], data: Any) -> None:
        received(self, data | {"locale": locale})

    monkeypatch.setattr(discord.Interaction, "_from_data", receive)
    choices = await server.alice.autocomplete(server.channel, "defector", "name", "baryshn")
    assert choices[0]["name"] == f"{name} · ballet dancer · Soviet Union, 1974"
    assert choices[0]["value"] == "mikhail-baryshnikov"
