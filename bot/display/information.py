"""The cards of /about and /help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import discord

from bot import VERSION
from bot.display.cards import notice
from bot.knowledge.store import Edition
from bot.knowledge.wording import Wording

COMMAND_EXAMPLES: tuple[tuple[str, str, str], ...] = (
    (
        "ask",
        "who flew a MiG-25 to Japan?",
        "Any question in plain words. Or mention me with it, reply to an answer of mine, or send me a direct message.",
    ),
    (
        "defector",
        "Baryshnikov",
        "Who it was, from where to where, when, how, and what followed. Any spelling, any script.",
    ),
    ("random", "pilots", "Somebody at random; the topic may be a category, occupation, country, decade or way out."),
    ("define", "defector in place", "What a word means, or what an event, place or operation was."),
    (
        "browse",
        "from:Cuba decade:1990s",
        "Lists, by category, occupation, country, decade and way out. Pick somebody to open the card.",
    ),
    ("timeline", "category:artist", "A picture of defections over the years, with the same filters."),
    ("map", "occupation:pilots", "A map of who went from where to where, with the same filters."),
    ("stats", "", "A picture: from where, to where, how, who and when, at a glance."),
    ("compare", "one:Nureyev two:Baryshnikov", "Two people side by side."),
    ("onthisday", "6 September", "Who defected on a day of the year, and the next anniversaries."),
    (
        "quiz",
        "topic:pilots rounds:10",
        "A quiz in this channel. Everybody answers by button, in private; the answers come with their sources.",
    ),
    ("leaderboard", "", "Who has answered most quiz questions right in this server, this week or ever."),
    ("quiz-stats", "", "How you have done in this server's quizzes."),
    (
        "daily",
        "start channel:#history time:9am timezone:Berlin",
        "A post each day by itself, for those who manage the server: anniversaries, and never the same again.",
    ),
    ("settings", "show", "How I answer in this server, for those who manage it."),
    ("privacy", "show", "What I keep, and how to get or delete it."),
    ("about", "", "What I know, from where, and how fresh it is."),
    ("help", "", "This list."),
)
"""Every command, with an example of its option and what it does."""


def about_card(edition: Edition, wording: Wording) -> discord.Embed:
    """What the bot knows, from where, and how fresh."""
    embed = notice(
        "Defection Bot",
        "I answer questions about defection: who changed sides, from where to where, when, how, and what came of it."
        " Every fact has a source, and what I don't know I say that I don't know.",
    )
    embed.add_field(name="People and groups", value=f"{edition.people:,}")
    embed.add_field(name="Terms", value=f"{edition.terms:,}")
    embed.add_field(name="Topics", value=f"{edition.topics:,}")
    embed.add_field(name="Facts noted", value=f"{edition.facts:,}")
    embed.add_field(name="Source pages", value=f"{edition.sources:,}")
    embed.add_field(name="Sources read", value=wording.text(_checked(edition)))
    embed.add_field(
        name="Where it comes from",
        value="Encyclopaedias, obituaries, newspapers and official pages, each named on the card that it supports."
        " The starting point was the encyclopaedia article on defection.",
        inline=False,
    )
    built = discord.utils.format_dt(datetime.fromisoformat(edition.built), "R")
    embed.add_field(name="Version", value=f"{VERSION}, knowledge built {built}")
    return embed


def help_card(mention: Callable[[str], str]) -> discord.Embed:
    """Every command with an example; ``mention`` makes a command's name one to click."""
    embed = notice(
        "What I can do",
        "Type a command, or click one here. Misspellings are forgiven. A message's menu has two more under Apps:"
        " *Answer this* takes it as a question, *Who is mentioned here?* finds the people whom it names.",
    )
    for name, example, purpose in COMMAND_EXAMPLES:
        value = f"{mention(name)}\n{purpose}"
        if example:
            value += f"\nFor example `/{name} {example}`."
        embed.add_field(name=f"/{name}", value=value, inline=False)
    return embed


def _checked(edition: Edition) -> str:
    if not edition.newest_check:
        return "never"
    days = (date.fromisoformat(each) for each in (edition.oldest_check, edition.newest_check))
    return " to ".join(dict.fromkeys(f"{day.day} {day:%B %Y}" for day in days))
