"""Quizzes as a server plays them, by virtual time: asked, answered, told, scored, stopped, and gone on with."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import discord
import pytest
import simcord
from sqlalchemy import select

from bot.app import DefectionBot
from bot.display.quizzing import question_view
from bot.guilds.quizzes import ANSWER_TIME, LONGEST_ABSENCE, READING_TIME
from bot.guilds.tables import QuizScoreRow
from bot.settings import Settings
from tests.discord.conftest import Server, embed_of


def questions(channel: simcord.ChannelHandle) -> list[discord.Message]:
    """The questions that were put in ``channel``, open or closed."""
    return [message for message in channel.history() if _title(message).startswith("Question ")]


def _title(message: discord.Message) -> str:
    return (message.embeds[0].title or "") if message.embeds else ""


def options(message: discord.Message) -> list[discord.Button]:
    """The buttons below a question that are answers."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    buttons = [item for row in rows for item in row.children if isinstance(item, discord.Button)]
    return [button for button in buttons if (button.custom_id or "").startswith("quiz:")]


async def right_option(bot: DefectionBot, channel_id: int) -> int:
    """The number of the right answer to the open question of a channel."""
    store = await bot.database.store()
    (quiz,) = [quiz for quiz in await store.quizzes.running() if quiz.channel_id == channel_id]
    return quiz.question.right


async def press(server: Server, actor: simcord.MemberActor, number: int) -> simcord.InteractionResult:
    """``actor`` gives an answer to the newest question."""
    message = questions(server.channel)[-1]
    return await actor.click(message, custom_id=options(message)[number].custom_id)


async def time_out(server: Server) -> None:
    """The open question's time runs out."""
    await server.env.advance_time(ANSWER_TIME.total_seconds() + 1)


async def read_on(server: Server) -> None:
    """The next question comes, or the end."""
    await server.env.advance_time(READING_TIME.total_seconds() + 1)


async def test_a_question_is_put_with_four_answers_and_its_end(server: Server) -> None:
    started = await server.ask("quiz", rounds=2)
    assert not started.ephemeral
    (question,) = questions(server.channel)
    assert len(options(question)) == 4
    assert "<t:" in (question.embeds[0].description or "")


async def test_answers_are_private_and_the_first_counts(server: Server) -> None:
    await server.ask("quiz")
    first = await press(server, server.alice, 0)
    assert first.ephemeral
    assert "You chose" in (embed_of(first).description or "")
    second = await press(server, server.alice, 1)
    assert second.ephemeral
    assert embed_of(second).title == "Not counted"


async def test_the_answer_comes_with_its_source_and_card_when_the_time_is_up(
    server: Server, simcord_bot: DefectionBot
) -> None:
    await server.ask("quiz", topic="pilots")
    right = await right_option(simcord_bot, server.channel.id)
    label = options(questions(server.channel)[0])[right].label
    await press(server, server.alice, right)
    await press(server, server.bob, (right + 1) % 4)
    await time_out(server)
    (closed,) = questions(server.channel)
    text = closed.embeds[0].description or ""
    assert f"✅ {label} · 1" in text
    assert f"Right: <@{server.alice.id}>." in text
    assert not options(closed)
    short = closed.embeds[1]
    assert "**When** " in (short.description or "")
    assert "](<http" in next(field.value or "" for field in short.fields if field.name == "Sources")
    whole = await server.bob.click(closed, label=_card_label(closed))
    assert whole.ephemeral
    assert f"Card of {embed_of(whole).title}" == _card_label(closed) == f"Card of {short.title}"


def _card_label(message: discord.Message) -> str:
    row = message.components[0]
    assert isinstance(row, discord.ActionRow)
    (button,) = [item for item in row.children if isinstance(item, discord.Button)]
    return button.label or ""


