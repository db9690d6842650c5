"""What the environment and .env say, read and checked once, at the start."""

from __future__ import annotations

import logging
import math
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from bot.shards import read_shard_ids

_T = TypeVar("_T")
_D = TypeVar("_D")

HOME = Path(__file__).resolve().parent.parent
"""The folder that holds bot/, cogs/ and data/."""


class SettingError(Exception):
    """A setting that can't be used; the message names it and gives an example that can."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as people see it: its name, what it does, an example and what holds without it."""

    name: str
    purpose: str
    example: str
    default: str


SETTINGS = (
    Setting("DISCORD_TOKEN", "The bot's token; without one the playground starts.", "MTIz…", ""),
    Setting(
        "DISCORD_API_URL",
        "Where Discord's API is, for a proxy that keeps several processes within its limits.",
        "http://127.0.0.1:8080/api/v10",
        "https://discord.com/api/v10",
    ),
    Setting("SHARD_COUNT", "Shards in all; without it as many as Discord recommends.", "4", ""),
    Setting("SHARD_IDS", "The shards that this process runs: a list, a range, or “hostname”.", "0-1", "all"),
    Setting("DATA_DIR", "The folder of records that the knowledge is made from.", "/srv/defection/data", "data"),
    Setting(
        "KNOWLEDGE_FILE",
        "Where the knowledge file is made.",
        "/var/lib/bot/knowledge.sqlite3",
        "state/knowledge.sqlite3",
    ),
    Setting(
        "DATABASE_URL",
        "Where servers' settings and posts are kept: an SQLite file or a PostgreSQL database.",
        "postgresql://bot:secret@localhost/bot",
        "sqlite:///state/guilds.sqlite3",
    ),
    Setting("REPORTS_CHANNEL", "The channel that takes reports of mistakes, by its id.", "1234567890123456789", ""),
    Setting(
        "CONTRIBUTING_PAGE",
        "Where it is told how to contribute; linked where no channel takes reports of mistakes.",
        "https://example.org/defection-bot/contributing",
        "",
    ),
    Setting("DAILY_PACE", "How many daily posts are sent a second at most.", "10", "40"),
    Setting("DAILY_LATE_HOURS", "By how many hours a daily post may be late; later it is left out.", "3", "6"),
    Setting("PLAYGROUND_PORT", "The playground's port on 127.0.0.1; 0 takes a free one.", "8080", "8765"),
    Setting("PLAYGROUND_BROWSER", "Whether the playground opens the browser.", "no", "yes"),
    Setting(
        "MISSED_QUESTIONS_FILE",
        "Where questions without an answer are noted, without words or ids of people; none by default.",
        "/var/lib/bot/missed.jsonl",
        "",
    ),
    Setting("METRICS_PORT", "The port of /healthz and /metrics; without one there are none.", "9464", ""),
    Setting("METRICS_HOST", "The address that /healthz and /metrics listen on.", "10.0.0.5", "127.0.0.1"),
    Setting("LOG_LEVEL", "How much is logged: DEBUG, INFO, WARNING or ERROR.", "DEBUG", "INFO"),
    Setting("LOG_FORMAT", "How it is logged: text for people, json for a collector.", "json", "text"),
)


