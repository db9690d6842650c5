"""Takes a picture of every command in the playground, at a phone's width: `make picture`.

`python -m scripts.pictures map quiz` takes some of them anew.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import discord

from bot.display.client import as_client
from bot.guilds.quizzes import Given
from bot.playground import Playground, open_playground
from bot.settings import read_settings
from scripts.playground_page import (
    CHROMIUM,
    HOME,
    open_page,
    running_playground,
    send_command,
    type_command,
    type_next,
    type_option,
)

if TYPE_CHECKING:
    from playwright.async_api import FloatRect, Page

IMAGES = HOME / "docs" / "images"

_MESSAGES = "#channel-message-list [data-message-id]"

_PHONE = 420
"""Points: as wide as a large phone."""

_HEIGHT = 1900
_LONGEST_WAIT = 60_000
"""Milliseconds: a quiz's question stands for a while."""

_UPDATING = 2_000
"""Milliseconds in which the page brings itself up to date, and might miss that a button is pressed."""

_SCALE = 2
_DESKTOP = 1100

_IS_SHOWN = """
begin => [...document.querySelectorAll("#channel-message-list img")].some(
    image => image.alt.startsWith(begin) && image.complete && image.naturalWidth > 0)
"""
"""Whether a picture whose description begins so is there and loaded."""


@dataclass(frozen=True)
class Shot:
    """One command with its required options, and words or a picture by which its answer is known.

    ``options`` are further ones by name; ``press`` is the label of a button to press then, and ``form`` words of the
    form that it opens.
    """

    name: str
    command: str
    option: str = ""
    second: str = ""
    options: tuple[tuple[str, str], ...] = ()
    answer: str = ""
    picture: str = ""
    press: str = ""
    pressed: str = ""
    form: str = ""
    pressed_picture: str = ""


@dataclass(frozen=True)
class ActedShot:
    """What the page can't be made to do: ``act`` does it in the simulated Discord.

    The last ``messages`` are shown once the last has the words ``answer``.
    """

    name: str
    act: Callable[[Playground], Awaitable[object]]
    answer: str
    messages: int = 1


async def _use(playground: Playground, command: str, **options: Any) -> Any:
    return await playground.manager.slash(playground.channel, command, **options)


async def _use_on_message(playground: Playground, command: str, text: str) -> None:
    message = await playground.manager.send(playground.channel, text)
    await playground.manager.context_menu(playground.channel, command, message)


async def _mention(playground: Playground, text: str) -> None:
    assert playground.bot.user is not None
    await playground.manager.send(playground.channel, f"{playground.bot.user.mention} {text}")


async def _show_daily(playground: Playground) -> None:
    await _use(playground, "daily start", channel=playground.channel, time="9am", timezone="Berlin", topics="pilots")
    await _use(playground, "daily now")
    await _use(playground, "daily show")


async def _post(playground: Playground) -> None:
    await _use(playground, "daily start", channel=playground.channel, time="9am", timezone="Berlin", topics="Cuba")
    await _use(playground, "daily now")


async def _answer_this(playground: Playground) -> None:
    await _use_on_message(playground, "Answer this", "Does anybody know who flew a MiG-25 to Japan?")


async def _who_is_mentioned(playground: Playground) -> None:
    text = "Baryshnikov was the better jumper, but nobody had the presence of Nureyev. And Petrov? Ask the Australians."
    await _use_on_message(playground, "Who is mentioned here?", text)


async def _ask_in_private(playground: Playground) -> None:
    await _use(playground, "settings answers", visibility="private")
    await _mention(playground, "who flew a MiG-25 to Japan?")


async def _play(playground: Playground) -> None:
    """A quiz between two, as the database has it: nobody waits for the time to run out."""
    await _use(playground, "quiz", rounds=20)
    client = as_client(playground.bot)
    client.quizmaster.close()
    quizzes = (await client.database.store()).quizzes
    (quiz,) = await quizzes.running()
    while True:
        question, now = quiz.question, discord.utils.utcnow()
        for player, misses in ((playground.manager, 4), (playground.neighbour, 2)):
            option = (question.right + (quiz.round % misses == 0)) % len(question.options)
            await quizzes.answer(quiz.id, quiz.channel_id, quiz.round, Given(player.id, option), now)
        await quizzes.tell(quiz, now)
        told = await quizzes.get(quiz.id)
        if told is None or told.is_last:
            break
        quiz = await quizzes.next_round(told, now) or told


async def _lead(playground: Playground) -> None:
    await _play(playground)
    await _use(playground, "leaderboard")


async def _look_back(playground: Playground) -> None:
    await _play(playground)
    await _use(playground, "quiz-stats")


async def _report(playground: Playground) -> None:
    card = await _use(playground, "defector", name="Belenko")
    form = await playground.manager.click(card.response, label="Report a mistake")
    text = "He landed with fuel for half a minute left, by his own account."
    await playground.manager.submit_modal(form, {"text": text, "page": "https://example.org/mig-pilot"})


