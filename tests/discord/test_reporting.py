"""Reporting a mistake: from the card to the owner's channel and back to the reporter."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from bot.app import DefectionBot
from bot.guilds.reports import MOST_A_DAY
from bot.settings import Settings
from tests.discord.conftest import Server, buttons, components, embed_of


@pytest.fixture
def owners(server: Server, simcord_bot: DefectionBot) -> simcord.ChannelHandle:
    """The channel that the bot's owner named."""
    channel = server.env.guild.create_text_channel("reports")
    simcord_bot.settings = replace(simcord_bot.settings, reports_channel=channel.id)
    return channel


@pytest.fixture
def owner(server: Server) -> simcord.MemberActor:
    """Somebody who may manage messages."""
    role = server.env.guild.create_role("owners", permissions=discord.Permissions(manage_messages=True))
    return server.env.guild.add_member(server.env.create_user("owner"), roles=[role])


async def report(
    server: Server, actor: simcord.MemberActor, text: str = "He landed in 1975.", page: str = "https://example.org"
) -> simcord.InteractionResult:
    """``actor`` reports a mistake on Belenko's card."""
    return await actor.submit_modal(await opened_form(server, actor), {"text": text, "page": page})


async def opened_form(server: Server, actor: simcord.MemberActor, name: str = "Belenko") -> simcord.InteractionResult:
    """``actor`` opens the form on somebody's card."""
    card = await server.ask("defector", name=name)
    assert card.response is not None
    return await actor.click(card.response, label="Report a mistake")


