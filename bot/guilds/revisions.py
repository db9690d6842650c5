"""The versions that the servers' database can be of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

MIGRATIONS = Path(__file__).with_name("migrations")
"""Alembic's folder."""


@cache
def revisions() -> tuple[str, ...]:
    """All revisions, oldest first: the migrations' files begin with them."""
    return tuple(sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def is_known(revision: str) -> bool:
    """Whether this version of the bot has a migration of that name; a newer version may have others."""
    return revision in revisions()


def is_newest(revision: str | None) -> bool:
    """Whether nothing is left to migrate."""
    return revision == revisions()[-1]
