"""Menus and buttons open the next card, also after a restart, and nobody takes over another's message."""

from __future__ import annotations

import pytest
import simcord

from bot.app import DefectionBot
from bot.settings import Settings
from tests.discord.conftest import Server, buttons, embed_of, menu


async def open_first(
    server: Server, actor: simcord.MemberActor, card: simcord.InteractionResult
) -> simcord.InteractionResult:
    """``actor`` picks the first entry of the card's menu."""
    shown = menu(card)
    assert card.response is not None
    return await actor.select(card.response, [shown["options"][0]["value"]], custom_id=shown["custom_id"])


async def test_whoever_asked_goes_on_in_the_same_message(server: Server) -> None:
    card = await server.ask("defector", name="Nureyev")
    expected = menu(card)["options"][0]["label"]
    await open_first(server, server.alice, card)
    assert server.channel.last_message is not None
    assert server.channel.last_message.embeds[0].title == expected
    assert len(server.channel.history()) == 1


async def test_whoever_did_not_ask_gets_a_private_copy(server: Server) -> None:
    card = await server.ask("defector", name="Nureyev")
    expected = menu(card)["options"][0]["label"]
    copy = await open_first(server, server.bob, card)
    assert copy.ephemeral
    assert embed_of(copy).title == expected
    assert server.channel.history()[-1].embeds[0].title == "Rudolf Nureyev"


async def test_they_go_on_working_after_a_restart(server: Server, settings: Settings) -> None:
    card = await server.ask("defector", name="Nureyev")
    missed = await server.ask("defector", name="Boris Baryshnikov")
    expected = menu(card)["options"][0]["label"]
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        assert embed_of(await open_first(server, server.bob, card)).title == expected
        assert missed.response is not None
        label = buttons(missed)[0]
        opened = await server.alice.click(missed.response, label=label)
        assert embed_of(opened).title == label


async def test_a_record_that_is_gone_is_said_in_private(
    server: Server, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await server.ask("defector", name="Nureyev")

    async def nothing(_: str) -> None:
        return None

    monkeypatch.setattr(simcord_bot.library, "entry", nothing)
    answer = await open_first(server, server.alice, card)
    assert answer.ephemeral
    assert embed_of(answer).title == "No such card"


async def test_a_failure_behind_a_button_is_told_in_private(
    server: Server, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await server.ask("defector", name="Nureyev")

    async def fail(_: str) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(simcord_bot.library, "entry", fail)
    answer = await open_first(server, server.alice, card)
    assert answer.ephemeral
    assert embed_of(answer).title == "That went wrong"
    assert "disk" not in str(embed_of(answer).to_dict())