SHOTS = (
    Shot("ask", "ask", "who flew a MiG-25 to Japan?", answer="Viktor Belenko"),
    Shot("random", "random", options=(("topic", "pilots"),), answer="One of"),
    Shot("define", "define", "defector in place", answer="Defector in place"),
    Shot("browse", "browse", options=(("from", "Cuba"), ("decade", "1990s")), answer="Page 1 of"),
    Shot("timeline", "timeline", picture="A timeline"),
    Shot("map", "map", picture="A map"),
    Shot("map-pilots", "map", options=(("occupation", "pilots"),), picture="A map"),
    Shot("stats", "stats", picture="Bars"),
    Shot("route", "defector", "belenko", answer="Viktor Belenko", press="Route on a map", pressed_picture="A map"),
    Shot("compare", "compare", "nureyev", "baryshnikov", answer="lie between them"),
    Shot("quiz", "quiz", options=(("topic", "ballet dancers"),), answer="Nobody answered"),
    Shot("onthisday", "onthisday", options=(("date", "6 September"),), answer="Viktor Belenko"),
    Shot("settings", "settings show", answer="Who may configure"),
    Shot("privacy", "privacy show", answer="For how long"),
    Shot("report", "defector", "belenko", answer="Viktor Belenko", press="Report a mistake", form="What is wrong"),
    Shot("about", "about", answer="Sources read"),
    Shot("help", "help", answer="What I can do"),
)

ACTED_SHOTS = (
    ActedShot("daily", _show_daily, "The last posts"),
    ActedShot("daily-post", _post, "Show me another"),
    ActedShot("answer-this", _answer_this, "Belenko", messages=2),
    ActedShot("who-is-mentioned", _who_is_mentioned, "Mentioned there", messages=2),
    ActedShot("private-answer", _ask_in_private, "Show me the answer", messages=2),
    ActedShot("leaderboard", _lead, "Leaderboard"),
    ActedShot("quiz-stats", _look_back, "Your quizzes"),
    ActedShot("reported", _report, "Accept"),
)


async def take_pictures(names: Sequence[str]) -> None:
    """Every command on a phone, or those called so; and without names the desktop's."""
    if not names:
        await _take_desktop()
    for shot in SHOTS:
        if not names or shot.name in names:
            async with running_playground() as (address, _), open_page(address, _PHONE, _HEIGHT, _SCALE) as page:
                await _take(page, shot)
    for acted in ACTED_SHOTS:
        if not names or acted.name in names:
            async with open_playground(replace(read_settings(), playground_port=0)) as playground:
                await _take_acted(playground, acted)


async def _take_desktop() -> None:
    """The suggestions while a name is typed, and a card."""
    async with running_playground() as (address, _):
        async with open_page(address, _DESKTOP, height=700) as page:
            await type_command(page, "defector", "bar")
            await page.get_by_role("option").filter(has_text="Baryshnikov").first.wait_for()
            await page.screenshot(path=IMAGES / "autocomplete.png")
        async with open_page(address, _DESKTOP, height=1350) as page:
            await type_command(page, "defector", "baryshnikof")
            await send_command(page)
            card = page.locator("#channel-message-list").get_by_text("Mikhail Baryshnikov").first
            await card.wait_for()
            await card.scroll_into_view_if_needed()
            await page.screenshot(path=IMAGES / "defector.png")


async def _take(page: Page, shot: Shot) -> None:
    page.set_default_timeout(_LONGEST_WAIT)
    await type_command(page, shot.command, shot.option)
    if shot.second:
        await type_next(page, shot.second)
    for name, value in shot.options:
        await type_option(page, name, value)
    await send_command(page)
    await _wait_for(page, shot.answer, shot.picture)
    if shot.press:
        await page.wait_for_timeout(_UPDATING)
        await page.get_by_role("button", name=shot.press).last.click()
        await _wait_for(page, shot.pressed, shot.pressed_picture)
    if shot.form:
        form = page.get_by_role("dialog")
        await form.get_by_text(shot.form).wait_for()
        await form.screenshot(path=IMAGES / f"{shot.name}.png")
        return
    shown = page.locator(_MESSAGES).last if shot.press else page.locator("#channel-message-list")
    await shown.screenshot(path=IMAGES / f"{shot.name}.png")


async def _take_acted(playground: Playground, shot: ActedShot) -> None:
    async with open_page(playground.preview.url, _PHONE, _HEIGHT, _SCALE) as page:
        page.set_default_timeout(_LONGEST_WAIT)
        await shot.act(playground)
        await playground.preview.refresh()
        await page.locator("#channel-message-list").get_by_text(shot.answer).last.wait_for()
        messages = page.locator(_MESSAGES)
        await messages.last.scroll_into_view_if_needed()
        boxes = [await message.bounding_box() for message in (await messages.all())[-shot.messages :]]
        shown = [box for box in boxes if box is not None]
        left, top = min(box["x"] for box in shown), min(box["y"] for box in shown)
        right = max(box["x"] + box["width"] for box in shown)
        bottom = max(box["y"] + box["height"] for box in shown)
        clip: FloatRect = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        await page.screenshot(path=IMAGES / f"{shot.name}.png", clip=clip)


async def _wait_for(page: Page, words: str, picture: str) -> None:
    messages = page.locator("#channel-message-list")
    if words:
        await messages.get_by_text(words).first.wait_for()
    if picture:
        await messages.locator(f"img[alt^='{picture}']").last.scroll_into_view_if_needed()  # it is not loaded before
        await page.wait_for_function(_IS_SHOWN, arg=picture)


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("Pictures need Chromium: apt-get install chromium.")
    asyncio.run(take_pictures(sys.argv[1:]))
