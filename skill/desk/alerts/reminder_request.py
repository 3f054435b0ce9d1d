"""What a skill asks for when it creates or changes a reminder."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from skill.desk.alerts.errors import coded
from skill.desk.alerts.fired import Words
from skill.desk.alerts.schedule import Schedule
from skill.json_reader import Reader

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
    body: Reader

    @classmethod
    def read(cls, body: Reader, now: datetime, device_zone: ZoneInfo) -> Self:
        """BadRequest: names the field that is wrong."""
        if body["requestTime"].is_given:
            _time(body["requestTime"])
        if body["pushNotification"].is_given:
            body["pushNotification"]["status"].choice(("ENABLED", "DISABLED"))
        alert = replace(body["alertInfo"], refuse=coded(_BAD_ALERT))
        trigger = replace(body["trigger"], refuse=coded(_BAD_TRIGGER))
        zone = _zone(trigger["timeZoneId"], device_zone)
        rules = _rules(trigger)
        schedule = _schedule(trigger, rules, now, zone)
        if schedule.next(now) is None:
            past = replace(trigger["scheduledTime"], refuse=coded(_PAST))
            raise past.wrong("or its recurrence lies in the past or never comes", "give a time to come")
        return cls(Words(alert["spokenInfo"]["content"].items(least=1)), schedule, zone, rules, body)


def _schedule(trigger: Reader, rules: tuple[str, ...], now: datetime, zone: ZoneInfo) -> Schedule:
    if trigger["type"].choice(_TYPES) == "SCHEDULED_RELATIVE":
        return _relative(trigger["offsetInSeconds"], now)
    if not rules:
        return Schedule.once(_local_time(trigger["scheduledTime"], zone))
    recurrence = trigger["recurrence"]
    if recurrence["startDateTime"].is_given:
        start = _local_time(recurrence["startDateTime"], zone)
    elif recurrence["recurrenceRules"].is_given:
        start = now.astimezone(zone).replace(microsecond=0)
    else:
        start = _local_time(trigger["scheduledTime"], zone)
    end = recurrence["endDateTime"]
    try:
        return Schedule.repeating(rules, start, _local_time(end, zone).astimezone(UTC) if end.is_given else None)
    except ValueError as error:
        raise recurrence["recurrenceRules"].wrong(f"cannot be read ({error})", "write rules as RFC 5545 does") from None


def _relative(offset: Reader, now: datetime) -> Schedule:
    if offset.count() > _LONGEST_OFFSET:
        raise offset.wrong("is too long", f"give at most {_LONGEST_OFFSET}")
    return Schedule.once(now + timedelta(seconds=offset.count()))


def _rules(trigger: Reader) -> tuple[str, ...]:
    recurrence = trigger["recurrence"]
    if not recurrence.is_given:
        return ()
    if trigger["type"].choice(_TYPES) == "SCHEDULED_RELATIVE":
        raise recurrence.wrong("has no place in a relative trigger", "use the type SCHEDULED_ABSOLUTE")
    if recurrence["recurrenceRules"].is_given:
        return recurrence["recurrenceRules"].texts(least=1)
    rule = f"FREQ={recurrence['freq'].choice(('DAILY', 'WEEKLY'))}"
    if recurrence["byDay"].is_given:
        rule += f";BYDAY={','.join(recurrence['byDay'].texts(least=1))}"
    if recurrence["interval"].is_given:
        rule += f";INTERVAL={recurrence['interval'].count()}"
    return (rule,)


def _zone(name: Reader, device_zone: ZoneInfo) -> ZoneInfo:
    if not name.is_given:
        return device_zone
    try:
        return ZoneInfo(name.text())
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder of zones, such as "America"
        raise name.wrong(f"is {name.text()!r}, no time zone", "give one such as America/New_York") from None


def _local_time(text: Reader, zone: ZoneInfo) -> datetime:
    time = _time(text)
    if time.tzinfo is not None:
        raise text.wrong("has an offset", "give a local time without offset; timeZoneId says where")
    return time.replace(tzinfo=zone)


def _time(text: Reader) -> datetime:
    try:
        time = datetime.fromisoformat(text.text())
    except ValueError:
        raise text.wrong(f"is {text.text()!r}, no time", "write it like 2026-11-22T19:00:00.000") from None
    if time.year not in _YEARS:
        raise text.wrong(f"is in the year {time.year}", f"use the years {_YEARS[0]} to {_YEARS[-1]}")
    return time
