"""The days after it began: what changes, when somebody should be seen, walking, and what it sounds like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Onset = Literal["fresh", "days", "week", "fortnight", "weeks", "longer", "back", "unknown"]
"""How long ago it began, as far as that changes what to do: on day 0 or 1, 2 or 3, 4 to 7, in the second week, up to
six weeks, longer; "back" for somebody it has left, who is on the way back to sport; or not known."""

Kind = Literal["soreness", "strain", "nerve"]
"""What it sounds like (a description, never a diagnosis): ordinary soreness, a strain, or nerve-type pain."""


@dataclass(frozen=True)
class Stage:
    """One part of the course from the first day to the way back to sport."""

    id: Onset
    today: str
    """What the days in it are about, heard before the steps of such a day."""
    ahead: str
    """The same in few words, in a list of what is to come: "warmth and more moving"."""
    sources: tuple[str, ...]
    review: str


@dataclass(frozen=True)
class TimeLadder:
    """How long one kind of pain may stay as it is before somebody should look at it."""

    id: Kind
    same_from_day: int
    """From this day since it began on, no better is too long."""
    worse_from_day: int
    """From this day on, worse is enough; before it, worse twice in a row is."""
    sources: tuple[str, ...]
    review: str


@dataclass(frozen=True)
class WalkingWeek:
    """One week of the walking program."""

    id: str
    """Its number, counted from 1."""
    minutes: int
    """How long each walk is."""
    times: int
    """How many walks there are."""
    easy: bool = False
    """Whether it asks less than the week before, on purpose."""


@dataclass(frozen=True)
class Picture:
    """What one kind of pain is like: a question, and what is said where the answer fits. It describes, never more."""

    id: Kind
    ask: str
    fits: str
    sources: tuple[str, ...]
    review: str


@dataclass(frozen=True)
class Offer:
    """Something the coach offers right after an answer that leads there."""

    id: str
    ask: str
    after: tuple[str, ...]
    """Answers it comes after, as "topic.aspect", or "topic" for the general one."""
