"""A real PostgreSQL server that the test run starts itself, on a Unix socket in its own folder, and stops again."""

from __future__ import annotations

import asyncio
import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

_USERS = ("postgres", "nobody")
"""As whom it runs when the tests run as root, which it refuses."""

_SECONDS_TO_START = 60


@dataclass(frozen=True)
class PostgresServer:
    """A running server; every database that is asked for is a new one."""

    folder: Path
    user: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"guilds{next(self._numbers)}"
        asyncio.run(self._execute(f"CREATE DATABASE {name}"))
        return f"postgresql://{self.user}@/{name}?host={self.folder}"

    async def _execute(self, statement: str) -> None:
        address = f"postgresql+asyncpg://{self.user}@/postgres?host={self.folder}"
        engine = create_async_engine(address, isolation_level="AUTOCOMMIT")
        try:
            async with engine.connect() as connection:
                await connection.execute(text(statement))
        finally:
            await engine.dispose()


def programs() -> Path | None:
    """The folder with PostgreSQL's programs; None where it is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running(bin_folder: Path) -> Iterator[PostgresServer]:
    """A server that lives until the end of the block."""
    user = _user()
    account = pwd.getpwnam(user)
    user_id, group_id = (account.pw_uid, account.pw_gid) if os.geteuid() == 0 else (None, None)
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.chown(folder, account.pw_uid, account.pw_gid)
        data = folder / "data"
        subprocess.run(
            [bin_folder / "initdb", "--pgdata", data, "--auth", "trust", "--username", user, "--no-sync", "-E", "UTF8"],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            user=user_id,
            group=group_id,
        )
        with subprocess.Popen(
            [bin_folder / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user_id,
            group=group_id,
        ) as process:
            try:
                server = PostgresServer(folder, user)
                _wait_until_it_answers(server, process)
                yield server
            finally:
                process.terminate()
                process.wait()


def _user() -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    return next(name for name in _USERS if name in {account.pw_name for account in pwd.getpwall()})


def _wait_until_it_answers(server: PostgresServer, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            asyncio.run(server._execute("SELECT 1"))
        except (OSError, DBAPIError):
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
