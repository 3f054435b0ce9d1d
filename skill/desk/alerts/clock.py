"""The time on the pretend device, and how Alexa writes moments and lengths of time (ISO 8601)."""

import math
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Self

import isodate

LONGEST_STEP = timedelta(days=366).total_seconds()
"""Seconds the clock may be moved at once. A year is enough to try anything, and keeps the answer short."""

_END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)


class Clock:
    """Aware UTC time that never sleeps: real time plus all that was advanced.

    ``Clock(frozen_at=...)`` stands still at that (aware) instant and moves only by `advance`, for tests.
    """

    def __init__(self, frozen_at: datetime | None = None) -> None:
        if frozen_at is not None and frozen_at.tzinfo is None:
            raise ValueError("frozen_at has no time zone: give an aware datetime, such as one in UTC")
        self._frozen_at = frozen_at and frozen_at.astimezone(UTC)
        self._offset = timedelta()

    def now(self) -> datetime:
        return (self._frozen_at or datetime.now(UTC)) + self._offset

    def branched(self, moment: datetime | None = None) -> Self:
        """Another clock, which goes on from this one's time, or from another moment."""
        other = copy(self)
        if moment is not None:
            other._offset += moment - self.now()
        return other

    def advance(self, seconds: float) -> datetime:
        """Move on by `seconds` and say the new time.

        ValueError: for a step back, longer than `LONGEST_STEP`, or past the year 8999.
        """
        if not 0 <= seconds <= LONGEST_STEP:
            raise ValueError(f"cannot advance by {seconds} seconds: give a number from 0 to {LONGEST_STEP:.0f}")
        step = timedelta(seconds=seconds)
        if self.now() + step >= _END_OF_TIME:
            raise ValueError("cannot advance past the year 8999: start a new session")
        self._offset += step
        return self.now()


def iso_utc(instant: datetime) -> str:
    """As the Alexa services write an instant: 2026-11-22T14:30:00.000Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_duration(text: str) -> timedelta:
    """PT2M3S is two minutes and three seconds.

    ValueError: for what is no length, and for months and years, which have no fixed length.
    """
    try:
        length = isodate.parse_duration(text)
    except (ValueError, ArithmeticError):
        length = None
    if not isinstance(length, timedelta):
        raise ValueError(f"{text!r} is not a length of time: write it like PT15M or PT1H30M")
    return length


def format_duration(length: timedelta) -> str:
    """Whole seconds, rounded up, so that a timer that still runs never shows none left."""
    text: str = isodate.duration_isoformat(timedelta(seconds=whole_seconds(length)))
    return text


def whole_seconds(length: timedelta) -> int:
    """Rounded up; a length below zero counts as none."""
    return max(0, math.ceil(length.total_seconds()))
