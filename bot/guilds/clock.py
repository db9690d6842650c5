"""When a server's clock shows a time, for every zone and every change of its clocks.

One rule covers all of it: a post is due at the first moment at which the clock on the server's wall
shows its time or a later one of that day. So a time that does not exist, because clocks were put forward over it,
is the first moment after the gap, and a time that happens twice is the first of the two.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"UTC(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})")
_SECOND = timedelta(seconds=1)
_SYSTEM_VERSIONS = (Path("/usr/share/zoneinfo/tzdata.zi"), Path("/usr/share/zoneinfo/+VERSION"))


def utc_now() -> datetime:
    """The time, in UTC: the one clock that whatever is stored goes by."""
    return datetime.now(UTC)


@lru_cache(maxsize=600)
def zone_of(name: str) -> tzinfo:
    """The zone of that name: an IANA name, or a fixed distance such as ``UTC+05:30``.

    ValueError if there is none. The names that people use are found by `bot.guilds.zones`.
    """
    if match := _OFFSET.fullmatch(name):
        distance = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        return timezone(-distance if match["sign"] == "-" else distance, name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no zone {name!r}") from None


def due_at(day: date, at: time, zone: tzinfo) -> datetime | None:
    """The moment, in UTC, at which clocks in ``zone`` first show ``at`` on ``day``, by the rule in this module's head.

    None for a day that a zone left out altogether, as Samoa did with 30 December 2011.
    """
    wanted = datetime.combine(day, at)
    early, late = sorted(wanted.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _shown(early, zone) == wanted:
        return early
    if _shown(late, zone) == wanted:
        return late
    moment = _first_at_or_after(wanted, early - _SECOND, late, zone)
    left_out = _shown(moment, zone).date() > day > _shown(moment - _SECOND, zone).date()
    return None if left_out else moment


def _first_at_or_after(wanted: datetime, before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The end of the gap that lies between two moments: the first at which the clock shows no less than ``wanted``."""
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if _shown(middle, zone) < wanted:
            before = middle
        else:
            after = middle
    return after


def _shown(moment: datetime, zone: tzinfo) -> datetime:
    """What a clock on the wall in ``zone`` shows at ``moment``."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def rules_version() -> str:
    """Which edition of the zones' rules is in use: the system's, and behind it the tzdata package's."""
    package = resources.files("tzdata").joinpath("zoneinfo", "tzdata.zi")
    lines = []
    for file in (*_SYSTEM_VERSIONS, package):
        if file.is_file():
            with file.open(encoding="ascii") as opened:
                lines.append(opened.readline().removeprefix("# version").strip())
    return " ".join(lines)
