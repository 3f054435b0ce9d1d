"""The time on the pretend device."""

import math
from datetime import UTC, datetime, timedelta

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

    def advance(self, seconds: float) -> datetime:
        """Move on by `seconds` and say the new time.

        ValueError: for a step back, longer than `LONGEST_STEP`, or past the year 8999.
        """
        if not (math.isfinite(seconds) and 0 <= seconds <= LONGEST_STEP):
            raise ValueError(f"cannot advance by {seconds} seconds: give a number from 0 to {LONGEST_STEP:.0f}")
        step = timedelta(seconds=seconds)
        if self.now() + step >= _END_OF_TIME:
            raise ValueError("cannot advance past the year 8999: start a new session")
        self._offset += step
        return self.now()
