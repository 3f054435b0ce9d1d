"""A device at a fixed moment, and short ways to call its alert services."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from skill.desk.alerts import AlertsService, Clock, Permissions
from skill.desk.alerts.rest import Answer, handle

NINE_O_CLOCK = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
"""In New York, on a Sunday."""
GRANTED = {"timers": "granted", "reminders": "granted"}


def device(now: datetime = NINE_O_CLOCK, permissions: dict[str, str] | None = None, **more: Any) -> AlertsService:
    return AlertsService(Clock(now), permissions=Permissions(GRANTED if permissions is None else permissions), **more)


def call(service: AlertsService, method: str, path: str, body: object = "", token: str | None = None) -> Answer:
    headers = {"Authorization": f"Bearer {service.token if token is None else token}"}
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return handle({service.token: service}.get, method, f"/v1/alerts/{path}", headers, text)


def answered(service: AlertsService, method: str, path: str, body: object = "") -> Any:
    """The JSON of an answer that must be a success."""
    answer = call(service, method, path, body)
    assert answer.status == 200, answer
    return json.loads(answer.body) if answer.body else None


def timer_body(duration: object = "PT15M", label: object = None, **more: object) -> dict[str, object]:
    operation = {"type": "ANNOUNCE", "textToAnnounce": [{"locale": "en-US", "text": "Take the ice off."}]}
    body = {
        "duration": duration,
        "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
        "triggeringBehavior": {"operation": operation, "notificationConfig": {"playAudible": True}},
    }
    return body | ({"timerLabel": label} if label else {}) | more


def reminder_body(trigger: dict[str, object], text: str = "Time to stretch.") -> dict[str, object]:
    return {
        "requestTime": "2026-11-22T14:00:00.000",
        "trigger": trigger,
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": text}]}},
        "pushNotification": {"status": "ENABLED"},
    }


def at(time: str, zone: str | None = "America/New_York") -> dict[str, object]:
    trigger: dict[str, object] = {"type": "SCHEDULED_ABSOLUTE", "scheduledTime": time}
    return trigger | {"timeZoneId": zone} if zone else trigger


def after(seconds: int) -> dict[str, object]:
    return {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": seconds}


def again(rules: Sequence[str], zone: str = "America/New_York", **more: str) -> dict[str, object]:
    recurrence = {"recurrenceRules": list(rules)} | more
    return {"type": "SCHEDULED_ABSOLUTE", "timeZoneId": zone, "recurrence": recurrence}


def set_timer(service: AlertsService, duration: str = "PT15M", label: str | None = None) -> str:
    id: str = answered(service, "POST", "timers", timer_body(duration, label))["id"]
    return id


def set_reminder(service: AlertsService, trigger: dict[str, object], text: str = "Time to stretch.") -> str:
    token: str = answered(service, "POST", "reminders", reminder_body(trigger, text))["alertToken"]
    return token
