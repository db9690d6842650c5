"""What a server has chosen about how the bot answers in it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

MOST_CHANNELS = 25
"""Channels to which a server may keep the bot: as many as a menu of Discord's can show."""


class Locale(StrEnum):
    """How dates are written: 6 September 1976 or September 6, 1976."""

    BRITISH = "en-GB"
    AMERICAN = "en-US"


class Preferences(msgspec.Struct, frozen=True):
    """``channel_ids`` are where the bot answers, all where there are none; members of ``manager_role_id`` may configure
    it beside those who may manage the server.
    """

    answers_privately: bool = False
    channel_ids: tuple[int, ...] = ()
    locale: Locale = Locale.BRITISH
    manager_role_id: int | None = None

    def answers_in(self, *channel_ids: int) -> bool:
        """Whether the bot answers in any of these: a thread counts as its channel too."""
        return not self.channel_ids or not set(self.channel_ids).isdisjoint(channel_ids)


STANDARD = Preferences()
"""What holds in a server that has chosen nothing, and in direct messages."""

UNKNOWN = Preferences(answers_privately=True)
"""What holds where it can't be known what a server has chosen: what only one person sees is against no choice."""