class LogFormat(StrEnum):
    """How logs are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, typed. What may hold a secret is kept out of any representation."""

    token: str | None = field(default=None, repr=False)
    api_url: str = "https://discord.com/api/v10"
    shard_count: int | None = None
    shard_ids: tuple[int, ...] | None = None
    data: Path = HOME / "data"
    knowledge_file: Path = HOME / "state" / "knowledge.sqlite3"
    database_url: str = field(default=f"sqlite:///{HOME / 'state' / 'guilds.sqlite3'}", repr=False)
    reports_channel: int | None = None
    contributing_page: str | None = None
    daily_pace: float = 40.0
    daily_late: timedelta = timedelta(hours=6)
    playground_port: int = 8765
    playground_browser: bool = True
    missed_questions_file: Path | None = None
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"
    log_level: int = logging.INFO
    log_format: LogFormat = LogFormat.TEXT

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not get into a log."""
        password = urlsplit(self.database_url).password or ""
        both = dict.fromkeys((password, unquote(password)))  # as the address has it, and as it is
        return tuple(secret for secret in (self.token, *both) if secret)


def read_settings(environment: Mapping[str, str] = os.environ, dotenv: Path | None = HOME / ".env") -> Settings:
    """The settings that ``environment`` gives, and behind it the file ``dotenv``.

    Raises SettingError for the first that can't be used.
    """
    given = {**_read_dotenv(dotenv), **environment}
    values = {name: value.strip() for name, value in given.items() if value and value.strip()}
    standard = Settings()
    shard_count = _read(values, "SHARD_COUNT", _shard_count, None)
    return Settings(
        token=values.get("DISCORD_TOKEN"),
        api_url=_read(values, "DISCORD_API_URL", _address, standard.api_url),
        shard_count=shard_count,
        shard_ids=_read(values, "SHARD_IDS", lambda text: _shard_ids(text, values, shard_count), None),
        data=_read(values, "DATA_DIR", Path, standard.data),
        knowledge_file=_read(values, "KNOWLEDGE_FILE", Path, standard.knowledge_file),
        database_url=values.get("DATABASE_URL", standard.database_url),
        reports_channel=_read(values, "REPORTS_CHANNEL", _channel_id, None),
        contributing_page=_read(values, "CONTRIBUTING_PAGE", _address, None),
        daily_pace=_read(values, "DAILY_PACE", _pace, standard.daily_pace),
        daily_late=_read(values, "DAILY_LATE_HOURS", _late_hours, standard.daily_late),
        playground_port=_read(values, "PLAYGROUND_PORT", _port, standard.playground_port),
        playground_browser=_read(values, "PLAYGROUND_BROWSER", _yes_or_no, standard.playground_browser),
        missed_questions_file=_read(values, "MISSED_QUESTIONS_FILE", Path, None),
        metrics_port=_read(values, "METRICS_PORT", _port, None),
        metrics_host=_read(values, "METRICS_HOST", _listening_address, standard.metrics_host),
        log_level=_read(values, "LOG_LEVEL", _log_level, standard.log_level),
        log_format=_read(values, "LOG_FORMAT", _log_format, standard.log_format),
    )


def _read_dotenv(file: Path | None) -> dict[str, str | None]:
    if file is None or not file.is_file():
        return {}
    dotenv = import_module("dotenv")  # where everything is in the environment, it need not be loaded
    return dict(dotenv.dotenv_values(file))


def _read(values: Mapping[str, str], name: str, kind: Callable[[str], _T], default: _D) -> _T | _D:
    if name not in values:
        return default
    try:
        return kind(values[name])
    except ValueError as error:
        example = next(setting.example for setting in SETTINGS if setting.name == name)
        raise SettingError(f"{name} {error}; for example {name}={example}") from None


def _channel_id(text: str) -> int:
    if not text.isdecimal() or not 15 <= len(text) <= 20:
        raise ValueError(f"is a channel's id, which Discord copies in developer mode, not {text!r}")
    return int(text)


def _pace(text: str) -> float:
    pace = _number(text)
    if not 0 < pace <= 50:
        raise ValueError(f"is a number of posts a second, above 0 and up to 50, which Discord allows, not {text!r}")
    return pace


def _late_hours(text: str) -> timedelta:
    hours = _number(text)
    if not 0 < hours < 24:
        raise ValueError(f"is a number of hours, above 0 and below 24, not {text!r}")
    return timedelta(hours=hours)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError(f"is a port from 0 to 65535, not {text!r}")
    return int(text)


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError(f"is an address, not {text!r}")
    return text.rstrip("/")


def _listening_address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError(f"is an address of this machine, not {text!r}") from None


def _shard_count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ValueError(f"is a number from 1, not {text!r}")
    return int(text)


def _shard_ids(text: str, values: Mapping[str, str], shard_count: int | None) -> tuple[int, ...]:
    ids = read_shard_ids(text, values.get("HOSTNAME") or socket.gethostname())
    if shard_count is None:
        raise ValueError("needs SHARD_COUNT, the same for every process")
    if ids[-1] >= shard_count:
        raise ValueError(f"goes up to {shard_count - 1}, one less than SHARD_COUNT, and not to {ids[-1]}")
    return ids


def _yes_or_no(text: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
    if text.lower() not in answers:
        raise ValueError(f"is yes or no, not {text!r}")
    return answers[text.lower()]


def _log_level(text: str) -> int:
    levels = {"DEBUG": logging.DEBUG, "INFO": logging.INFO, "WARNING": logging.WARNING, "ERROR": logging.ERROR}
    if text.upper() not in levels:
        raise ValueError(f"is DEBUG, INFO, WARNING or ERROR, not {text!r}")
    return levels[text.upper()]


def _log_format(text: str) -> LogFormat:
    if text.lower() not in list(LogFormat):
        raise ValueError(f"is text or json, not {text!r}")
    return LogFormat(text.lower())