async def test_it_goes_on_at_once_when_all_who_play_have_answered(server: Server) -> None:
    await server.ask("quiz", rounds=3)
    await press(server, server.alice, 0)
    await press(server, server.bob, 0)
    assert options(questions(server.channel)[0])  # others may still join
    await time_out(server)
    await read_on(server)
    assert len(questions(server.channel)) == 2
    await press(server, server.alice, 0)
    assert options(questions(server.channel)[1])
    await press(server, server.bob, 0)
    await server.env.settle()
    assert not options(questions(server.channel)[1])


async def test_the_end_shows_how_everybody_stands_and_scores_are_kept(
    server: Server, simcord_bot: DefectionBot
) -> None:
    await server.ask("quiz", rounds=2)
    for _ in range(2):
        right = await right_option(simcord_bot, server.channel.id)
        await press(server, server.alice, right)
        await press(server, server.bob, (right + 1) % 4)
        await time_out(server)
        await read_on(server)
    last = server.channel.history()[-1]
    assert _title(last) == "The quiz is over"
    assert f"🥇 <@{server.alice.id}> 2 of 2" in (last.embeds[0].description or "")
    assert f"🥈 <@{server.bob.id}> 0 of 2" in (last.embeds[0].description or "")
    for period in ("this week", "all time"):
        board = embed_of(await server.ask("leaderboard", period=period))
        assert f"🥇 <@{server.alice.id}> 2 of 2" in (board.description or "")
    own = await server.ask("quiz-stats")
    assert own.ephemeral
    assert "**2** of 2 questions right, 100 %" in (embed_of(own).description or "")
    late = await server.bob.click(last, label="Stop") if last.components else None
    assert late is None


async def test_a_week_later_the_week_begins_anew(server: Server, simcord_bot: DefectionBot) -> None:
    await server.ask("quiz", rounds=1)
    await press(server, server.alice, await right_option(simcord_bot, server.channel.id))
    await time_out(server)
    await read_on(server)
    store = await simcord_bot.database.store()
    async with store.writing() as session:
        for score in await session.scalars(select(QuizScoreRow)):
            score.week -= timedelta(days=7)
    assert "Nobody" in (embed_of(await server.ask("leaderboard")).description or "")
    assert "1 of 1" in (embed_of(await server.ask("leaderboard", period="all time")).description or "")


async def test_one_runs_in_a_channel_and_two_in_two(server: Server) -> None:
    await server.ask("quiz", rounds=1)
    again = await server.ask("quiz")
    assert again.ephemeral
    assert embed_of(again).title == "One at a time"
    other = server.env.guild.create_text_channel("games")
    await server.alice.slash(other, "quiz", rounds=1)
    assert len(questions(server.channel)) == len(questions(other)) == 1
    await time_out(server)
    await read_on(server)
    for channel in (server.channel, other):
        assert _title(channel.history()[-1]) == "The quiz is over"


async def test_only_the_starter_or_a_moderator_stops_it(server: Server) -> None:
    await server.ask("quiz")
    refused = await server.bob.click(questions(server.channel)[0], label="Stop")
    assert refused.ephemeral
    assert embed_of(refused).title == "Not yours to stop"
    await server.alice.click(questions(server.channel)[0], label="Stop")
    last = server.channel.history()[-1]
    assert _title(last) == "The quiz is over"
    assert "Stopped by" in (last.embeds[0].description or "")
    assert "does not count" in (questions(server.channel)[0].embeds[0].description or "")
    await server.env.advance_time(300)
    assert server.channel.history()[-1].id == last.id
    assert not (await server.ask("quiz")).ephemeral


async def test_a_moderator_stops_another_persons_quiz(server: Server) -> None:
    role = server.env.guild.create_role("moderators", permissions=discord.Permissions(manage_messages=True))
    carol = server.env.guild.add_member(server.env.create_user("carol"), roles=[role])
    await server.ask("quiz")
    await carol.click(questions(server.channel)[0], label="Stop")
    assert _title(server.channel.history()[-1]) == "The quiz is over"


