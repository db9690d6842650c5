"""Records -> cards: the embeds that the commands answer with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import discord

from bot.display import limits
from bot.knowledge.records import Category, Defection, Fact, FactKind, Person, Record, Source, Status, Term, Topic
from bot.knowledge.related import Related
from bot.knowledge.store import Entry
from bot.knowledge.wording import (
    CATEGORY_WORDS,
    STATUS_WORDS,
    TOPIC_WORDS,
    Wording,
    capitalised,
)

CATEGORY_COLOURS: dict[Category, int] = {
    Category.ARTIST: 0xCC79A7,
    Category.ATHLETE: 0x009E73,
    Category.MILITARY: 0x0072B2,
    Category.POLITICS: 0xD55E00,
    Category.OTHER: 0xE69F00,
}
"""The Okabe-Ito palette, which colour-blind readers can tell apart."""

_DEFINITION_COLOUR = 0x56B4E9
_MESSAGE_COLOUR = 0x999999
_MOST_SOURCES = 5
CARDS_KEPT = 256
"""Cards that are kept in memory: a few are asked for again and again."""

_SHORT_CARD = 1000
"""Characters, so that the card fits into a message below another embed."""

_LEAST_ROOM = 80
"""Characters below which a field is left out rather than clipped."""


class _Field(NamedTuple):
    name: str
    value: str
    inline: bool = False

    def worded(self, wording: Wording) -> _Field:
        """The field with the dates in it as the reader writes them; not for sources, whose titles are theirs."""
        text = wording.text(self.value)
        return self if text is self.value else self._replace(value=text)


def person_card(entry: Entry, person: Person, wording: Wording) -> discord.Embed:
    """A person's card: who, from where to where, when, how, what followed, sources, see also."""
    embed = discord.Embed(
        title=limits.clipped(limits.escaped(person.name), limits.EMBED_TITLE),
        description=limits.clipped(wording.text(_introduction(person)), limits.EMBED_DESCRIPTION),
        colour=CATEGORY_COLOURS[person.category],
    )
    _fill(
        embed,
        (field.worded(wording) for field in _person_fields(person, wording)),
        _closing_fields(person, entry.related, wording),
        wording.text(_footer(person, CATEGORY_WORDS[person.category])),
    )
    return embed


def definition_card(entry: Entry, record: Term | Topic, wording: Wording) -> discord.Embed:
    """A term's or topic's card: what it means, how it differs, dated facts, sources, see also."""
    embed = discord.Embed(
        title=limits.clipped(limits.escaped(record.name), limits.EMBED_TITLE),
        description=limits.clipped(wording.text(_definition(record)), limits.EMBED_DESCRIPTION),
        colour=_DEFINITION_COLOUR,
    )
    kind = TOPIC_WORDS[record.kind] if isinstance(record, Topic) else "Term"
    _fill(
        embed,
        (field.worded(wording) for field in _definition_fields(record, wording)),
        _closing_fields(record, entry.related, wording),
        wording.text(_footer(record, kind)),
    )
    return embed


@lru_cache(maxsize=CARDS_KEPT)
def card(entry: Entry, wording: Wording) -> discord.Embed:
    """The card of whatever record ``entry`` holds. It is shared: nobody may change it."""
    record = entry.record
    if isinstance(record, Person):
        return person_card(entry, record, wording)
    return definition_card(entry, record, wording)


def short_card(record: Record, wording: Wording) -> discord.Embed:
    """A card in a few lines: who or what it is, of a person the way out, and two of the sources that bear it."""
    embed = discord.Embed(
        title=limits.clipped(limits.escaped(record.name), limits.EMBED_TITLE),
        description=limits.clipped(wording.text("\n".join(_in_short(record, wording))), _SHORT_CARD),
        colour=CATEGORY_COLOURS[record.category] if isinstance(record, Person) else _DEFINITION_COLOUR,
    )
    sources = limits.lines_within(map(source_line, cited_first(record)[:2]), limits.FIELD_VALUE)
    return embed.add_field(name="Sources", value=sources, inline=False)


def notice(title: str, text: str) -> discord.Embed:
    """A plain message of the bot's own: an error, a hint, a refusal."""
    return discord.Embed(
        title=limits.clipped(title, limits.EMBED_TITLE),
        description=limits.clipped(text, limits.EMBED_DESCRIPTION),
        colour=_MESSAGE_COLOUR,
    )


def _fill(embed: discord.Embed, fields: Iterable[_Field], closing: list[_Field], footer: str) -> None:
    """Add the fields that fit. The closing ones, sources and see also, always do: their room is kept."""
    embed.set_footer(text=limits.clipped(footer, limits.FOOTER))
    used = len(embed) + sum(len(field.name) + len(field.value) for field in closing)
    for field in islice(fields, limits.EMBED_FIELDS - len(closing)):
        room = limits.EMBED_TOTAL - used - len(field.name)
        if room < _LEAST_ROOM:
            break
        value = limits.clipped(field.value, min(limits.FIELD_VALUE, room))
        embed.add_field(name=field.name, value=value, inline=field.inline)
        used += len(field.name) + len(value)
    for field in closing:
        embed.add_field(name=field.name, value=field.value, inline=field.inline)


