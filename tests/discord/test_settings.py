"""What a server has chosen holds for every command, and only those who may can change it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import simcord

from bot.app import DefectionBot
from bot.guilds.housekeeping import GRACE, Housekeeping
from bot.knowledge.date_order import MONTHS
from bot.settings import Settings
from tests.discord.conftest import embed_of, menu
from tests.discord.test_daily import Place, place, shown

__all__ = ["place"]

_WITH_DAY_FIRST = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{3,4}}\b")
_WITH_MONTH_FIRST = re.compile(rf"\b(?:{'|'.join(MONTHS)}) \d{{1,2}}, \d{{3,4}}\b")


async def choose(place: Place, command: str, **options: object) -> simcord.InteractionResult:
    """The manager uses a subcommand of /settings."""
    return await place.manager.slash(place.channel, f"settings {command}", **options)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("defector", {"name": "Belenko"}),
        ("define", {"term": "defector"}),
        ("random", {}),
        ("ask", {"question": "who was Viktor Belenko?"}),
        ("browse", {"from": "Cuba"}),
        ("onthisday", {"date": "6 September"}),
        ("about", {}),
        ("timeline", {"how": "swam"}),
        ("map", {"how": "swam"}),
        ("stats", {"how": "swam"}),
        ("compare", {"one": "Nureyev", "two": "Baryshnikov"}),
        ("leaderboard", {}),
    ],
)
async def test_private_answers_are_private_for_every_command(
    place: Place, command: str, options: dict[str, str]
) -> None:
    assert not (await place.member.slash(place.channel, command, **options)).ephemeral
    await choose(place, "answers", visibility="private")
    assert (await place.member.slash(place.channel, command, **options)).ephemeral
    await choose(place, "answers", visibility="public")
    assert not (await place.member.slash(place.channel, command, **options)).ephemeral


async def test_where_the_bot_does_not_answer_it_says_where_it_does(place: Place) -> None:
    other = place.guild.create_text_channel("bots")
    await choose(place, "channels", add=other)
    refused = await place.member.slash(place.channel, "defector", name="Belenko")
    assert refused.ephemeral
    assert f"<#{other.id}>" in (embed_of(refused).description or "")
    assert embed_of(await place.member.slash(other, "defector", name="Belenko")).title == "Viktor Belenko"
    assert embed_of(await place.member.slash(place.channel, "help")).fields
    await choose(place, "channels", everywhere=True)
    assert embed_of(await place.member.slash(place.channel, "defector", name="Belenko")).title == "Viktor Belenko"


async def test_a_mention_is_left_alone_where_the_bot_does_not_answer(place: Place) -> None:
    other = place.guild.create_text_channel("bots")
    await choose(place, "channels", add=other)
    assert place.bot.user is not None
    question = f"{place.bot.user.mention} who was Viktor Belenko?"
    await place.member.send(place.channel, question)
    assert place.channel.last_message is not None
    assert place.channel.last_message.content == question
    await place.member.send(other, question)
    assert other.last_message is not None
    assert "Belenko" in (other.last_message.embeds[0].description or "")


async def test_where_answers_are_private_a_mention_gets_a_button_that_opens_the_answer(
    place: Place, settings: Settings
) -> None:
    await choose(place, "answers", visibility="private")
    assert place.bot.user is not None
    await place.member.send(place.channel, f"{place.bot.user.mention} who was Viktor Belenko?")
    reply = place.channel.last_message
    assert reply is not None
    assert "Belenko" not in str(reply.embeds[0].to_dict())
    pressed = await place.member.click(reply, label="Show me the answer")
    assert "Belenko" in (shown(pressed).description or "")
    assert pressed.ephemeral
    assert place.channel.last_message == reply
    followed = await place.member.slash(place.channel, "ask", question="and when was that?")
    assert "1976" in (embed_of(followed).description or "")
    async with DefectionBot(settings) as restarted:
        await place.env.restart_bot(restarted)
        assert "Belenko" in (shown(await place.manager.click(reply, label="Show me the answer")).description or "")


async def test_a_mention_that_can_no_longer_be_read_is_told_plainly(place: Place) -> None:
    await choose(place, "answers", visibility="private")
    assert place.bot.user is not None
    asked = await place.member.send(place.channel, f"{place.bot.user.mention} who was Viktor Belenko?")
    reply = place.channel.last_message
    assert reply is not None
    await place.member.delete(asked)
    assert shown(await place.member.click(reply, label="Show me the answer")).title == "I can't read that message"


async def test_a_quiz_is_public_where_answers_are_private(place: Place) -> None:
    await choose(place, "answers", visibility="private")
    assert "Quizzes" in str(embed_of(await choose(place, "show")).to_dict())
    assert not (await place.member.slash(place.channel, "quiz", rounds=1)).ephemeral


async def test_dates_are_written_as_the_server_writes_them(place: Place) -> None:
    await choose(place, "locale", locale="en-US")
    fields = embed_of(await place.member.slash(place.channel, "defector", name="Belenko")).fields
    assert "September 6, 1976" in {field.value for field in fields}
    question = "when did Viktor Belenko defect?"
    asked = await place.member.slash(place.channel, "ask", question=question)
    assert "on September 6, 1976" in (embed_of(asked).description or "")
    assert place.bot.user is not None
    await place.member.send(place.channel, f"{place.bot.user.mention} {question}")
    assert place.channel.last_message is not None
    assert "on September 6, 1976" in (place.channel.last_message.embeds[0].description or "")
    listed = await place.member.slash(place.channel, "browse", occupation="pilots", **{"from": "Soviet Union"})
    assert listed.response is not None
    picked = await place.member.select(listed.response, [menu(listed)["options"][0]["value"]], custom_id="pick")
    assert _WITH_MONTH_FIRST.search(str(embed_of(picked).to_dict()))
    assert not _WITH_DAY_FIRST.search(embed_of(picked).description or "")
    carol = place.env.create_user("carol")
    fields = embed_of(await carol.slash("defector", name="Belenko")).fields
    assert "6 September 1976" in {field.value for field in fields}


@pytest.mark.simcord(check_errors=False)
async def test_members_can_not_change_settings(place: Place) -> None:
    command = next(each for each in await place.bot.tree.fetch_commands() if each.name == "settings")
    place.guild.set_command_permissions(command, {place.member: True})
    refused = await place.member.slash(place.channel, "settings answers", visibility="private")
    assert embed_of(refused).title == "Not for you"
    assert not (await place.member.slash(place.channel, "defector", name="Belenko")).ephemeral


async def test_everybody_can_not_be_made_a_manager(place: Place) -> None:
    refused = await choose(place, "managers", role=place.guild.default_role)
    assert embed_of(refused).title == "Nothing was changed"


async def test_settings_are_shown(place: Place) -> None:
    fields = {field.name: field.value for field in embed_of(await choose(place, "show")).fields}
    assert fields["Answers"] == "to everybody"
    assert fields["Channels"] == "all"


async def test_what_is_kept_is_said_handed_out_and_deleted(place: Place) -> None:
    assert embed_of(await place.member.slash(place.channel, "privacy show")).fields
    await place.start()
    exported = await place.manager.slash(place.channel, "privacy export")
    assert exported.response is not None
    files = {each.filename: json.loads(await each.read()) for each in exported.response.attachments}
    assert files["server.json"]["schedules"][0]["channel_id"] == place.channel.id
    assert files["mine.json"]["schedules"][0]["user_id"] == place.manager.id
    asked = await place.manager.slash(place.channel, "privacy delete")
    assert asked.response is not None
    await place.manager.click(asked.response, label="Delete this server's data")
    assert shown(await place.daily("show")).title == "Nothing is set up"
    assert await (await place.store()).privacy.of_guild(place.guild.id) == {}


async def test_what_is_kept_can_be_deleted_by_a_button_from_before_a_restart(place: Place) -> None:
    await place.start()
    asked = await place.manager.slash(place.channel, "privacy delete")
    assert asked.response is not None
    await place.bot.close()
    async with DefectionBot(place.bot.settings) as restarted:
        await place.env.restart_bot(restarted)
        await place.manager.click(asked.response, label="Delete this server's data")
        assert await (await restarted.database.store()).privacy.of_guild(place.guild.id) == {}


async def test_who_does_not_manage_the_server_deletes_only_their_own(place: Place) -> None:
    await place.start()
    asked = await place.member.slash(place.channel, "privacy delete")
    assert asked.response is not None
    await place.member.click(asked.response, label="Delete what concerns me")
    with pytest.raises(Exception, match="server"):
        await place.member.click(asked.response, label="Delete this server's data")
    assert len(await (await place.store()).schedules.of_guild(place.guild.id)) == 1


async def test_whoever_set_a_post_up_can_be_forgotten_and_the_post_stays(place: Place) -> None:
    await place.start()
    await (await place.store()).privacy.forget_user(place.manager.id)
    (schedule,) = await (await place.store()).schedules.of_guild(place.guild.id)
    assert schedule.user_id == 0


async def test_a_server_that_removed_the_bot_is_forgotten_after_the_grace(place: Place) -> None:
    await place.start()
    here = {place.guild.id}
    clock = [datetime.now(UTC)]

    async def servers() -> set[int]:
        return here

    housekeeping = Housekeeping(place.bot.database, servers, lambda: clock[0])
    store = await place.store()
    here.clear()
    await housekeeping.tidy()
    assert await store.posts.next_wake() is None
    here.add(place.guild.id)
    await housekeeping.tidy()
    assert await store.posts.next_wake() is not None
    here.clear()
    await housekeeping.tidy()
    clock[0] += GRACE - timedelta(hours=1)
    await housekeeping.tidy()
    assert await store.guilds.ids() == {place.guild.id}
    clock[0] += timedelta(hours=2)
    await housekeeping.tidy()
    assert await store.guilds.ids() == set()


@pytest.mark.parametrize("text", ["6 September", "Sep 6", "September 6th, 1976", "09-06", "6.9.", "2026-09-06"])
async def test_on_this_day_shows_everybody_of_a_day(place: Place, text: str) -> None:
    result = await place.member.slash(place.channel, "onthisday", date=text)
    embed = embed_of(result)
    assert embed.title == "On 6 September"
    assert "**1976** Viktor Belenko: Soviet Union → United States" in (embed.description or "")
    assert "Got away and stayed" in (embed.description or "")
    assert "Coming up" in {field.name for field in embed.fields}
    assert "clock" not in (embed.footer.text or "")
    assert result.response is not None
    opened = await place.member.select(result.response, ["viktor-belenko"], custom_id="pick")
    assert opened.ephemeral
    assert embed_of(opened).title == "Viktor Belenko"


async def test_today_is_by_the_clock_of_the_servers_daily_posts(place: Place) -> None:
    utc = embed_of(await place.member.slash(place.channel, "onthisday"))
    assert utc.title == f"On {_day(place.env.now())}"
    assert (utc.footer.text or "").endswith("by the clock of UTC")
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart: never is it the same day in both
        await place.start(timezone=zone)
        today = embed_of(await place.member.slash(place.channel, "onthisday"))
        assert today.title == f"On {_day(place.env.now().astimezone(ZoneInfo(zone)))}"
        assert (today.footer.text or "").endswith(zone.replace("_", " "))
        (schedule,) = await (await place.store()).schedules.of_guild(place.guild.id)
        await (await place.store()).schedules.stop(schedule)


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B}"


@pytest.mark.parametrize("text", ["31 February", "someday", "13-45", "99 Sep", "", "0 Jan"])
async def test_what_is_no_day_is_explained(place: Place, text: str) -> None:
    result = await place.member.slash(place.channel, "onthisday", date=text)
    assert result.ephemeral
    assert "6 September" in (embed_of(result).description or "")
