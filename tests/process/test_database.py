"""A database that can't be used keeps the bot from starting, says why, and is left as it was."""

from __future__ import annotations

from pathlib import Path

from tests.standin import StandIn
from tests.standin.bot_process import bot_process


async def test_a_damaged_database_is_named_and_left_alone(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "guilds.sqlite3"
    file.write_bytes(b"no database at all")
    async with bot_process(discord, tmp_path, environment) as bot:
        assert await bot.ended() == 1
    (line,) = [line for line in bot.log.splitlines() if str(file) in line]
    assert "is damaged" in line
    assert "python -m bot restore" in line
    assert "Traceback" not in bot.log
    assert file.read_bytes() == b"no database at all"
