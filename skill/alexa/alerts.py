"""What a session knows of timers and reminders. Kept apart from the case: nothing here is about health."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Scope = Literal["timers", "reminders"]

PERMISSIONS: dict[Scope, str] = {
    "timers": "alexa::alerts:timers:skill:readwrite",
    "reminders": "alexa::alerts:reminders:skill:readwrite",
}


@dataclass(frozen=True)
class Wish:
    """A timer or reminder that somebody wants, kept while a yes or a permission is waited for."""

    scope: Scope
    name: str
    """What it is for, in spoken words: the label of a timer, the task of a reminder."""
    seconds: int | None = None
    """How long a timer runs, or in how many seconds to remind."""
    announce: str = ""
    """What is said when it is over."""
    local: str | None = None
    """The local time of a reminder, ISO 8601 without a zone."""
    zone: str | None = None
    rules: tuple[str, ...] = ()
    when: str = ""
    """When, in spoken words."""


@dataclass
class Alerts:
    """The alerts of one session."""

    timers: list[dict[str, str]] = field(default_factory=list)
    """Timers started here, the newest last: id and name."""
    reminders: list[dict[str, str]] = field(default_factory=list)
    """Reminders set here: token and when, in spoken words."""
    wish: Wish | None = None
    refused: list[str] = field(default_factory=list)
    """Scopes the person said no to: never asked again in this session."""

    def to_session(self) -> dict[str, Any]:
        """As plain JSON data, leaving out what is empty."""
        return {key: value for key, value in asdict(self).items() if value}

    @classmethod
    def from_session(cls, data: dict[str, Any] | None) -> Alerts:
        """The alerts in a session."""
        kept = dict(data or {})
        if wish := kept.pop("wish", None):
            kept["wish"] = Wish(**{**wish, "rules": tuple(wish.get("rules", ()))})
        return cls(**kept)
