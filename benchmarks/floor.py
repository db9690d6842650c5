"""The floor: the least bot that discord.py can run, with one command that answers what it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

COMMAND = "answer"
OPTION = "name"


@dataclass(frozen=True, slots=True)
class FloorAnswer:
    """An embed, a menu of options and buttons below it, and what the command's option completes to."""

    embed: discord.Embed
    options: Sequence[discord.SelectOption]
    buttons: Sequence[str] = ()
    choices: Sequence[app_commands.Choice[str]] = ()

    def as_json(self) -> dict[str, Any]:
        """For another process; `from_json` reads it."""
        return {
            "embed": self.embed.to_dict(),
            "options": [{"label": option.label, "value": option.value} for option in self.options],
            "buttons": list(self.buttons),
            "choices": [{"name": choice.name, "value": choice.value} for choice in self.choices],
        }

    @classmethod
    def from_json(cls, answer: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(
            discord.Embed.from_dict(answer["embed"]),
            [discord.SelectOption(**option) for option in answer["options"]],
            answer["buttons"],
            [app_commands.Choice(**choice) for choice in answer["choices"]],
        )


class FloorBot(commands.Bot):
    """Default intents, default caches, one command; it looks nothing up."""

    def __init__(self, answer: FloorAnswer) -> None:
        super().__init__(command_prefix=commands.when_mentioned, intents=discord.Intents.default())
        self._answer = answer

    async def setup_hook(self) -> None:
        """Make the command, and tell Discord."""

        @app_commands.describe(name="Anything")
        async def answer(interaction: discord.Interaction[Any], name: str) -> None:
            """Answer the same to everything."""
            view = discord.ui.View(timeout=None)
            options = list(self._answer.options)
            view.add_item(discord.ui.Select(custom_id="menu", placeholder="See also …", options=options))
            for label in self._answer.buttons:
                view.add_item(discord.ui.Button(custom_id=label, label=label))
            await interaction.response.send_message(embed=self._answer.embed, view=view)

        async def complete(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
            return list(self._answer.choices)

        command = app_commands.Command[Any, Any, Any](name=COMMAND, description="Answer", callback=answer)
        command.autocomplete(OPTION)(complete)
        self.tree.add_command(command)
        await self.tree.sync()


def least_bot() -> FloorBot:
    """The floor with next to nothing to say, for what has to be measured without any of our code."""
    options = [discord.SelectOption(label=f"Choice {number}", value=str(number)) for number in range(1, 6)]
    return FloorBot(FloorAnswer(discord.Embed(title="Answer", description="The same to everything."), options))
