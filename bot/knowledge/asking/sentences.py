"""Structured fields -> plain sentences. What was no success is never worded as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.knowledge.dates import HistoricalDate, Precision
from bot.knowledge.records import Defection, LifeEvent, Person, Status
from bot.knowledge.wording import Wording, and_list, counted, date_words

_DONE = "{name} defected{route}{when}{where}."
_SENTENCES: Mapping[Status, str] = {
    Status.COMPLETED: _DONE,
    Status.ATTEMPTED: "{name} tried to get away{route}{when}{where}, and failed.",
    Status.CLAIMED: "{name} claimed to have defected{route}{when}{where}, but was not accepted as a defector.",
    Status.FORCED: "{name} {was} made to change sides{route}{when}{where}; it was not by choice.",
    Status.IN_PLACE: "{name} changed sides in secret and stayed at the post{service}{when}{where}.",
    Status.RETURNED: "{name} went over{route}{when}{where}, and later returned or {was} sent back.",
    Status.DISPUTED: "{name} went over{route}{when}{where}; whether that was a defection is disputed.",
    Status.EMIGRATED: "{name} left{route}{when}{where}, with permission or expelled: no defection in the strict sense.",
    Status.ABDUCTED: "{name} {was} abducted{route}{when}{where}, against {their} will, and did not defect.",
}
_SHORT: Mapping[Status, str] = {
    Status.ATTEMPTED: "attempted",
    Status.CLAIMED: "claimed",
    Status.FORCED: "forced",
    Status.IN_PLACE: "in place",
    Status.RETURNED: "later returned",
    Status.DISPUTED: "disputed",
    Status.EMIGRATED: "left by permission or expelled",
    Status.ABDUCTED: "abducted",
}
_MODEL = re.compile(r"\w-?\d")
_SPOKEN_WITH_VOWEL = re.compile(r"[AEFHILMNORSX]-?\d|[AEIO]")
"""Names before which English says "an": F-5, L-29, An-2, Ilyushin."""

_POSSESSIVES = {"female": "her", "male": "his"}


def defection_sentence(person: Person, defection: Defection, wording: Wording) -> str:
    """Who went from where to where, through what, when and where it happened, and whether it succeeded."""
    return _SENTENCES[defection.status].format(
        name=person.name,
        was="were" if person.is_group else "was",
        their=_POSSESSIVES.get(person.gender or "", "their"),
        route=_route(defection, wording),
        service=_service(defection, wording),
        when=f" {when}" if (when := when_words(defection.date)) else "",
        where=_where(defection, wording),
    )


def status_word(status: Status) -> str:
    """What a list adds to a name: "attempted"; nothing for what was done."""
    return _SHORT.get(status, "")


def when_words(date: HistoricalDate | None) -> str:
    """A date as it stands in a sentence: "on 6 September 1976", "in 1976", "from 1962 to 1982"; "" without one."""
    if date is None:
        return ""
    if date.precision is Precision.SPAN:
        return f"between {date_words(date).replace(' to ', ' and ')}"
    return f"{'on' if date.precision is Precision.DAY and not date.approximate else 'in'} {date_words(date)}"


def vehicle_sentence(person: Person, defection: Defection) -> str:
    """In or with what: "No Kum-sok flew a MiG-15bis." """
    vehicle = defection.vehicle or ""
    if "flew" in defection.how and _MODEL.search(vehicle):
        article = "an" if _SPOKEN_WITH_VOWEL.match(vehicle) else "a"
        return f"{person.name} flew {article} {vehicle}."
    return f"{person.name} used this: {vehicle}."


def life_words(event: LifeEvent, wording: Wording) -> str:
    """A birth or death as it ends a sentence: "on 27 January 1948 in Riga, Soviet Union"."""
    where = [event.place or "", wording.place_name(event.country) if event.country else ""]
    if event.place and event.country and event.place.endswith(wording.place_name(event.country)):
        where.pop()
    place = ", ".join(filter(None, where))
    return " ".join(filter(None, (when_words(event.date), f"in {place}" if place else "")))


def order_sentence(dated: Sequence[tuple[HistoricalDate, str]]) -> str:
    """Which of two came before the other, and by how much; or that the dates do not tell."""
    (one, first), (other, second) = sorted(dated, key=lambda each: each[0].start.first_day())[:2]
    if one == other and one.precision is Precision.DAY and not one.approximate:
        return f"{first} and {second} went on the same day."
    if one.precision is Precision.SPAN and one.last.last_day() > other.last.last_day():
        return f"{second} came after the beginning of {first} and before its end."
    if one.last.last_day() >= other.start.first_day():
        return f"From these dates I can't tell whether {first} or {second} came first."
    years = other.year - one.year
    apart = f", {counted(years, 'year')} apart by the calendar" if years else ", in the same year"
    return f"{second} came after {first}{apart}."


def _route(defection: Defection, wording: Wording) -> str:
    parts = [f" from {_side(wording.place(defection.from_), defection.from_side)}"]
    if defection.to:
        parts.append(f" to {_side(wording.place(defection.to), defection.to_side)}")
    elif defection.to_side:
        parts.append(f" to {defection.to_side}")
    if defection.via:
        parts.append(f" via {and_list(wording.place(each) for each in defection.via)}")
    return "".join(parts)


def _service(defection: Defection, wording: Wording) -> str:
    origin = f" in {_side(wording.place(defection.from_), defection.from_side)}"
    served = defection.to_side or (wording.place(defection.to) if defection.to else "")
    return f"{origin}, working for {served}" if served else origin


def _side(place: str, side: str | None) -> str:
    return f"{place} ({side})" if side else place


def _where(defection: Defection, wording: Wording) -> str:
    where = wording.where(defection) if defection.place else None
    return f" ({where})" if where else ""


def years_between(earlier: HistoricalDate | None, later: HistoricalDate | None) -> str | None:
    """Whole years from one date to another: "29", "29 or 30", "about 30"; None where that can't be told."""
    if earlier is None or later is None:
        return None
    least = _whole_years(earlier.last.last_day(), later.start.first_day())
    most = _whole_years(earlier.start.first_day(), later.last.last_day())
    if most - least > 1:
        return f"about {(least + most) // 2}" if most - least < 12 else None
    if least == most:
        return f"about {most}" if earlier.approximate or later.approximate else str(most)
    return f"{least} or {most}"


def _whole_years(start: tuple[int, int, int], stop: tuple[int, int, int]) -> int:
    return stop[0] - start[0] - (stop[1:] < start[1:])
