"""Backups, from and to either kind of database, while it is in use; and posts are not sent twice after a restore."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.guilds.copying import back_up, restore
from bot.guilds.database import Database
from bot.guilds.errors import DatabaseError
from bot.guilds.preferences import Locale, Preferences
from bot.guilds.scheduler import Manner, Scheduler
from bot.guilds.schedules import ChannelKind, Plan
from bot.guilds.store import Store
from bot.settings import HOME
from tests.guilds.channels import Channels, Clock

CHOSEN = Preferences(answers_privately=True, channel_ids=(7, 8), locale=Locale.AMERICAN, manager_role_id=9)
PLAN = Plan(5, ChannelKind.TEXT, time(9), "Europe/Berlin", topics=("occupation:pilot",))


async def fill(store: Store, now: datetime) -> None:
    """A server with preferences and a schedule."""
    await store.guilds.prefer(1, CHOSEN)
    await store.schedules.start(1, PLAN, 77, now)


async def test_everything_comes_back(store: Store, database_url: str, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    await fill(store, now)
    before = await store.privacy.of_guild(1)
    backup = tmp_path / "backup.sqlite3"
    await back_up(database_url, backup)
    assert {entry.name for entry in os.scandir(tmp_path) if "backup" in entry.name} == {backup.name}

    await store.privacy.forget_guild(1)
    await store.guilds.prefer(2, CHOSEN)
    await restore(database_url, backup, now)
    assert await store.privacy.of_guild(1) == before
    assert await store.guilds.ids() == {1}
    started = await store.schedules.start(1, Plan(6, ChannelKind.TEXT, time(8), "UTC"), 77, now)
    assert started is not None
    assert started[1]


async def test_a_backup_of_one_kind_fills_the_other(store: Store, database_url: str, tmp_path: Path) -> None:
    await fill(store, datetime.now(UTC))
    backup = tmp_path / "backup.sqlite3"
    await back_up(database_url, backup)
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    await restore(other, backup, datetime.now(UTC))
    moved = await Store.open(other)
    assert await moved.guilds.preferences(1) == CHOSEN
    assert [schedule.plan for schedule in await moved.schedules.of_guild(1)] == [PLAN]
    await moved.close()


async def test_what_was_sent_after_the_backup_is_not_sent_again(database_url: str, tmp_path: Path) -> None:
    database = await Database.open(database_url)
    store = await database.store()
    clock = Clock()
    channels = Channels(clock)
    await store.schedules.start(1, Plan(5, ChannelKind.TEXT, time(9), "UTC"), 77, clock())
    backup = tmp_path / "backup.sqlite3"
    await back_up(database_url, backup)
    scheduler = Scheduler(database, channels, Manner(pace=1000), now=clock)
    clock.pass_by(hours=2, minutes=1)
    await scheduler.work_off()
    await scheduler.finished()
    assert len(channels.messages) == 1

    clock.pass_by(hours=1)
    await restore(database_url, backup, clock())
    await scheduler.work_off()
    await scheduler.finished()
    assert len(channels.messages) == 1
    assert channels.looks == 1
    clock.pass_by(days=1)
    await scheduler.work_off()
    await scheduler.finished()
    assert len(channels.messages) == 2
    await database.close()


async def test_what_is_no_backup_changes_nothing(store: Store, database_url: str, tmp_path: Path) -> None:
    await fill(store, datetime.now(UTC))
    before = await store.privacy.of_guild(1)
    garbage, foreign, missing, empty = (tmp_path / name for name in ("garbage", "foreign", "missing", "empty"))
    garbage.write_bytes(b"no database " * 1000)
    empty.touch()
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    for path in (garbage, foreign, missing, empty):
        with pytest.raises(DatabaseError, match=str(path)):
            await restore(database_url, path, datetime.now(UTC))
    assert await store.privacy.of_guild(1) == before


async def test_a_backup_overwrites_nothing(store: Store, database_url: str, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("precious", encoding="utf-8")
    with pytest.raises(DatabaseError, match="is there already"):
        await back_up(database_url, taken)
    assert taken.read_text(encoding="utf-8") == "precious"


async def test_the_command_line_does_both(store: Store, database_url: str, tmp_path: Path) -> None:
    await fill(store, datetime.now(UTC) - timedelta(days=1))
    backup = tmp_path / "backup.sqlite3"

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=HOME,
            env=os.environ | {"DATABASE_URL": database_url},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert call("backup", str(backup)).stdout.startswith(f"{backup}: ")
    await store.privacy.forget_guild(1)
    assert "rows are back" in call("restore", str(backup)).stdout
    assert await store.guilds.ids() == {1}
    again = call("backup", str(backup))
    assert again.returncode == 1
    assert again.stderr.count("\n") == 1
