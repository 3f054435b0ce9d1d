"""All reminders of one device."""

from copy import copy
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from skill.desk.alerts.errors import NotFound
from skill.desk.alerts.reminder import Reminder
from skill.desk.alerts.reminder_request import ReminderRequest
from skill.json_reader import Reader

KEPT_AFTER_FIRING = timedelta(days=3)
"""Documented."""


class Reminders:
    """Reminders by alertToken. How many a person may have is not known, so there is no limit here."""

    def __init__(self) -> None:
        self._by_id: dict[str, Reminder] = {}

    def branched(self) -> Self:
        """The same reminders, which go their own way from here."""
        other = copy(self)
        other._by_id = {id: copy(each) for id, each in self._by_id.items()}
        return other

    def create(self, body: Reader, now: datetime, zone: ZoneInfo) -> Reminder:
        reminder = Reminder(ReminderRequest.read(body, now, zone), now)
        self._by_id[reminder.id] = reminder
        return reminder

    def update(self, id: str, body: Reader, now: datetime, zone: ZoneInfo) -> Reminder:
        reminder = self.get(id)
        reminder.change(ReminderRequest.read(body, now, zone), now)
        return reminder

    def all(self) -> list[Reminder]:
        return list(self._by_id.values())

    def get(self, id: str) -> Reminder:
        try:
            return self._by_id[id]
        except KeyError:
            raise NotFound("reminder", id) from None

    def delete(self, id: str) -> None:
        del self._by_id[self.get(id).id]

    def as_api(self) -> dict[str, Any]:
        alerts = [reminder.as_api() for reminder in self.all()]
        return {"totalCount": str(len(alerts)), "alerts": alerts, "links": None}

    def fire(self, now: datetime) -> list[tuple[Reminder, datetime]]:
        """What came due since it was last asked. Those that were completed long ago are forgotten."""
        fired = [(reminder, time) for reminder in self.all() for time in reminder.fire(now)]
        for reminder in self.all():
            last = reminder.last_time
            if reminder.next_time is None and last is not None and last + KEPT_AFTER_FIRING < now:
                self.delete(reminder.id)
        return fired
