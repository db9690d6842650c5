"""The playground as a person uses it: a real process, and its page in headless Chromium."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

HOME = Path(__file__).resolve().parent.parent
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
"""The browser on this machine, or None."""

_CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/#\S+")


@asynccontextmanager
async def running_playground(
    environment: dict[str, str] | None = None,
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """The playground in a process of its own, on a free port; gives its address. Ends it by SIGTERM."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "play",
        cwd=HOME, stdout=asyncio.subprocess.PIPE, stderr=None,
        env={**os.environ, "PLAYGROUND_PORT": "0", "PLAYGROUND_BROWSER": "no", **(environment or {})},
    )  # fmt: skip
    try:
        yield await asyncio.wait_for(_address(process), timeout=60), process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if match := _ADDRESS.search(line.decode()):
            return match[0]
    raise RuntimeError(f"the playground ended with exit code {await process.wait()} before it told its address")


@asynccontextmanager
async def open_page(address: str, width: int = 1100, height: int = 1250, scale: float = 1) -> AsyncIterator[Page]:
    """The page at ``address`` in headless Chromium, ready to be typed into; ``scale`` pixels for each point."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(_CHROMIUM_FLAGS))
        page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        await page.goto(address)
        await page.locator("#channel-composer-input").wait_for()
        yield page
        await browser.close()


async def type_command(page: Page, command: str, option: str = "") -> None:
    """Type a slash command and its one option as a person would, without sending it yet."""
    await page.locator("#channel-composer-input").click()
    await page.keyboard.type(f"/{command}")
    await page.get_by_role("option").filter(has=page.get_by_text(f"/{command}", exact=True)).first.click()
    if option:
        await page.keyboard.type(option)


async def type_option(page: Page, name: str, value: str) -> None:
    """Choose one of a command's options, at once or behind another one's value, and type its value."""
    option = page.get_by_role("option").filter(has=page.get_by_text(name, exact=True)).first
    if not await option.is_visible():
        await page.keyboard.press("Escape")  # the suggestions for the value before
        await page.get_by_text(re.compile(r"^\+\d+ (more|options?)$")).first.click()
    await option.click()
    await page.keyboard.type(value)


async def type_next(page: Page, value: str) -> None:
    """Type the value of the next required option."""
    await page.keyboard.press("Escape")
    await page.keyboard.press("Tab")
    await page.keyboard.type(value)


async def send_command(page: Page) -> None:
    """Send what was typed."""
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