async def test_a_quiz_goes_on_after_a_restart(server: Server, simcord_bot: DefectionBot, settings: Settings) -> None:
    await server.ask("quiz", rounds=2)
    right = await right_option(simcord_bot, server.channel.id)
    await press(server, server.alice, right)
    await simcord_bot.close()
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        await press(server, server.bob, right)
        await time_out(server)
        (closed,) = questions(server.channel)
        assert f"Right: <@{server.alice.id}>, <@{server.bob.id}>." in (closed.embeds[0].description or "")
        await read_on(server)
        assert len(questions(server.channel)) == 2
        await time_out(server)
        await read_on(server)
        assert _title(server.channel.history()[-1]) == "The quiz is over"


async def test_a_quiz_is_stopped_by_its_button_after_a_restart(
    server: Server, simcord_bot: DefectionBot, settings: Settings
) -> None:
    await server.ask("quiz")
    await simcord_bot.close()
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        await server.alice.click(questions(server.channel)[0], label="Stop")
        assert _title(server.channel.history()[-1]) == "The quiz is over"


async def test_a_quiz_that_was_left_too_long_is_called_off_with_a_word(
    server: Server, simcord_bot: DefectionBot, settings: Settings
) -> None:
    await server.ask("quiz")
    await simcord_bot.close()
    await server.env.advance_time((ANSWER_TIME + LONGEST_ABSENCE).total_seconds() + 60)
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        await server.env.settle()
        assert "call this quiz off" in (server.channel.history()[-1].embeds[0].description or "")
        assert not (await server.ask("quiz")).ephemeral


async def test_a_quiz_that_fails_is_called_off_with_a_word(
    server: Server, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: str) -> None:
        raise OSError("the disk is gone")

    await server.ask("quiz")
    monkeypatch.setattr(simcord_bot.library, "entry", fail)
    await time_out(server)
    assert server.channel.last_message is not None
    assert "call this quiz off" in str(server.channel.last_message.embeds[0].to_dict())
    assert "disk" not in str(server.channel.last_message.embeds[0].to_dict())
    assert any("failed" in record.message for record in caplog.records)
    store = await simcord_bot.database.store()
    assert await store.quizzes.running() == []


async def test_nothing_is_opened_at_a_start_when_no_quiz_runs(
    simcord_env: simcord.Env, simcord_bot: DefectionBot
) -> None:
    await simcord_env.settle()
    assert not simcord_bot.database.is_awake


async def test_a_quiz_about_words_and_one_about_nothing(server: Server, simcord_bot: DefectionBot) -> None:
    await server.ask("quiz", topic="words", rounds=1)
    assert "Which word is meant" in (questions(server.channel)[0].embeds[0].description or "")
    unknown = await server.bob.slash(server.channel, "quiz", topic="qwertyuiop")
    assert unknown.ephemeral
    choices = await server.alice.autocomplete(server.channel, "quiz", "topic", "wor")
    assert choices[0]["value"] == "words"


