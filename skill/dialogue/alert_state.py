"""What a session knows of timers and reminders. Kept apart from the case: nothing here is about health."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from skill.guidance.any_json import fitting

Scope = Literal["timers", "reminders"]

OK = "200"


def _instant(text: str) -> datetime:
    """An instant as it is written in a session. Raises ValueError for what is none."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text} says no time zone")
    return found


@dataclass(frozen=True)
class When:
    """When a reminder comes."""

    due: str
    """The (first) instant, ISO 8601 in UTC."""
    zone: str | None = None
    """The time zone it was meant in, such as America/New_York; None where Alexa did not tell."""
    again: str | None = None
    """How it comes again: an id of `recurrence` in intake.toml."""
    clock: str = ""
    """The time on the wall, HH:MM, of one that comes again: daylight saving does not move it."""
    delayed: bool = False
    """Whether it was told as "in two hours", not as a time of the clock."""

    def __post_init__(self) -> None:
        _instant(self.due)

    @property
    def instant(self) -> datetime:
        """The (first) instant, aware."""
        return datetime.fromisoformat(self.due)

    @property
    def local(self) -> datetime | None:
        """The same on the wall where the person is; None where nobody knows."""
        from zoneinfo import ZoneInfo  # only reminders need it

        return self.instant.astimezone(ZoneInfo(self.zone)) if self.zone else None


@dataclass(frozen=True)
class Wish:
    """A timer or reminder that somebody wants, kept while a time, a yes or a permission is waited for."""

    scope: Scope
    name: str
    """What it is for, in spoken words: the label of a timer, the task of a reminder."""
    announce: str = ""
    """What is said when its time has come."""
    seconds: int = 0
    """How long a timer runs."""
    step: str = ""
    """The step (id) a timer is for."""
    when: When | None = None
    """When a reminder comes; None until that was told."""


@dataclass(frozen=True)
class TimerNote:
    """A timer started in this session."""

    id: str
    name: str
    """Its label, unique on the device, and as it is spoken."""
    step: str = ""
    ends: str | None = None
    """When it rings, ISO 8601; None while it is paused."""

    def __post_init__(self) -> None:
        if self.ends is not None:
            _instant(self.ends)

    def runs(self, now: datetime) -> bool:
        """Whether it should still run or wait, as far as was heard of it."""
        # Requests know the time to the second.
        return self.ends is None or datetime.fromisoformat(self.ends).replace(microsecond=0) > now


@dataclass(frozen=True)
class ReminderNote:
    """A reminder set in this session."""

    token: str
    name: str
    when: When


@dataclass(frozen=True)
class Consent:
    """What came of asking for a permission."""

    code: str
    """Whether asking worked, like a status of HTTP. 400: the manifest does not name that permission."""
    status: str
    """ACCEPTED, DENIED or NOT_ANSWERED."""
    card_shown: bool
    """Whether the device has sent a card already."""


@dataclass
class Alerts:
    """The alerts of one session."""

    timers: list[TimerNote] = field(default_factory=list)
    """The newest last."""
    reminders: list[ReminderNote] = field(default_factory=list)
    wish: Wish | None = None
    closed: list[Scope] = field(default_factory=list)
    """Scopes never asked for again in this session: the person said no, or a yes did not help."""
    earlier: list[str] = field(default_factory=list)
    """Tokens of reminders of earlier sessions, where the person agreed to have them remembered."""

    def times(self, step_id: str, now: datetime) -> bool:
        """Whether a timer for this step should be running."""
        return any(note.step == step_id and note.runs(now) for note in self.timers)

    def to_session(self) -> dict[str, Any]:
        """As plain JSON data, leaving out what is empty."""
        return {key: value for key, value in asdict(self).items() if value} if self != NONE else {}

    @classmethod
    def from_session(cls, data: Any) -> Alerts:
        """The alerts in a session, whatever that holds: what does not fit is passed over."""
        return fitting(cls, data) if data else cls()


NONE = Alerts()
"""No alerts: what most sessions know of them."""
