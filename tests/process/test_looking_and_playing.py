"""Lists, pictures, forms and quizzes over real sockets: all keep Discord's rules, and a kill ends no quiz."""

from __future__ import annotations

from pathlib import Path

from tests.standin import StandIn
from tests.standin.bot_process import bot_process, connected
from tests.standin.exchanges import Callback, CallbackType
from tests.standin.world import Channel, Json

EDIT_ANSWER = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
POST = "POST /channels/{channel_id}/messages"


def buttons(message: Json) -> dict[str, str]:
    """The custom ids of a message's buttons by their labels."""
    items = [item for row in message["components"] for item in row["components"]]
    return {item["label"]: item["custom_id"] for item in items if "label" in item}


async def open_report_form(discord: StandIn, channel: Channel) -> tuple[Json, Callback]:
    """Somebody opens a card and its form for a mistake: the card, and the form."""
    card = await discord.slash("defector", name="Belenko", channel=channel)
    await card.answered()
    assert card.original is not None
    pressed = buttons(card.original.payload)["Report a mistake"]
    form = await (await discord.use(card.original.payload, pressed, channel=channel)).answered()
    return card.original.payload, form


async def test_lists_pictures_and_forms_keep_discords_rules(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    channel = next(iter(discord.world.channels.values()))
    environment |= {"REPORTS_CHANNEL": str(channel.id)}
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        listed = await discord.slash("browse", how="swam", channel=channel)
        assert (await listed.answered()).type is CallbackType.MESSAGE
        drawn = await discord.slash("map", how="swam", channel=channel)
        assert (await drawn.answered()).type is CallbackType.DEFERRED_MESSAGE
        await discord.requested(EDIT_ANSWER)

        card, form = await open_report_form(discord, channel)
        assert form.type is CallbackType.MODAL
        route = await discord.use(card, buttons(card)["Route on a map"])
        assert (await route.answered()).private
        await discord.requested(EDIT_ANSWER, 2)
        assert "Traceback" not in bot.log


async def test_a_form_that_was_open_when_the_bot_was_killed_is_taken(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    channel = next(iter(discord.world.channels.values()))
    environment |= {"REPORTS_CHANNEL": str(channel.id)}
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        _, form = await open_report_form(discord, channel)
        await bot.kill()
    async with bot_process(discord, tmp_path, environment) as again:
        await connected(discord, again)
        sent = await discord.submit(form.data["custom_id"], {"text": "He landed in 1975."}, channel=channel)
        assert (await sent.answered()).private
        await sent.followed_up()
        assert "Thank you" in sent.followups[-1].text
        assert "He landed in 1975." in channel.messages[-1].text
        assert "Traceback" not in again.log


async def test_a_quiz_goes_on_when_the_bot_was_killed(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    channel = next(iter(discord.world.channels.values()))
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        await (await discord.slash("quiz", rounds=1, channel=channel)).answered()
        await discord.requested(POST)
        question = channel.messages[-1]
        assert len(buttons(question.payload)) == 5  # four answers, and to stop
        await bot.kill()
    async with bot_process(discord, tmp_path, environment) as again:
        await connected(discord, again)
        await discord.requested(EDIT)
        assert "Nobody answered" in question.text
        await discord.requested(POST, len(discord.requests_of(POST)) + 1)
        assert "The quiz is over" in channel.messages[-1].text
        assert "Traceback" not in again.log


async def test_a_messages_menu_works_in_a_direct_message_between_two_others(
    discord: StandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    place = discord.world.dm_channel(discord.world.alice)
    said = discord.world.message_payload(place, {"content": "Where did Viktor Belenko land?"})
    said["author"] = {"id": "77", "username": "carol", "discriminator": "0", "avatar": None}
    async with bot_process(discord, tmp_path, environment) as bot:
        await connected(discord, bot)
        for command in ("Answer this", "Who is mentioned here?"):
            answer = await (await discord.use_menu(said, command)).answered()
            assert answer.private
            assert "Belenko" in str(answer.embed)
        assert "Belenko" not in bot.log
