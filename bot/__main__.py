"""The command line: `python -m bot`, or with one of the commands that `python -m bot --help` lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from bot import VERSION
from bot.commandline import queries
from bot.commandline.data import check_data, export, prepare
from bot.knowledge.mistakes import DataError
from bot.logs import set_up_logging
from bot.settings import SettingError, Settings, read_settings

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 called wrongly."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        settings = read_settings()
        set_up_logging(settings)
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
    syncer = add("sync", _sync, "Tell Discord the commands now; a start does so by itself when they have changed.")
    syncer.add_argument("--guild", type=int, metavar="ID", help="only for this server, where they show at once")
    syncer.add_argument("--remove", action="store_true", help="take that server's own commands away again")
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
    from bot.guilds.errors import DatabaseError
    from bot.running import RefusedError, run_on_discord

    try:
        run_on_discord(settings.token, settings)
    except (RefusedError, DatabaseError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _sync(options: argparse.Namespace, settings: Settings) -> int:
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


def _play(options: argparse.Namespace, settings: Settings) -> int:
    from bot.playground import PlaygroundError, play

    try:
        play(settings)
    except PlaygroundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _healthy(options: argparse.Namespace, settings: Settings) -> int:
    from bot.monitoring import is_healthy

    return 0 if is_healthy(settings) else 1


if __name__ == "__main__":
    sys.exit(main())
