"""Takes a picture of every command in the playground, at a phone's width: `make picture`.

`python -m scripts.pictures map quiz` takes some of them anew.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from playwright.async_api import Page

IMAGES = HOME / "docs" / "images"

_MESSAGES = "#channel-message-list [data-message-id]"

_PHONE = 420
"""Points: as wide as a large phone."""

_HEIGHT = 1900
_LONGEST_WAIT = 60_000
"""Milliseconds: a quiz's question stands for a while."""

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

    ``options`` are further ones by name; ``press`` is the label of a button to press then.
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
    pressed_picture: str = ""


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
    Shot("leaderboard", "leaderboard", answer="Leaderboard"),
    Shot("quiz-stats", "quiz-stats", answer="Your quizzes"),
    Shot("about", "about", answer="Sources read"),
    Shot("help", "help", answer="What I can do"),
)


async def take_pictures(names: Sequence[str]) -> None:
    """Every command on a phone, or those called so; and without names the desktop's."""
    if not names:
        await _take_desktop()
    for shot in SHOTS:
        if not names or shot.name in names:
            async with running_playground() as (address, _), open_page(address, _PHONE, _HEIGHT, _SCALE) as page:
                await _take(page, shot)


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
        await page.get_by_role("button", name=shot.press).last.click()
        await _wait_for(page, shot.pressed, shot.pressed_picture)
    shown = page.locator(_MESSAGES).last if shot.press else page.locator("#channel-message-list")
    await shown.screenshot(path=IMAGES / f"{shot.name}.png")


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
