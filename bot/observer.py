"""What the bot tells of its work to whoever counts it: nobody, unless metrics are asked for."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How something that a person did ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    LIMITED = "limited"
    EXPIRED = "expired"
    FAILED = "failed"


class Observer:
    """Takes note of nothing. Durations are in seconds; names are of commands, never of people or servers."""

    def command(self, name: str, outcome: Outcome, seconds: float) -> None:
        """A slash command was dealt with."""

    def autocomplete(self, name: str, outcome: Outcome, seconds: float) -> None:
        """What was typed into a command's option was completed."""

    def component(self, kind: str, outcome: Outcome, seconds: float) -> None:
        """A button, a menu or a form was dealt with."""

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Discord's API answered; ``route`` has names in place of ids."""

    def disconnect(self, shard: int) -> None:
        """A shard lost its connection to the gateway."""

    def post(self, state: str) -> None:
        """A daily post came to a state: sent, missed, failed."""

    def scheduler_lag(self, seconds: float) -> None:
        """A daily post was taken up so long after it was due."""

    def database(self, name: str, seconds: float) -> None:
        """The database called ``name`` answered."""