async def test_it_is_refused_where_the_bot_may_not_write(server: Server) -> None:
    quiet = server.env.guild.create_text_channel(
        "quiet", overwrites={server.env.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    refused = await server.alice.slash(quiet, "quiz")
    assert refused.ephemeral
    assert embed_of(refused).title == "Not here"


async def test_alone_in_a_direct_message_each_answer_is_told_at_once(simcord_env: simcord.Env) -> None:
    carol = simcord_env.create_user("carol")
    started = await carol.slash("quiz", rounds=1)
    assert embed_of(started).title == "A quiz"
    channel = carol.dm_channel
    (question,) = [message for message in channel.history() if _title(message).startswith("Question")]
    await carol.click(question, custom_id=options(question)[0].custom_id)
    await simcord_env.settle()
    (told,) = [message for message in channel.history() if _title(message).startswith("Question")]
    assert not options(told)
    for command in ("leaderboard", "quiz-stats"):
        refused = await carol.slash(command)
        assert embed_of(refused).title == "Only in servers"


async def test_whoever_has_their_data_deleted_ends_nobody_elses_quiz(server: Server, simcord_bot: DefectionBot) -> None:
    await server.ask("quiz", rounds=1)
    await press(server, server.alice, 0)
    store = await simcord_bot.database.store()
    await store.privacy.forget_user(server.alice.id)
    await time_out(server)
    (closed,) = questions(server.channel)
    assert "✅" in (closed.embeds[0].description or "")
    assert f"<@{server.alice.id}>" not in (closed.embeds[0].description or "")
    assert await store.privacy.of_user(server.alice.id) == {}


async def test_a_quiz_whose_server_has_its_data_deleted_is_called_off(
    server: Server, simcord_bot: DefectionBot
) -> None:
    await server.ask("quiz")
    store = await simcord_bot.database.store()
    await store.privacy.forget_guild(server.env.guild.id)
    await time_out(server)
    (closed,) = questions(server.channel)
    assert "does not count" in (closed.embeds[0].description or "")
    assert not options(closed)


@pytest.mark.simcord(check_errors=False)
async def test_a_quiz_whose_start_could_not_be_told_leaves_the_channel_free(
    server: Server, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise aiohttp.ClientConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(discord.InteractionResponse, "send_message", fail)
        await server.ask("quiz")
    store = await simcord_bot.database.store()
    assert await store.quizzes.running() == []
    assert embed_of(await server.ask("quiz")).title == "A quiz"


async def test_a_quiz_that_nobody_leads_any_more_is_led_on_when_another_is_asked_for(
    server: Server, simcord_bot: DefectionBot
) -> None:
    await server.ask("quiz", rounds=1)
    simcord_bot.quizmaster.close()
    await server.env.settle()
    assert embed_of(await server.ask("quiz")).title == "One at a time"
    await time_out(server)
    await read_on(server)
    assert _title(server.channel.history()[-1]) == "The quiz is over"


async def test_a_quiz_goes_on_when_somebody_deletes_a_question(server: Server, simcord_bot: DefectionBot) -> None:
    await server.ask("quiz", rounds=2)
    question = questions(server.channel)[0]
    await press(server, server.alice, await right_option(simcord_bot, server.channel.id))
    await simcord_bot.http.delete_message(server.channel.id, question.id)
    await time_out(server)
    await read_on(server)
    assert [_title(message) for message in questions(server.channel)] == ["Question 2 of 2"]
    await time_out(server)
    await read_on(server)
    last = server.channel.history()[-1]
    assert _title(last) == "The quiz is over"
    assert f"<@{server.alice.id}> 1 of 1" in (last.embeds[0].description or "")


async def test_an_open_question_is_withdrawn_when_closing_it_fails(
    server: Server, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    await server.ask("quiz")
    monkeypatch.setattr((await simcord_bot.database.store()).quizzes, "tell", fail)
    await time_out(server)
    assert "does not count" in (questions(server.channel)[0].embeds[0].description or "")
    assert not options(questions(server.channel)[0])
    assert "call this quiz off" in str(server.channel.history()[-1].embeds[0].to_dict())


async def test_buttons_with_made_up_numbers_reach_no_quiz_of_another_channel(
    server: Server, simcord_bot: DefectionBot
) -> None:
    await server.ask("quiz")
    store = await simcord_bot.database.store()
    (quiz,) = await store.quizzes.running()
    elsewhere = server.env.guild.create_text_channel("elsewhere")
    made_up = await simcord_bot.get_partial_messageable(elsewhere.id).send("x", view=question_view(quiz))
    answered = await server.bob.click(made_up, custom_id=f"quiz:{quiz.id}:0:{quiz.question.right}")
    assert embed_of(answered).title == "Not counted"
    stopped = await server.alice.click(made_up, label="Stop")
    assert embed_of(stopped).title == "That quiz is over"
    assert await store.quizzes.answers(quiz) == []
    assert await store.quizzes.running() == [quiz]
