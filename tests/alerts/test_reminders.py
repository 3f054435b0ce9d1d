"""Reminders: what they show, when they come, also across midnight and daylight saving."""

from datetime import UTC, datetime

import pytest

from skill.desk.alerts import AlertsService

from .desk import after, again, answered, at, call, device, reminder_body, set_reminder, set_timer

SEVEN = "BYHOUR=7;BYMINUTE=0;BYSECOND=0"
HOUR, DAY = 3600, 86400

# now (UTC), trigger, how long to wait in hours, the instants (UTC) it fires at
TIMES = {
    "in eight hours": ("2026-11-22T14:00", after(8 * HOUR), 9, ["2026-11-22T22:00"]),
    "across midnight": ("2026-11-23T04:59", after(120), 1, ["2026-11-23T05:01"]),
    "at midnight": ("2026-11-22T14:00", at("2026-11-23T00:00:00.000"), 24, ["2026-11-23T05:00"]),
    "tomorrow morning": ("2026-11-22T14:00", at("2026-11-23T07:30:00"), 24, ["2026-11-23T12:30"]),
    "where the device is": ("2026-11-22T14:00", at("2026-11-23T07:30:00", None), 24, ["2026-11-23T12:30"]),
    "by another clock": ("2026-11-22T14:00", at("2026-11-23T07:30:00", "Europe/Berlin"), 24, ["2026-11-23T06:30"]),
    "after clocks go forward": ("2026-03-07T14:00", at("2026-03-08T07:00:00"), 24, ["2026-03-08T11:00"]),
    "in the hour that is skipped": ("2026-03-07T14:00", at("2026-03-08T02:30:00"), 24, ["2026-03-08T07:30"]),
    "a day, not 24 hours": ("2026-03-07T14:00", after(DAY), 25, ["2026-03-08T14:00"]),
    "after clocks go back": ("2026-10-31T14:00", at("2026-11-01T07:00:00"), 24, ["2026-11-01T12:00"]),
    "in the hour that comes twice": ("2026-10-31T14:00", at("2026-11-01T01:30:00"), 24, ["2026-11-01T05:30"]),
    "daily, forward": (
        "2026-03-06T14:00",
        again([f"FREQ=DAILY;{SEVEN};INTERVAL=1;"], startDateTime="2026-03-07T00:00:00.000"),
        3 * 24,
        ["2026-03-07T12:00", "2026-03-08T11:00", "2026-03-09T11:00"],
    ),
    "daily, back": (
        "2026-10-30T14:00",
        again([f"FREQ=DAILY;{SEVEN}"]),
        3 * 24,
        ["2026-10-31T11:00", "2026-11-01T12:00", "2026-11-02T12:00"],
    ),
    "daily, in the skipped hour": (
        "2026-03-07T14:00",
        again(["FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30;BYSECOND=0"]),
        24,
        ["2026-03-08T07:30"],
    ),
    "rules out of step in the skipped hour": (
        "2026-03-07T14:00",
        again(["FREQ=DAILY;BYHOUR=2;BYMINUTE=30;BYSECOND=0", "FREQ=DAILY;BYHOUR=3;BYMINUTE=0;BYSECOND=0"]),
        24,
        ["2026-03-08T07:00", "2026-03-08T07:30"],
    ),
    "every other weekday named": (
        "2026-11-22T14:00",
        again([f"FREQ=WEEKLY;BYDAY=MO,WE;{SEVEN}"]),
        8 * 24,
        ["2026-11-23T12:00", "2026-11-25T12:00", "2026-11-30T12:00"],
    ),
    "two rules": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;{SEVEN}", "FREQ=DAILY;BYHOUR=19;BYMINUTE=15;BYSECOND=0"]),
        24,
        ["2026-11-23T00:15", "2026-11-23T12:00"],
    ),
    "the same time by two rules": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;{SEVEN}", f"FREQ=WEEKLY;BYDAY=TU;{SEVEN}"]),
        48,
        ["2026-11-23T12:00", "2026-11-24T12:00"],
    ),
    "up to the very moment": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;{SEVEN}"]),
        46,
        ["2026-11-23T12:00", "2026-11-24T12:00"],
    ),
    "until a day": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;{SEVEN}"], endDateTime="2026-11-24T07:00:00"),
        5 * 24,
        ["2026-11-23T12:00", "2026-11-24T12:00"],
    ),
    "until, in the rule": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;{SEVEN};UNTIL=20261124T120000Z"]),
        5 * 24,
        ["2026-11-23T12:00", "2026-11-24T12:00"],
    ),
    "so many times": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;{SEVEN};COUNT=2"], startDateTime="2026-11-23T00:00:00"),
        5 * 24,
        ["2026-11-23T12:00", "2026-11-24T12:00"],
    ),
    "the old way": (
        "2026-11-22T14:00",
        at("2026-11-23T07:00:00") | {"recurrence": {"freq": "WEEKLY", "byDay": ["MO", "SU"], "interval": 2}},
        16 * 24,
        ["2026-11-23T12:00", "2026-11-29T12:00", "2026-12-07T12:00"],
    ),
    "rules win over scheduledTime": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;{SEVEN}"]) | {"scheduledTime": "2020-01-01T00:00:00"},
        24,
        ["2026-11-23T12:00"],
    ),
    "start long ago": (
        "2026-11-22T14:00",
        again([f"FREQ=DAILY;INTERVAL=2;{SEVEN}"], startDateTime="2026-01-01T00:00:00"),
        3 * 24,
        ["2026-11-23T12:00", "2026-11-25T12:00"],
    ),
}


