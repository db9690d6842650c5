"""What a glance at the SQLite file tells, by Python's own sqlite3.

A bot whose servers have set nothing up, which is every new one, needs no more than this. It saves
the 20 MiB of memory and the 0.2 s of start that SQLAlchemy takes, until somebody sets something up.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bot.guilds.errors import DatabaseError
from bot.guilds.revisions import is_known

RULES_FACT = "zone rules"
"""The fact of the database that tells by which edition of the zones' rules the posts were planned."""


class Glance(msgspec.Struct, frozen=True):
    """What the file holds.

    Its revision (None: nothing yet), the servers in it and those of them that the bot has left, when the next post
    needs care, by which edition of the zones' rules the posts were planned, whether a quiz runs, and when the oldest
    report of a mistake was made.
    """

    revision: str | None = None
    guild_ids: frozenset[int] = frozenset()
    left_ids: frozenset[int] = frozenset()
    next_wake: datetime | None = None
    zone_rules: str | None = None
    has_quizzes: bool = False
    oldest_report: datetime | None = None


def check(file: Path) -> None:
    """Read all of ``file`` for damage. Raises DatabaseError for what can't be used; changes nothing."""
    if not _is_something(file):
        return
    try:
        with closing(_opened(file)) as connection:
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if damage != "ok":
                raise DatabaseError.damaged(file, damage.splitlines()[-1])
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            revision = _revision(connection, tables)
    except sqlite3.OperationalError as error:  # locked, or nothing that this user may read: no reason to move it away
        raise DatabaseError.out_of_reach(str(file), error) from None
    except sqlite3.DatabaseError as error:
        raise DatabaseError.damaged(file, str(error)) from None
    if revision is None and tables:
        raise DatabaseError.foreign(file)
    if revision is not None and not is_known(revision):
        raise DatabaseError.newer(str(file), revision)


def glance(file: Path) -> Glance:
    """What ``file``, which was checked before and is of the newest revision, holds just now."""
    if not _is_something(file):
        return Glance()
    with closing(_opened(file)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not {"guilds", "posts", "quizzes", "reports"} <= tables:
            return Glance(_revision(connection, tables))
        guilds = connection.execute("SELECT guild_id, left_at FROM guilds").fetchall()
        ((wake_at,),) = connection.execute("SELECT min(wake_at) FROM posts")
        ((reported_at,),) = connection.execute("SELECT min(made_at) FROM reports")
        rules = connection.execute("SELECT value FROM facts WHERE name = ?", (RULES_FACT,)).fetchone()
        return Glance(
            revision=_revision(connection, tables),
            guild_ids=frozenset(guild_id for guild_id, _ in guilds),
            left_ids=frozenset(guild_id for guild_id, left_at in guilds if left_at),
            next_wake=_moment(wake_at),
            zone_rules=rules[0] if rules else None,
            has_quizzes=bool(connection.execute("SELECT EXISTS (SELECT * FROM quizzes)").fetchone()[0]),
            oldest_report=_moment(reported_at),
        )


def _is_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _opened(file: Path) -> sqlite3.Connection:
    # Even to read, SQLite makes a log beside the file; where there is none, nobody has it open, and none is needed.
    manner = "mode=ro" if Path(f"{file}-wal").exists() else "immutable=1"
    return sqlite3.connect(f"{file.resolve().as_uri()}?{manner}", uri=True, timeout=10)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def _revision(connection: sqlite3.Connection, tables: set[str]) -> str | None:
    if "alembic_version" not in tables:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])
