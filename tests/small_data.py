"""A data folder with one person, for tests that break it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PERSON = """
name = "Viktor Belenko"
aliases = ["Victor Belenko"]
native = [{ text = "Виктор Беленко", language = "ru" }]
summary = "Soviet pilot who landed a MiG-25 in Japan"
born = { date = "1947-02-15", sources = ["paper"] }
died = { date = "2023-09-24", sources = ["paper"] }
nationality = ["soviet-union"]
occupations = ["fighter-pilot"]
category = "military"
collections = ["pilots-and-crews"]
checked = 2026-11-22

[[defections]]
from = "soviet-union"
to = "united-states"
date = "1976-09-06"
status = "completed"
how = ["flew"]
detail = "Belenko landed at Hakodate."
outcome = "Belenko was granted asylum."
sources = ["paper"]

[[facts]]
kind = "aftermath"
text = "Belenko became a citizen."
sources = ["paper"]

[[sources]]
key = "paper"
title = "An obituary"
publisher = "A newspaper"
address = "https://example.org/belenko"
"""


@dataclass(frozen=True)
class SmallData:
    """A data folder with one person, whose file a test changes."""

    folder: Path

    @property
    def person(self) -> Path:
        """The one person's file."""
        return self.folder / "people" / "viktor-belenko.toml"

    def replace(self, old: str, new: str) -> None:
        """Change the person's file; what is replaced must be there."""
        text = self.person.read_text(encoding="utf-8")
        assert old in text
        self.person.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, text: str) -> None:
        """Put ``text`` at the end of the person's file."""
        with self.person.open("a", encoding="utf-8") as file:
            file.write(text)
