"""/onthisday: who defected on a day of the year, and on which days the next anniversaries are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

import discord

from bot.display import limits
from bot.display.cards import notice
from bot.display.paging import PickMenu
from bot.display.posts import day_words
from bot.knowledge.anniversaries import Anniversaries, Anniversary
from bot.knowledge.records import Person
from bot.knowledge.store import Entry
from bot.knowledge.wording import STATUS_WORDS, Wording

_FOLLOWING_DAYS = 5
_MENU_OPTIONS = 25


def day_card(
    day: date,
    found: Sequence[tuple[Anniversary, Entry]],
    anniversaries: Anniversaries,
    wording: Wording,
    zone: str | None = None,
) -> discord.Embed:
    """Everybody of ``day``, each with what became of it, and the next days that have somebody.

    ``zone`` is given, and told, where which day is meant depends on the clock.
    """
    words = day_words(day, wording)
    lines = [_line(each, entry, wording) for each, entry in found]
    text = limits.lines_within(lines, limits.EMBED_DESCRIPTION) if lines else "Nobody that I know defected on this day."
    embed = notice(f"On {words}", text)
    coming = islice(anniversaries.after(day), _FOLLOWING_DAYS)
    following = [f"**{day_words(each, wording)}**: {_names(them)}" for each, them in coming]
    if following:
        embed.add_field(name="Coming up", value=limits.lines_within(following, limits.FIELD_VALUE), inline=False)
    by_clock = f" · by the clock of {zone.replace('_', ' ')}" if zone else ""
    return embed.set_footer(text=f"Only those whose day is known{by_clock}")


def day_view(found: Sequence[tuple[Anniversary, Entry]]) -> discord.ui.View:
    """A menu that opens their cards."""
    view = discord.ui.View(timeout=None)
    people = {each.person: each for each, _ in found}
    options = [
        discord.SelectOption(
            label=limits.clipped(each.name, limits.OPTION_LABEL), value=each.person, description=str(each.year)
        )
        for each in list(people.values())[:_MENU_OPTIONS]
    ]
    if options:
        view.add_item(PickMenu(options))
    return view


def _line(anniversary: Anniversary, entry: Entry, wording: Wording) -> str:
    person = entry.record
    if not isinstance(person, Person):
        raise TypeError(f"{entry.record.id} is no person")
    defection = next(
        each for each in person.defections if each.date and each.date.day and each.date.day.year == anniversary.year
    )
    route = limits.escaped(wording.route(defection))
    status = STATUS_WORDS[defection.status]
    return f"**{anniversary.year}** {limits.escaped(person.name)}: {route}. {status}."


def _names(found: Sequence[Anniversary]) -> str:
    return ", ".join(f"{limits.escaped(each.name)} ({each.year})" for each in found)
