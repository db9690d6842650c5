"""DATABASE_URL taken apart: SQLAlchemy's address, and what the driver is told beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.guilds.errors import DatabaseError

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")

_CONNECT_SECONDS = 2.0
"""How long connecting may take: Discord waits three seconds for an answer."""

_STATEMENT_SECONDS = 10.0
"""How long a statement may take: one that takes longer went to a server that is gone without a word."""


class Address(msgspec.Struct, frozen=True):
    """Where a database is, and what its driver is told when it connects."""

    url: URL
    arguments: Mapping[str, Any]

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def patient(self) -> Address:
        """The same with all the time for a statement that it takes, as a migration may need."""
        return Address(self.url, {name: value for name, value in self.arguments.items() if name != "command_timeout"})

    @property
    def name(self) -> str:
        """What the database is called in a log: its file, or its address without the password."""
        return str(self.url.database) if self.is_sqlite else f"The database {self.url.render_as_string()}"


def read_address(text: str) -> Address:
    """The address that DATABASE_URL says. Raises DatabaseError for one that can't be used."""
    try:
        url = make_url(text)
        driver = _DRIVERS[url.drivername]
    except (SQLAlchemyError, KeyError, ValueError):  # what it says may hold the password
        raise DatabaseError.no_address() from None
    if url.get_backend_name() == "sqlite":
        return Address(url.set(drivername=driver), {})
    arguments: dict[str, Any] = {"timeout": _CONNECT_SECONDS, "command_timeout": _STATEMENT_SECONDS}
    kept: dict[str, Any] = {}
    for name, value in url.query.items():
        if name not in _PARAMETERS:
            known = ", ".join(sorted(_PARAMETERS))
            raise DatabaseError.bad_parameter(name, f"is none of those that it takes, {known}")
        if name in {"host", "port"}:  # of which there may be several: SQLAlchemy knows how they belong together
            kept[name] = _ports(value) if name == "port" else value
        else:
            argument, read = _PARAMETERS[name]
            try:
                arguments[argument] = read(value if isinstance(value, str) else "")
            except ValueError as error:
                raise DatabaseError.bad_parameter(name, str(error)) from None
    return Address(url.set(drivername=driver, query=kept), arguments)


def _ports(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    for each in (value,) if isinstance(value, str) else value:
        if not all(port.isdecimal() for port in each.split(",")):
            raise DatabaseError.bad_parameter("port", "takes a number")
    return value


def _text(value: str) -> str:
    if not value:
        raise ValueError("takes one value")
    return value


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise ValueError("takes a number of seconds")
    return seconds


def _count(value: str) -> int:
    if not value.isdecimal():
        raise ValueError("takes a number")
    return int(value)


def _ssl_mode(value: str) -> str:
    if value not in _SSL_MODES:
        raise ValueError(f"takes {', '.join(_SSL_MODES)}")
    return value


def _named(value: str) -> dict[str, str]:
    return {"application_name": _text(value)}


_PARAMETERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "application_name": ("server_settings", _named),
    "command_timeout": ("command_timeout", _seconds),
    "connect_timeout": ("timeout", _seconds),
    "host": ("host", _text),
    "passfile": ("passfile", _text),
    "port": ("port", _text),
    "prepared_statement_cache_size": ("prepared_statement_cache_size", _count),
    "ssl": ("ssl", _ssl_mode),
    "sslmode": ("ssl", _ssl_mode),  # as every other program of PostgreSQL's has it in an address
    "statement_cache_size": ("statement_cache_size", _count),
    "target_session_attrs": ("target_session_attrs", _text),
    "timeout": ("timeout", _seconds),
}
"""What may stand behind the question mark: what the driver calls it, and how its value is read."""
