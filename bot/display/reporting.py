"""Reports of mistakes: a form on every card, the owner's channel, a decision, and a word to whoever reported."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any, Self

import discord

from bot.display import limits
from bot.display.cards import notice
from bot.display.client import client_of, library_of
from bot.display.forms import FormKind, open_form
from bot.display.messages import GONE, answer_privately, telling_failures
from bot.display.record_button import RECORD_ID, RecordButton
from bot.guilds.clock import utc_now
from bot.guilds.reports import MOST_A_DAY, Decision, Report, TooManyReportsError
from bot.knowledge.records import Person, Record, Term

log = logging.getLogger(__name__)

_LONGEST_TEXT, _LONGEST_PAGE = 1000, 300

_THANKS = notice("Thank you", "Your report is with the bot's owner. You will hear from me what becomes of it.")
_TOO_MANY = notice("Thank you, that is enough for now", f"I take {MOST_A_DAY} reports from each person in a day.")
_UNDELIVERED = notice("That did not arrive", "I could not hand your report on. Please try again later.")
_DECIDED = notice("Decided already", "Somebody has decided on this report, or it is too old.")
_NOT_ALLOWED = notice(
    "Not yours to decide",
    "Only somebody who may manage messages in the channel that takes reports can decide on them, and there.",
)

_DECISION_WORDS = {
    Decision.ACCEPTED: "Thank you: your report was accepted, and the record will be corrected.",
    Decision.REJECTED: "Your report was read and not accepted: the sources bear what the record says.",
}


class ReportButton(RecordButton, template=rf"report:(?P<id>{RECORD_ID})"):
    """On every card: opens the form, or tells how to contribute where the owner named no channel."""

    NAME = "report"
    LABEL = "Report a mistake"

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        entry = await library_of(interaction).entry(self.record_id)
        if entry is None:
            await answer_privately(interaction, GONE)
        elif client_of(interaction).settings.reports_channel is None:
            page = client_of(interaction).settings.contributing_page
            await answer_privately(interaction, _how_to_contribute(entry.record), _page_view(page) if page else None)
        else:
            await open_form(interaction, ReportForm(entry.record))


class ReportForm(discord.ui.Modal):
    """What is wrong, and a page that says so."""

    def __init__(self, record: Record) -> None:
        title = limits.clipped(f"Mistake: {record.name}", limits.MODAL_TITLE)
        super().__init__(title=title, custom_id=f"report-form:{record.id}")
        text: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=_LONGEST_TEXT, custom_id="text"
        )
        page: discord.ui.TextInput[Any] = discord.ui.TextInput(
            max_length=_LONGEST_PAGE, required=False, placeholder="https://…", custom_id="page"
        )
        self.add_item(discord.ui.Label(text="What is wrong?", component=text))
        self.add_item(discord.ui.Label(text="A page that says so", component=page))


async def _take_report(interaction: discord.Interaction[Any], match: re.Match[str], texts: Mapping[str, str]) -> None:
    """Hand on what was filled in."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    entry = await library_of(interaction).entry(match["id"])
    if entry is None:
        await answer_privately(interaction, GONE)
        return
    store = await client_of(interaction).database.store()
    try:
        report = await store.reports.make(interaction.user.id, entry.record.id, utc_now())
    except TooManyReportsError:
        await answer_privately(interaction, _TOO_MANY)
        return
    embed = _report_embed(entry.record, report, texts.get("text", ""), texts.get("page", ""))
    try:
        await _send_to_owner(interaction, embed, _decision_view(report))
    except discord.HTTPException as error:
        log.warning("report %s could not be handed on: %s", report.id, error.code)
        await store.reports.withdraw(report)
        await answer_privately(interaction, _UNDELIVERED)
    else:
        await answer_privately(interaction, _THANKS)


REPORT_FORMS = FormKind(re.compile(rf"report-form:(?P<id>{RECORD_ID})"), _take_report)


class DecisionButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"report-(?P<decision>accepted|rejected):(?P<report>\d{1,18})",
):
    """In the owner's channel: accepts or rejects a report."""

    def __init__(self, report_id: int, decision: Decision) -> None:
        self._report_id, self._decision = report_id, decision
        is_accepting = decision is Decision.ACCEPTED
        super().__init__(
            discord.ui.Button(
                label="Accept" if is_accepting else "Reject",
                style=discord.ButtonStyle.success if is_accepting else discord.ButtonStyle.danger,
                custom_id=f"report-{decision}:{report_id}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, made anew from its custom id."""
        return cls(int(match["report"]), Decision(match["decision"]))

    @telling_failures
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Note the decision, show it in place of the buttons, and let the reporter know."""
        is_there = interaction.channel_id == client_of(interaction).settings.reports_channel
        if not is_there or not interaction.permissions.manage_messages or interaction.message is None:
            await answer_privately(interaction, _NOT_ALLOWED)
            return
        store = await client_of(interaction).database.store()
        report = await store.reports.decide(self._report_id, self._decision)
        if report is None:
            await answer_privately(interaction, _DECIDED)
            return
        await interaction.response.defer()
        told = await _tell_reporter(interaction, report, self._decision)
        embed = interaction.message.embeds[0]
        outcome = f"{self._decision.value.capitalize()} by <@{interaction.user.id}>"
        embed.add_field(name="Decision", value=outcome + ("." if told else "; the reporter takes no messages."))
        await interaction.edit_original_response(embed=embed, view=None)


def _report_embed(record: Record, report: Report, text: str, page: str) -> discord.Embed:
    embed = notice(f"Mistake reported: {limits.escaped(record.name)}", limits.escaped(text))
    if page.strip():
        embed.add_field(
            name="Page", value=limits.clipped(limits.escaped(page.strip()), limits.FIELD_VALUE), inline=False
        )
    embed.add_field(name="Record", value=f"`{_file(record)}`", inline=False)
    embed.add_field(name="From", value=f"<@{report.user_id}>", inline=False)
    return embed


def _decision_view(report: Report) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for decision in Decision:
        view.add_item(DecisionButton(report.id, decision))
    return view


async def _send_to_owner(interaction: discord.Interaction[Any], embed: discord.Embed, view: discord.ui.View) -> None:
    channel_id = client_of(interaction).settings.reports_channel
    await interaction.client.get_partial_messageable(channel_id or 0).send(embed=embed, view=view)


async def _tell_reporter(interaction: discord.Interaction[Any], report: Report, decision: Decision) -> bool:
    """Write to whoever reported; False if they take no messages from the bot, which is for them to choose."""
    entry = await library_of(interaction).entry(report.record_id)
    name = limits.escaped(entry.record.name) if entry else report.record_id
    try:
        channel = await interaction.client.create_dm(discord.Object(report.user_id))
        await channel.send(embed=notice(f"Your report on {name}", _DECISION_WORDS[decision]))
    except discord.HTTPException as error:
        log.info("the reporter of %s could not be told: %s", report.id, error.code)
        return False
    return True


def _how_to_contribute(record: Record) -> discord.Embed:
    return notice(
        "How to report a mistake",
        "The owner of this bot takes no reports here, but the project does: open an issue with a page that says what is"
        f" right, or send the corrected record, `{_file(record)}`. CONTRIBUTING.md tells how.",
    )


def _page_view(page: str) -> discord.ui.View:
    return discord.ui.View(timeout=None).add_item(discord.ui.Button(label="How to contribute", url=page))


def _file(record: Record) -> str:
    folder = "people" if isinstance(record, Person) else "terms" if isinstance(record, Term) else "topics"
    return f"data/{folder}/{record.id}.toml"
