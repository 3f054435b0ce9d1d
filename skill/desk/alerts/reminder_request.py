"""What a skill asks for when it creates or changes a reminder."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from skill.desk.alerts.fields import Fields
from skill.desk.alerts.fired import Words
from skill.desk.alerts.schedule import Schedule

_BAD_TRIGGER = "INVALID_TRIGGER"
_BAD_ALERT = "INVALID_ALERT_INFO"
_PAST = "TRIGGER_SCHEDULED_TIME_IN_PAST"
_TYPES = ("SCHEDULED_ABSOLUTE", "SCHEDULED_RELATIVE")
_YEARS = range(2000, 9000)
_LONGEST_OFFSET = 20 * 366 * 24 * 3600
"""Twenty years, in seconds: ours, to stay within the calendar. Amazon's limit is not known."""


@dataclass(frozen=True)
class ReminderRequest:
    """A checked request body.

    Documented: the fields, their names and values; recurrenceRules win over freq, byDay and scheduledTime.
    Met by people: a content without text, with ssml only, is INVALID_ALERT_INFO; a time gone by is refused.
    Assumed: an offset counts from the moment the request arrives, whatever requestTime says; timeZoneId may
    be left out and is then the device's; times carry no offset of their own, for timeZoneId says it; a rule
    that never fires, and recurrence in a relative trigger, are refused.
    """

    words: Words
    schedule: Schedule
    zone: ZoneInfo
    rules: tuple[str, ...]
    """Empty: fires once."""
    body: Fields

    @classmethod
    def read(cls, body: Fields, now: datetime, device_zone: ZoneInfo) -> Self:
        """BadRequest: names the field that is wrong."""
        if body.has("requestTime"):
            _time(body, "requestTime")
        if body.has("pushNotification"):
            body.inner("pushNotification").choice("status", ("ENABLED", "DISABLED"))
        spoken = body.inner("alertInfo", _BAD_ALERT).inner("spokenInfo")
        trigger = body.inner("trigger", _BAD_TRIGGER)
        zone = _zone(trigger, device_zone)
        rules = _rules(trigger)
        schedule = _schedule(trigger, rules, now, zone)
        if schedule.next(now) is None:
            raise trigger.wrong("scheduledTime", "or its recurrence lies in the past or never comes", _PAST)
        return cls(Words(spoken.items("content")), schedule, zone, rules, body)


def _schedule(trigger: Fields, rules: tuple[str, ...], now: datetime, zone: ZoneInfo) -> Schedule:
    if trigger.choice("type", _TYPES) == "SCHEDULED_RELATIVE":
        return _relative(trigger, now)
    if not rules:
        return Schedule.once(_local_time(trigger, "scheduledTime", zone))
    recurrence = trigger.inner("recurrence")
    if recurrence.has("startDateTime"):
        start = _local_time(recurrence, "startDateTime", zone)
    elif recurrence.has("recurrenceRules"):
        start = now.astimezone(zone).replace(microsecond=0)
    else:
        start = _local_time(trigger, "scheduledTime", zone)
    end = _local_time(recurrence, "endDateTime", zone) if recurrence.has("endDateTime") else None
    try:
        return Schedule.repeating(rules, start, end and end.astimezone(UTC))
    except ValueError as error:
        raise recurrence.wrong("recurrenceRules", f"cannot be read: {error}") from None


def _relative(trigger: Fields, now: datetime) -> Schedule:
    offset = trigger.count("offsetInSeconds")
    if offset > _LONGEST_OFFSET:
        raise trigger.wrong("offsetInSeconds", f"must be at most {_LONGEST_OFFSET}")
    return Schedule.once(now + timedelta(seconds=offset))


def _rules(trigger: Fields) -> tuple[str, ...]:
    if not trigger.has("recurrence"):
        return ()
    if trigger.choice("type", _TYPES) == "SCHEDULED_RELATIVE":
        raise trigger.wrong("recurrence", "needs the type SCHEDULED_ABSOLUTE")
    recurrence = trigger.inner("recurrence")
    if recurrence.has("recurrenceRules"):
        return tuple(recurrence.texts("recurrenceRules"))
    rule = f"FREQ={recurrence.choice('freq', ('DAILY', 'WEEKLY'))}"
    if recurrence.has("byDay"):
        rule += f";BYDAY={','.join(recurrence.texts('byDay'))}"
    if recurrence.has("interval"):
        rule += f";INTERVAL={recurrence.count('interval')}"
    return (rule,)


def _zone(trigger: Fields, device_zone: ZoneInfo) -> ZoneInfo:
    if not trigger.has("timeZoneId"):
        return device_zone
    try:
        return ZoneInfo(trigger.text("timeZoneId"))
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder of zones, such as "America"
        raise trigger.wrong("timeZoneId", "must be the name of a time zone, such as America/New_York") from None


def _local_time(fields: Fields, key: str, zone: ZoneInfo) -> datetime:
    time = _time(fields, key)
    if time.tzinfo is not None:
        raise fields.wrong(key, "must be a local time without offset; timeZoneId says where")
    return time.replace(tzinfo=zone)


def _time(fields: Fields, key: str) -> datetime:
    try:
        time = datetime.fromisoformat(fields.text(key))
    except ValueError:
        raise fields.wrong(key, "must be a time like 2026-11-22T19:00:00.000") from None
    if time.year not in _YEARS:
        raise fields.wrong(key, f"must be in the years {_YEARS[0]} to {_YEARS[-1]}")
    return time
