"""Which shards a process runs: a list, a range, or by the number at the end of the host's name."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
_BY_HOST_NAME = re.compile(r"hostname(?::(\d{1,4}))?")
_ORDINAL = re.compile(r"-(\d{1,5})$")


def read_shard_ids(text: str, host_name: str) -> tuple[int, ...]:
    """The shards that ``text`` names, in order.

    ``text`` is a list of ids and ranges (``0-3,8``), or ``hostname``: then ``host_name`` ends in a number, as
    a StatefulSet's do (``bot-3``), and that is the shard; ``hostname:4`` gives each host four shards, so that
    ``bot-3`` has 12 to 15. Raises ValueError, which says what is wrong, for anything else.
    """
    if by_host_name := _BY_HOST_NAME.fullmatch(text):
        each = int(by_host_name[1] or 1)
        ordinal = _ORDINAL.search(host_name)
        if ordinal is None or each == 0:
            raise ValueError(f"takes the number at the end of the host's name, which is {host_name!r}")
        first = int(ordinal[1]) * each
        return tuple(range(first, first + each))
    ids: set[int] = set()
    for part in text.split(","):
        found = _RANGE.fullmatch(part.strip())
        if found is None or int(found[2] or found[1]) < int(found[1]):
            raise ValueError(f"is a list of shards and ranges, or “hostname”, not {text!r}")
        ids.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    return tuple(sorted(ids))
