"""Commands for whoever runs a server are refused to others by the bot itself, whatever Discord shows them."""

from __future__ import annotations

from tests.process.every_command import every_command
from tests.standin import StandIn
from tests.standin.bot_process import BotProcess
from tests.standin.exchanges import CallbackType
from tests.standin.world import MANAGE_GUILD, MEMBER_PERMISSIONS, Channel, User

MANAGER = MEMBER_PERMISSIONS | MANAGE_GUILD


async def test_a_member_without_the_permission_is_refused_in_private(discord: StandIn, bot: BotProcess) -> None:
    channel = next(iter(discord.world.channels.values()))
    managing = {each["name"] for each in discord.world.commands if each.get("default_member_permissions")}
    assert managing
    for command in every_command(discord.world):
        if command.name.split()[0] not in managing:
            continue
        used = await discord.slash(
            command.name, channel=channel, permissions=MEMBER_PERMISSIONS, options=command.fitting(channel)
        )
        answer = await used.answered()
        assert answer.private, command.name
        assert answer.type is CallbackType.MESSAGE
        assert "Manage Server" in str(answer.embed), command.name
    assert not list(discord.world.messages())


async def test_another_server_s_manager_changes_nothing_here(discord: StandIn, bot: BotProcess) -> None:
    here = next(iter(discord.world.channels.values()))
    elsewhere = next(iter(discord.world.add_guild("another").channels.values()))
    refused = await _start(discord, used_in=elsewhere, user=User("mallory"), posts_to=here)
    assert "I can't find that channel" in refused
    assert str(here.id) not in await _shown(discord, here)
    await _start(discord, used_in=here, user=discord.world.alice, posts_to=here)
    assert str(here.id) in await _shown(discord, here)
    assert str(here.id) not in await _shown(discord, elsewhere)


async def _start(discord: StandIn, *, used_in: Channel, user: User, posts_to: Channel) -> str:
    options = {"channel": posts_to, "time": "9:00", "timezone": "UTC"}
    used = await discord.slash("daily start", channel=used_in, user=user, permissions=MANAGER, options=options)
    answer = await used.answered()
    if answer.type is CallbackType.DEFERRED_MESSAGE:
        return (await used.followed_up())[0].text
    return str(answer.data)


async def _shown(discord: StandIn, channel: Channel) -> str:
    used = await discord.slash("daily show", channel=channel, permissions=MANAGER)
    answer = await used.answered()
    return (await used.followed_up())[0].text if answer.type is CallbackType.DEFERRED_MESSAGE else str(answer.data)


async def test_a_choice_that_no_list_offers_is_refused_and_enters_no_log(discord: StandIn, bot: BotProcess) -> None:
    channel = next(iter(discord.world.channels.values()))
    made_up = "zorblaxian"
    for command in every_command(discord.world):
        for option in command.chosen:
            options = command.fitting(channel) | {option: made_up}
            used = await discord.slash(command.name, channel=channel, permissions=MANAGER, options=options)
            answer = await used.answered()
            assert answer.private, command.name
            assert answer.embed["title"] == "Please choose again", command.name
    assert made_up not in bot.log
    assert "Traceback" not in bot.log
