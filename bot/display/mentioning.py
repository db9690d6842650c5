"""Whom a message mentions, as a private note."""

from __future__ import annotations

import discord

from bot.display import limits
from bot.display.cards import notice
from bot.display.opening import Suggestion, suggestion_view
from bot.knowledge.people_mentioned import Mentioned
from bot.knowledge.records import Person
from bot.knowledge.wording import Wording, counted


def mentions_view(people: Mentioned) -> discord.ui.View:
    """A button for each who is named, as far as there is room, those of whom it is not sure behind the others."""
    perhaps = (match for matches in people.unsure for match in matches)
    once: dict[str, Suggestion] = {}
    for each in (*(entry.record for entry in people.sure), *perhaps):
        once.setdefault(each.id, each)
    return suggestion_view(once.values(), limits.BUTTONS)


def mentions_embed(people: Mentioned, wording: Wording) -> discord.Embed:
    """Everybody with what tells them apart; names that several bear; or that there is nobody."""
    if not people.sure and not people.unsure:
        return notice("Nobody that I know", "I find no defector's name in that message.")
    lines = [
        f"**{limits.escaped(entry.record.name)}** · {limits.escaped(wording.label(entry.record))}"
        for entry in people.sure
        if isinstance(entry.record, Person)
    ]
    if people.more:
        lines.append(f"and {counted(people.more, 'other')}")
    lines += [f"Perhaps {limits.escaped(' or '.join(each.name for each in matches))}" for matches in people.unsure]
    return notice("Mentioned there", limits.lines_within(lines, limits.EMBED_DESCRIPTION))
