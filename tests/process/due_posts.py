"""Servers whose daily posts are due, as the bot's database has them and as Discord does."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select, update

from bot.guilds.schedules import ChannelKind, Plan, PostState
from bot.guilds.store import Store
from bot.guilds.tables import PostRow
from tests.standin import StandIn
from tests.standin.world import Channel, ChannelType

PATIENCE = 90.0
_CHANNELS = {
    ChannelKind.TEXT: ChannelType.TEXT,
    ChannelKind.ANNOUNCEMENT: ChannelType.ANNOUNCEMENT,
    ChannelKind.FORUM: ChannelType.FORUM,
}


@dataclass(frozen=True)
class Servers:
    """Servers with posts that are due now: as the database has them, and as Discord does."""

    discord: StandIn
    store: Store
    channels: list[Channel]

    async def add(self, kind: ChannelKind, due_in: timedelta = timedelta()) -> None:
        """A server with one channel and a post that is due, or will soon be."""
        guild = self.discord.world.add_guild(channels=0)
        channel = self.discord.world.add_channel(guild, "stories", _CHANNELS[kind])
        self.channels.append(channel)
        now = datetime.now(UTC)
        await self.store.schedules.start(guild.id, Plan(channel.id, kind, time(9), "UTC"), 1, now)
        due_at = now - timedelta(seconds=len(self.channels)) if due_in <= timedelta() else now + due_in
        async with self.store.writing() as session:
            await session.execute(
                update(PostRow).where(PostRow.guild_id == guild.id).values(due_at=due_at, wake_at=due_at)
            )

    async def all_sent(self) -> None:
        """Return when every post is noted as sent, and nothing is left to do for it."""
        unfinished = select(func.count()).where(
            (PostRow.state == PostState.TRYING) | ((PostRow.state == PostState.SENT) & PostRow.wake_at.is_not(None))
        )
        sent = select(func.count()).where(PostRow.state == PostState.SENT)
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self.store.reading() as session:
                    if await session.scalar(sent) == len(self.channels) and not await session.scalar(unfinished):
                        return
                await asyncio.sleep(0.1)

    def counts(self) -> Counter[int]:
        """How many posts are in each channel; those of a forum are its threads."""
        found = Counter({channel.id: len(channel.messages) for channel in self.channels})
        for channel in self.discord.world.channels.values():
            if channel.kind is ChannelType.PUBLIC_THREAD and channel.parent_id is not None:
                found[channel.parent_id] += 1
        return found

    def assert_each_has_one(self) -> None:
        """Exactly one post is in every channel, and every announcement was published."""
        assert self.counts() == Counter({channel.id: 1 for channel in self.channels})
        for channel in self.channels:
            if channel.kind is ChannelType.ANNOUNCEMENT:
                assert [message.crossposted for message in channel.messages] == [True]
