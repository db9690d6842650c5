"""Daily posts, as those who manage a server and those who read it see them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord
from msgspec.structs import replace
from sqlalchemy import update

from bot.app import DefectionBot
from bot.guilds.schedules import PostState
from bot.guilds.store import Store
from bot.guilds.tables import PostRow, ScheduleRow
from tests.discord.conftest import embed_of

MANAGING = discord.Permissions(manage_guild=True)


@dataclass(frozen=True)
class Place:
    """A server with a manager, a member, and a channel of each kind."""

    env: simcord.Env
    bot: DefectionBot
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    person: simcord.UserHandle
    manager: simcord.MemberActor
    member: simcord.MemberActor

    async def daily(self, command: str, **options: Any) -> simcord.InteractionResult:
        """The manager uses a subcommand of /daily."""
        return await self.manager.slash(self.channel, f"daily {command}", **options)

    async def start(self, **options: Any) -> simcord.InteractionResult:
        """The manager sets a post up: at nine in Berlin, unless ``options`` say otherwise."""
        return await self.daily("start", **{"channel": self.channel, "time": "9", "timezone": "Berlin", **options})

    async def command(self) -> discord.app_commands.AppCommand:
        """/daily as Discord has it."""
        return next(each for each in await self.bot.tree.fetch_commands() if each.name == "daily")

    async def store(self) -> Store:
        """The database."""
        return await self.bot.database.store()

    async def make_due(self, **late: float) -> None:
        """Make the planned posts due: now, or so long ago."""
        due_at = datetime.now(UTC) - timedelta(**late)
        async with (await self.store()).writing() as session:
            await session.execute(
                update(PostRow).where(PostRow.state == PostState.PLANNED).values(due_at=due_at, wake_at=due_at)
            )
        self.bot.scheduler.wake()
        await self.env.settle()


@pytest_asyncio.fixture
async def place(simcord_env: simcord.Env, simcord_bot: DefectionBot) -> AsyncIterator[Place]:
    """A server in which the bot is."""
    guild = simcord_env.create_guild()
    role = guild.create_role("managers", permissions=MANAGING)
    person = simcord_env.create_user("manager")
    yield Place(
        simcord_env,
        simcord_bot,
        guild,
        guild.create_text_channel("history"),
        person,
        guild.add_member(person, roles=[role]),
        guild.add_member(simcord_env.create_user("member")),
    )


def shown(result: simcord.InteractionResult) -> discord.Embed:
    """What the person is shown in the end."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None
    return message.embeds[0]


def fields(result: simcord.InteractionResult) -> dict[str, str]:
    """The fields of it."""
    return {field.name or "": field.value or "" for field in shown(result).fields}


async def test_setting_up_answers_in_private_what_was_understood(place: Place) -> None:
    result = await place.start(time="9:30 pm", timezone="EST", topics="pilots, Cuba", days="mon-fri")
    assert shown(result).title == "Set up"
    assert fields(result)["When"] == "21:30, weekdays"
    assert fields(result)["Zone"].startswith("America/New York (UTC-0")
    assert fields(result)["About"] == "pilots, Cuba"
    assert fields(result)["Next"].startswith("<t:")


async def test_a_post_comes_when_it_is_due_with_its_card_and_buttons(place: Place) -> None:
    await place.start(topics="pilots")
    await place.make_due()
    post = place.channel.last_message
    assert post is not None
    assert post.embeds[0].title
    assert post.content
    another = await place.member.click(post, label="Show me another")
    assert another.ephemeral
    assert embed_of(another).title
    result = await place.daily("show")
    assert "✅" in fields(result)["The last posts"]
    assert f"/{place.channel.id}/{post.id}" in fields(result)["The last posts"]


