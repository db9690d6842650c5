"""A real PostgreSQL server that the test run starts itself, on a Unix socket in its own folder, and stops again."""

from __future__ import annotations

import asyncio
import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

_USERS = ("postgres", "nobody")
"""As whom it runs when the tests run as root, which it refuses."""

_OPTIONS = ("-c", "listen_addresses=", "-c", "fsync=off")
_SECONDS_TO_START = 60


class PostgresServer:
    """A server that runs, but between `stop` and `start`; every database that is asked for is a new one."""

    def __init__(self, program: Path, folder: Path, user: str) -> None:
        self.user = user
        self.folder = folder
        self._program = program
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"guilds{next(self._numbers)}"
        asyncio.run(self._execute(f"CREATE DATABASE {name}"))
        return f"postgresql://{self.user}@/{name}?host={self.folder}"

    def start(self) -> None:
        """Run, if it does not; returns when it answers."""
        if self._process is not None:
            return
        self._process = subprocess.Popen(
            [self._program, "-D", self.folder / "data", "-k", self.folder, *_OPTIONS],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_as_user(self.user),
        )
        until = time.monotonic() + _SECONDS_TO_START
        while True:
            try:
                asyncio.run(self._execute("SELECT 1"))
            except (OSError, DBAPIError):
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Close all connections and end, as at a restart of its machine."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None

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
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
        making: list[str | Path] = [
            bin_folder / "initdb",
            "--pgdata",
            folder / "data",
            "--auth",
            "trust",
            "--username",
            user,
        ]
        subprocess.run(
            [*making, "--no-sync", "-E", "UTF8"], check=True, cwd=folder, stdout=subprocess.DEVNULL, **_as_user(user)
        )
        server = PostgresServer(bin_folder / "postgres", folder, user)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _user() -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    return next(name for name in _USERS if name in {account.pw_name for account in pwd.getpwall()})


def _as_user(name: str) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(name)
    return {"user": account.pw_uid, "group": account.pw_gid}
