"""What the bot has in hand: the tasks in which discord.py carries out what people do."""

from __future__ import annotations

import asyncio
import logging

log = logging.getLogger(__name__)

COMMANDS = "CommandTree-invoker"
COMPONENTS = "discord-ui-"
EVENTS = "discord.py: "
"""How discord.py names its tasks: commands, buttons with menus and forms, and event handlers."""

_TURNS = 2
"""SimCord takes note of an end two turns later."""


def in_hand(*kinds: str) -> set[asyncio.Task[object]]:
    """The tasks of these kinds that are not done yet, without the one that asks."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    return {task for task in tasks if task is not None and task.get_name().startswith(kinds)}


async def pause() -> None:
    """Give others a few turns, at the end of what somebody did.

    SimCord, which stands for Discord in the playground and in tests, waits for tasks that it finds unfinished, but
    50 ms where it finds one that has just ended. What is carried out in one go has ended at its first look.
    """
    for _ in range(_TURNS):
        await asyncio.sleep(0)


async def finish(seconds: float) -> None:
    """Return when nothing is in hand, or after ``seconds``; what is then still in hand is given up."""
    waiting = in_hand(COMMANDS, COMPONENTS, EVENTS)
    if not waiting:
        return
    log.info("finishing %d tasks", len(waiting))
    _, unfinished = await asyncio.wait(waiting, timeout=seconds)
    if unfinished:
        log.warning("gave up on %d tasks that took longer than %.0f s", len(unfinished), seconds)
