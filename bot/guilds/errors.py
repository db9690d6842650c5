"""What can be wrong with the servers' database, in words for whoever runs the bot."""

from __future__ import annotations

from pathlib import Path


class DatabaseError(Exception):
    """The database can't be used; the message says which one it is and what to do."""

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
    def out_of_reach(cls, name: str, reason: object) -> DatabaseError:
        """The database can't be opened."""
        told = str(reason).splitlines() or ["no answer in time" if isinstance(reason, TimeoutError) else repr(reason)]
        return cls(f"{name} can't be opened: {told[0]}")
