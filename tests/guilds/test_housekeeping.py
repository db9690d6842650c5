"""What is kept for a time only goes when that is over, whatever else goes on."""

from __future__ import annotations

from bot.guilds.housekeeping import Housekeeping
from bot.guilds.reports import KEPT, Decision
from tests.guilds.bench import Bench


async def test_who_reported_a_mistake_is_forgotten_though_no_server_has_set_anything_up(bench: Bench) -> None:
    report = await bench.store.reports.make(9, "viktor-belenko", bench.clock())
    await bench.database.close()

    async def servers() -> set[int]:
        return {1}

    housekeeping = Housekeeping(bench.database, servers, bench.clock)
    bench.clock.pass_by(days=KEPT.days - 1)
    await housekeeping.tidy()
    assert bench.database.is_awake is (bench.database.file is None)  # an SQLite file is not opened for nothing
    bench.clock.pass_by(days=2)
    await housekeeping.tidy()
    assert await (await bench.database.store()).reports.decide(report.id, Decision.ACCEPTED) is None
