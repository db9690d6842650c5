"""/defector, as people use it."""

from __future__ import annotations

import simcord
from simcord import InteractionResult

from tests.discord.conftest import Server, embed_of


def buttons(result: InteractionResult) -> list[str]:
    """The labels of the buttons below an answer."""
    assert result.response is not None
    return [item["label"] for row in result.response.components for item in row["components"] if item["type"] == 2]


async def test_a_misspelt_name_brings_the_card_in_public(server: Server) -> None:
    result = await server.ask("defector", name="baryshnikof")
    embed = embed_of(result)
    assert not result.ephemeral
    assert embed.title == "Mikhail Baryshnikov"
    assert "Михаил" in (embed.description or "")
    fields = {field.name: field.value or "" for field in embed.fields}
    assert fields["From → to"] == "Soviet Union → Canada"
    assert fields["When"] == "29 June 1974"
    assert "https://" in fields["Sources"]
    assert "Nureyev" in fields["See also"] or "Makarova" in fields["See also"]
