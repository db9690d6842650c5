"""Records as plain text for a terminal."""

from __future__ import annotations

import io
import sys
import textwrap

from bot.knowledge.records import Person, Topic
from bot.knowledge.store import Entry
from bot.knowledge.wording import STATUS_WORDS, Wording, date_words

_WIDTH = 100


def let_all_letters_be_printed() -> None:
    """Have standard output print a question mark for what the terminal's encoding does not know."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def print_entry(entry: Entry, wording: Wording) -> None:
    """Print one record: what it is, its facts, its sources, what to see beside it."""
    record = entry.record
    native = f" ({', '.join(name.text for name in record.native)})" if record.native else ""
    print(f"{record.name}{native}")
    if isinstance(record, Person):
        _print_person(record, wording)
    else:
        if isinstance(record, Topic) and record.date:
            print(f"{record.kind.capitalize()}, {date_words(record.date)}")
        _print_text(record.definition)
    for fact in record.facts:
        _print_text(f"- {fact.text}")
    if entry.related:
        print("See also: " + "; ".join(f"{each.name} ({each.reason})" for each in entry.related))
    for source in record.sources:
        print(f"  {source.title}, {source.publisher}: {source.address}")


def _print_person(person: Person, wording: Wording) -> None:
    _print_text(person.summary + ".")
    for defection in person.defections:
        when = date_words(defection.date) if defection.date else "date not known"
        print(f"{wording.route(defection)}, {when}. {STATUS_WORDS[defection.status]}.")
        for text in (defection.detail, defection.outcome):
            if text:
                _print_text(text)


def _print_text(text: str) -> None:
    print(textwrap.fill(text, _WIDTH))