@pytest.mark.parametrize(("now", "trigger", "hours", "expected"), TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("steps", [1, 48])
def test_times(now: str, trigger: dict[str, object], hours: int, expected: list[str], steps: int) -> None:
    """However the clock gets there: in one go or in many."""
    service = device(datetime.fromisoformat(now).replace(tzinfo=UTC))
    id = set_reminder(service, trigger)
    fired = [each for _ in range(steps) for each in service.advance(hours * HOUR / steps)]
    assert [f"{each.at:%Y-%m-%dT%H:%M}" for each in fired] == expected
    assert {(each.kind, each.id, each.announcement) for each in fired} == {("reminder", id, "Time to stretch.")}


def test_what_a_reminder_shows() -> None:
    service = device()
    receipt = answered(service, "POST", "reminders", reminder_body(at("2026-11-23T07:00:00")))
    id = receipt["alertToken"]
    assert receipt == {
        "alertToken": id,
        "createdTime": "2026-11-22T14:00:00.000Z",
        "updatedTime": "2026-11-22T14:00:00.000Z",
        "status": "ON",
        "version": "1",
        "href": f"/v1/alerts/reminders/{id}",
    }
    shown = answered(service, "GET", f"reminders/{id}")
    assert "href" not in shown
    assert shown["trigger"]["scheduledTime"] == "2026-11-23T07:00:00"
    assert shown["alertInfo"]["spokenInfo"]["content"][0]["text"] == "Time to stretch."
    assert answered(service, "GET", "reminders") == {"totalCount": "1", "alerts": [shown], "links": None}


def test_changing() -> None:
    service = device()
    id = set_reminder(service, after(60))
    service.advance(30)
    changed = answered(service, "PUT", f"reminders/{id}", reminder_body(after(90), "Drink."))
    assert (changed["version"], changed["updatedTime"]) == ("2", "2026-11-22T14:00:30.000Z")
    assert service.advance(60) == []
    assert [each.announcement for each in service.advance(30)] == ["Drink."]
    assert answered(service, "GET", f"reminders/{id}")["status"] == "COMPLETED"
    assert answered(service, "PUT", f"reminders/{id}", reminder_body(after(60)))["status"] == "ON"


def test_a_change_that_is_wrong_changes_nothing() -> None:
    service = device()
    id = set_reminder(service, after(60))
    before = answered(service, "GET", f"reminders/{id}")
    assert call(service, "PUT", f"reminders/{id}", reminder_body(after(0))).status == 400
    assert answered(service, "GET", f"reminders/{id}") == before


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_and_deleted(method: str) -> None:
    service = device()
    id = set_reminder(service, after(60))
    answered(service, "DELETE", f"reminders/{id}")
    assert call(service, method, f"reminders/{id}", reminder_body(after(60))).status == 404
    assert (service.advance(60), service.alerts()) == ([], [])


def seen(service: AlertsService) -> tuple[object, ...]:
    (alert,) = service.alerts()
    assert (alert["kind"], alert["label"], alert["time_zone"]) == ("reminder", "Time to stretch.", "America/New_York")
    return alert["status"], alert["scheduled"], alert["recurrence"]


def test_what_the_simulator_shows() -> None:
    service = device()
    set_reminder(service, after(HOUR))
    assert seen(service) == ("ON", "2026-11-22T10:00:00", None)
    service.advance(DAY)
    assert seen(service) == ("COMPLETED", "2026-11-22T10:00:00", None)


def test_what_the_simulator_shows_of_one_that_comes_again() -> None:
    service = device()
    rule = f"FREQ=DAILY;{SEVEN}"
    set_reminder(service, again([rule], endDateTime="2026-11-24T12:00:00"))
    assert seen(service) == ("ON", "2026-11-23T07:00:00", [rule])
    service.advance(DAY)
    assert seen(service) == ("ON", "2026-11-24T07:00:00", [rule])
    service.advance(DAY)
    assert seen(service) == ("COMPLETED", "2026-11-24T07:00:00", [rule])


def test_kept_three_days_after_firing() -> None:
    service = device()
    id = set_reminder(service, after(60))
    service.advance(60 + 3 * DAY)
    assert answered(service, "GET", f"reminders/{id}")["status"] == "COMPLETED"
    service.advance(1)
    assert call(service, "GET", f"reminders/{id}").status == 404


def test_words_by_locale() -> None:
    contents = [{"locale": "en-US", "text": "Up."}, {"locale": "en-GB", "text": "Up you get.", "ssml": "<speak/>"}]
    for locale, words in {"en-GB": "Up you get.", "en-US": "Up.", "en-AU": "Up."}.items():
        service = device(locale=locale)
        answered(
            service,
            "POST",
            "reminders",
            reminder_body(after(60)) | {"alertInfo": {"spokenInfo": {"content": contents}}},
        )
        assert service.alerts()[0]["label"] == words
        assert [each.announcement for each in service.advance(60)] == [words]


def test_timers_and_reminders_come_in_the_order_of_time() -> None:
    service = device()
    daily = set_reminder(service, again([f"FREQ=DAILY;{SEVEN}"]))
    timer = set_timer(service, "PT2H")
    once = set_reminder(service, after(DAY))
    assert [each.id for each in service.advance(2 * DAY)] == [timer, daily, once, daily]
    assert all(each.at.tzinfo is UTC for each in service.due())
