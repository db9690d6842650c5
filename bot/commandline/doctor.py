"""doctor: looks at everything that a start needs, and says what to mend."""

from __future__ import annotations

import argparse
import asyncio
import base64
import binascii
import os
import re
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.guilds.database import Database
from bot.guilds.errors import DatabaseError
from bot.guilds.glance import check, glance
from bot.guilds.revisions import is_newest
from bot.knowledge.loading import load
from bot.knowledge.mistakes import DataError
from bot.settings import Settings

_DATABASE_SECONDS = 5.0
"""How long PostgreSQL may take to answer."""

_TOKEN = re.compile(r"([\w-]{18,})\.[\w-]{6,}\.[\w-]{20,}")


class AilmentError(Exception):
    """Something that has to be mended; the message says how."""


def doctor(options: argparse.Namespace, settings: Settings) -> int:
    """`python -m bot doctor`: a line for each check; 1 if anything has to be mended."""
    ailing = False
    for name, examine in _CHECKS:
        try:
            print(f"ok    {name}: {examine(settings)}")
        except AilmentError as ailment:
            ailing = True
            print(f"MEND  {name}: {ailment}")
    return 1 if ailing else 0


def _settings(settings: Settings) -> str:
    shards = "as many shards as Discord recommends"
    if settings.shard_count is not None:
        ids = settings.shard_ids or range(settings.shard_count)
        shards = f"shards {', '.join(map(str, ids))} of {settings.shard_count}"
    return f"all can be used; {shards}"


def _token(settings: Settings) -> str:
    if settings.token is None:
        return "none, so that the playground starts; DISCORD_TOKEN takes one"
    found = _TOKEN.fullmatch(settings.token)
    application = found and _decoded(found[1])
    if not application:
        raise AilmentError(
            "DISCORD_TOKEN does not look like a bot's token, three parts with dots between; it is shown once, under"
            " Bot in the developer portal, when it is reset. The client secret and the public key are something else."
        )
    return f"it has the form of one, of application {application}"


def _decoded(part: str) -> str | None:
    """The application's id that a token begins with."""
    try:
        text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return text if text.isdecimal() else None


def _data(settings: Settings) -> str:
    if not settings.data.is_dir():
        if settings.knowledge_file.is_file():
            return f"{settings.data} is not there; the knowledge file that was made of it is"
        raise AilmentError(f"{settings.data} is not there; DATA_DIR names the folder of records")
    try:
        dataset = load(settings.data)
    except DataError as error:
        first, *others = error.mistakes
        more = f" and {len(others)} more; `python -m bot check-data` lists them" if others else ""
        raise AilmentError(f"{first}{more}") from None
    return f"{len(dataset.people)} people, {len(dataset.terms)} terms, {len(dataset.topics)} topics"


def _knowledge_file(settings: Settings) -> str:
    file = settings.knowledge_file
    if not settings.data.is_dir():
        return f"{file} is taken as it is"
    _try_writing(file, "KNOWLEDGE_FILE")
    return f"{file} can be made"


def _database(settings: Settings) -> str:
    try:
        file = Database(settings.database_url).file
        if file is None:
            return _postgresql(settings.database_url)
        check(file)
        revision = glance(file).revision
    except DatabaseError as error:
        raise AilmentError(str(error)) from None
    except OSError as error:
        raise AilmentError(f"DATABASE_URL: {error}") from None
    _try_writing(file, "DATABASE_URL")
    return f"{file} can be used; {_tables(revision)}"


def _postgresql(url: str) -> str:
    from bot.guilds.engine import examine

    standing = asyncio.run(examine(url, _DATABASE_SECONDS))
    if not is_newest(standing.revision) and not standing.takes_tables:
        raise AilmentError(
            "DATABASE_URL: the account may make no tables there; make it the database's owner, or as its owner say"
            " GRANT CREATE ON SCHEMA public TO the account"
        )
    return f"PostgreSQL answers; {_tables(standing.revision)}"


def _tables(revision: str | None) -> str:
    if revision is None:
        return "its tables are made when they are first needed"
    if is_newest(revision):
        return "its tables are those of this version"
    return f"its tables are of revision {revision}, which the next start brings up to date"


def _missed_questions(settings: Settings) -> str:
    if settings.missed_questions_file is None:
        return "not noted"
    _try_writing(settings.missed_questions_file, "MISSED_QUESTIONS_FILE")
    return f"noted in {settings.missed_questions_file}"


def _fonts(settings: Settings) -> str:
    from matplotlib import font_manager

    try:
        return Path(font_manager.findfont("DejaVu Sans", fallback_to_default=False)).name
    except ValueError:
        raise AilmentError("matplotlib lacks its own font, DejaVu Sans: install matplotlib anew") from None


def _ports(settings: Settings) -> str:
    wanted = [("METRICS_PORT", settings.metrics_host, settings.metrics_port)]
    if settings.token is None:
        wanted.append(("PLAYGROUND_PORT", "127.0.0.1", settings.playground_port))
    free = []
    for name, host, port in wanted:
        if port is not None:
            _try_listening(name, host, port)
            free.append(f"{name} {port} is free")
    return ", ".join(free) or "none is needed"


def _try_listening(name: str, host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise AilmentError(
                f"{name}: can't listen on {host}:{port}: {error.strerror}; another port may be free"
            ) from None


def _try_writing(file: Path, setting: str) -> None:
    """Whether ``file`` can be written, and other files beside it, as SQLite's are."""
    existing = next(folder for folder in file.absolute().parents if folder.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as trial:
            trial.write(b"x" * 4096)
        if file.exists():
            existing = file
            file.open("r+b").close()
    except OSError as error:
        user = f"user {os.getuid()}" if hasattr(os, "getuid") else "this user"
        raise AilmentError(
            f"{user} can't write to {existing} ({error.strerror}); {setting} names another place"
        ) from None


_CHECKS: tuple[tuple[str, Callable[[Settings], str]], ...] = (
    ("settings", _settings),
    ("token", _token),
    ("data", _data),
    ("knowledge file", _knowledge_file),
    ("database", _database),
    ("missed questions", _missed_questions),
    ("fonts", _fonts),
    ("ports", _ports),
)
