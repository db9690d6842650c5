"""/quiz, /leaderboard and /quiz-stats."""

from __future__ import annotations

import random
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.display import limits
from bot.display.cards import notice
from bot.display.client import as_client, client_of, library_of
from bot.display.manners import is_private
from bot.display.messages import Refusal, answer_privately, unknown_topic
from bot.display.opening import show
from bot.display.quizzing import leaderboard_embed, statistics_embed
from bot.guilds.quizzes import AskedQuestion, QuizRunsError, week_of
from bot.knowledge.facets import Facet
from bot.knowledge.library import Library
from bot.knowledge.quizzing.questions import Difficulty, Question
from bot.knowledge.selection import Selection
from bot.knowledge.wording import counted
from cogs.transformers import as_choice

_WORDS = "words"
"""The topic of terms."""

_STANDARD_ROUNDS, _MOST_ROUNDS = 5, 20

_NOT_HERE = Refusal(
    "Not here",
    "A quiz needs a channel in which I may write: a server that has added me, with the permissions to view the channel,"
    " send messages and embed links; or a direct message with me.",
)
_RUNS_ALREADY = Refusal(
    "One at a time", "A quiz runs in this channel already. Whoever started it, or a moderator, can stop it there."
)
_ONLY_IN_SERVERS = Refusal("Only in servers", "Scores are kept for each server. Please use this in one.")


class QuizCommands(commands.Cog):
    """Quizzes and their scores."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._quizmaster = as_client(bot).quizmaster

    async def cog_unload(self) -> None:
        """Leave the quizzes that run to the next start."""
        self._quizmaster.close()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Go on with quizzes that ran when the bot was stopped."""
        self._quizmaster.resume()

    @app_commands.command()
    @app_commands.describe(
        topic="A category, occupation, country, decade or way out; or “words”. Everything without",
        rounds="How many questions, 5 without",
        difficulty="How well known the people are, and how close the wrong answers come",
    )
    async def quiz(
        self,
        interaction: discord.Interaction[Any],
        topic: str | None = None,
        rounds: app_commands.Range[int, 1, _MOST_ROUNDS] = _STANDARD_ROUNDS,
        difficulty: Difficulty = Difficulty.MEDIUM,
    ) -> None:
        """Start a quiz in this channel: everybody answers by button, in private."""
        if not _may_run(interaction):
            await show(interaction, _NOT_HERE)
            return
        made = await _questions(library_of(interaction), topic, rounds, difficulty)
        if isinstance(made, Refusal):
            await show(interaction, made)
            return
        name, questions = made
        try:
            store = await client_of(interaction).database.store()
            quiz = await store.quizzes.start(
                guild_id=interaction.guild_id,
                channel_id=interaction.channel_id or 0,
                user_id=interaction.user.id,
                title=f"{name} · {difficulty}",
                questions=[_asked(question) for question in questions],
                now=discord.utils.utcnow(),
            )
        except QuizRunsError:
            await show(interaction, _RUNS_ALREADY)
            self._quizmaster.resume()  # should it be one that nobody leads since the database failed
            return
        text = (
            f"{counted(len(questions), 'question')} about {limits.escaped(name)}, {difficulty}."
            " Press a button to answer; nobody else sees which. The first answer counts."
        )
        try:
            await interaction.response.send_message(embed=notice("A quiz", text))
        except Exception:  # whatever it is, a quiz that nobody leads would keep the channel from another
            await store.quizzes.end(quiz)
            raise
        self._quizmaster.lead(quiz)

    @quiz.autocomplete("topic")
    async def _complete_topic(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        library = library_of(interaction)
        await library.prepare()
        choices = [as_choice(choice) for choice in library.complete_topic(typed)]
        if _WORDS.startswith(typed.casefold().strip()):
            choices.insert(0, app_commands.Choice(name="Words: what terms mean", value=_WORDS))
        return choices[: limits.CHOICES]

    @app_commands.command()
    @app_commands.describe(period="This week or all time; this week without")
    async def leaderboard(
        self, interaction: discord.Interaction[Any], period: Literal["this week", "all time"] = "this week"
    ) -> None:
        """Show who has answered most quiz questions right in this server."""
        if interaction.guild_id is None:
            await show(interaction, _ONLY_IN_SERVERS)
            return
        store = await client_of(interaction).database.store()
        since = week_of(discord.utils.utcnow()) if period == "this week" else None
        standings = await store.quizzes.leaders(interaction.guild_id, since)
        embed = leaderboard_embed(standings, period, interaction.user.id)
        await interaction.response.send_message(embed=embed, ephemeral=is_private(interaction))

    @app_commands.command(name="quiz-stats")
    async def quiz_stats(self, interaction: discord.Interaction[Any]) -> None:
        """Show how you have done in this server's quizzes, by the kind of question."""
        if interaction.guild_id is None:
            await show(interaction, _ONLY_IN_SERVERS)
            return
        store = await client_of(interaction).database.store()
        by_kind = await store.quizzes.of_person(interaction.guild_id, interaction.user.id)
        await answer_privately(interaction, statistics_embed(by_kind))


def _may_run(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot may send messages of its own here, beyond its answer to the command."""
    if interaction.guild_id is None:
        return interaction.context.dm_channel
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        return False
    allowed = interaction.app_permissions
    is_thread = isinstance(interaction.channel, discord.Thread)
    may_send = allowed.send_messages_in_threads if is_thread else allowed.send_messages
    return allowed.view_channel and may_send and allowed.embed_links


async def _questions(
    library: Library, topic: str | None, rounds: int, difficulty: Difficulty
) -> tuple[str, list[Question]] | Refusal:
    """What the quiz is about, and its questions; or why there are none."""
    name, people, with_terms = "everything", None, True
    if topic is not None and topic.casefold().strip() == _WORDS:
        name, people = "words", set[str]()
    elif topic is not None:
        await library.prepare()
        finding = library.find_topic(topic)
        if not finding.matches:
            return unknown_topic(finding)
        chosen = Selection().with_any(Facet.from_key(match.id) for match in finding.tied)
        name, people, with_terms = finding.tied[0].name, set((await library.defections()).people(chosen)), False
    quiz = await library.quiz(discord.utils.utcnow().year)
    questions = quiz.questions(rounds, difficulty, random.Random(), people, with_terms=with_terms)
    if not questions:
        text = f"I know too little about “{limits.escaped(name)}” to ask questions of which I am sure."
        return Refusal("No questions", text)
    return name, questions


def _asked(question: Question) -> AskedQuestion:
    return AskedQuestion(question.kind, question.text, question.options, question.right, question.record)


async def setup(bot: commands.AutoShardedBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(QuizCommands(bot))
