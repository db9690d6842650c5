"""Whom a message mentions, as a private note."""

from __future__ import annotations

import discord

from bot.display import limits
from bot.display.cards import notice
from bot.knowledge.people_mentioned import Mentioned
from bot.knowledge.records import Person
from bot.knowledge.wording import Wording, counted


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
    lines += [f"Perhaps {limits.escaped(' or '.join(names))}" for names in people.unsure]
    return notice("Mentioned there", limits.lines_within(lines, limits.EMBED_DESCRIPTION))
