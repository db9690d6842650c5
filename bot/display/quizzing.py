"""Quizzes as people see them: questions with buttons, answers, standings. A button holds which question it is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self, cast

import discord

from bot.display import limits
from bot.display.cards import notice, short_card
from bot.display.client import client_of
from bot.display.messages import answer_privately, telling_failures
from bot.display.opening import OpenButton
from bot.guilds.quizzes import Given, Phase, Reception, RunningQuiz, Standing, ranked
from bot.knowledge.quizzing.questions import Kind
from bot.knowledge.records import Record
from bot.knowledge.wording import Wording, counted

_COLOUR = 0xE69F00
_MOST_NAMED = 15
_IN_LEADERBOARD = 10
_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}

KIND_WORDS: Mapping[Kind, str] = {
    Kind.WHEN: "When it was",
    Kind.FROM: "From where",
    Kind.TO: "To where",
    Kind.WHO: "Who it was",
    Kind.HOW: "How",
    Kind.TERM: "Words",
}

_OVER = notice("That quiz is over", "Start another with /quiz.")
_RECEIVED = {
    Reception.ALREADY: "You have answered this one already: the first answer counts.",
    Reception.TOO_LATE: "Too late: that question is closed.",
}


class AnswerButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"quiz:(?P<quiz>\d{1,18}):(?P<round>\d{1,3}):(?P<option>[0-3])",
):
    """One of the answers to a question."""

    def __init__(self, quiz_id: int, round_number: int, option: int, label: str) -> None:
        self._quiz_id, self._round, self._given = quiz_id, round_number, option
        super().__init__(
            discord.ui.Button(
                label=limits.clipped(label, limits.BUTTON_LABEL),
                custom_id=f"quiz:{quiz_id}:{round_number}:{option}",
                style=discord.ButtonStyle.primary,
                row=option // 2,  # two beside each other: on a phone there is no room for more
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        label = cast("discord.ui.Button[Any]", item).label or ""
        return cls(int(match["quiz"]), int(match["round"]), int(match["option"]), label)

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the answer, and say so to nobody else."""
        client = client_of(interaction)
        given = Given(interaction.user.id, self._given)
        reception = await client.quizmaster.answer(self._quiz_id, interaction.channel_id or 0, self._round, given)
        if reception is Reception.TAKEN:
            text = f"You chose **{limits.escaped(self.item.label or '')}**. The answer comes when the time is up."
            await answer_privately(interaction, notice("Noted", text))
        else:
            await answer_privately(interaction, notice("Not counted", _RECEIVED[reception]))


class StopButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"quiz-stop:(?P<quiz>\d{1,18})"):
    """Ends a quiz: for whoever started it, and for moderators."""

    def __init__(self, quiz_id: int) -> None:
        self._quiz_id = quiz_id
        super().__init__(
            discord.ui.Button(
                label="Stop", style=discord.ButtonStyle.secondary, custom_id=f"quiz-stop:{quiz_id}", row=2
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(int(match["quiz"]))

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Stop it, and show how everybody stands."""
        quizmaster = client_of(interaction).quizmaster
        quiz = await quizmaster.running(self._quiz_id, interaction.channel_id or 0)
        if quiz is None:
            await answer_privately(interaction, _OVER)
            return
        if interaction.user.id != quiz.user_id and not interaction.permissions.manage_messages:
            text = "Only whoever started the quiz can stop it, or a moderator: somebody who may manage messages here."
            await answer_privately(interaction, notice("Not yours to stop", text))
            return
        await interaction.response.defer()
        await quizmaster.stop(quiz, f"Stopped by <@{interaction.user.id}>.")


def question_embed(quiz: RunningQuiz) -> discord.Embed:
    """The open question."""
    text = limits.escaped(quiz.question.text)
    ends = discord.utils.format_dt(quiz.due_at, "R")
    embed = discord.Embed(title=_heading(quiz), colour=_COLOUR)
    embed.description = limits.clipped(f"**{text}**\n\nTime is up {ends}.", limits.EMBED_DESCRIPTION)
    return embed.set_footer(text=limits.clipped(quiz.title, limits.FOOTER))


def question_view(quiz: RunningQuiz) -> discord.ui.View:
    """A button for each answer, and one to stop."""
    view = discord.ui.View(timeout=None)
    for number, option in enumerate(quiz.question.options):
        view.add_item(AnswerButton(quiz.id, quiz.round, number, option))
    view.add_item(StopButton(quiz.id))
    return view


def answer_embeds(
    quiz: RunningQuiz, answers: Sequence[Given], record: Record | None, wording: Wording
) -> list[discord.Embed]:
    """The question with its answer and who had it, and the record's card in short, with its sources."""
    question = quiz.question
    right = [given.user_id for given in answers if given.option == question.right]
    lines = [
        f"**{limits.escaped(question.text)}**",
        "",
        *(
            f"{'✅' if number == question.right else '▫️'} {limits.escaped(option)}{_votes(answers, number)}"
            for number, option in enumerate(question.options)
        ),
        "",
        f"Right: {_mentions(right)}." if right else _nobody(answers),
    ]
    embed = discord.Embed(title=_heading(quiz), colour=_COLOUR)
    embed.description = limits.lines_within(lines, limits.EMBED_DESCRIPTION)
    embed.set_footer(text=limits.clipped(quiz.title, limits.FOOTER))
    return [embed] if record is None else [embed, short_card(record, wording)]


def answer_view(quiz: RunningQuiz, record: Record | None) -> discord.ui.View:
    """The whole card a button away, and one to stop."""
    view = discord.ui.View(timeout=None)
    if record is not None:
        view.add_item(OpenButton(record.id, f"Card of {record.name}"))
    if not (quiz.is_last and quiz.phase is Phase.TOLD):
        view.add_item(StopButton(quiz.id))
    return view


def results_embed(quiz: RunningQuiz, standings: Sequence[Standing], why: str | None = None) -> discord.Embed:
    """How everybody stands at the end; ``why`` if it came early."""
    lines = [why, ""] if why else []
    lines += _ranking(standings) or ["Nobody answered."]
    embed = discord.Embed(title="The quiz is over", colour=_COLOUR)
    embed.description = limits.lines_within(lines, limits.EMBED_DESCRIPTION)
    return embed.set_footer(text=limits.clipped(quiz.title, limits.FOOTER))


def withdrawn_embed(quiz: RunningQuiz) -> discord.Embed:
    """What is left of a question that is not going to be answered."""
    text = f"**{limits.escaped(quiz.question.text)}**\n\nThis question does not count: the quiz ended."
    embed = discord.Embed(title=_heading(quiz), colour=_COLOUR)
    embed.description = limits.clipped(text, limits.EMBED_DESCRIPTION)
    return embed


def leaderboard_embed(standings: Sequence[Standing], period: str, user_id: int) -> discord.Embed:
    """The best of a server, and where whoever asks stands."""
    places = ranked(standings)
    lines = _ranking(standings)
    own = next(((place, each) for place, each in places if each.user_id == user_id), None)
    if own and own not in places[:_IN_LEADERBOARD]:
        lines += ["…", _line(*own)]
    embed = discord.Embed(title=f"Leaderboard, {period}", colour=_COLOUR)
    embed.description = limits.lines_within(
        lines or ["Nobody has answered a question yet. Start with /quiz."], limits.EMBED_DESCRIPTION
    )
    return embed.set_footer(text="Weeks begin on Monday, in UTC.")


def statistics_embed(by_kind: Mapping[str, Standing]) -> discord.Embed:
    """Somebody's own record in a server, by the kind of question."""
    right, asked = (sum(getattr(each, name) for each in by_kind.values()) for name in ("right", "asked"))
    if not asked:
        return notice("Your quizzes", "You have not answered a question here yet. Start with /quiz.")
    embed = discord.Embed(title="Your quizzes", colour=_COLOUR)
    embed.description = f"**{right:,}** of {counted(asked, 'question')} right, {_percent(right, asked)}."
    for kind in Kind:
        if (standing := by_kind.get(kind)) is not None:
            value = f"{standing.right:,} of {standing.asked:,}, {_percent(standing.right, standing.asked)}"
            embed.add_field(name=KIND_WORDS[kind], value=value)
    return embed


def _heading(quiz: RunningQuiz) -> str:
    return f"Question {quiz.round + 1} of {len(quiz.questions)}"


def _votes(answers: Iterable[Given], option: int) -> str:
    votes = sum(given.option == option for given in answers)
    return f" · {votes}" if votes else ""


def _mentions(user_ids: Sequence[int]) -> str:
    """Who they are; a mention in an embed notifies nobody."""
    named = ", ".join(f"<@{user_id}>" for user_id in user_ids[:_MOST_NAMED])
    return f"{named} and {len(user_ids) - _MOST_NAMED} more" if len(user_ids) > _MOST_NAMED else named


def _nobody(answers: Sequence[Given]) -> str:
    return "Nobody had it right." if answers else "Nobody answered."


def _ranking(standings: Sequence[Standing]) -> list[str]:
    return [_line(place, standing) for place, standing in ranked(standings)[:_IN_LEADERBOARD]]


def _line(place: int, standing: Standing) -> str:
    return f"{_MEDALS.get(place, f'{place}.')} <@{standing.user_id}> {standing.right:,} of {standing.asked:,}"


def _percent(right: int, asked: int) -> str:
    return f"{100 * right / asked:.0f} %"