async def test_a_posts_button_shows_another_after_a_restart(place: Place) -> None:
    await place.start()
    await place.make_due()
    post = place.channel.last_message
    assert post is not None
    await place.bot.close()
    async with DefectionBot(place.bot.settings) as restarted:
        await place.env.restart_bot(restarted)
        another = await place.member.click(post, label="Show me another")
        assert another.ephemeral
        assert embed_of(another).title not in {None, "That no longer works", "That went wrong"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "24:00"}, "0:00 to 23:59"),
        ({"time": "soon"}, "9:30 pm"),
        ({"timezone": "Atlantis"}, "no such time zone"),
        ({"timezone": "Berln"}, "Europe/Berlin"),
        ({"topics": "asdfgh"}, "no such topic"),
        ({"days": "someday"}, "Mon-Fri"),
    ],
)
async def test_what_can_not_be_used_is_explained_and_nothing_is_set_up(
    place: Place, options: dict[str, str], words: str
) -> None:
    result = await place.start(**options)
    assert shown(result).title == "Nothing was set up"
    assert words in (shown(result).description or "")
    assert shown(await place.daily("show")).title == "Nothing is set up"


@pytest.mark.parametrize(
    ("permission", "name"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_a_permission_that_is_missing_is_named_at_once(place: Place, permission: str, name: str) -> None:
    denied = discord.PermissionOverwrite(**{permission: False})
    assert place.bot.user is not None
    channel = place.guild.create_text_channel("closed", overwrites={place.bot.user: denied})
    result = await place.start(channel=channel)
    assert shown(result).title == "Nothing was set up"
    assert name in (shown(result).description or "")
    assert shown(await place.daily("show")).title == "Nothing is set up"


@pytest.mark.simcord(check_errors=False)
async def test_only_those_who_manage_the_server_may(place: Place) -> None:
    await place.start()
    daily = await place.command()
    for command in ("show", "preview", "now", "pause", "resume", "stop"):
        place.guild.set_command_permissions(daily, {place.member: True})  # Discord would let them: the bot does not
        result = await place.member.slash(place.channel, f"daily {command}")
        assert result.ephemeral
        assert embed_of(result).title == "Not for you"
    assert fields(await place.daily("show"))["Next"].startswith("<t:")
    assert place.channel.last_message is None


async def test_a_role_that_the_server_has_chosen_may_too(place: Place) -> None:
    role = place.guild.create_role("helpers")
    helper = place.guild.add_member(place.env.create_user("helper"), roles=[role])
    await place.manager.slash(place.channel, "settings managers", role=role)
    daily = await place.command()
    place.guild.set_command_permissions(daily, {helper: True})
    result = await helper.slash(place.channel, "daily show")
    assert shown(result).title == "Nothing is set up"


async def test_now_posts_at_once_and_tells_where(place: Place) -> None:
    await place.start()
    result = await place.daily("now")
    assert place.channel.last_message is not None
    assert str(place.channel.last_message.id) in (shown(result).description or "")


async def test_preview_shows_a_card_to_nobody_else_and_uses_nothing_up(place: Place) -> None:
    await place.start()
    first, second = await place.daily("preview"), await place.daily("preview")
    assert shown(first) == shown(second)
    assert place.channel.last_message is None
    await place.make_due()
    assert place.channel.last_message is not None


async def test_pausing_resuming_and_stopping(place: Place) -> None:
    await place.start()
    await place.daily("pause")
    await place.make_due()
    assert place.channel.last_message is None
    assert "paused" in fields(await place.daily("show"))["Next"]
    assert shown(await place.daily("resume")).title == "It goes on"
    assert shown(await place.daily("stop")).title == "Stopped"
    assert shown(await place.daily("show")).title == "Nothing is set up"


async def test_with_several_one_has_to_be_named(place: Place) -> None:
    await place.start()
    await place.start(time="10")
    assert shown(await place.daily("pause")).title == "Which one?"
    choices = await place.manager.autocomplete(place.channel, "daily pause", "schedule", "")
    assert len(choices) == 2
    assert shown(await place.daily("pause", schedule=choices[1]["value"])).title == "Paused"
    assert shown(await place.daily("pause", schedule="999")).title == "No such schedule"
    assert shown(await place.start(days="weekends")).title == "Changed"
    store = await place.store()
    first, _ = await store.schedules.of_guild(place.guild.id)
    for hour in range(11, 19):
        plan = replace(first.plan, local_time=time(hour))
        await store.schedules.start(place.guild.id, plan, place.manager.id, datetime.now(UTC))
    assert "10 daily posts already" in (shown(await place.start(time="19")).description or "")


async def test_zones_and_topics_complete_as_typed(place: Place) -> None:
    zones = await place.manager.autocomplete(place.channel, "daily start", "timezone", "berl")
    assert zones[0]["value"] == "Europe/Berlin"
    topics = await place.manager.autocomplete(place.channel, "daily start", "topics", "pilots, cub")
    assert topics[0]["value"].startswith("pilots, Cuba")


async def test_an_announcement_is_published_and_a_forum_gets_a_thread(place: Place) -> None:
    news = place.guild.create_news_channel("news")
    forum = place.guild.create_forum_channel("stories")
    await place.start(channel=news)
    await place.start(channel=forum)
    await place.make_due()
    assert news.last_message is not None
    assert news.last_message.flags.value  # SimCord marks what was published
    store = await place.store()
    schedules = await store.schedules.of_guild(place.guild.id)
    (in_forum,) = [each for each in schedules if each.plan.channel_id == forum.id]
    (post,) = await store.schedules.last_posts(in_forum.id, 10)
    assert post.state is PostState.SENT


async def test_a_mention_reaches_that_role_and_nobody_else(place: Place) -> None:
    role = place.guild.create_role("readers", mentionable=True)
    await place.start(mention=role)
    await place.make_due()
    post = place.channel.last_message
    assert post is not None
    assert post.content.startswith(f"<@&{role.id}> ")


async def test_a_role_that_one_may_not_mention_oneself_is_refused(place: Place) -> None:
    role = place.guild.create_role("everyone important")
    result = await place.start(mention=role)
    assert "may not mention that role" in (shown(result).description or "")


async def test_what_fails_is_shown_with_the_reason(place: Place) -> None:
    closed = place.guild.create_text_channel("soon gone")
    await place.start(channel=closed)
    place.env.backend.delete_channel(closed.id)
    await place.make_due()
    trouble = fields(await place.daily("show"))["The last posts"]
    assert "The channel is gone." in trouble


async def test_an_anniversary_is_told_as_one(place: Place) -> None:
    store = await place.store()
    await place.start(timezone="UTC", time="0:00")
    async with store.writing() as session:
        await session.execute(update(PostRow).values(local_date=datetime(2027, 9, 6, tzinfo=UTC).date()))
    await place.make_due()
    post = place.channel.last_message
    assert post is not None
    anniversaries = await place.bot.library.anniversaries()
    of_day = {each.name for each in anniversaries.on(datetime(2027, 9, 6, tzinfo=UTC).date())}
    assert "Viktor Belenko" in of_day
    assert post.embeds[0].title in of_day


async def test_after_three_failures_it_is_paused_and_whoever_set_it_up_is_told_once(place: Place) -> None:
    closed = place.guild.create_text_channel("soon gone")
    await place.start(channel=closed)
    place.env.backend.delete_channel(closed.id)
    async with (await place.store()).writing() as session:
        await session.execute(update(ScheduleRow).values(failed_days=2))
    await place.make_due(hours=5.99)
    shown_fields = fields(await place.daily("show"))
    assert "paused" in shown_fields["Next"]
    assert "The channel is gone. (3 of 3 failures in a row)" in shown_fields["Trouble"]
    (message,) = place.person.dm_channel.history()
    assert message.embeds[0].title == "A daily post is paused"
    refused = await place.daily("resume")
    assert shown(refused).title == "It stays paused"
