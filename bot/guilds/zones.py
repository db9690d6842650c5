"""The zone that somebody means: IANA names, and what people say instead: Berlin, Germany, CET, EST, UTC+2.

Read when it is first asked for, and kept: some 600 names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from importlib import resources

import msgspec

from bot.guilds.clock import utc_now, zone_of

ZONE_EXAMPLES = "Berlin, Europe/Berlin, Japan, CET, EST or UTC+2"

_MOST_CHOICES = 25
_CLOSE_ENOUGH = 82.0
"""From which likeness, of 100, a zone is suggested for something misspelt; it is never taken for it."""

_FARTHEST = timedelta(hours=14)
_OFFSET = re.compile(
    r"(?:utc|gmt|z)?\s*(?P<sign>[+\-\u2212])\s*(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d{2}))?", re.IGNORECASE
)
_COMMON = (
    "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Warsaw", "Europe/Kyiv", "Europe/Moscow",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
    "America/Mexico_City", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Africa/Cairo", "Africa/Lagos",
    "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul",
    "Australia/Sydney",
)  # fmt: skip
"""What is offered before anything is typed."""

_ABBREVIATIONS = {
    "UTC": "UTC", "GMT": "UTC", "Z": "UTC", "ZULU": "UTC",
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York", "EASTERN": "America/New_York",
    "CT": "America/Chicago", "CST": "America/Chicago", "CDT": "America/Chicago", "CENTRAL": "America/Chicago",
    "MT": "America/Denver", "MST": "America/Denver", "MDT": "America/Denver", "MOUNTAIN": "America/Denver",
    "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "PACIFIC": "America/Los_Angeles",
    "AKST": "America/Anchorage", "AKDT": "America/Anchorage", "HST": "Pacific/Honolulu", "AST": "America/Halifax",
    "NST": "America/St_Johns", "BRT": "America/Sao_Paulo", "ART": "America/Argentina/Buenos_Aires",
    "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon", "BST": "Europe/London",
    "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin",
    "EET": "Europe/Athens", "EEST": "Europe/Athens", "MSK": "Europe/Moscow", "TRT": "Europe/Istanbul",
    "SAST": "Africa/Johannesburg", "WAT": "Africa/Lagos", "EAT": "Africa/Nairobi", "GST": "Asia/Dubai",
    "PKT": "Asia/Karachi", "IST": "Asia/Kolkata", "ICT": "Asia/Bangkok", "WIB": "Asia/Jakarta", "PHT": "Asia/Manila",
    "SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong", "JST": "Asia/Tokyo", "KST": "Asia/Seoul",
    "AWST": "Australia/Perth", "ACST": "Australia/Adelaide", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
    "GERMANY": "Europe/Berlin", "SPAIN": "Europe/Madrid", "PORTUGAL": "Europe/Lisbon", "CHINA": "Asia/Shanghai",
    "JAPAN": "Asia/Tokyo", "NEW ZEALAND": "Pacific/Auckland", "UKRAINE": "Europe/Kyiv", "MALAYSIA": "Asia/Kuala_Lumpur",
}  # fmt: skip
"""People say EST and CET of places that change their clocks, in summer too: so the place is meant. A country
of several zones stands here where nearly all of its people live in one."""

_COUNTRIES = {"England": "GB", "Scotland": "GB", "Wales": "GB", "UK": "GB", "Great Britain": "GB", "Holland": "NL",
              "Czech Republic": "CZ", "Czechia": "CZ", "Turkey": "TR", "South Korea": "KR", "Korea": "KR",
              "North Korea": "KP", "Vietnam": "VN"}  # fmt: skip


class ZoneChoice(msgspec.Struct, frozen=True):
    """A zone as it is offered: the name that is stored, and how it is shown."""

    name: str
    label: str


class Zones:
    """Finds zones by name. Make one, and keep it."""

    def find(self, text: str) -> str | None:
        """The name of the one zone that ``text`` means, to be stored; None if it means none, or might mean several."""
        if (offset := _offset_name(text)) is not None:
            return offset
        names = self._spellings.get(_plain(text), ())
        return names[0] if len(names) == 1 else None

    def complete(self, text: str) -> list[ZoneChoice]:
        """Up to 25 zones that ``text`` is going to mean, the likeliest first."""
        plain = _plain(text)
        if not plain:
            return [_choice(name) for name in _COMMON]
        found = list(self._candidates(text, plain))
        return [_choice(name) for name in dict.fromkeys(found)][:_MOST_CHOICES]

    def _candidates(self, text: str, plain: str) -> Iterator[str]:
        if (offset := _offset_name(text)) is not None:
            yield offset
        yield from self._spellings.get(plain, ())
        beginning = [spelling for spelling in self._spellings if spelling.startswith(plain)]
        within = [spelling for spelling in self._spellings if f" {plain}" in spelling]
        for spelling in (*sorted(beginning, key=len), *sorted(within, key=len)):
            yield from self._spellings[spelling]
        from rapidfuzz import fuzz, process  # whoever sets no zone need not load it

        for spelling, _, _ in process.extract(
            plain, self._spellings.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=5
        ):
            yield from self._spellings[spelling]

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        """Every spelling, plain, and the zones that it may mean."""
        found: dict[str, dict[str, None]] = {}
        for spelling, name in self._named():
            found.setdefault(_plain(spelling), {})[name] = None
        for (name,) in _table("zones"):
            if _offset_name(name) is None:
                found[_plain(name)] = {name: None}
        for spelling, name in _ABBREVIATIONS.items():  # these are decided, whatever else is called so
            found[_plain(spelling)] = {name: None}
        return {spelling: tuple(names) for spelling, names in found.items()}

    def _named(self) -> Iterator[tuple[str, str]]:
        for (name,) in _table("zones"):
            if "/" in name and not name.startswith(("Etc/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/")):
                yield name.rpartition("/")[2], name
        by_country: dict[str, list[str]] = {}
        for codes, _, name, *_ in _table("zoneinfo/zone.tab"):
            by_country.setdefault(codes, []).append(name)
        countries = {name: code for code, name, *_ in _table("zoneinfo/iso3166.tab")} | _COUNTRIES
        for country, code in countries.items():
            for name in by_country.get(code, ()):
                yield country, name


def zone_label(name: str, moment: datetime | None = None) -> str:
    """A zone as people read it, with its distance from UTC at ``moment`` (now): "Europe/Berlin (UTC+02:00)"."""
    distance = zone_of(name).utcoffset(moment or utc_now())
    shown = name.replace("_", " ")
    offset = _offset_words(distance or timedelta())
    return shown if shown == offset else f"{shown} ({offset})"


def _choice(name: str) -> ZoneChoice:
    return ZoneChoice(name, zone_label(name))


def _offset_name(text: str) -> str | None:
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return None
    distance = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if distance > _FARTHEST or int(match["minutes"] or 0) > 59:
        return None
    return _offset_words(distance if match["sign"] == "+" else -distance)


def _offset_words(distance: timedelta) -> str:
    minutes = round(abs(distance).total_seconds() / 60)
    return f"UTC{'-' if distance < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def _plain(text: str) -> str:
    unaccented = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in unaccented if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w+]+", " ", letters.replace("_", " ")).casefold().split())


def _table(name: str) -> list[list[str]]:
    """The rows of one of the tzdata package's tables."""
    file = resources.files("tzdata").joinpath(*name.split("/"))
    lines: Iterable[str] = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
