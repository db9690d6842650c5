"""A schedule as /daily show tells it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from bot.display.schedules import schedule_card
from bot.guilds.schedules import ChannelKind, Plan, Post, PostState, Schedule, ScheduleState
from bot.knowledge.library import Library
from tests.display.test_cards import assert_within_limits

ID = 1456074443980800025
DUE = datetime(2026, 7, 1, 7, tzinfo=UTC)
PLAN = Plan(ID, ChannelKind.TEXT, time(9), "Europe/Berlin")
SENT = Post(1, 1, ID, date(2026, 7, 1), DUE, PostState.SENT, channel_id=ID, message_id=ID)
FAILED = replace(SENT, state=PostState.FAILED, message_id=None, problem="In the channel I lack a permission. " * 8)


@pytest.mark.parametrize(("post", "mark"), [(SENT, "✅"), (FAILED, "❌")])
async def test_the_last_ten_posts_are_all_there_with_what_became_of_them(
    library: Library, post: Post, mark: str
) -> None:
    posts = [replace(post, id=number, due_at=DUE - timedelta(days=number)) for number in range(12)]
    card = schedule_card(Schedule(1, ID, PLAN, ID, ScheduleState.ACTIVE, 0, None), library, None, posts)
    assert_within_limits(card)
    lines = [line for field in card.fields for line in (field.value or "").splitlines() if line.startswith(mark)]
    assert len(lines) == 10
    assert all("see it](https://discord.com/channels/" in line or "I lack a permission" in line for line in lines)
