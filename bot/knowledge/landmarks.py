"""The events by which people remember when something was, as far as a record tells of them."""

from __future__ import annotations

import msgspec

from bot.knowledge.library import Library
from bot.knowledge.records import Topic


class _Landmark(msgspec.Struct, frozen=True):
    """A topic's beginning, or its end, under a name short enough for a picture."""

    topic: str
    name: str
    at_end: bool = False


_LANDMARKS = (
    _Landmark("great-purge", "Great Purge"),
    _Landmark("korean-armistice-agreement", "Korean armistice"),
    _Landmark("hungarian-revolution-of-1956", "Hungarian revolution"),
    _Landmark("berlin-wall", "Berlin Wall built"),
    _Landmark("prague-spring", "Prague Spring"),
    _Landmark("mariel-boatlift", "Mariel boatlift"),
    _Landmark("berlin-wall", "Berlin Wall falls", at_end=True),
    _Landmark("cold-war", "Cold War ends", at_end=True),
    _Landmark("arab-spring", "Arab Spring"),
)


class Event(msgspec.Struct, frozen=True):
    """Something that happened, by its year."""

    year: int
    name: str


async def landmarks(library: Library) -> tuple[Event, ...]:
    """The events of which ``library`` has a dated record, in order."""
    events = []
    for landmark in _LANDMARKS:
        entry = await library.entry(landmark.topic)
        topic = entry.record if entry else None
        if isinstance(topic, Topic) and topic.date:
            events.append(Event(topic.date.last.year if landmark.at_end else topic.date.year, landmark.name))
    return tuple(sorted(events, key=lambda event: event.year))
