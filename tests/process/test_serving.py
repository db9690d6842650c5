"""The bot starts, answers in time, and stops in order."""

from __future__ import annotations

import pytest

from tests.standin import StandIn
from tests.standin.bot_process import BotProcess
from tests.standin.exchanges import CallbackType


async def test_it_tells_its_commands_answers_in_time_and_stops_in_order(discord: StandIn, bot: BotProcess) -> None:
    (synced,) = discord.requests_of("PUT /applications/{application_id}/commands")
    assert synced.status == 200
    assert "defector" in {command["name"] for command in discord.world.commands}

    channel = next(iter(discord.world.channels.values()))
    for place in (channel, None):
        interaction = await discord.slash("defector", name="Belenko", channel=place)
        answer = await interaction.answered()
        assert answer.type is CallbackType.MESSAGE
        assert answer.embed["title"] == "Viktor Belenko"
        assert not answer.private

    typed = await discord.complete("defector", "name", "bary", channel=channel)
    assert any("Baryshnikov" in choice["name"] for choice in (await typed.answered()).choices)

    assert await bot.stop() == 0
    assert "Traceback" not in bot.log


async def test_a_menu_of_an_earlier_run_still_opens_cards(discord: StandIn, bot: BotProcess) -> None:
    asked = await discord.slash("defector", name="Belenko")
    await asked.answered()
    assert asked.original is not None
    rows = asked.original.payload["components"]
    (menu,) = [item for row in rows for item in row["components"] if item.get("options")]
    chosen = menu["options"][0]
    used = await discord.use(asked.original.payload, menu["custom_id"], [chosen["value"]])
    answer = await used.answered()
    assert answer.type is CallbackType.UPDATE
    assert answer.embed["title"] != "Viktor Belenko"


@pytest.mark.parametrize(
    "custom_id", ["all:0:nonsense", "all:0:occupation:no-such", "all:999:occupation:pilot", "all:0:years:x/y"]
)
async def test_a_made_up_page_of_an_answer_is_answered_in_private(
    discord: StandIn, bot: BotProcess, custom_id: str
) -> None:
    asked = await discord.slash("ask", question="Which Cuban baseball players defected?")
    await asked.answered()
    assert asked.original is not None
    answer = await (await discord.use(asked.original.payload, custom_id)).answered()
    assert answer.private
    assert "Traceback" not in bot.log
