"""What can be wrong with the servers' database, in words for whoever runs the bot."""

from __future__ import annotations

from pathlib import Path


class DatabaseError(Exception):
    """The database can't be used; the message says which one it is and what to do."""

    @classmethod
    def bad_parameter(cls, name: str, reason: str) -> DatabaseError:
        """DATABASE_URL has behind its question mark what can't be used."""
        shown = f" {name!r}" if name.isidentifier() else ""  # anything else may be part of a password
        return cls(
            f"DATABASE_URL: the parameter{shown} {reason}; for example"
            " DATABASE_URL=postgresql://bot:secret@localhost/bot?sslmode=require"
        )

    @classmethod
    def no_address(cls) -> DatabaseError:
        """DATABASE_URL is of neither SQLite nor PostgreSQL."""
        return cls(
            "DATABASE_URL is the address of an SQLite file or of a PostgreSQL database; for example"
            " DATABASE_URL=sqlite:////var/lib/bot/guilds.sqlite3 or DATABASE_URL=postgresql://bot:secret@localhost/bot"
        )

    @classmethod
    def damaged(cls, file: Path, reason: str) -> DatabaseError:
        """What is in ``file`` can't be read."""
        return cls(
            f"{file} is damaged ({reason}). Nothing was changed. Move it away together with {file.name}-wal and"
            f" {file.name}-shm if they are there, and bring back the last backup with `python -m bot restore PATH`."
        )

    @classmethod
    def foreign(cls, file: Path) -> DatabaseError:
        """``file`` is a database, but not of this bot."""
        return cls(
            f"{file} is a database of something else. Nothing was changed. DATABASE_URL has to name a file of this"
            " bot's own."
        )

    @classmethod
    def newer(cls, name: str, revision: str) -> DatabaseError:
        """The database is of a revision that this version does not have."""
        return cls(
            f"{name} was made by a newer version of this bot (revision {revision}). Nothing was changed. Run that"
            " version again, or use another database with DATABASE_URL."
        )

    @classmethod
    def out_of_reach(cls, name: str, reason: object) -> OutOfReachError:
        """The database can't be opened, or does not answer any more."""
        told = str(reason).splitlines() or ["no answer in time" if isinstance(reason, TimeoutError) else repr(reason)]
        return OutOfReachError(f"{name} can't be opened: {told[0]}")


class OutOfReachError(DatabaseError):
    """The database can't be used for now: its server is away, another holds it locked, its disk is full."""
