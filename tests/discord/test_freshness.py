"""The data changes while the bot runs: it goes on with the new, and nobody sees half of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio

from bot.app import DefectionBot
from bot.settings import Settings
from cogs.freshness import Freshness
from tests.small_data import SmallData

NEW_NAME = "Foxbat Flyer"


@pytest.fixture
def settings(small_data: SmallData, tmp_path: Path) -> Settings:
    """The settings of a bot that knows one person."""
    return Settings(
        data=small_data.folder,
        knowledge_file=tmp_path / "knowledge.sqlite3",
        database_url=f"sqlite:///{tmp_path / 'guilds.sqlite3'}",
    )


@pytest_asyncio.fixture
async def bot(settings: Settings) -> AsyncIterator[DefectionBot]:
    """The bot with all that it opens, not connected."""
    async with DefectionBot(settings) as opened:
        await opened.open()
        yield opened


@pytest.fixture
def freshness(bot: DefectionBot) -> Freshness:
    """What looks after the data."""
    # discord.py loads a cog's module anew, so its class is another one than that which is imported here.
    return cast("Freshness", bot.get_cog("Freshness"))


def give_new_name(small_data: SmallData) -> None:
    """Give the one person one more name."""
    small_data.replace('"Victor Belenko"', f'"Victor Belenko", "{NEW_NAME}"')


async def test_unchanged_data_changes_nothing(bot: DefectionBot, freshness: Freshness) -> None:
    library = bot.library
    await freshness.refresh()
    assert bot.library is library


async def test_changed_data_is_answered_from_without_a_restart(
    bot: DefectionBot, freshness: Freshness, small_data: SmallData
) -> None:
    assert bot.library.find_person(NEW_NAME).sure is None
    give_new_name(small_data)
    await freshness.refresh()
    assert bot.library.find_person(NEW_NAME).sure is not None


async def test_a_look_up_during_the_swap_sees_the_old_or_the_new(
    bot: DefectionBot, freshness: Freshness, small_data: SmallData
) -> None:
    give_new_name(small_data)
    refresh = asyncio.create_task(freshness.refresh())
    seen = [await what_is_known(bot)]
    while not refresh.done():
        # What was looked up before is at hand, which gives nobody else a turn, the thread that builds least of all.
        await asyncio.wait((refresh,), timeout=0.001)
        seen.append(await what_is_known(bot))
    seen.append(await what_is_known(bot))
    assert list(dict.fromkeys(seen)) == [(False, False), (True, True)]


async def what_is_known(bot: DefectionBot) -> tuple[bool, bool]:
    """Whether the new name is found, and whether the record has it."""
    library = bot.library
    found = library.find_person(NEW_NAME).sure is not None
    entry = await library.entry("viktor-belenko")
    assert entry is not None
    return found, NEW_NAME in entry.record.aliases


async def test_whoever_began_with_the_old_data_ends_with_it(
    bot: DefectionBot, freshness: Freshness, small_data: SmallData
) -> None:
    library = bot.library
    give_new_name(small_data)
    await freshness.refresh()
    entry = await library.entry("viktor-belenko")
    assert entry is not None
    assert NEW_NAME not in entry.record.aliases


async def test_data_with_mistakes_is_told_once_and_not_taken(
    bot: DefectionBot, freshness: Freshness, small_data: SmallData, caplog: pytest.LogCaptureFixture
) -> None:
    small_data.person.write_text("nonsense = 1", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        await freshness.refresh()
        await freshness.refresh()
    assert bot.library.find_person("Viktor Belenko").sure is not None
    assert len([record for record in caplog.records if "viktor-belenko.toml" in record.getMessage()]) == 1
