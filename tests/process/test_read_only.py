"""As its container has it: nothing can be written but the servers' database and /tmp, and the records are not there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.standin import StandIn
from tests.standin.bot_process import bot_process, connected
from tests.standin.exchanges import CallbackType

EDIT_ANSWER = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"


@pytest.fixture
def read_only(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A disk that holds the knowledge file and takes nothing; where mounting is not allowed the test is skipped."""
    disk = tmp_path / "image"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "tmpfs", disk], check=False).returncode:
        pytest.skip("mounting a disk is not allowed here")
    try:
        shutil.copy(settings.knowledge_file, disk / "knowledge.sqlite3")
        subprocess.run([mount, "-o", "remount,ro", disk], check=True)
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


async def test_it_serves_from_a_disk_that_takes_nothing(
    discord: StandIn, environment: dict[str, str], tmp_path: Path, read_only: Path
) -> None:
    places = {
        "DATA_DIR": str(read_only / "records"),
        "KNOWLEDGE_FILE": str(read_only / "knowledge.sqlite3"),
        "HOME": str(read_only),
        "MPLCONFIGDIR": str(tmp_path / "matplotlib"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    async with bot_process(discord, tmp_path, environment | places) as bot:
        await connected(discord, bot)
        channel = next(iter(discord.world.channels.values()))
        shown = await (await discord.slash("defector", name="barishnikof", channel=channel)).answered()
        assert shown.embed["title"] == "Mikhail Baryshnikov"
        asked = await discord.slash("ask", question="who flew a MiG-25 to Japan?", channel=channel)
        assert "Belenko" in str((await asked.answered()).embed)
        drawn = await discord.slash("map", how="swam", channel=channel)
        assert (await drawn.answered()).type is CallbackType.DEFERRED_MESSAGE
        (picture,) = await discord.requested(EDIT_ANSWER)
        assert picture.files
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log, bot.log
