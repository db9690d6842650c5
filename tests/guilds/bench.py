"""What the tests of daily posts work with: a database, channels, a clock and schedulers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta

from bot.guilds.database import Database
from bot.guilds.process import ProcessName, this_process
from bot.guilds.scheduler import Manner, Scheduler
from bot.guilds.schedules import ChannelKind, Plan, Post, Schedule
from bot.guilds.store import Store
from tests.guilds.channels import Channels, Clock

FAST = Manner(pace=10_000)
GONE = ProcessName(this_process().host, this_process().number, 1)


@dataclass
class Bench:
    """A database, channels, a clock, and as many schedulers as a test wants."""

    database: Database
    store: Store
    clock: Clock
    channels: Channels
    manner: Manner = FAST
    schedulers: list[Scheduler] = field(default_factory=list)

    def scheduler(self, name: ProcessName | None = None) -> Scheduler:
        """A scheduler as a process of its own would have it."""
        made = Scheduler(self.database, self.channels, self.manner, name=name, now=self.clock)
        self.schedulers.append(made)
        return made

    async def start(self, plan: Plan, guild_id: int = 1) -> Schedule:
        """Set up a schedule."""
        started = await self.store.schedules.start(guild_id, plan, 77, self.clock())
        assert started is not None
        return started[0]

    async def settle(self, scheduler: Scheduler | None = None) -> None:
        """Run a scheduler until nothing is due any more."""
        running = scheduler or self.scheduler()
        while True:
            wake_at = await running.work_off()
            await running.finished()
            if wake_at is None or (await self.store.posts.next_wake() or wake_at) > self.clock():
                return

    async def next_day(self) -> None:
        """Let it become nine o'clock, the next time that it does, and a minute."""
        nine = self.clock.time.replace(hour=9, minute=1)
        self.clock.time = nine if nine > self.clock.time else nine + timedelta(days=1)
        await self.settle()

    async def posts(self, schedule: Schedule) -> list[Post]:
        """What became of the posts so far, oldest first."""
        return (await self.store.schedules.last_posts(schedule.id, 100))[::-1]

    async def reload(self, schedule: Schedule) -> Schedule:
        """The schedule as it is now."""
        return next(each for each in await self.store.schedules.of_guild(schedule.guild_id) if each.id == schedule.id)


def plan(**changes: object) -> Plan:
    """Every day at nine, UTC."""
    values = {"channel_id": 5, "channel_kind": ChannelKind.TEXT, "local_time": time(9), "zone": "UTC", **changes}
    return Plan(**values)  # type: ignore[arg-type]  # what a test changes may be any of the fields
