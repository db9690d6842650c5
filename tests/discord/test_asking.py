"""Questions: by /ask, by a mention, by a reply to an answer, in a direct message; and nothing else is answered."""

from __future__ import annotations

import logging

import discord
import pytest

from bot.app import DefectionBot
from bot.settings import Settings
from tests.discord.conftest import Server, buttons, embed_of

QUESTION = "Who was Viktor Belenko?"


def last_embed(server: Server) -> discord.Embed:
    """What stands last in the channel."""
    assert server.channel.last_message is not None
    (embed,) = server.channel.last_message.embeds
    return embed


def mention(bot: DefectionBot) -> str:
    """How somebody addresses ``bot``."""
    assert bot.user is not None
    return bot.user.mention


async def test_an_answer_has_its_question_its_sources_and_the_card_a_button_away(server: Server) -> None:
    answer = await server.ask("ask", question=QUESTION)
    embed = embed_of(answer)
    assert not answer.ephemeral
    assert embed.title == QUESTION
    assert "fighter pilot" in (embed.description or "")
    assert any(field.name == "Sources" and "](<http" in (field.value or "") for field in embed.fields)
    assert answer.response is not None
    opened = await server.bob.click(answer.response, label="Viktor Belenko")
    assert opened.ephemeral
    assert embed_of(opened).title == "Viktor Belenko"


async def test_an_answer_tells_how_it_is_known_also_after_a_restart(server: Server, settings: Settings) -> None:
    answer = await server.ask("ask", question=QUESTION)
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        assert answer.response is not None
        told = await server.bob.click(answer.response, label="How do you know?")
    assert told.ephemeral
    assert "Viktor Belenko" in (embed_of(told).description or "")
    assert [field.name for field in embed_of(told).fields] == ["Viktor Belenko"]


async def test_what_it_does_not_know_it_says_in_private(server: Server) -> None:
    answer = await server.ask("ask", question="What is the capital of Peru?")
    assert answer.ephemeral
    assert embed_of(answer).title == "I don't know"


async def test_examples_complete_the_question_and_can_all_be_answered(server: Server) -> None:
    examples = await server.alice.autocomplete(server.channel, "ask", "question", "")
    assert 3 <= len(examples) <= 25
    for example in examples:
        assert not (await server.ask("ask", question=example["value"])).ephemeral, example


async def test_a_mention_a_reply_and_a_direct_message_are_answered(server: Server, simcord_bot: DefectionBot) -> None:
    await server.alice.send(server.channel, f"{mention(simcord_bot)} {QUESTION}")
    answer = server.channel.last_message
    assert answer is not None
    assert "fighter pilot" in (last_embed(server).description or "")
    assert answer.reference is not None

    await server.bob.send(server.channel, "who was Rudolf Nureyev?", reply_to=answer)
    assert "ballet" in (last_embed(server).description or "")

    carol = server.env.create_user("carol")
    await carol.send_dm(QUESTION)
    direct = carol.dm_channel.last_message
    assert direct is not None
    assert "fighter pilot" in (direct.embeds[0].description or "")


async def test_a_mention_alone_is_told_what_to_ask(server: Server, simcord_bot: DefectionBot) -> None:
    await server.alice.send(server.channel, mention(simcord_bot))
    assert "Ask me something" in (last_embed(server).description or "")


async def test_what_is_not_said_to_the_bot_is_left_alone(server: Server) -> None:
    for text in (QUESTION, f"{server.bob.mention} {QUESTION}", "@everyone who was Viktor Belenko?"):
        await server.alice.send(server.channel, text)
    assert not any(message.author.bot for message in server.channel.history())


async def test_no_object_is_made_of_messages_that_do_not_concern_it(server: Server, simcord_bot: DefectionBot) -> None:
    seen: list[str] = []

    async def see(message: discord.Message) -> None:
        seen.append(message.content)

    simcord_bot.add_listener(see, "on_message")
    await server.alice.send(server.channel, "good morning")
    await server.alice.send(server.channel, f"{server.bob.mention} good morning")
    await server.alice.send(server.channel, f"{mention(simcord_bot)} {QUESTION}")
    assert seen == [f"{mention(simcord_bot)} {QUESTION}"]


async def test_where_it_may_not_write_it_is_silent_and_says_so_in_the_log(
    server: Server, simcord_bot: DefectionBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "cogs.questions")
    server.env.inject_error(  # what Discord says where the permission is missing
        "POST", "/channels/*/messages", status=403, code=50013
    )
    await server.alice.send(server.channel, f"{mention(simcord_bot)} {QUESTION}")
    assert "may not write" in caplog.text
    assert "Belenko" not in caplog.text


@pytest.mark.simcord(check_errors=False)
async def test_a_failure_is_told_plainly_and_logged_without_words(
    server: Server, simcord_bot: DefectionBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(simcord_bot.library, "ask", fail)
    await server.alice.send(server.channel, f"{mention(simcord_bot)} {QUESTION}")
    assert last_embed(server).title == "That went wrong"
    assert "Belenko" not in caplog.text


async def test_a_long_list_names_ten_and_the_rest_is_a_button_away_also_after_a_restart(
    server: Server, settings: Settings
) -> None:
    answer = await server.ask("ask", question="Which Cuban baseball players defected?")
    (label,) = [label for label in buttons(answer) if label.startswith("All ")]
    assert len([label for label in buttons(answer) if not label.startswith("All ")]) == 11
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        assert answer.response is not None
        first = await server.bob.click(answer.response, label=label)
        assert first.ephemeral
        assert (embed_of(first).description or "").count("Cuba →") == 10
        assert first.response is not None
        second = await server.bob.click(first.response, label="Next ▶")
    assert second.response is not None
    (page,) = second.response.embeds
    assert (page.footer.text or "").startswith("Page 2")


async def test_a_follow_up_means_the_last_answer_to_the_same_person(server: Server) -> None:
    await server.ask("ask", question=QUESTION)
    followed = await server.ask("ask", question="and when was that?")
    assert "1976" in (embed_of(followed).description or "")
    elsewhere = await server.bob.slash(server.channel, "ask", question="and when was that?")
    assert elsewhere.ephemeral
