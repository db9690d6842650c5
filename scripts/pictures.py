"""Takes the README's pictures: `make picture`."""

from __future__ import annotations

import asyncio
import sys

from scripts.playground_page import CHROMIUM, HOME, open_page, running_playground, type_command

IMAGES = HOME / "docs" / "images"


async def take_pictures() -> None:
    """The playground answering `/defector baryshnikof`, and its suggestions while a name is typed."""
    async with running_playground() as (address, _), open_page(address) as page:
        await type_command(page, "defector", "nav")
        await page.wait_for_timeout(1500)
        await page.screenshot(path=IMAGES / "autocomplete.png")
        print(await page.evaluate("document.body.innerText"))


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("Pictures need Chromium: apt-get install chromium.")
    asyncio.run(take_pictures())
