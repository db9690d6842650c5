"""The buttons and menus that go on working after a restart: the bot has to know them at its start."""

from bot.display.answering import SupportButton
from bot.display.opening import OpenButton, SeeAlsoMenu

PERSISTENT_ITEMS = (OpenButton, SeeAlsoMenu, SupportButton)
