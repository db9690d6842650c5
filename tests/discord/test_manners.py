"""Odd input, direct messages, permissions, errors: the bot is private, plain and harmless."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import discord
import pytest
import simcord

from bot.app import DefectionBot
from bot.settings import HOME
from tests.discord.conftest import Server, embed_of

ODD_INPUT = {
    "unknown": "Nobody Atall",
    "blank": "   ",
    "long": "x" * 6000,
    "emoji": "🙂🙂🙂",
    "right to left": "\u202egnippord\u202c",
    "zero width": "\u200b\u200d\ufeff",
    "markdown": "**bold** [link](https://example.org) `code` ||spoiler||",
    "everyone": "@everyone <@&1> <@1>",
    "sql": "'; DROP TABLE entries; --",
    "nul": "a\x00b",
    "zalgo": "Z̷̢a̷l̸g̶o̵" * 20,
    "control": "\r\n\t\x1b[31m",
}


@pytest.mark.parametrize("text", ODD_INPUT.values(), ids=ODD_INPUT.keys())
@pytest.mark.parametrize(
    ("command", "option"), [("ask", "question"), ("defector", "name"), ("define", "term"), ("random", "topic")]
)
async def test_odd_input_gets_a_short_private_message_that_echoes_nothing(
    server: Server, caplog: pytest.LogCaptureFixture, command: str, option: str, text: str
) -> None:
    result = await server.ask(command, **{option: text})
    embed = embed_of(result)
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content == ""
    shown = f"{embed.title} {embed.description}"
    assert len(shown) < 400
    if text.strip():
        assert text not in shown
        assert text not in caplog.text
    assert "@everyone" not in shown


@pytest.mark.parametrize("text", ODD_INPUT.values(), ids=ODD_INPUT.keys())
async def test_odd_input_completes_to_a_list(server: Server, text: str) -> None:
    for command, option in (("ask", "question"), ("defector", "name"), ("define", "term"), ("random", "topic")):
        choices = await server.alice.autocomplete(server.channel, command, option, text)
        assert len(choices) <= 25


async def test_every_command_works_in_a_direct_message(simcord_env: simcord.Env) -> None:
    carol = simcord_env.create_user("carol")
    assert embed_of(await carol.slash("defector", name="Belenko")).title == "Viktor Belenko"
    assert embed_of(await carol.slash("define", term="defector")).title == "Defector"
    assert embed_of(await carol.slash("random", topic="pilots")).fields
    assert embed_of(await carol.slash("about")).title == "Defection Bot"
    assert embed_of(await carol.slash("help")).fields


async def test_about_tells_what_it_knows_and_how_fresh_it_is(server: Server, simcord_bot: DefectionBot) -> None:
    fields = {field.name: field.value for field in embed_of(await server.ask("about")).fields}
    assert fields["People and groups"] == f"{simcord_bot.library.edition.people:,}"
    assert "2026" in (fields["Sources read"] or "")


async def test_help_names_every_command_to_click(server: Server, simcord_bot: DefectionBot) -> None:
    embed = embed_of(await server.ask("help"))
    named = {(field.name or "").removeprefix("/") for field in embed.fields}
    typed = simcord_bot.tree.get_commands(type=discord.AppCommandType.chat_input)
    assert named == {command.name for command in typed}
    for command in simcord_bot.tree.get_commands(type=discord.AppCommandType.message):
        assert command.name in (embed.description or "")
    assert all(f"</{name}:" in str(embed.to_dict()) for name in named)


@pytest.mark.simcord(check_errors=False)
async def test_an_unexpected_error_is_told_plainly_and_logged_without_words(
    server: Server, simcord_bot: DefectionBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: str) -> None:
        raise OSError("a secret path")

    monkeypatch.setattr(simcord_bot.library, "entry", fail)
    result = await server.ask("defector", name="viktor belenkoo")
    assert result.ephemeral
    assert embed_of(result).title == "That went wrong"
    assert "secret" not in str(embed_of(result).to_dict())
    assert "belenkoo" not in caplog.text
    assert any(record.levelno == logging.ERROR for record in caplog.records)


async def test_every_subcommand_is_in_the_readme_s_row_of_its_command(simcord_bot: DefectionBot) -> None:
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    for command in simcord_bot.tree.walk_commands():
        first, *rest = command.qualified_name.split()
        (row,) = re.findall(rf"^\| `/{first}(?: [^`]*)?` \|.*$", readme, re.MULTILINE)
        assert all(f"`{name}`" in row or f"/{first} {name}" in row for name in rest), command.qualified_name


@pytest.mark.parametrize("hours", [-5, 5])
async def test_a_clock_that_is_wrong_keeps_it_from_no_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    now = discord.utils.utcnow
    monkeypatch.setattr(discord.utils, "utcnow", lambda: now() + timedelta(hours=hours))
    assert embed_of(await server.ask("defector", name="Belenko")).title == "Viktor Belenko"


async def test_the_bot_asks_for_no_privileged_intent_and_pings_nobody(simcord_bot: DefectionBot) -> None:
    intents = simcord_bot.intents
    assert not (intents.members or intents.presences or intents.message_content)
    mentions = simcord_bot.allowed_mentions
    assert mentions is not None
    assert not (mentions.everyone or mentions.users or mentions.roles or mentions.replied_user)


async def test_every_command_installs_to_servers_and_users_and_works_everywhere(
    server: Server, simcord_bot: DefectionBot
) -> None:
    for command in simcord_bot.tree.get_commands():
        payload = command.to_dict(simcord_bot.tree)
        is_for_servers = command.name in {"daily", "settings"}
        assert payload["integration_types"] == ([0] if is_for_servers else [0, 1])
        assert payload["contexts"] == ([0] if is_for_servers else [0, 1, 2])


async def test_no_two_commands_clash_and_all_are_described(server: Server, simcord_bot: DefectionBot) -> None:
    names = [command.qualified_name for command in simcord_bot.tree.walk_commands()]
    assert len(names) == len(set(names))
    for command in simcord_bot.tree.walk_commands():
        if isinstance(command, discord.app_commands.Group):
            continue
        assert isinstance(command, discord.app_commands.Command)
        assert 10 <= len(command.description) <= 100
        assert all(parameter.description != "…" for parameter in command.parameters)
