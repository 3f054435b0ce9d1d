"""What the services refuse, and how they word it for programs."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .desk import after, again, answered, at, call, device, reminder_body, timer_body


def triggering(**more: object) -> dict[str, object]:
    return {"triggeringBehavior": {"operation": {"type": "NOTIFY_ONLY"}, **more}}


def operation(**fields: object) -> dict[str, object]:
    return {"triggeringBehavior": {"operation": fields}}


TEXTS = [{"locale": "en-US", "text": "Hi %s"}]

BAD_TIMERS: dict[str, tuple[object, str]] = {
    "no JSON": ("{", "not JSON"),
    "empty": ("", "not JSON"),
    "not UTF-8": (b"\xff", "not JSON"),
    "too deep": ("[" * 100_000, "not JSON"),
    "no object": ([], "not an object"),
    "no duration": (timer_body(duration=None), "duration"),
    "duration is a number": (timer_body(duration=900), "duration"),
    "duration in words": (timer_body(duration="15 minutes"), "duration"),
    "no time": (timer_body(duration="PT0S"), "duration"),
    "below zero": (timer_body(duration="-PT5M"), "duration"),
    "over two hours": (timer_body(duration="PT2H1S"), "duration"),
    "long label": (timer_body(timerLabel="x" * 257), "timerLabel"),
    "empty label": (timer_body(timerLabel=" "), "timerLabel"),
    "no behavior": (timer_body(triggeringBehavior=None), "triggeringBehavior"),
    "no operation": (timer_body(triggeringBehavior={}), "triggeringBehavior.operation"),
    "unknown operation": (timer_body(**operation(type="SING")), "triggeringBehavior.operation.type"),
    "nothing to announce": (timer_body(**operation(type="ANNOUNCE")), "textToAnnounce"),
    "no texts": (timer_body(**operation(type="ANNOUNCE", textToAnnounce=[])), "textToAnnounce"),
    "no text": (
        timer_body(**operation(type="ANNOUNCE", textToAnnounce=[{"locale": "en-US"}])),
        "textToAnnounce[0].text",
    ),
    "no locale": (timer_body(**operation(type="ANNOUNCE", textToAnnounce=[{"text": "x"}])), "textToAnnounce[0].locale"),
    "no task": (timer_body(**operation(type="LAUNCH_TASK", textToConfirm=TEXTS)), "task"),
    "no %s": (
        timer_body(
            **operation(type="LAUNCH_TASK", task={"name": "t"}, textToConfirm=[{"locale": "en-US", "text": "x"}])
        ),
        "%s",
    ),
    "audible in words": (timer_body(**triggering(notificationConfig={"playAudible": "yes"})), "playAudible"),
    "visibility": (timer_body(creationBehavior={"displayExperience": {"visibility": "DIM"}}), "visibility"),
}


@pytest.mark.parametrize(("body", "named"), BAD_TIMERS.values(), ids=BAD_TIMERS)
def test_bad_timers(body: object, named: str) -> None:
    service = device()
    answer = call(service, "POST", "timers", body)
    message = json.loads(answer.body)
    assert (answer.status, list(message)) == (400, ["message"])
    assert named in message["message"]
    assert service.alerts() == []


GOOD_TIMERS: dict[str, dict[str, object]] = {
    "two hours": timer_body("PT2H"),
    "one second": timer_body("PT1S"),
    "label of full length": timer_body(timerLabel="x" * 256),
    "no creationBehavior": timer_body(creationBehavior=None),
    "no notificationConfig": timer_body(**operation(type="NOTIFY_ONLY")),
}


@pytest.mark.parametrize("body", GOOD_TIMERS.values(), ids=GOOD_TIMERS)
def test_good_timers(body: dict[str, object]) -> None:
    assert answered(device(), "POST", "timers", body)["duration"] == body["duration"]


def test_label_is_not_the_name_of_the_field() -> None:
    """Amazon's own demo sends "label"; the field is timerLabel, and the timer stays without one."""
    assert answered(device(), "POST", "timers", timer_body() | {"label": "ice"})["timerLabel"] is None


def reminder(**more: object) -> dict[str, object]:
    return reminder_body(after(60)) | more


def spoken(**content: object) -> dict[str, object]:
    return reminder(alertInfo={"spokenInfo": {"content": [content]}})


DAILY = "FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=0"

