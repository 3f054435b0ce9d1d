"""What each operation does, once it is known which one is meant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skill.desk.alerts.about_person import ABOUT_PERSON, about
from skill.desk.alerts.about_purchases import ABOUT_PURCHASES, purchased
from skill.desk.alerts.errors import ApiError, Unauthorized, Unsupported, coded
from skill.desk.alerts.service import AlertsService
from skill.json_reader import Reader

Result = dict[str, Any] | str | bool | None
"""To be sent as JSON. None: an empty answer."""


@dataclass(frozen=True)
class Call:
    """One call of one operation, at one moment."""

    service: AlertsService
    now: datetime
    operation: str
    id: str
    """Of the timer, reminder or device in the path."""
    body: str | bytes

    @property
    def json(self) -> Reader:
        """What was sent. BadRequest: is raised where any of it is not as documented."""
        return Reader.parse(self.body, coded("INVALID_REQUEST"), "the request body")

    def perform(self) -> Result:
        """ApiError: why not."""
        if "timer" in self.operation:
            self._check_permission("timers")
        if "reminder" in self.operation:
            self._check_permission("reminders")
        if self.operation in ABOUT_PERSON:
            return about(self.service, self.operation)  # type: ignore[no-any-return]  # as JSON has it
        if self.operation in ABOUT_PURCHASES:
            return purchased(self.service, self.operation, self.id)  # type: ignore[no-any-return]
        return _PERFORM[self.operation](self)

    @property
    def lacks(self) -> str:
        """The permission that it needs and does not have, by its short name; empty where that is not so."""
        needs = needed(self.operation)
        return needs if needs and self.service.permissions[needs] != "granted" else ""

    def _check_permission(self, kind: str) -> None:
        if kind in self.service.unsupported:
            raise Unsupported(kind)
        if self.service.permissions[kind] != "granted":
            raise Unauthorized


def needed(operation: str) -> str:
    """The permission that an operation needs; empty where it needs none."""
    if operation in ABOUT_PERSON:
        return ABOUT_PERSON[operation].needs
    return "timers" if "timer" in operation else "reminders" if "reminder" in operation else ""


def _setting(call: Call, value: str) -> str:
    if call.service.device_id not in (None, call.id):
        raise ApiError(403, "INVALID_URI", "The token is for another device.")
    return value


def _speak(call: Call) -> None:
    directive = call.json["directive"]
    directive["type"].choice(("VoicePlayer.Speak",))
    call.service.speak_at_once(call.json["header"]["requestId"].text(), directive["speech"].text())


_PERFORM: dict[str, Callable[[Call], Result]] = {
    "create_timer": lambda call: call.service.timers.create(call.json, call.now).as_api(),
    "get_timers": lambda call: call.service.timers.as_api(),
    "delete_timers": lambda call: call.service.timers.delete_all(),
    "get_timer": lambda call: call.service.timers.get(call.id).as_api(),
    "delete_timer": lambda call: call.service.timers.delete(call.id),
    "pause_timer": lambda call: call.service.timers.get(call.id).pause(call.now),
    "resume_timer": lambda call: call.service.timers.get(call.id).resume(call.now),
    "create_reminder": lambda call: call.service.reminders.create(call.json, call.now, call.service.zone).receipt(),
    "get_reminders": lambda call: call.service.reminders.as_api(),
    "get_reminder": lambda call: call.service.reminders.get(call.id).as_api(),
    "update_reminder": lambda call: call.service.reminders.update(
        call.id, call.json, call.now, call.service.zone
    ).receipt(),
    "delete_reminder": lambda call: call.service.reminders.delete(call.id),
    "get_system_time_zone": lambda call: _setting(call, call.service.zone.key),
    "get_system_distance_units": lambda call: _setting(call, call.service.person.distance_units),
    "get_system_temperature_unit": lambda call: _setting(call, call.service.person.temperature_unit),
    "enqueue": _speak,
}
