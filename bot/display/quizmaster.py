"""Leads quizzes: asks, waits, tells, goes on. What it does next stands in the database, so that another start goes on.

A quiz is led by the process that has the shard of its server. Every step is taken in the
database first, where only one can take it, and shown in Discord then.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands
from msgspec.structs import replace

from bot.display.client import as_client
from bot.display.manners import wording_in
from bot.display.quizzing import (
    answer_embeds,
    answer_view,
    question_embed,
    question_view,
    results_embed,
    withdrawn_embed,
)
from bot.guilds.errors import OutOfReachError
from bot.guilds.quizzes import ANSWER_TIME, LONGEST_ABSENCE, Given, Phase, Reception, RunningQuiz
from bot.knowledge.records import Record

if TYPE_CHECKING:
    from bot.guilds.quiz_rows import Quizzes

log = logging.getLogger(__name__)

_ASK_AGAIN_SECONDS = 2.0
"""How long after a failure of the database it is asked again."""

_UNKNOWN_MESSAGE = 10008
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""


class Quizmaster:
    """Leads every quiz that this process has to."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot
        self._led: dict[int, asyncio.Task[None]] = {}
        self._waits: dict[int, asyncio.Task[None]] = {}
        self._resuming: asyncio.Task[None] | None = None

    def lead(self, quiz: RunningQuiz) -> None:
        """Lead ``quiz`` from where it is to its end."""
        if quiz.id not in self._led:
            task = asyncio.create_task(self._lead(quiz), name=f"quiz {quiz.id}")
            self._led[quiz.id] = task
            task.add_done_callback(lambda _: self._led.pop(quiz.id, None))

    def resume(self) -> None:
        """Lead the quizzes on that ran when the bot was stopped; while the database is out of reach, when it is back.

        What goes wrong otherwise is logged.
        """
        if self._resuming is None or self._resuming.done():
            self._resuming = asyncio.create_task(self._resume(), name="quizzes that ran")

    async def _resume(self) -> None:
        try:
            while True:
                try:
                    await self._lead_on()
                except OutOfReachError as error:
                    log.warning("quizzes that ran wait: %s", error)
                    await asyncio.sleep(_ASK_AGAIN_SECONDS)
                else:
                    return
        except Exception:  # in a task that nobody awaits, it would be lost
            log.exception("quizzes that ran can't be led on")

    async def _lead_on(self) -> None:
        database = as_client(self._bot).database
        glance = await database.glance()
        if glance is not None and not glance.has_quizzes:
            return
        for quiz in await (await self._quizzes()).running():
            if self._is_ours(quiz):
                self.lead(quiz)

    def close(self) -> None:
        """Leave all quizzes as they are, for the next start."""
        for task in (*self._led.values(), *self._waits.values(), self._resuming):
            if task is not None:
                task.cancel()

    async def running(self, quiz_id: int, channel_id: int) -> RunningQuiz | None:
        """The quiz, if it runs in that channel."""
        quiz = await (await self._quizzes()).get(quiz_id)
        return quiz if quiz is not None and quiz.channel_id == channel_id else None

    async def answer(self, quiz_id: int, channel_id: int, round_number: int, given: Given) -> Reception:
        """Take somebody's answer, and close the question if it was the last that was waited for."""
        quizzes = await self._quizzes()
        reception = await quizzes.answer(quiz_id, channel_id, round_number, given, discord.utils.utcnow())
        if reception is Reception.TAKEN:
            quiz = await quizzes.get(quiz_id)
            if quiz is not None and await quizzes.everybody_answered(quiz) and (wait := self._waits.get(quiz_id)):
                wait.cancel()
        return reception

    async def stop(self, quiz: RunningQuiz, why: str) -> None:
        """End ``quiz`` before its time, and say ``why``."""
        task = self._led.get(quiz.id)
        if task is not None and task is not asyncio.current_task():
            task.cancel()
        quizzes = await self._quizzes()
        quiz = await quizzes.get(quiz.id) or quiz  # it may have gone on
        standings = await quizzes.end(quiz)
        if standings is None:
            return
        if quiz.phase is Phase.ASKING and quiz.message_id is not None:
            await self._edit(quiz, [withdrawn_embed(quiz)], None)
        await self._channel(quiz).send(embed=results_embed(quiz, standings, why))

    async def _lead(self, quiz: RunningQuiz) -> None:
        current: RunningQuiz | None = quiz
        try:
            while current is not None:
                current = await self._go_on(current)
        except Exception as error:  # in a task that nobody awaits, it would be lost, and the quiz never end
            if isinstance(error, discord.HTTPException):  # perhaps the bot may no longer write there
                log.warning("quiz %s is called off: %s", quiz.id, error.code)
            else:
                log.exception("quiz %s failed", quiz.id)
            # It is over in the database before anything is said; if that is out of reach, the next /quiz leads it on.
            with contextlib.suppress(discord.HTTPException, OutOfReachError):
                await self.stop(quiz, "Something went wrong on my side, and I have to call this quiz off.")

    async def _go_on(self, quiz: RunningQuiz) -> RunningQuiz | None:
        """Take the next step; gives the quiz as it then is, None if it is over.

        While the database is out of reach that is waited for, and what it has then is gone on from.
        """
        try:
            if discord.utils.utcnow() - quiz.due_at > LONGEST_ABSENCE:
                await self.stop(quiz, "I was away for too long and have to call this quiz off.")
                return None
            return await (self._ask(quiz) if quiz.phase is Phase.ASKING else self._tell(quiz))
        except OutOfReachError as error:
            log.warning("quiz %s waits: %s", quiz.id, error)
        while True:
            await asyncio.sleep(_ASK_AGAIN_SECONDS)
            with contextlib.suppress(OutOfReachError):
                return await (await self._quizzes()).get(quiz.id)

    async def _ask(self, quiz: RunningQuiz) -> RunningQuiz | None:
        """Put the question, unless that was done, wait, and close it."""
        quizzes = await self._quizzes()
        if quiz.message_id is None:
            quiz = replace(quiz, due_at=discord.utils.utcnow() + ANSWER_TIME)
            # If this is sent a second time, after a stop at the worst moment, Discord gives the first message back.
            nonce = f"quiz-{quiz.id}-{quiz.round}"
            sent = await self._channel(quiz).send(embed=question_embed(quiz), view=question_view(quiz), nonce=nonce)
            quiz = replace(quiz, message_id=sent.id)
            await quizzes.sent(quiz)
        await self._wait(quiz)
        if await quizzes.tell(quiz, discord.utils.utcnow()) is None:
            if await quizzes.get(quiz.id) is None:  # the server's data was deleted meanwhile
                await self._edit(quiz, [withdrawn_embed(quiz)], None)
            return None
        return await quizzes.get(quiz.id)

    async def _tell(self, quiz: RunningQuiz) -> RunningQuiz | None:
        """Show the answer, leave time to read it, and go on."""
        quizzes = await self._quizzes()
        client = as_client(self._bot)
        entry = await client.library.entry(quiz.question.record)
        record: Record | None = entry.record if entry else None
        if quiz.message_id is not None:
            wording = await wording_in(self._bot, quiz.guild_id)
            embeds = answer_embeds(quiz, await quizzes.answers(quiz), record, wording)
            await self._edit(quiz, embeds, answer_view(quiz, record))
        await self._wait(quiz)
        if not quiz.is_last:
            return await quizzes.next_round(quiz, discord.utils.utcnow())
        standings = await quizzes.end(quiz)
        if standings is not None:
            await self._channel(quiz).send(embed=results_embed(quiz, standings))
        return None

    async def _wait(self, quiz: RunningQuiz) -> None:
        """Until the phase of ``quiz`` is over, or `answer` sees that nobody is waited for any more."""
        seconds = max(0.0, (quiz.due_at - discord.utils.utcnow()).total_seconds())
        wait = asyncio.create_task(asyncio.sleep(seconds))
        if quiz.phase is Phase.ASKING:
            self._waits[quiz.id] = wait
        try:
            await asyncio.wait([wait])
        finally:
            wait.cancel()
            self._waits.pop(quiz.id, None)

    def _channel(self, quiz: RunningQuiz) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(quiz.channel_id, guild_id=quiz.guild_id)

    async def _edit(self, quiz: RunningQuiz, embeds: list[discord.Embed], view: discord.ui.View | None) -> None:
        """Show the question's message anew; if somebody has deleted it, the quiz goes on all the same."""
        message = self._channel(quiz).get_partial_message(quiz.message_id or 0)
        try:
            # discord.py holds mentions back by itself only where the text is edited too.
            await message.edit(embeds=embeds, view=view, allowed_mentions=discord.AllowedMentions.none())
        except discord.NotFound as error:
            if error.code != _UNKNOWN_MESSAGE:
                raise

    def _is_ours(self, quiz: RunningQuiz) -> bool:
        """Whether a shard of this process has the server; direct messages come to shard 0.

        https://discord.com/developers/docs/events/gateway#sharding-sharding-formula
        """
        count = self._bot.shard_count or 1
        shard = (quiz.guild_id >> 22) % count if quiz.guild_id is not None else 0
        return shard in (self._bot.shard_ids or range(count))

    async def _quizzes(self) -> Quizzes:
        return (await as_client(self._bot).database.store()).quizzes