def _introduction(person: Person) -> str:
    lines = []
    native = [name.text for name in person.native if name.text != person.name]
    if native:
        lines.append(f"*{limits.escaped(' · '.join(native[:3]))}*")
    lines.append(limits.escaped(person.summary) + ".")
    status = person.main_defection.status
    if status is not Status.COMPLETED:
        lines.append(f"**{STATUS_WORDS[status]}.**")
    return "\n".join(lines)


def _person_fields(person: Person, wording: Wording) -> Iterator[_Field]:
    several = len(person.defections) > 1
    for number, defection in enumerate(person.defections, start=1):
        yield from _defection_fields(defection, wording, f"{number}. " if several else "")
    yield from _life_fields(person, wording)
    yield from _fact_fields(person.facts)


def _defection_fields(defection: Defection, wording: Wording, number: str) -> Iterator[_Field]:
    yield _Field(f"{number}From → to", limits.escaped(wording.route(defection)), inline=True)
    when = wording.date(defection.date) if defection.date else "not known"
    yield _Field("When", limits.escaped(when), inline=True)
    if where := wording.where(defection):
        yield _Field("Where", limits.escaped(where), inline=True)
    yield _Field("Status", STATUS_WORDS[defection.status], inline=True)
    company = f"With {', '.join(defection.companions)}." if defection.companions else None
    if how := [line for line in (wording.methods_used(defection), defection.detail, company) if line]:
        yield _Field("How", "\n".join(limits.escaped(line) for line in how))
    if defection.why:
        yield _Field("Why", "\n".join(limits.escaped(reason.text) for reason in defection.why))
    if defection.outcome:
        yield _Field("What followed", limits.escaped(defection.outcome))


def _in_short(record: Record, wording: Wording) -> Iterator[str]:
    if isinstance(record, Person):
        yield f"{_introduction(record)}\n"
        yield from _way_out(record.main_defection, wording)
    elif isinstance(record, Term | Topic):
        yield limits.escaped(record.definition)


def _way_out(defection: Defection, wording: Wording) -> Iterator[str]:
    """From where to where, when and how, a line each."""
    yield f"**From → to** {limits.escaped(wording.route(defection))}"
    if defection.date:
        yield f"**When** {limits.escaped(wording.date(defection.date))}"
    if how := wording.methods_used(defection):
        yield f"**How** {limits.escaped(how)}"


def _life_fields(person: Person, wording: Wording) -> Iterator[_Field]:
    for name, event in (("Born", person.born), ("Died", person.died)):
        if event is not None and (text := wording.life_event(event)):
            yield _Field(name, limits.escaped(text), inline=True)
    if person.occupations:
        text = ", ".join(wording.occupation(occupation) for occupation in person.occupations)
        service = ", ".join(part for part in (person.rank, *person.employer) if part)
        lines = [capitalised(text), service] if service else [capitalised(text)]
        yield _Field("Occupation", limits.escaped("\n".join(lines)), inline=True)


def _fact_fields(facts: Sequence[Fact]) -> Iterator[_Field]:
    told = [fact for kind in FactKind for fact in facts if fact.kind is kind]
    for name, wanted in (("More", False), ("Sources disagree", True)):
        lines = [f"• {limits.escaped(fact.text)}" for fact in told if (fact.kind is FactKind.DISPUTE) is wanted]
        if lines:
            yield _Field(name, limits.lines_within(lines, limits.FIELD_VALUE))


def _definition(record: Term | Topic) -> str:
    lines = []
    native = [name.text for name in record.native if name.text != record.name]
    if native:
        lines.append(f"*{limits.escaped(' · '.join(native[:3]))}*")
    lines.append(limits.escaped(record.definition))
    if isinstance(record, Term):
        lines += [f"\n• {limits.escaped(difference.text)}" for difference in record.differs]
    return "\n".join(lines)


def _definition_fields(record: Term | Topic, wording: Wording) -> Iterator[_Field]:
    if isinstance(record, Topic):
        if record.date:
            yield _Field("When", wording.date(record.date), inline=True)
        if record.places:
            places = ", ".join(wording.place_name(place) for place in record.places)
            yield _Field("Where", limits.escaped(places), inline=True)
    if record.aliases:
        yield _Field("Also called", limits.escaped(", ".join(record.aliases[:8])))
    yield from _fact_fields(record.facts)


def _closing_fields(record: Record, related: Iterable[Related], wording: Wording) -> list[_Field]:
    fields = []
    if lines := [f"**{limits.escaped(each.name)}** – {limits.escaped(each.reason)}" for each in related]:
        fields.append(_Field("See also", limits.lines_within(map(wording.text, lines), limits.FIELD_VALUE)))
    shown = [source_line(source) for source in record.sources[:_MOST_SOURCES]]
    if len(record.sources) > _MOST_SOURCES:
        shown.append(f"and {len(record.sources) - _MOST_SOURCES} more")
    fields.append(_Field("Sources", limits.lines_within(shown, limits.FIELD_VALUE)))
    return fields


def cited_first(record: Record) -> list[Source]:
    """A record's sources, those in front that are cited for the defection that a person is known for."""
    cited = record.main_defection.sources if isinstance(record, Person) else ()
    return sorted(record.sources, key=lambda source: source.key not in cited)


def source_line(source: Source) -> str:
    """A source as a link, with its publisher."""
    return f"{limits.link(source.title, source.address)}, {limits.escaped(source.publisher)}"


def _footer(record: Record, kind: str) -> str:
    return f"{kind} · sources read {record.checked:%d %B %Y}".replace(" 0", " ")
