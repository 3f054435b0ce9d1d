"""What is kept about one person, and nothing else: where they are in the steps, and how they like to be spoken to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from skill.guidance.any_json import fitting

VERSION = 1
"""Of the form of a record. Whoever changes the form counts it up and adds to UPGRADES how an older one is read."""

KEPT = timedelta(days=30)
"""How long a record is kept after it was last changed."""

A_WHILE = timedelta(days=7)
"""After this long, steps chosen for a fresh pain may no longer fit, and starting over is suggested."""

MOST_REMINDERS = 10

Item = dict[str, Any]
"""A record as plain data: text, whole numbers, yes or no, and lists of text."""

UPGRADES: dict[int, Callable[[Item], Item]] = {}
"""How a record of this version becomes one of the next."""

KEYS = ("version", "expires", "steps", "at", "started", "brief", "reminders")


class Unreadable(Exception):
    """A record that a later version of the skill wrote. It is left as it is."""


@dataclass(frozen=True)
class Record:
    """One person's record. That there is one means that they agreed to it."""

    steps: tuple[str, ...] = ()
    """The steps (ids) chosen for them, in order; empty where none are under way."""
    at: int = 0
    """Which of the steps is current, counted from 0."""
    started: str = ""
    """The day the steps were begun, such as 2026-11-22; empty where none are under way."""
    brief: bool = False
    """Whether they like few words."""
    reminders: tuple[str, ...] = ()
    """Alexa's tokens of their reminders, so that these can be cancelled."""

    def began_a_while_ago(self, now: datetime) -> bool:
        """Whether the steps were begun so long ago that others may fit better."""
        return bool(self.started) and now.astimezone(UTC).date() - date.fromisoformat(self.started) > A_WHILE

    def to_item(self, now: datetime) -> Item:
        """The record as it is stored, changed now."""
        return {
            "version": VERSION,
            "expires": int((now + KEPT).timestamp()),
            "steps": list(self.steps),
            "at": self.at,
            "started": self.started,
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
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    @classmethod
    def from_session(cls, data: Any) -> Record:
        """The record as a session carries it, whatever that holds: what makes no sense is no steps."""
        read = fitting(cls, data)
        try:
            date.fromisoformat(read.started or "2000-01-01")
        except ValueError:
            return read.without_steps()
        return read._in_order()

    @classmethod
    def _read(cls, item: Item) -> Record:
        if item["version"] > VERSION:
            raise Unreadable
        while item["version"] < VERSION:
            item = UPGRADES[item["version"]](item)
        steps, at = tuple(map(str, item["steps"])), int(item["at"])
        if item["started"]:
            date.fromisoformat(item["started"])
        return cls(steps, at, item["started"], bool(item["brief"]), tuple(map(str, item["reminders"])))._in_order()

    def _in_order(self) -> Record:
        return self if 0 <= self.at < max(len(self.steps), 1) else self.without_steps()

    def without_steps(self) -> Record:
        """The same person with no steps under way."""
        return replace(self, steps=(), at=0, started="")
