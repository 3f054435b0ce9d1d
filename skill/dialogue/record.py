"""What is kept about one person, and nothing else: where they are in the steps and in the course, and how to speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from skill.guidance.any_json import fitting

VERSION = 2
"""Of the form of a record, and of what people agreed to. Whoever keeps something more counts it up: who agreed to less
is asked anew, for an older record is not read."""

KEPT = timedelta(days=30)
"""How long a record is kept after it was last changed."""

MOST_REMINDERS = 10

Item = dict[str, Any]
"""A record as plain data: text, whole numbers, yes or no, and lists of text."""

TRENDS = ("", "better", "same", "worse", "gone")


KEYS = ("version", "expires", "steps", "at", "began", "trend", "week", "brief", "reminders")


class Unreadable(Exception):
    """A record that a later version of the skill wrote. It is left as it is."""


@dataclass(frozen=True)
class Record:
    """One person's record. That there is one means that they agreed to it."""

    steps: tuple[str, ...] = ()
    """The steps (ids) chosen for them, in order; empty where there are none."""
    at: int = 0
    """Which of the steps is current, counted from 0; behind the last where all are done."""
    began: str = ""
    """The day it began, such as 2026-11-22; where they did not say, the day of the first step. Empty without steps."""
    trend: str = ""
    """How it went when they last said so: one of TRENDS."""
    week: int = 0
    """The week of the walking program they are in; 0 for none."""
    brief: bool = False
    """Whether they like few words."""
    reminders: tuple[str, ...] = ()
    """Alexa's tokens of their reminders, so that these can be cancelled."""
    changed: str = field(default="", compare=False)
    """When it was last changed, ISO 8601 in UTC. Not stored: when it expires tells it."""

    @property
    def is_under_way(self) -> bool:
        """Whether there are steps left to do."""
        return self.at < len(self.steps)

    def to_item(self, now: datetime) -> Item:
        """The record as it is stored, changed now."""
        return {
            "version": VERSION,
            "expires": int((now + KEPT).timestamp()),
            "steps": list(self.steps),
            "at": self.at,
            "began": self.began,
            "trend": self.trend,
            "week": self.week,
            "brief": self.brief,
            "reminders": list(self.reminders[-MOST_REMINDERS:]),
        }

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> Record | None:
        """The record that was stored; None where there is none, or nothing that makes sense.

        Raises Unreadable for one that a later version wrote.
        """
        try:
            return cls._read(dict(item)) if item else None
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            return None

    @classmethod
    def from_session(cls, data: Any) -> Record:
        """The record as a session carries it, whatever that holds: what makes no sense is no course."""
        read = fitting(cls, data)
        try:
            date.fromisoformat(read.began or "2000-01-01")
            datetime.fromisoformat(read.changed or "2000-01-01T00:00:00+00:00").astimezone(UTC)
        except (ValueError, OverflowError):
            return replace(read.without_course(), changed="")
        return read._in_order()

    @classmethod
    def _read(cls, item: Item) -> Record | None:
        if item["version"] > VERSION:
            raise Unreadable
        if item["version"] < VERSION:
            return None
        if item["began"]:
            date.fromisoformat(item["began"])
        return cls(
            steps=tuple(map(str, item["steps"])),
            at=int(item["at"]),
            began=item["began"],
            trend=item["trend"],
            week=int(item["week"]),
            brief=bool(item["brief"]),
            reminders=tuple(map(str, item["reminders"])),
            changed=(datetime.fromtimestamp(item["expires"], UTC) - KEPT).isoformat(),
        )._in_order()

    def _in_order(self) -> Record:
        in_order = 0 <= self.at <= len(self.steps) and self.trend in TRENDS and self.week >= 0
        return self if in_order else self.without_course()

    def without_course(self) -> Record:
        """The same person with nothing of steps, course or walking."""
        return replace(self, steps=(), at=0, began="", trend="", week=0)
