"""What a record must have, or say why it has it not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from bot.knowledge.records import Defection, Person, Place, Record


def check_completeness(record: Record, places: Mapping[str, Place]) -> Iterator[tuple[str, str]]:
    """Each thing that ``record`` lacks and does not excuse under ``unknown``: its key, and what is wrong."""
    yield from _check_excused("", "aliases", bool(record.aliases or record.native), record.unknown)
    needs_native = isinstance(record, Person) and _has_another_script(record, places)
    yield from _check_excused("", "native", bool(record.native) or not needs_native, record.unknown)
    if not record.collections:
        yield "collections", "needs at least one"
    if not isinstance(record, Person):
        return
    if not record.occupations:
        yield "occupations", "needs at least one"
    if not record.defections:
        yield "defections", "needs at least one"
    for number, defection in enumerate(record.defections):
        yield from _check_defection(f"defections[{number}].", defection)


def _check_defection(prefix: str, defection: Defection) -> Iterator[tuple[str, str]]:
    if not defection.how and not defection.detail:
        yield f"{prefix}how", "may be left out only if there is a detail"
    for name, known in (
        ("to", defection.to or defection.to_side),
        ("date", defection.date),
        ("outcome", defection.outcome),
    ):
        yield from _check_excused(prefix, name, known is not None, defection.unknown)


def _check_excused(prefix: str, name: str, known: bool, excuses: Mapping[Any, str]) -> Iterator[tuple[str, str]]:
    if not known and name not in excuses:
        yield f"{prefix}{name}", f'is missing; or say why under unknown = {{ {name} = "..." }}'
    if known and name in excuses:
        yield f"{prefix}unknown.{name}", "is known or not needed: the record has it"
    if name in excuses and not excuses[name].endswith("."):
        yield f"{prefix}unknown.{name}", "is not a whole sentence with its full stop"


def _has_another_script(person: Person, places: Mapping[str, Place]) -> bool:
    """Whether somebody comes from where names are not written in Latin letters, as the country's own name tells.

    A group's name is mostly a description of ours, and need not exist in another language.
    """
    if person.is_group:
        return False
    homes = person.nationality or (person.main_defection.from_,) if person.defections else person.nationality
    return any(not _is_latin(name.text) for home in homes if home in places for name in places[home].native)


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") for letter in text if letter.isalpha())
