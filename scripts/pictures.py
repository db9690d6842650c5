"""Takes the README's pictures: `make picture`."""

from __future__ import annotations

import asyncio
import sys

from scripts.playground_page import CHROMIUM, HOME, open_page, running_playground, send_command, type_command

IMAGES = HOME / "docs" / "images"


async def take_pictures() -> None:
    """The suggestions while a name is typed, and the playground answering `/defector baryshnikof`."""
    async with running_playground() as (address, _):
        async with open_page(address, height=700) as page:
            await type_command(page, "defector", "bar")
            await page.get_by_role("option").filter(has_text="Baryshnikov").first.wait_for()
            await page.screenshot(path=IMAGES / "autocomplete.png")
        async with open_page(address, height=1350) as page:
            await type_command(page, "defector", "baryshnikof")
            await send_command(page)
            card = page.locator("#channel-message-list").get_by_text("Mikhail Baryshnikov").first
            await card.wait_for()
            await card.scroll_into_view_if_needed()
            await page.screenshot(path=IMAGES / "defector.png")


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("Pictures need Chromium: apt-get install chromium.")
    asyncio.run(take_pictures())
