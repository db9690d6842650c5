"""Logs: one line for what happened, with ids and no content, for people or as JSON. No secret gets into one."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType

import msgspec

from bot.guilds.errors import OutOfReachError
from bot.settings import LogFormat, Settings

log = logging.getLogger(__name__)

_HIDDEN = "[hidden]"
_INTERACTION_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/\s?]+")
"""An interaction's token in an address: with it anybody may answer for fifteen minutes."""

_COMPLETING = "Ignoring exception in autocomplete"
_TOLD_IN_BRIEF = (
    "Attempting a reconnect",
    "Failed to connect",
    "Exception closing connection",
    "Exception terminating connection",
)


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    time: str
    level: str
    logger: str
    message: str
    error: str | None = None


class _Formatter(logging.Formatter):
    """Lines for people, with every secret hidden."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One line, and below it a traceback if there is one."""
        return self._without_secrets(super().format(record))

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _INTERACTION_TOKEN.sub(rf"\1{_HIDDEN}", text)


class _JsonFormatter(_Formatter):
    """One JSON object a line: time in UTC, level, logger, message, and the error's traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        error = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else None
        line = _Line(
            time=datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            level=record.levelname,
            logger=record.name,
            message=self._without_secrets(record.getMessage()),
            error=None if error is None else self._without_secrets(error),
        )
        return msgspec.json.encode(line).decode()


class _Brief(logging.Filter):
    """What libraries tell with a traceback, of which one line says as much: lost connections, here and there."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if record.exc_info and str(record.msg).startswith(_TOLD_IN_BRIEF):
            error = record.exc_info[1]
            record.msg, record.args = f"{record.getMessage()} ({type(error).__name__}: {error})", ()
            record.exc_info = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class _NobodysCompletions(logging.Filter):
    """discord.py tells of a completion that failed with the ids of the server and of whoever typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if str(record.msg).startswith(_COMPLETING) and isinstance(record.args, tuple):
            record.msg, record.args = "completing %r failed", record.args[:1]
            error = record.exc_info[1] if record.exc_info else None
            if isinstance(error, OutOfReachError):
                record.msg, record.args = "completing %r failed: %s", (*record.args, error)
                record.exc_info = None
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def set_up_logging(settings: Settings) -> None:
    """Log to standard error as ``settings`` say; what ends the process unexpectedly is logged too."""
    form = _JsonFormatter if settings.log_format is LogFormat.JSON else _Formatter
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form(settings.secrets))
    logging.basicConfig(level=settings.log_level, handlers=[handler])
    # discord.py tells of every gateway session at INFO; ours says when it is ready.
    logging.getLogger("discord").setLevel(max(settings.log_level, logging.WARNING))
    logging.getLogger("discord.state").setLevel(logging.ERROR)  # it warns of an intent that the bot does without
    for name in ("alembic.runtime", "alembic.ddl"):
        logging.getLogger(name).setLevel(max(settings.log_level, logging.WARNING))
    logging.getLogger("aiosqlite").setLevel(max(settings.log_level, logging.INFO))
    for name in ("discord.client", "discord.shard", "sqlalchemy.pool.impl.AsyncAdaptedQueuePool"):
        logging.getLogger(name).addFilter(_Brief())
    logging.getLogger("discord.app_commands.tree").addFilter(_NobodysCompletions())
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("ended by an error that nothing expected", exc_info=(kind, error, trace))
