"""What the conversation needs of the outside: what was heard, timers, reminders, and a record of the person.

The Alexa room fulfils these; a test may fulfil them with a few lines. Nothing here says how.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from skill.dialogue.alert_state import When
    from skill.dialogue.record import Record


@dataclass(frozen=True)
class Heard:
    """One slot: the words as heard, and the id of the listed value they mean where Alexa found one."""

    value: str
    id: str | None = None


Problem = Literal[
    "permission",
    "forbidden",
    "refused",
    "too_many",
    "past",
    "gone",
    "busy",
    "offline",
    "trouble",
    "unclear",
    "unsupported",
]
"""Why a timer or reminder could not be had, as far as it matters to the person:

- `permission`: not allowed (yet);            `forbidden`: not allowed, or this device cannot do it at all
- `refused`: not taken as it was asked for;   `too_many`: there are ten timers already
- `past`: its time has gone by;               `gone`: there is no such alert any more
- `busy`: too much to do;                     `offline`: the device cannot be reached
- `trouble`: it failed;                       `unclear`: it may have worked, and nobody could tell
- `unsupported`: this request gave no way to the services, or a permission did not help
"""

NOT_ALLOWED = ("permission", "forbidden")


class AlertsError(Exception):
    """A timer or reminder could not be had. `problem` is the key of the sentence that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


Status = Literal["ON", "PAUSED", "OFF"]


@dataclass(frozen=True)
class Timer:
    """A timer as it stands on the device. Amazon's API lists those of this skill only, also of earlier sessions."""

    id: str
    label: str
    status: Status
    created: datetime
    ends: datetime | None
    """When it rings or rang; None while it is paused."""
    held: float
    """Seconds that were left when it was paused."""

    @property
    def alive(self) -> bool:
        """Whether it runs or waits."""
        return self.status != "OFF"

    def left(self, now: datetime) -> float:
        """Seconds until it rings."""
        return self.held if self.ends is None else (self.ends - now).total_seconds()


@dataclass(frozen=True)
class Reminder:
    """A reminder of this skill that is still to come, also from an earlier session."""

    token: str
    text: str
    created: datetime


class Timers(Protocol):
    """The timers of the device. Every call raises AlertsError for whatever can go wrong with it."""

    def start(self, label: str, seconds: int, announcement: str, known: Collection[str] = ()) -> Timer:
        """A timer that says `announcement` when it ends. `known`: ids of timers that it cannot be."""

    def all(self) -> list[Timer]:
        """Every timer of this skill, the oldest first."""

    def pause(self, id: str) -> None:
        """Holds it."""

    def resume(self, id: str) -> None:
        """Lets it run on."""

    def cancel(self, id: str) -> None:
        """Ends it."""

    def cancel_all(self) -> None:
        """Ends all timers of this skill."""


class Reminders(Protocol):
    """The reminders of the person. Every call raises AlertsError for whatever can go wrong with it."""

    def set(self, when: When, rules: tuple[str, ...], text: str, known: Collection[str] = ()) -> str:
        """A reminder that says `text`, again and again by these rules (RFC 5545). Returns the token that cancels it."""

    def all(self) -> list[Reminder]:
        """Every reminder of this skill that is still to come."""

    def cancel(self, token: str) -> None:
        """Takes it back."""


class Services(Protocol):
    """The services that one request gives access to."""

    @property
    def timers(self) -> Timers:
        """The timers of the device that asked."""

    @property
    def reminders(self) -> Reminders:
        """The reminders of whoever owns it."""

    def time_zone(self) -> str | None:
        """The device's time zone, such as America/New_York; None where nobody tells."""


class Away(Exception):
    """The store cannot be reached just now, or holds what this version must not touch."""


class UserRecord(Protocol):
    """What is kept about the person of one request. Raises Away for everything that can go wrong with it."""

    def read(self) -> Record | None:
        """What is kept about this person."""

    def begin(self, record: Record) -> None:
        """Keeps this about them from now on."""

    def write(self, record: Record) -> None:
        """Keeps this about them, unless they were forgotten meanwhile."""

    def delete(self) -> None:
        """Keeps nothing about them."""
