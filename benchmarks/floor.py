"""The floor: the least bot that discord.py can run, with one command that answers what it was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

COMMAND = "answer"
OPTION = "name"


class FloorBot(commands.Bot):
    """Default intents, default caches, one command; it looks nothing up."""

    def __init__(
        self,
        embed: discord.Embed,
        options: Sequence[discord.SelectOption],
        choices: Sequence[app_commands.Choice[str]] = (),
    ) -> None:
        """``embed`` and a menu of ``options`` answer the command, ``choices`` complete its option."""
        super().__init__(command_prefix=commands.when_mentioned, intents=discord.Intents.default())
        self._embed = embed
        self._options = list(options)
        self._choices = list(choices)

    async def setup_hook(self) -> None:
        """Make the command, and tell Discord."""

        @app_commands.describe(name="Anything")
        async def answer(interaction: discord.Interaction[Any], name: str) -> None:
            """Answer the same to everything."""
            view = discord.ui.View(timeout=None)
            view.add_item(discord.ui.Select(custom_id="menu", placeholder="See also …", options=self._options))
            await interaction.response.send_message(embed=self._embed, view=view)

        async def complete(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
            return self._choices

        command = app_commands.Command[Any, Any, Any](name=COMMAND, description="Answer", callback=answer)
        command.autocomplete(OPTION)(complete)
        self.tree.add_command(command)
        await self.tree.sync()


def least_bot() -> FloorBot:
    """The floor with next to nothing to say, for what has to be measured without any of our code."""
    options = [discord.SelectOption(label=f"Choice {number}", value=str(number)) for number in range(1, 6)]
    return FloorBot(discord.Embed(title="Answer", description="The same to everything."), options)
