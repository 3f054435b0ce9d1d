"""The walking program, week by week: where somebody begins, and which week comes after one that went so or so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from skill.guidance.content import Content
from skill.guidance.model import WalkingWeek

WALKING_FROM = 20
"""Minutes that are the most to begin with, however far somebody can walk: five times a week is a lot at first."""

Went = Literal["done", "missed", "sore"]
"""How a week went: all of its walks or most of them, hardly any, or it made the back sore."""


def week(number: int, content: Content) -> WalkingWeek:
    """The week with this number; after the last it goes on as in the last."""
    return content.walking[str(min(max(number, 1), len(content.walking)))]


def first_week(minutes: float, content: Content) -> int:
    """The week to begin with for somebody who can walk so long with ease: the last that asks no more of them."""
    most = min(minutes, WALKING_FROM)
    return max((int(each.id) for each in _building(content) if each.minutes <= most), default=1)


def next_week(number: int, went: Went, content: Content) -> int:
    """A step up after a week that was walked; after one that was missed, or made the back sore, a step back."""
    if went == "done":
        return min(number + 1, len(content.walking))
    return max((int(each.id) for each in _building(content) if int(each.id) < number), default=1)


def _building(content: Content) -> Iterator[WalkingWeek]:
    return (each for each in content.walking.values() if not each.easy)
