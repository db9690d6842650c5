"""The command line: `python -m bot`, or with one of the commands that `python -m bot --help` lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bot import VERSION
from bot.collecting import without_collecting
from bot.guilds.errors import DatabaseError
from bot.knowledge.mistakes import DataError, KnowledgeFileError
from bot.logs import set_up_logging
from bot.settings import SettingError, Settings, read_settings

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 called wrongly."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        set_up_logging(settings)
        return _load(options.command)(options, settings)
    except (SettingError, DataError, KnowledgeFileError, DatabaseError) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has had enough
        return 0
    except KeyboardInterrupt:
        return 130


def _load(command: str) -> Command:
    """The function that ``command`` names as module:function; only what it needs is imported."""
    module, _, name = command.partition(":")
    with without_collecting(stays=True):
        found: Command = getattr(import_module(module), name)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Answers questions about defection.")
    parser.add_argument("--version", action="version", version=f"Defection Bot {VERSION}")
    parser.set_defaults(command="bot.commandline.service:run")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, command: str, purpose: str) -> argparse.ArgumentParser:
        subparser = commands.add_parser(name, help=purpose, description=purpose)
        subparser.set_defaults(command=f"bot.commandline.{command}")
        return subparser

    add("run", "service:run", "Run on Discord, or without a token the playground; the same as no command.")
    add("play", "service:play", "Run the playground, even with a token.")
    add("healthy", "service:healthy", "Tell by the exit code whether the bot that runs here is connected.")
    add("doctor", "doctor:doctor", "Look at everything that a start needs, and say what to mend.")
    sync = add("sync", "service:sync", "Tell Discord the commands now; a start does so when they have changed.")
    sync.add_argument("--guild", type=int, metavar="ID", help="only for this server, where they show at once")
    sync.add_argument("--remove", action="store_true", help="take that server's own commands away again")
    for name, what in (("lookup", "name"), ("define", "term")):
        query = add(name, f"queries:{name}", f"Look up a {what}; with --json, one {what} a line from standard input.")
        query.add_argument("words", nargs="*", metavar=what.upper())
        query.add_argument("--json", action="store_true", help="read lines, print one JSON object for each")
    question = add("ask", "asking:ask", "Answer a question; with --json, one question a line from standard input.")
    question.add_argument("words", nargs="*", metavar="QUESTION")
    question.add_argument("--json", action="store_true", help="read lines, print one JSON object for each")
    question.add_argument("--explain", action="store_true", help="say how it was read, and what bears the answer")
    topic = add("random", "queries:random_person", "Show somebody at random.")
    topic.add_argument("words", nargs="*", metavar="TOPIC")
    add("check-data", "data:check_data", "Check all records and print the counts.")
    add("build", "data:prepare", "Make the knowledge file now, so that the next start need not.")
    for name, purpose in (
        ("backup", "Write what servers have set up and done to a new file; the bot may run meanwhile."),
        ("restore", "Bring back what a backup holds, in place of what is there; the bot may run meanwhile."),
    ):
        add(name, f"backups:{name}", purpose).add_argument("path", metavar="PATH")
    exporter = add("export", "data:export", "Write the whole dataset to standard output.")
    exporter.add_argument("--format", choices=("json", "csv"), default="json")
    return parser


if __name__ == "__main__":
    sys.exit(main())
