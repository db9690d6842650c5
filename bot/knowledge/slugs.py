"""Ids made from names."""

from __future__ import annotations

import re

from anyascii import anyascii


def slug(name: str) -> str:
    """``name`` in lower-case ASCII with hyphens between its words: "Béla Károlyi" is bela-karolyi."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", anyascii(name).lower()))
    return "-".join(words)