BAD_REMINDERS: dict[str, tuple[object, str, str]] = {
    "no JSON": ("{", "INVALID_REQUEST", "not JSON"),
    "requestTime": (reminder(requestTime="now"), "INVALID_REQUEST", "requestTime"),
    "push": (reminder(pushNotification={"status": "ON"}), "INVALID_REQUEST", "pushNotification.status"),
    "nothing to say": (reminder(alertInfo=None), "INVALID_ALERT_INFO", "alertInfo"),
    "no content": (reminder(alertInfo={"spokenInfo": {"content": []}}), "INVALID_ALERT_INFO", "content"),
    "only ssml": (spoken(locale="en-US", ssml="<speak>x</speak>"), "INVALID_ALERT_INFO", "content[0].text"),
    "no locale": (spoken(text="x"), "INVALID_ALERT_INFO", "content[0].locale"),
    "no trigger": (reminder(trigger=None), "INVALID_TRIGGER", "trigger"),
    "unknown trigger": (reminder(trigger={"type": "SOON"}), "INVALID_TRIGGER", "trigger.type"),
    "no offset": (reminder(trigger={"type": "SCHEDULED_RELATIVE"}), "INVALID_TRIGGER", "offsetInSeconds"),
    "offset zero": (reminder(trigger=after(0)), "INVALID_TRIGGER", "offsetInSeconds"),
    "offset true": (reminder(trigger=after(True)), "INVALID_TRIGGER", "offsetInSeconds"),
    "offset of ages": (reminder(trigger=after(10**300)), "INVALID_TRIGGER", "offsetInSeconds"),
    "relative, again": (reminder(trigger=after(60) | {"recurrence": {}}), "INVALID_TRIGGER", "SCHEDULED_ABSOLUTE"),
    "no time": (reminder(trigger={"type": "SCHEDULED_ABSOLUTE"}), "INVALID_TRIGGER", "scheduledTime"),
    "time in words": (reminder(trigger=at("tomorrow")), "INVALID_TRIGGER", "scheduledTime"),
    "time with offset": (reminder(trigger=at("2026-11-23T07:00:00Z")), "INVALID_TRIGGER", "without offset"),
    "year one": (reminder(trigger=at("0001-01-01T07:00:00")), "INVALID_TRIGGER", "scheduledTime"),
    "no such zone": (reminder(trigger=at("2026-11-23T07:00:00", "America/Gotham")), "INVALID_TRIGGER", "timeZoneId"),
    "folder of zones": (reminder(trigger=at("2026-11-23T07:00:00", "America")), "INVALID_TRIGGER", "timeZoneId"),
    "zone above": (reminder(trigger=at("2026-11-23T07:00:00", "../etc")), "INVALID_TRIGGER", "timeZoneId"),
    "past": (reminder(trigger=at("2026-11-22T08:59:59")), "TRIGGER_SCHEDULED_TIME_IN_PAST", "past"),
    "now": (reminder(trigger=at("2026-11-22T09:00:00")), "TRIGGER_SCHEDULED_TIME_IN_PAST", "past"),
    "past in Tokyo": (reminder(trigger=at("2026-11-22T12:00:00", "Asia/Tokyo")), "TRIGGER_SCHEDULED_TIME_IN_PAST", ""),
    "rule ended": (
        reminder(trigger=again([DAILY], endDateTime="2026-11-22T06:00:00")),
        "TRIGGER_SCHEDULED_TIME_IN_PAST",
        "never comes",
    ),
    "30 February": (
        reminder(trigger=again(["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])),
        "TRIGGER_SCHEDULED_TIME_IN_PAST",
        "never comes",
    ),
    "no rules": (reminder(trigger=again([])), "INVALID_TRIGGER", "recurrenceRules"),
    "rule is a number": (
        reminder(trigger={**again([]), "recurrence": {"recurrenceRules": [1]}}),
        "INVALID_TRIGGER",
        "",
    ),
    "freq": (
        reminder(trigger=at("2026-11-23T07:00:00") | {"recurrence": {"freq": "YEARLY"}}),
        "INVALID_TRIGGER",
        "freq",
    ),
}
for _rule in (
    "",
    "every day",
    "FREQ=SECONDLY",
    "FREQ=HOURLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;COUNT=x",
    "FREQ=DAILY;BYHOUR=25",
    "FREQ=DAILY;BYMINUTE=0,30",
    "FREQ=DAILY;UNTIL=20270101T000000",
    "FREQ=DAILY;BYDAY=XX",
    "FREQ=DAILY;BYCAT=1",
    "FREQ=DAILY;BYHOUR",
    "FREQ=DAILY\nRRULE:FREQ=SECONDLY",
):
    BAD_REMINDERS[repr(_rule)] = (reminder(trigger=again([_rule])), "INVALID_TRIGGER", "recurrenceRules")


@pytest.mark.parametrize(("body", "code", "named"), BAD_REMINDERS.values(), ids=BAD_REMINDERS)
def test_bad_reminders(body: object, code: str, named: str) -> None:
    service = device()
    answer = call(service, "POST", "reminders", body)
    assert answer.status == 400, answer.body
    error = json.loads(answer.body)
    assert error["code"] == code
    assert named in error["message"]
    assert service.alerts() == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(["PT5M", DAILY]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PATHS = [
    ("timers", timer_body(**triggering(notificationConfig={"playAudible": False}), label="ice")),
    ("timers", timer_body()),
    ("reminders", reminder_body(after(60))),
    ("reminders", reminder_body(again([DAILY], startDateTime="2026-11-23T00:00:00"))),
]


def spoilt(body: Any, path: list[int], by: Any) -> Any:
    """`body` with one value, found by walking down `path`, replaced."""
    if not path or not isinstance(body, dict | list) or not body:
        return by
    keys = list(body) if isinstance(body, dict) else list(range(len(body)))
    key = keys[path[0] % len(keys)]
    copy = body.copy()
    copy[key] = spoilt(body[key], path[1:], by)
    return copy


@given(st.sampled_from(PATHS), st.lists(st.integers(0, 9), max_size=5), JSON)
def test_nothing_one_sends_breaks_it(good: tuple[str, dict[str, object]], path: list[int], by: object) -> None:
    kind, body = good
    assert call(device(), "POST", kind, spoilt(body, path, by)).status in (200, 400)
