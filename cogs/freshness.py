"""No command: sees to it that the bot answers from the records as they are now."""

from __future__ import annotations

import logging

from discord.ext import commands

from bot.display.client import as_client
from bot.knowledge.library import Library
from bot.knowledge.mistakes import DataError, KnowledgeFileError
from bot.rounds import Rounds

log = logging.getLogger(__name__)

_SECONDS_BETWEEN_LOOKS = 60.0


class Freshness(commands.Cog):
    """Opens the knowledge anew when the data changed, and lets the bot go on with it from one moment to the next.

    Whoever is being answered keeps the library that they began with: it is closed a round later.
    """

    def __init__(self, bot: commands.Bot) -> None:
        self._bot = as_client(bot)
        self._retired: Library | None = None
        self._told: str | None = None
        self._rounds = Rounds(self._round, what="looking for newer data", after_failure=_SECONDS_BETWEEN_LOOKS)

    async def cog_load(self) -> None:
        """Look once a minute; not at once, since a start has just looked."""
        self._rounds.start(after=_SECONDS_BETWEEN_LOOKS)

    async def cog_unload(self) -> None:
        """Look no more."""
        await self._rounds.stop()
        await self._close_retired()

    async def _round(self) -> float:
        await self.refresh()
        return _SECONDS_BETWEEN_LOOKS

    async def refresh(self) -> None:
        """Take newer knowledge, if there is any. Mistakes in the data are told once, and the old is kept."""
        await self._close_retired()
        settings = self._bot.settings
        try:
            newer = await self._bot.library.newer(settings.data, settings.knowledge_file)
        except (DataError, KnowledgeFileError) as error:
            if str(error) != self._told:
                log.warning("the newer data can't be taken, so the bot goes on with what it knew:\n%s", error)
            self._told = str(error)
            return
        self._told = None
        if newer is not None:
            self._retired, self._bot.library = self._bot.library, newer
            log.info("answering from newer data: %d people", newer.edition.people)

    async def _close_retired(self) -> None:
        if self._retired is not None:
            await self._retired.close()
            self._retired = None


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Freshness(bot))
