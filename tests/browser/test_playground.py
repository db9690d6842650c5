"""The playground in a real browser: a real process, its page in headless Chromium, typed into as a person would."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import HOME, Settings
from scripts.playground_page import CHROMIUM, open_page, running_playground, send_command, type_command

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@needs_chromium
async def test_a_person_types_a_command_and_sees_the_card(settings: Settings) -> None:
    environment = {"KNOWLEDGE_FILE": str(settings.knowledge_file)}
    async with running_playground(environment) as (address, process), open_page(address) as page:
        await type_command(page, "defector", "baryshnikof")
        await page.get_by_role("option").filter(has_text="Mikhail Baryshnikov").first.wait_for()
        await send_command(page)
        messages = page.locator("#channel-message-list")
        await messages.get_by_text("29 June 1974").first.wait_for()
        await messages.get_by_text("See also").first.wait_for()
        assert process.returncode is None


@needs_chromium
async def test_whoever_plays_manages_the_server_on_the_day_that_it_is(settings: Settings) -> None:
    environment = {"KNOWLEDGE_FILE": str(settings.knowledge_file)}
    async with running_playground(environment) as (address, _), open_page(address) as page:
        await type_command(page, "settings show")
        await send_command(page)
        messages = page.locator("#channel-message-list")
        await messages.get_by_text("Who may configure").first.wait_for()
        await messages.get_by_text(str(datetime.now(UTC).year)).first.wait_for()


async def test_it_stops_cleanly_on_ctrl_c(settings: Settings) -> None:
    environment = {"KNOWLEDGE_FILE": str(settings.knowledge_file)}
    async with running_playground(environment) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        rest = (await asyncio.wait_for(process.stdout.read(), timeout=30)).decode()
        assert await process.wait() == 0
    assert "DISCORD_TOKEN" in rest
    assert "The playground has closed." in rest


async def test_a_taken_port_is_one_clear_line(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, error = await run_play(settings, PLAYGROUND_PORT=str(port))
    assert code == 1
    (line,) = [line for line in error.splitlines() if "INFO" not in line]
    assert str(port) in line
    assert "PLAYGROUND_PORT=8080" in line


async def test_a_missing_package_is_one_clear_line(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'simcord' else find(name, *rest)\n",
        encoding="utf-8",
    )
    code, error = await run_play(settings, PYTHONPATH=str(tmp_path))
    assert code == 1
    (line,) = error.splitlines()
    assert "DISCORD_TOKEN" in line
    assert "make run" in line


async def run_play(settings: Settings, **environment: str) -> tuple[int | None, str]:
    """Run the playground to its end; its exit code and what it wrote to standard error."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "play",
        cwd=HOME,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "KNOWLEDGE_FILE": str(settings.knowledge_file), "PLAYGROUND_BROWSER": "no", **environment},
    )
    _, error = await asyncio.wait_for(process.communicate(), timeout=60)
    return process.returncode, error.decode()
