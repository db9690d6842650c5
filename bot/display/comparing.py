"""Two people side by side."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.display import limits
from bot.display.cards import cited_first, source_line
from bot.knowledge.records import Person
from bot.knowledge.wording import (
    CATEGORY_WORDS,
    STATUS_WORDS,
    Wording,
    and_list,
    capitalised,
    counted,
)

_COLOUR = 0x56B4E9


def comparison(one: Person, two: Person, wording: Wording) -> discord.Embed:
    """Every aspect with a line for each of the two: on a phone, columns would fall apart."""
    embed = discord.Embed(
        title=limits.clipped(f"{limits.escaped(one.name)} and {limits.escaped(two.name)}", limits.EMBED_TITLE),
        description=limits.clipped(limits.escaped(" ".join(_in_common(one, two, wording))), limits.EMBED_DESCRIPTION),
        colour=_COLOUR,
    )
    aspects = [dict(_aspects(person, wording)) for person in (one, two)]
    for name in aspects[0] | aspects[1]:
        lines = [
            f"**{limits.escaped(person.name)}**: {limits.escaped(each[name])}"
            for person, each in zip((one, two), aspects, strict=True)
            if name in each
        ]
        embed.add_field(name=name, value=limits.lines_within(lines, limits.FIELD_VALUE), inline=False)
    sources = dict.fromkeys(source_line(source) for person in (one, two) for source in cited_first(person)[:2])
    return embed.add_field(name="Sources", value=limits.lines_within(sources, limits.FIELD_VALUE), inline=False)


def _aspects(person: Person, wording: Wording) -> Iterator[tuple[str, str]]:
    defection = person.main_defection
    yield "Who", limits.clipped(wording.text(person.summary), 300)
    yield "From → to", wording.route(defection)
    yield "When", wording.date(defection.date) if defection.date else "not known"
    yield "How", wording.methods_used(defection)
    yield "Status", STATUS_WORDS[defection.status]
    if defection.settled:
        yield "Settled", wording.place_name(defection.settled)
    for name, event in (("Born", person.born), ("Died", person.died)):
        if event is not None and (text := wording.life_event(event)):
            yield name, text


def _in_common(one: Person, two: Person, wording: Wording) -> Iterator[str]:
    """What the two share, and how far apart they were in time."""
    first, second = one.main_defection, two.main_defection
    shared = []
    if one.category is two.category:
        shared.append(f"the category ({CATEGORY_WORDS[one.category].lower()})")
    if both := [wording.occupation(each) for each in one.occupations if each in two.occupations]:
        shared.append(f"the occupation ({and_list(both)})")
    if first.from_ == second.from_:
        shared.append(f"the country that they left ({wording.place(first.from_)})")
    if first.to and first.to == second.to:
        shared.append(f"the country that they went to ({wording.place(first.to)})")
    if ways := [wording.methods[each].label for each in first.how if each in second.how]:
        shared.append(f"the way ({and_list(ways)})")
    if shared:
        yield capitalised(f"in common: {and_list(shared)}.")
    if first.date and second.date:
        years = abs(first.date.year - second.date.year)
        yield f"{counted(years, 'year')} lie between them." if years else "Both in the same year."
