"""Whoever asks for costly things too often is asked in private to wait; everything else goes on."""

from __future__ import annotations

from bot.app import DefectionBot
from bot.throttle import PERSON
from tests.discord.conftest import Server, embed_of


async def test_pictures_are_limited_kindly_and_in_private(server: Server, simcord_bot: DefectionBot) -> None:
    for _ in range(PERSON.burst):
        simcord_bot.throttle.wait(server.alice.id, None)
    result = await server.ask("timeline")
    assert result.ephemeral
    embed = embed_of(result)
    assert embed.title == "A moment, please"
    assert "seconds" in (embed.description or "")
    assert embed_of(await server.ask("defector", name="Belenko")).title == "Viktor Belenko"