def shown(result: simcord.InteractionResult) -> discord.Embed:
    """What the reporter is told."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None
    assert message.ephemeral
    return message.embeds[0]


async def test_a_report_lands_with_the_record_and_the_reporter(server: Server, owners: simcord.ChannelHandle) -> None:
    told = shown(await report(server, server.bob))
    assert told.title == "Thank you"
    (landed,) = owners.history()
    embed = landed.embeds[0]
    fields = {field.name: field.value for field in embed.fields}
    assert embed.description == "He landed in 1975."
    assert fields["Record"] == "`data/people/viktor-belenko.toml`"
    assert fields["From"] == f"<@{server.bob.id}>"
    assert "example.org" in (fields["Page"] or "")


@pytest.mark.parametrize(("label", "word"), [("Accept", "accepted"), ("Reject", "not accepted")])
async def test_the_reporter_hears_what_was_decided(
    server: Server, owners: simcord.ChannelHandle, owner: simcord.MemberActor, label: str, word: str
) -> None:
    await report(server, server.bob)
    await owner.click(owners.history()[0], label=label)
    decided = owners.history()[0]
    assert not decided.components
    assert f"<@{owner.id}>" in str(decided.embeds[0].to_dict())
    (heard,) = server.bob.user.dm_channel.history()
    assert heard.embeds[0].title == "Your report on Viktor Belenko"
    assert word in (heard.embeds[0].description or "")


async def test_only_who_may_manage_messages_decides(server: Server, owners: simcord.ChannelHandle) -> None:
    await report(server, server.bob)
    refused = await server.alice.click(owners.history()[0], label="Accept")
    assert refused.ephemeral
    assert embed_of(refused).title == "Not yours to decide"
    assert owners.history()[0].components


async def test_a_button_with_a_made_up_number_decides_nothing_elsewhere(
    server: Server, owners: simcord.ChannelHandle, owner: simcord.MemberActor, simcord_bot: DefectionBot
) -> None:
    await report(server, server.bob)
    (landed,) = owners.history()
    view = discord.ui.View.from_message(landed, timeout=None)
    made_up = await simcord_bot.get_partial_messageable(server.channel.id).send("x", view=view)
    refused = await owner.click(made_up, label="Accept")
    assert embed_of(refused).title == "Not yours to decide"
    await owner.click(landed, label="Reject")
    (heard,) = server.bob.user.dm_channel.history()
    assert "not accepted" in (heard.embeds[0].description or "")


async def test_a_decision_after_a_restart_still_reaches_the_reporter(
    server: Server, owners: simcord.ChannelHandle, owner: simcord.MemberActor, settings: Settings
) -> None:
    await report(server, server.bob)
    async with DefectionBot(replace(settings, reports_channel=owners.id)) as restarted:
        await server.env.restart_bot(restarted)
        await owner.click(owners.history()[0], label="Accept")
        assert server.bob.user.dm_channel.history()


async def test_a_form_that_was_open_when_the_bot_restarted_is_taken(
    server: Server, owners: simcord.ChannelHandle, settings: Settings
) -> None:
    form = await opened_form(server, server.bob)
    async with DefectionBot(replace(settings, reports_channel=owners.id)) as restarted:
        await server.env.restart_bot(restarted)
        told = shown(await server.bob.submit_modal(form, {"text": "He landed in 1975."}))
    assert told.title == "Thank you"
    (landed,) = owners.history()
    assert landed.embeds[0].description == "He landed in 1975."
    assert "viktor-belenko" in str(landed.embeds[0].to_dict())


async def test_two_who_fill_in_the_same_form_are_both_heard(server: Server, owners: simcord.ChannelHandle) -> None:
    forms = [(actor, await opened_form(server, actor)) for actor in (server.alice, server.bob)]
    for actor, form in forms:
        await actor.submit_modal(form, {"text": f"So says {actor.user.name}."})
    assert [each.embeds[0].description for each in owners.history()] == ["So says alice.", "So says bob."]


async def test_a_form_about_a_record_that_is_gone_is_told_in_private(
    server: Server, owners: simcord.ChannelHandle, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await opened_form(server, server.bob)
    monkeypatch.setattr(simcord_bot.library, "has", lambda _: False)
    assert shown(await server.bob.submit_modal(form, {"text": "x"})).title == "No such card"
    assert owners.history() == []


@pytest.mark.simcord(check_errors=False)
async def test_a_form_whose_taking_fails_is_told_plainly(
    server: Server, owners: simcord.ChannelHandle, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: str) -> None:
        raise OSError("the disk is gone")

    form = await opened_form(server, server.bob)
    monkeypatch.setattr(simcord_bot.library, "entry", fail)
    assert shown(await server.bob.submit_modal(form, {"text": "x"})).title == "That went wrong"


async def test_what_was_written_pings_nobody_and_breaks_out_of_nothing(
    server: Server, owners: simcord.ChannelHandle
) -> None:
    await report(server, server.bob, text="@everyone [click](https://example.org) " + "x" * 900, page="`**@here**")
    (landed,) = owners.history()
    assert not landed.mention_everyone
    assert "@everyone" not in (landed.embeds[0].description or "")
    assert "[click](" not in (landed.embeds[0].description or "")


async def test_reports_are_limited_for_each_person(server: Server, owners: simcord.ChannelHandle) -> None:
    for _ in range(MOST_A_DAY):
        await report(server, server.bob)
    assert "enough" in (shown(await report(server, server.bob)).title or "")
    assert len(owners.history()) == MOST_A_DAY
    assert shown(await report(server, server.alice)).title == "Thank you"


async def test_without_a_channel_people_are_told_how_to_contribute(server: Server) -> None:
    card = await server.ask("define", term="defector in place")
    assert card.response is not None
    told = await server.bob.click(card.response, label="Report a mistake")
    assert told.ephemeral
    assert "`data/terms/defector-in-place.toml`" in (embed_of(told).description or "")
    assert buttons(told) == []


async def test_without_a_channel_the_contributing_page_is_linked_if_there_is_one(
    server: Server, simcord_bot: DefectionBot
) -> None:
    page = "https://example.org/contributing"
    simcord_bot.settings = replace(simcord_bot.settings, contributing_page=page)
    card = await server.ask("defector", name="Belenko")
    assert card.response is not None
    told = await server.bob.click(card.response, label="Report a mistake")
    (button,) = components(told)
    assert button["url"] == page


async def test_a_report_that_can_not_be_delivered_is_told_and_does_not_count(
    server: Server, simcord_bot: DefectionBot
) -> None:
    simcord_bot.settings = replace(simcord_bot.settings, reports_channel=123456789012345678)
    for _ in range(MOST_A_DAY + 1):
        assert shown(await report(server, server.bob)).title == "That did not arrive"


async def test_the_owner_sees_when_the_reporter_takes_no_messages(
    server: Server,
    owners: simcord.ChannelHandle,
    owner: simcord.MemberActor,
    simcord_bot: DefectionBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(_: object) -> None:
        all_that_is_read_of_it: Any = SimpleNamespace(status=403, reason="Forbidden")
        raise discord.Forbidden(all_that_is_read_of_it, {"code": 50007, "message": ""})

    await report(server, server.bob)
    monkeypatch.setattr(simcord_bot, "create_dm", refuse)
    await owner.click(owners.history()[0], label="Accept")
    assert "takes no messages" in str(owners.history()[0].embeds[0].to_dict())


async def test_every_card_has_the_button_beside_its_menu(server: Server) -> None:
    for command, option in (("defector", {"name": "Belenko"}), ("define", {"term": "Berlin Wall"})):
        assert "Report a mistake" in buttons(await server.ask(command, **option))
