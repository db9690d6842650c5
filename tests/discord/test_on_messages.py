"""A message's menu: answered as a question, or searched for people, in private and without a trace."""

from __future__ import annotations

import pytest
import simcord

from bot.app import DefectionBot
from bot.settings import Settings
from tests.discord.conftest import Server, buttons, embed_of

ANSWER, WHO = "Answer this", "Who is mentioned here?"


async def use(server: Server, command: str, text: str) -> simcord.InteractionResult:
    """Alice uses ``command`` on a message of Bob's."""
    message = await server.bob.send(server.channel, text)
    return await server.alice.context_menu(server.channel, command, message)


async def test_a_message_is_answered_as_a_question_in_private(server: Server) -> None:
    result = await use(server, ANSWER, "who flew a MiG-25 to Japan?")
    assert result.ephemeral
    assert "Viktor Belenko" in (embed_of(result).description or "")
    assert "Viktor Belenko" in buttons(result)


async def test_what_is_no_question_about_defection_is_not_guessed_at(server: Server) -> None:
    result = await use(server, ANSWER, "what shall we have for dinner tonight?")
    assert result.ephemeral
    assert embed_of(result).title == "I don't know"


async def test_the_people_in_a_message_are_found_and_their_cards_open(server: Server) -> None:
    result = await use(server, WHO, "I saw Nureyev dance once, and my aunt knew Viktor Belenko.")
    assert result.ephemeral
    text = embed_of(result).description or ""
    assert "**Rudolf Nureyev** · ballet dancer · Soviet Union, 1961" in text
    assert "**Viktor Belenko**" in text
    assert buttons(result) == ["Rudolf Nureyev", "Viktor Belenko"]
    assert result.response is not None
    opened = await server.alice.click(result.response, label="Rudolf Nureyev")
    assert embed_of(opened).title == "Rudolf Nureyev"


async def test_of_many_who_are_named_each_is_a_button_away(server: Server) -> None:
    people = ["Rudolf Nureyev", "Viktor Belenko", "Mikhail Baryshnikov", "Nadia Comăneci", "Kim Philby", "Guy Burgess"]
    result = await use(server, WHO, f"{', '.join(people)} and Igor Gouzenko.")
    assert buttons(result) == [*people, "Igor Gouzenko"]


async def test_whoever_may_be_meant_is_a_button_away_too_and_nobody_twice(server: Server) -> None:
    result = await use(server, WHO, "Károlyi talked. Béla Károlyi, I mean, and not the Károlyi of the castle.")
    text = embed_of(result).description or ""
    assert "**Béla Károlyi**" in text
    assert "Perhaps Béla Károlyi or Márta Károlyi" in text or "Perhaps Márta Károlyi or Béla Károlyi" in text
    assert sorted(buttons(result)) == ["Béla Károlyi", "Márta Károlyi"]


async def test_nobody_is_found_where_nobody_is_named(server: Server) -> None:
    result = await use(server, WHO, "It rained on the king in the park, and we went home by bus.")
    assert embed_of(result).title == "Nobody that I know"
    assert not buttons(result)


@pytest.mark.parametrize("command", [ANSWER, WHO])
async def test_a_message_without_words_is_told_plainly(server: Server, command: str) -> None:
    result = await use(server, command, f"<@{server.alice.id}>")
    assert result.ephemeral
    assert embed_of(result).title == "Nothing to read"


@pytest.mark.parametrize("command", [ANSWER, WHO])
@pytest.mark.parametrize("text", ["x" * 4000, "🙂" * 500, "**@everyone** `" * 100, "Ба́рышников " * 100, "\u202egnip"])
async def test_odd_messages_are_borne(server: Server, command: str, text: str) -> None:
    result = await use(server, command, text[:2000])
    assert result.ephemeral
    assert "@everyone" not in str(embed_of(result).to_dict())


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("command", "method"), [(ANSWER, "ask"), (WHO, "mentioned")])
async def test_what_a_message_says_enters_no_log(
    server: Server,
    simcord_bot: DefectionBot,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    method: str,
) -> None:
    caplog.set_level("DEBUG", logger="bot")
    await use(server, command, "a secret about Nureyev")

    async def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(simcord_bot.library, method, fail)
    result = await use(server, command, "a secret about Nureyev")
    assert embed_of(result).title == "That went wrong"
    assert "a secret" not in caplog.text


async def test_the_cards_open_after_a_restart(server: Server, settings: Settings) -> None:
    result = await use(server, WHO, "Nureyev!")
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        assert result.response is not None
        opened = await server.alice.click(result.response, label="Rudolf Nureyev")
        assert embed_of(opened).title == "Rudolf Nureyev"
