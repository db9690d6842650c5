"""The command line: `python -m bot`, or with one of the commands that `python -m bot --help` lists."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence

from bot import VERSION
from bot.commandline import queries
from bot.commandline.data import check_data, export, prepare
from bot.heartbeat import is_healthy
from bot.knowledge.mistakes import DataError
from bot.settings import SettingError, Settings, read_settings

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 called wrongly."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        settings = read_settings()
        _set_up_logging(settings.log_level)
        return command(options, settings)
    except (SettingError, DataError) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has had enough
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Answers questions about defection.")
    parser.add_argument("--version", action="version", version=f"Defection Bot {VERSION}")
    parser.set_defaults(command=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, command: Command, purpose: str) -> argparse.ArgumentParser:
        subparser = commands.add_parser(name, help=purpose, description=purpose)
        subparser.set_defaults(command=command)
        return subparser

    add("run", _run, "Run on Discord, or without a token the playground; the same as no command.")
    add("play", _play, "Run the playground, even with a token.")
    for name, command, what in (
        ("lookup", queries.lookup, "name"),
        ("define", queries.define, "term"),
    ):
        subparser = add(name, command, f"Look up a {what}; with --json, one {what} a line from standard input.")
        subparser.add_argument("words", nargs="*", metavar=what.upper())
        subparser.add_argument("--json", action="store_true", help="read lines, print one JSON object for each")
    random_parser = add("random", queries.random_person, "Show somebody at random.")
    random_parser.add_argument("words", nargs="*", metavar="TOPIC")
    add("check-data", check_data, "Check all records and print the counts.")
    add("build", prepare, "Make the knowledge file now, so that the next start need not.")
    add("healthy", _healthy, "Tell by the exit code whether the bot that runs here is connected.")
    exporter = add("export", export, "Write the whole dataset to standard output.")
    exporter.add_argument("--format", choices=("json", "csv"), default="json")
    return parser


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if settings.token is None:
        return _play(options, settings)
    import discord

    from bot.app import run_on_discord
    from bot.guilds.errors import DatabaseError

    try:
        run_on_discord(settings.token, settings)
    except discord.LoginFailure:
        print(
            "Discord does not take this token. DISCORD_TOKEN is the token of the application's bot, found under Bot\n"
            "at https://discord.com/developers/applications; for example DISCORD_TOKEN=MTIz….",
            file=sys.stderr,
        )
        return 1
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Discord can't be reached: {error}. Is there a network here?", file=sys.stderr)
        return 1
    return 0


def _play(options: argparse.Namespace, settings: Settings) -> int:
    from bot.playground import PlaygroundError, play

    try:
        play(settings)
    except PlaygroundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _healthy(options: argparse.Namespace, settings: Settings) -> int:
    if settings.heartbeat_file is None:
        raise SettingError("HEARTBEAT_FILE is needed for this; for example HEARTBEAT_FILE=/tmp/heartbeat")
    return 0 if is_healthy(settings.heartbeat_file) else 1


def _set_up_logging(level: int) -> None:
    logging.basicConfig(level=level, format="{asctime} {levelname} {name}: {message}", style="{", stream=sys.stderr)
    # discord.py tells of every gateway session at INFO; ours says when it is ready.
    logging.getLogger("discord").setLevel(max(level, logging.WARNING))
    logging.getLogger("aiosqlite").setLevel(max(level, logging.INFO))


if __name__ == "__main__":
    sys.exit(main())
