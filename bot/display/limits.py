"""Discord's limits, and how texts are kept within them.

https://discord.com/developers/docs/resources/message#embed-object-embed-limits and
https://discord.com/developers/docs/components/reference, in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import discord

EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
EMBED_TOTAL = 6000
BUTTONS = 25
BUTTON_LABEL = 80
CUSTOM_ID = 100
OPTION_LABEL = 100
OPTION_DESCRIPTION = 100
MODAL_TITLE = 45
ATTACHMENT_DESCRIPTION = 1024
CHOICE_NAME = 100
CHOICES = 25


_HARMLESS = re.compile(r"[^\W_](?:[^_*~`|\\<>@\[\]#\n:]++|:(?!/)|\n(?=[^\W_]))*+")
"""Text with nothing that means something to Discord, at the head of a line least of all: most of what is shown."""

_BRACKET = re.compile(r"[\[\]]")


def clipped(text: str, most: int) -> str:
    """``text`` in at most ``most`` characters, cut at a word with an ellipsis if it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > most // 2 else cut).rstrip(" ,;:\\") + "…"


def escaped(text: str) -> str:
    """``text`` with nothing left that Discord would read as markdown, a link or a mention."""
    if _HARMLESS.fullmatch(text):
        return text
    # discord.py leaves masked links alone.
    return _BRACKET.sub(r"\\\g<0>", discord.utils.escape_mentions(discord.utils.escape_markdown(text)))


def link(title: str, address: str) -> str:
    """A masked link that the title or the address cannot break out of."""
    target = address.replace(" ", "%20").replace(">", "%3E").replace(")", "%29")
    return f"[{escaped(_BRACKET.sub('', title))}](<{target}>)"


def lines_within(lines: Iterable[str], most: int) -> str:
    """As many whole ``lines`` as fit into ``most`` characters; an ellipsis tells that some did not."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if len(longer) > most - 2:
            return f"{text}\n…" if text else clipped(line, most)
        text = longer
    return text
