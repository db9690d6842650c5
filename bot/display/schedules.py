"""Schedules and their posts as people see them: in /daily show, and behind what /daily start and the others answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import discord

from bot.display import limits
from bot.display.cards import notice
from bot.guilds.schedules import FAILED_DAYS_UNTIL_PAUSE, Post, PostState, Schedule, ScheduleState
from bot.guilds.times import weekday_words
from bot.guilds.zones import zone_label
from bot.knowledge.library import Library

POSTS_SHOWN = 10

_MARKS = {
    PostState.PLANNED: "🕑",
    PostState.TRYING: "⏳",
    PostState.SENT: "✅",
    PostState.MISSED: "➖",
    PostState.FAILED: "❌",
}
_MOST_CHOICE = 100
_LONGEST_LINE = 400


def schedule_card(schedule: Schedule, library: Library, following: Post | None, posts: Sequence[Post]) -> discord.Embed:
    """A schedule's settings, its next post, and the last ones with their state and why any failed."""
    plan = schedule.plan
    embed = notice(f"Daily post {schedule.id}", f"in <#{plan.channel_id}>")
    embed.add_field(name="When", value=f"{plan.local_time:%H:%M}, {weekday_words(plan.weekdays)}")
    embed.add_field(name="Zone", value=zone_label(plan.zone))
    embed.add_field(name="About", value=limits.clipped(topics_words(schedule, library), limits.FIELD_VALUE))
    if plan.mention_role_id is not None:
        embed.add_field(name="Mentions", value=mention_words(plan.mention_role_id, schedule.guild_id))
    embed.add_field(name="Next", value=_next_words(schedule, following), inline=False)
    if schedule.problem:
        count = f"{schedule.failed_days} of {FAILED_DAYS_UNTIL_PAUSE} failures in a row"
        embed.add_field(name="Trouble", value=f"{limits.escaped(schedule.problem)} ({count})", inline=False)
    for number, lines in enumerate(_parts([_post_line(post) for post in posts[:POSTS_SHOWN]])):
        embed.add_field(name="Before these" if number else "The last posts", value=lines, inline=False)
    return embed


def schedule_label(schedule: Schedule, channel_name: str | None = None) -> str:
    """A schedule on one line of a list: "3 · 09:00 Europe/Berlin · weekdays"."""
    plan = schedule.plan
    parts = [str(schedule.id), channel_name, f"{plan.local_time:%H:%M} {plan.zone}", weekday_words(plan.weekdays)]
    if schedule.state is ScheduleState.PAUSED:
        parts.append("paused")
    return limits.clipped(" · ".join(part for part in parts if part), _MOST_CHOICE)


def topics_words(schedule: Schedule, library: Library) -> str:
    """What a schedule's posts are about."""
    names = [limits.escaped(library.topic_name(key)) for key in schedule.plan.topics]
    return ", ".join(names) if names else "everybody"


def mention_words(role_id: int, guild_id: int) -> str:
    """A role as it is shown in an embed, where it pings nobody."""
    return "@everyone" if role_id == guild_id else f"<@&{role_id}>"


def outcome_words(post: Post) -> str:
    """What came of one post, for whoever asked for it."""
    if post.state is PostState.SENT and post.message_id is not None:
        return f"Posted: {_link(post)}"
    if post.state is PostState.SENT:
        return "Posted, and deleted since."
    if post.state is PostState.FAILED:
        return f"It could not be posted. {limits.escaped(post.problem or '')}"
    return "It is on its way; /daily show tells what came of it."


def _next_words(schedule: Schedule, following: Post | None) -> str:
    if schedule.state is ScheduleState.PAUSED:
        return "It is paused: /daily resume goes on with it."
    return "None is planned." if following is None else times_words(following.due_at)


def times_words(moment: datetime) -> str:
    """A moment as each reader's own clock shows it, and how far off it is."""
    return f"{discord.utils.format_dt(moment, 'F')} ({discord.utils.format_dt(moment, 'R')})"


def _parts(lines: Sequence[str]) -> Iterator[str]:
    """``lines`` in as many parts as it takes for each to fit into a field."""
    part = ""
    for line in lines:
        longer = f"{part}\n{line}" if part else line
        if len(longer) > limits.FIELD_VALUE:
            yield part
            longer = line
        part = longer
    if part:
        yield part


def _post_line(post: Post) -> str:
    when = discord.utils.format_dt(post.finished_at or post.due_at, "f")
    line = f"{_MARKS[post.state]} {when}: {post.state.value}"
    if post.state is PostState.SENT and post.message_id is not None:
        line = f"{line}, {_link(post)}"
    return limits.clipped(f"{line}. {limits.escaped(post.problem)}", _LONGEST_LINE) if post.problem else line


def _link(post: Post) -> str:
    return f"[see it](https://discord.com/channels/{post.guild_id}/{post.channel_id}/{post.message_id})"
