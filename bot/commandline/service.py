"""run, play, sync and healthy: the bot as a service, and what has to do with one."""

from __future__ import annotations

import argparse
import sys

from bot.collecting import without_collecting
from bot.settings import SettingError, Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot run`: on Discord, or without a token the playground."""
    if settings.token is None:
        return play(options, settings)
    with without_collecting(stays=True):
        from bot.guilds.database import Database
        from bot.guilds.errors import DatabaseError
        from bot.running import RefusedError, run_on_discord

    Database(settings.database_url)  # an address that can't be used is told before Discord is asked for anything
    try:
        run_on_discord(settings.token, settings)
    except (RefusedError, DatabaseError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def play(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot play`: the playground."""
    from bot.playground import PlaygroundError, play

    try:
        play(settings)
    except PlaygroundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def sync(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot sync`: tell Discord the commands, all servers or one."""
    from bot.running import RefusedError, sync_commands

    if settings.token is None:
        raise SettingError("DISCORD_TOKEN is needed for this; for example DISCORD_TOKEN=MTIz…")
    if options.remove and options.guild is None:
        print("--remove takes a server's own commands away: which server's? For example --guild 123 --remove")
        return 2
    try:
        names = sync_commands(settings.token, settings, options.guild, remove=options.remove)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Discord has {len(names)} commands: {', '.join(f'/{name}' for name in sorted(names))}")
    return 0


def healthy(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot healthy`: 0 if the bot that runs here is connected."""
    from bot.monitoring import is_healthy

    return 0 if is_healthy(settings) else 1
