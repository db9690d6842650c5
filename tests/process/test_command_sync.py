"""Discord is told the commands when they have changed, and by `python -m bot sync`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.command_sync import fingerprint
from tests.standin import StandIn
from tests.standin.bot_process import bot_process, connected
from tests.standin.world import Json

TOLD = "PUT /applications/{application_id}/commands"


async def test_a_restart_tells_nothing_and_still_knows_the_ids(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    for _ in range(2):
        async with bot_process(discord, tmp_path, environment) as bot:
            await connected(discord, bot)
            shown = await (await discord.slash("help")).answered()
            (command_id,) = [each["id"] for each in discord.world.commands if each["name"] == "defector"]
            assert f"</defector:{command_id}>" in str(shown.embed)
            await bot.stop()
    assert len(discord.requests_of(TOLD)) == 1


async def test_a_changed_definition_is_told_again(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    for count in (1, 2):
        async with bot_process(discord, tmp_path, environment) as bot:
            await connected(discord, bot)
            await bot.stop()
        assert len(discord.requests_of(TOLD)) == count
        discord.world.commands[0]["description"] = "What an earlier version said"


async def test_only_the_process_with_the_first_shard_tells_them(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    settings = environment | {"SHARD_COUNT": "2", "SHARD_IDS": "1"}
    async with bot_process(discord, tmp_path, settings) as bot:
        await connected(discord, bot, 1)
        assert await bot.stop() == 0
    assert not discord.requests_of(TOLD)


@pytest.mark.parametrize("arguments", [("sync",), ("sync", "--guild", "7"), ("sync", "--guild", "7", "--remove")])
async def test_the_command_line_tells_them_now(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    async with bot_process(discord, tmp_path, environment, arguments=arguments) as bot:
        assert await bot.ended() == 0
    if "--guild" not in arguments:
        assert "/defector" in bot.log
        assert {"defector", "help"} <= {command["name"] for command in discord.world.commands}
    else:
        told = {command["name"] for command in discord.world.guild_commands[7]}
        assert told == set() if "--remove" in arguments else "defector" in told
        assert not discord.world.commands
    assert not discord.gateway.identifies


def test_what_discord_adds_to_a_definition_changes_no_fingerprint() -> None:
    option = {"name": "name", "type": 3, "description": "x", "required": True, "autocomplete": True}
    ours = {"name": "a", "type": 1, "description": "d", "options": [option], "contexts": [0, 1, 2], "nsfw": False}
    theirs = ours | {"id": "5", "version": "6", "contexts": [2, 1, 0], "name_localizations": None}
    assert fingerprint([ours]) == fingerprint([theirs])
    changes: list[Json] = [{"description": "e"}, {"contexts": [0]}, {"options": []}, {"nsfw": True}]
    for change in changes:
        assert fingerprint([ours | change]) != fingerprint([theirs])
    assert fingerprint([ours | {"options": [option | {"min_value": 0}]}]) != fingerprint([ours])
