"""Arbitrary text in every option of every command, and ids that somebody made up: always an answer, never harm."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from bot.display.forms import FormKind
from bot.display.persistent import PERSISTENT_FORMS, PERSISTENT_ITEMS
from bot.settings import Settings
from tests.process.every_command import Command, every_command
from tests.standin import StandIn
from tests.standin.bot_process import BotProcess, bot_process, connected
from tests.standin.exchanges import Callback, CallbackType, Interaction
from tests.standin.world import MANAGE_GUILD, MEMBER_PERMISSIONS, Channel, Json

_T = TypeVar("_T")

FEW = hypothesis.settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
HARMFUL = ("@everyone", "<@1>", "<#1>", "**bold**", "[link](https://example.org)", "`code`", "||spoiler||", "# title")
"""What would be seen in an answer that gives back what was typed."""

TEXTS = st.one_of(st.text(max_size=200), st.text(min_size=1000, max_size=6000), st.sampled_from(HARMFUL))
FORMS_OF_RECORDS = ("report-form:viktor-belenko", "report-form:defector")
TEMPLATES = [item.__discord_ui_compiled_template__ for item in PERSISTENT_ITEMS]


class Hostile:
    """The bot and the stand-in on a loop of their own, so that hypothesis can use them from its."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self.discord = StandIn()
        self.bot: BotProcess

    def __enter__(self) -> Hostile:
        self._thread.start()
        self.run(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do ``work`` on that loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _start(self) -> None:
        await self._stack.enter_async_context(self.discord)
        self.discord.world.add_guild()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {
            "DATABASE_URL": f"sqlite:///{folder / 'guilds.sqlite3'}",
            "REPORTS_CHANNEL": str(self.channel.id),
        }
        self.bot = await self._stack.enter_async_context(
            bot_process(self.discord, folder, self._environment | settings)
        )
        await connected(self.discord, self.bot)

    @property
    def channel(self) -> Channel:
        """Where it all happens."""
        return next(iter(self.discord.world.channels.values()))

    async def answer(self, interaction: Interaction, typed: str) -> None:
        """Wait for the answer, and hold it against all that must never be in one."""
        answer = await interaction.answered()
        if answer.type is CallbackType.DEFERRED_MESSAGE:
            await interaction.followed_up()
        assert self.discord.violations == []
        assert f"{interaction.id} failed" not in self.bot.log
        assert self.bot.process.returncode is None
        if typed in HARMFUL:
            assert typed not in _shown(answer, interaction)


def _shown(answer: Callback, interaction: Interaction) -> str:
    return f"{answer.data} {[message.text for message in interaction.followups]}"


@pytest.fixture(scope="module")
def hostile(request: pytest.FixtureRequest) -> Iterator[Hostile]:
    """The bot among people who mean it no good."""
    knowledge: Settings = request.getfixturevalue("settings")
    environment = {"DATA_DIR": str(knowledge.data), "KNOWLEDGE_FILE": str(knowledge.knowledge_file)}
    with Hostile(environment) as started:
        yield started


@FEW
@given(typed=TEXTS)
def test_any_text_in_any_option_gets_an_answer_that_harms_nobody(hostile: Hostile, typed: str) -> None:
    for command in every_command(hostile.discord.world):
        for option in command.texts:
            hostile.run(_use(hostile, command, option, typed))


async def _use(hostile: Hostile, command: Command, option: str, typed: str) -> None:
    options = command.fitting(hostile.channel) | {option: typed}
    permissions = MEMBER_PERMISSIONS | MANAGE_GUILD
    await hostile.answer(
        await hostile.discord.slash(command.name, channel=hostile.channel, permissions=permissions, options=options),
        typed,
    )
    if option in command.completed:
        await hostile.answer(
            await hostile.discord.complete(command.name, option, typed[:100], channel=hostile.channel), ""
        )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: str(template.pattern))
@FEW
@given(data=st.data(), is_there=st.booleans())
def test_an_id_that_somebody_made_up_is_answered(
    hostile: Hostile, template: Any, data: st.DataObject, is_there: bool
) -> None:
    custom_id = data.draw(st.from_regex(template, fullmatch=True).filter(lambda text: len(text) <= 100))
    for values in (None, [data.draw(st.text(min_size=1, max_size=100))]):
        hostile.run(_forge(hostile, custom_id, values, is_there=is_there))


@FEW
@given(custom_id=st.text(min_size=1, max_size=300))
@example("open:" + "x" * 200)
@example("see:../../etc/passwd")
def test_an_id_of_no_form_is_answered(hostile: Hostile, custom_id: str) -> None:
    hostile.run(_forge(hostile, custom_id, None, is_there=True))
    hostile.run(_submit(hostile, custom_id, {"text": "x"}))


@pytest.mark.parametrize("form", PERSISTENT_FORMS, ids=lambda form: form.template.pattern)
@FEW
@given(data=st.data(), inputs=st.dictionaries(st.sampled_from(("text", "page", "other")), TEXTS))
def test_a_form_that_somebody_made_up_is_answered(
    hostile: Hostile, form: FormKind, data: st.DataObject, inputs: dict[str, str]
) -> None:
    made_up = st.one_of(st.from_regex(form.template, fullmatch=True), st.sampled_from(FORMS_OF_RECORDS))
    hostile.run(_submit(hostile, data.draw(made_up.filter(form.template.fullmatch)), inputs))


async def _submit(hostile: Hostile, custom_id: str, inputs: dict[str, str]) -> None:
    await hostile.answer(await hostile.discord.submit(custom_id, inputs, channel=hostile.channel), "")


async def _forge(hostile: Hostile, custom_id: str, values: list[str] | None, *, is_there: bool) -> None:
    message = hostile.discord.world.message_payload(hostile.channel, {"content": "x"})
    if is_there:
        message["components"] = [{"type": 1, "components": [_component(custom_id, values)]}]
    interaction = await hostile.discord.use(message, custom_id, values, channel=hostile.channel)
    await hostile.answer(interaction, "")


def _component(custom_id: str, values: list[str] | None) -> Json:
    if values is None:
        return {"type": 2, "style": 1, "label": "x", "custom_id": custom_id}
    options = [{"label": "x", "value": value} for value in values]
    return {"type": 3, "custom_id": custom_id, "options": options, "min_values": 1, "max_values": 1}
