"""The queries of tests/names: what somebody types, and whom it means."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from bot.settings import HOME

_FILE = HOME / "tests" / "names" / "queries.jsonl"


class Split(StrEnum):
    """Which queries the search may be tuned to, and which only tell how well it does."""

    DEV = "dev"
    HELD_OUT = "held-out"


class NameQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One query; ``means`` is empty for a stranger, and has several ids where it fits them equally well."""

    query: str
    means: tuple[str, ...]
    kind: str
    split: Split


def name_queries(split: Split) -> list[NameQuery]:
    """The queries of one split, in the order of the file."""
    lines = _FILE.read_bytes().splitlines()
    return [query for line in lines if (query := msgspec.json.decode(line, type=NameQuery)).split is split]
