"""One reminder."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from skill.desk.alerts.clock import iso_utc
from skill.desk.alerts.reminder_request import ReminderRequest


@dataclass
class Reminder:
    """ON until it has fired for the last time, then COMPLETED. (documented states)

    Assumed: changing a COMPLETED reminder switches it ON again; the version counts from "1", one up a change.
    """

    request: ReminderRequest
    created: datetime
    id: str = field(default_factory=lambda: str(uuid4()))
    """Amazon's alertToken."""
    version: int = 1
    updated: datetime = field(init=False)
    next_time: datetime | None = field(init=False)
    """When it fires next, in UTC. None: COMPLETED."""
    last_time: datetime | None = None

    def __post_init__(self) -> None:
        self.updated = self.created
        self.next_time = self.request.schedule.next(self.created)

    @property
    def status(self) -> str:
        return "COMPLETED" if self.next_time is None else "ON"

    def change(self, request: ReminderRequest, now: datetime) -> None:
        self.request, self.updated, self.version = request, now, self.version + 1
        self.next_time = request.schedule.next(now)

    def fire(self, now: datetime) -> list[datetime]:
        """The times that came since it was last asked, up to and with `now`."""
        if self.next_time is None or self.next_time > now:
            return []
        times = [self.next_time, *self.request.schedule.between(self.next_time, now)]
        self.last_time = times[-1]
        self.next_time = self.request.schedule.next(now)
        return times

    def receipt(self) -> dict[str, Any]:
        """As the API answers creating and changing."""
        return {
            "alertToken": self.id,
            "createdTime": iso_utc(self.created),
            "updatedTime": iso_utc(self.updated),
            "status": self.status,
            "version": str(self.version),
            "href": f"/v1/alerts/reminders/{self.id}",
        }

    def as_api(self) -> dict[str, Any]:
        """As the API shows it: what the skill sent, and the receipt without href."""
        body = self.request.body.value
        sent = {key: body.get(key) for key in ("trigger", "alertInfo", "pushNotification")}
        return {key: value for key, value in self.receipt().items() if key != "href"} | sent

    def as_json(self, locale: str) -> dict[str, Any]:
        """As `POST /say` shows it. `scheduled`: the next time, or the last if there is none, by the clock
        on the wall."""
        time = self.next_time or self.last_time or self.created
        zone = self.request.zone
        return {
            "kind": "reminder",
            "id": self.id,
            "label": self.request.words.spoken_in(locale),
            "status": self.status,
            "scheduled": time.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds"),
            "time_zone": zone.key,
            "recurrence": list(self.request.rules) or None,
        }
