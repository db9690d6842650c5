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
from importlib import import_module
from pathlib import Path

from bot.guilds.database import Database
from bot.guilds.errors import DatabaseError
from bot.guilds.glance import check
from bot.knowledge.loading import load
from bot.knowledge.mistakes import DataError
from bot.settings import Settings

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
    _try_writing(file.parent, "KNOWLEDGE_FILE")
    return f"{file} can be made"


def _database(settings: Settings) -> str:
    try:
        database = Database(settings.database_url)
        if database.file is None:
            asyncio.run(_connect(settings.database_url))
            return "PostgreSQL answers"
        check(database.file)
    except DatabaseError as error:
        raise AilmentError(str(error)) from None
    except OSError as error:
        raise AilmentError(f"DATABASE_URL: {error}") from None
    _try_writing(database.file.parent, "DATABASE_URL")
    return f"{database.file} can be used"


async def _connect(url: str) -> None:
    try:
        asyncpg = import_module("asyncpg")
    except ImportError:
        raise AilmentError("DATABASE_URL names PostgreSQL, which needs the package asyncpg") from None
    try:
        connection = await asyncpg.connect(url, timeout=5)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise AilmentError(f"DATABASE_URL: PostgreSQL can't be reached: {error}") from None
    await connection.close()


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


def _try_writing(folder: Path, setting: str) -> None:
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as file:
            file.write(b"x" * 4096)
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
    ("fonts", _fonts),
    ("ports", _ports),
)
