"""One timer: a small state machine."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from skill.desk.alerts.clock import format_duration, iso_utc, whole_seconds
from skill.desk.alerts.errors import BadRequest
from skill.desk.alerts.timer_request import TimerRequest

Status = Literal["ON", "PAUSED", "OFF"]


@dataclass
class Timer:
    """ON until it rings (then OFF), or until it is PAUSED; PAUSED until it is resumed.

    Documented: the three states, and that a wrong step, such as resuming a stopped timer, is an error.
    Assumed: the error is a 400; pausing a paused timer and resuming a running one are wrong steps too; a
    timer is OFF from the moment it rings; triggerTime is null while paused, remainingTimeWhenPaused while
    not.
    """

    request: TimerRequest
    created: datetime
    id: str = field(default_factory=lambda: str(uuid4()))
    status: Status = "ON"
    updated: datetime = field(init=False)
    trigger_time: datetime = field(init=False)
    """When it rings, or rang. Without meaning while paused."""
    _remaining: timedelta = field(init=False)
    """What was left when it was last paused."""

    def __post_init__(self) -> None:
        self.updated = self.created
        self.trigger_time = self.created + self.request.length
        self._remaining = self.request.length

    def pause(self, now: datetime) -> None:
        self._require("ON", "paused")
        self._remaining = self.trigger_time - now
        self._become("PAUSED", now)

    def resume(self, now: datetime) -> None:
        self._require("PAUSED", "resumed")
        self.trigger_time = now + self._remaining
        self._become("ON", now)

    def rings_by(self, now: datetime) -> bool:
        """Whether its time has come; if so it is OFF from then on."""
        if self.status != "ON" or self.trigger_time > now:
            return False
        self._become("OFF", self.trigger_time)
        return True

    def remaining(self, now: datetime) -> timedelta:
        if self.status == "PAUSED":
            return self._remaining
        return max(timedelta(), self.trigger_time - now)

    def as_api(self) -> dict[str, Any]:
        """As the Timers API shows it."""
        paused = self.status == "PAUSED"
        return {
            "id": self.id,
            "status": self.status,
            "duration": self.request.duration,
            "triggerTime": None if paused else iso_utc(self.trigger_time),
            "timerLabel": self.request.label,
            "createdTime": iso_utc(self.created),
            "updatedTime": iso_utc(self.updated),
            "remainingTimeWhenPaused": format_duration(self._remaining) if paused else None,
        }

    def as_json(self, now: datetime) -> dict[str, Any]:
        """As `POST /say` shows it."""
        return {
            "kind": "timer",
            "id": self.id,
            "label": self.request.label,
            "status": self.status,
            "duration_seconds": whole_seconds(self.request.length),
            "remaining_seconds": whole_seconds(self.remaining(now)),
        }

    def _require(self, status: Status, verb: str) -> None:
        if self.status != status:
            raise BadRequest(f"The timer is {self.status}: only a timer that is {status} can be {verb}.")

    def _become(self, status: Status, now: datetime) -> None:
        self.status = status
        self.updated = now
