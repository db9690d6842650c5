"""/daily: posts that come by themselves."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands
from msgspec.structs import replace

from bot.display import limits
from bot.display.cards import notice
from bot.display.carrier import DiscordCarrier
from bot.display.client import client_of, library_of
from bot.display.limiting import may_go_on
from bot.display.permissions import KINDS
from bot.display.planning import RefusedPlanError, Wish, make_sure_of_posting, read_plan
from bot.display.schedules import outcome_words, schedule_card, schedule_label, times_words
from bot.guilds.clock import utc_now
from bot.guilds.delivery import Order
from bot.guilds.schedules import (
    MOST_SCHEDULES,
    Plan,
    Post,
    PostState,
    Schedule,
    ScheduleState,
    next_occurrence,
)
from bot.guilds.zones import Zones
from cogs.managing import ManagersGroup, guild_id_of, refuse
from cogs.transformers import ChannelTransformer

_PATIENCE_SECONDS = 10.0
"""How long /daily now waits for its post before it says that it is on its way."""


class Daily(commands.Cog):
    """Schedules of daily posts."""

    group = ManagersGroup("daily", "Posts that come by themselves, each day at your server's hour.")

    def __init__(self) -> None:
        self._zones = Zones()

    @group.command()
    @app_commands.describe(
        channel="Where it is posted: a text or announcement channel, or a forum",
        time="The time of day: 9, 9:00, 09:30, 9am or 9:30 pm",
        timezone="Whose time: Berlin, Europe/Berlin, Japan, CET, EST or UTC+2",
        topics="What it is about, as in /random, several with commas between: pilots, Cuba",
        mention="A role to mention in each post",
        days="On which days: every day, weekdays, Mon-Fri or Mon, Wed, Fri",
    )
    async def start(
        self,
        interaction: discord.Interaction[Any],
        *,
        channel: Transform[app_commands.AppCommandChannel, ChannelTransformer(*KINDS)],
        time: str,
        timezone: str,
        topics: str | None = None,
        mention: discord.Role | None = None,
        days: str | None = None,
    ) -> None:
        """Post a defection each day, never the same again until all have come; anniversaries on their day."""
        if not await may_go_on(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            plan = read_plan(interaction, Wish(channel, time, timezone, topics, mention, days), self._zones)
            await make_sure_of_posting(interaction.client, guild_id_of(interaction), plan)
        except RefusedPlanError as error:
            await refuse(interaction, "Nothing was set up", str(error))
            return
        await self._start(interaction, plan)

    @start.autocomplete("timezone")
    async def _complete_zone(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=each.label, value=each.name) for each in self._zones.complete(typed)]

    @start.autocomplete("topics")
    async def _complete_topics(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        before, comma, last = typed.rpartition(",")
        choices = library_of(interaction).complete_topic(last.strip())
        texts = [f"{before}{comma} {each.name}".strip() for each in choices]
        return [app_commands.Choice(name=text, value=text) for text in texts if len(text) <= limits.CHOICE_NAME]

    @group.command()
    @app_commands.describe(schedule="Which one, if there are several")
    async def show(self, interaction: discord.Interaction[Any], schedule: str | None = None) -> None:
        """Show what is set up: settings, the next post, the last ten and why any failed."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await self._schedules(interaction)
        if schedule is not None:
            chosen = [each for each in chosen if str(each.id) == schedule]
        if not chosen:
            await _say_none(interaction)
            return
        store = await client_of(interaction).database.store()
        embeds: list[discord.Embed] = []
        for each in chosen:
            posts = await store.schedules.last_posts(each.id, 10)
            card = schedule_card(each, library_of(interaction), await store.schedules.next_post(each.id), posts)
            if embeds and sum(len(shown) for shown in (*embeds, card)) > limits.EMBED_TOTAL:
                embeds[-1].set_footer(text="For the others, name one: /daily show schedule")
                break
            embeds.append(card)
        await interaction.followup.send(embeds=embeds[:10], ephemeral=True)

    @group.command()
    @app_commands.describe(schedule="Which one, if there are several")
    async def preview(self, interaction: discord.Interaction[Any], schedule: str | None = None) -> None:
        """Show, only to you, what would be posted if it was time now."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await self._choose(interaction, schedule)
        if chosen is None:
            return
        carrier = DiscordCarrier(interaction.client)
        store = await client_of(interaction).database.store()
        occurrence = next_occurrence(chosen.plan, utc_now())
        choice = await store.posts.preview(
            chosen.guild_id, await carrier.candidates(chosen.plan.topics, occurrence.local_date)
        )
        if choice is None:
            await refuse(interaction, "Nobody", "Nobody that I know fits this schedule's topics.")
            return
        post = Post(0, chosen.id, chosen.guild_id, occurrence.local_date, occurrence.due_at, PostState.PLANNED)
        message = await carrier.message(Order(post, chosen, choice.record_id, occurrence.local_date))
        content = f"Next, {times_words(occurrence.due_at)}, as it stands now:\n{message.content}"
        await interaction.followup.send(
            content,
            embed=message.embed,
            view=message.view,
            ephemeral=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @group.command()
    @app_commands.describe(schedule="Which one, if there are several")
    async def now(self, interaction: discord.Interaction[Any], schedule: str | None = None) -> None:
        """Post one more right away; the day's own post still comes at its time."""
        if not await may_go_on(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await self._choose(interaction, schedule)
        if chosen is None:
            return
        post = await client_of(interaction).scheduler.send_now(chosen, _PATIENCE_SECONDS)
        text = outcome_words(post) if post is not None else "The schedule was stopped meanwhile."
        await interaction.followup.send(embed=notice("Daily post", text), ephemeral=True)

    @group.command()
    @app_commands.describe(schedule="Which one, if there are several")
    async def pause(self, interaction: discord.Interaction[Any], schedule: str | None = None) -> None:
        """Post nothing more for the time being."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await self._choose(interaction, schedule)
        if chosen is None:
            return
        store = await client_of(interaction).database.store()
        await store.schedules.pause(chosen, utc_now())
        client_of(interaction).scheduler.wake()
        mention = client_of(interaction).command_mention("daily resume")
        await interaction.followup.send(embed=notice("Paused", f"{mention} goes on with it."), ephemeral=True)

    @group.command()
    @app_commands.describe(schedule="Which one, if there are several")
    async def resume(self, interaction: discord.Interaction[Any], schedule: str | None = None) -> None:
        """Go on with what was paused."""
        if not await may_go_on(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await self._choose(interaction, schedule)
        if chosen is None:
            return
        try:
            await make_sure_of_posting(interaction.client, guild_id_of(interaction), chosen.plan)
        except RefusedPlanError as error:
            await refuse(interaction, "It stays paused", str(error))
            return
        store = await client_of(interaction).database.store()
        await store.schedules.resume(chosen, utc_now())
        client_of(interaction).scheduler.wake()
        await self._tell(interaction, replace(chosen, state=ScheduleState.ACTIVE), "It goes on")

    @group.command()
    @app_commands.describe(schedule="Which one, if there are several")
    async def stop(self, interaction: discord.Interaction[Any], schedule: str | None = None) -> None:
        """End it for good, and forget its settings."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await self._choose(interaction, schedule)
        if chosen is None:
            return
        store = await client_of(interaction).database.store()
        await store.schedules.stop(chosen)
        text = f"Nothing more is posted in <#{chosen.plan.channel_id}> at {chosen.plan.local_time:%H:%M}."
        await interaction.followup.send(embed=notice("Stopped", text), ephemeral=True)

    @show.autocomplete("schedule")
    @preview.autocomplete("schedule")
    @now.autocomplete("schedule")
    @pause.autocomplete("schedule")
    @resume.autocomplete("schedule")
    @stop.autocomplete("schedule")
    async def _complete_schedule(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        labels = [(schedule_label(each), str(each.id)) for each in await self._schedules(interaction)]
        return [app_commands.Choice(name=label, value=value) for label, value in labels if typed.casefold() in label]

    async def _start(self, interaction: discord.Interaction[Any], plan: Plan) -> None:
        store = await client_of(interaction).database.store()
        guild_id = guild_id_of(interaction)
        started = await store.schedules.start(guild_id, plan, interaction.user.id, utc_now())
        if started is None:
            text = f"This server has {MOST_SCHEDULES} daily posts already. Stop one first."
            await refuse(interaction, "Nothing was set up", text)
            return
        schedule, is_new = started
        client_of(interaction).scheduler.wake()
        await self._tell(interaction, schedule, "Set up" if is_new else "Changed")

    async def _tell(self, interaction: discord.Interaction[Any], schedule: Schedule, title: str) -> None:
        store = await client_of(interaction).database.store()
        embed = schedule_card(schedule, library_of(interaction), await store.schedules.next_post(schedule.id), ())
        embed.title = title
        await interaction.followup.send(embed=embed, ephemeral=True)

    async def _schedules(self, interaction: discord.Interaction[Any]) -> list[Schedule]:
        store = await client_of(interaction).database.store()
        return await store.schedules.of_guild(guild_id_of(interaction))

    async def _choose(self, interaction: discord.Interaction[Any], number: str | None) -> Schedule | None:
        """The schedule that is meant; if that is not clear, says so and gives None."""
        schedules = await self._schedules(interaction)
        fitting = schedules if number is None else [each for each in schedules if str(each.id) == number]
        if len(fitting) == 1:
            return fitting[0]
        if not schedules:
            await _say_none(interaction)
        elif number is None:
            await refuse(interaction, "Which one?", "This server has several. Pick one in the option schedule.")
        else:
            await refuse(interaction, "No such schedule", "Pick one from the list in the option schedule.")
        return None


async def _say_none(interaction: discord.Interaction[Any]) -> None:
    mention = client_of(interaction).command_mention("daily start")
    await refuse(interaction, "Nothing is set up", f"This server has no daily posts. {mention} sets one up.")


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Daily())
