"""The documented states of a timer, what it shows, its limits, and what is heard."""

from datetime import timedelta

import pytest

from skill.desk.alerts import AlertsService

from .desk import NINE_O_CLOCK, answered, call, device, set_timer, timer_body

# What was done so far, the next step, its status, the timer's state afterwards (None: it is gone)
STEPS = [
    ("", "pause", 200, "PAUSED"),
    ("", "resume", 400, "ON"),
    ("", "delete", 200, None),
    ("pause", "pause", 400, "PAUSED"),
    ("pause", "resume", 200, "ON"),
    ("pause", "delete", 200, None),
    ("pause resume", "pause", 200, "PAUSED"),
    ("ring", "pause", 400, "OFF"),
    ("ring", "resume", 400, "OFF"),
    ("ring", "delete", 200, None),
    ("pause ring", "resume", 200, "ON"),
    ("delete", "pause", 404, None),
    ("delete", "resume", 404, None),
    ("delete", "delete", 404, None),
    ("delete", "get", 404, None),
    ("delete_all", "get", 404, None),
]


def step(service: AlertsService, id: str, name: str) -> int:
    if name == "ring":
        service.advance(900)
        return 200
    method, path = {
        "get": ("GET", f"timers/{id}"),
        "delete": ("DELETE", f"timers/{id}"),
        "delete_all": ("DELETE", "timers"),
    }.get(name, ("POST", f"timers/{id}/{name}"))
    return call(service, method, path).status


@pytest.mark.parametrize(("so_far", "then", "status", "state"), STEPS)
def test_states(so_far: str, then: str, status: int, state: str | None) -> None:
    service = device()
    id = set_timer(service)
    for name in so_far.split():
        assert step(service, id, name) == 200
    assert step(service, id, then) == status
    assert [timer["status"] for timer in answered(service, "GET", "timers")["timers"]] == ([state] if state else [])


def test_what_a_timer_shows() -> None:
    service = device()
    id = set_timer(service, "PT15M", "ice")
    service.advance(59.5)
    running = answered(service, "GET", f"timers/{id}")
    assert running == {
        "id": id,
        "status": "ON",
        "duration": "PT15M",
        "triggerTime": "2026-11-22T14:15:00.000Z",
        "timerLabel": "ice",
        "createdTime": "2026-11-22T14:00:00.000Z",
        "updatedTime": "2026-11-22T14:00:00.000Z",
        "remainingTimeWhenPaused": None,
    }
    answered(service, "POST", f"timers/{id}/pause")
    service.advance(3600)
    paused = answered(service, "GET", f"timers/{id}")
    assert paused == running | {
        "status": "PAUSED",
        "triggerTime": None,
        "updatedTime": "2026-11-22T14:00:59.500Z",
        "remainingTimeWhenPaused": "PT14M1S",
    }
    answered(service, "POST", f"timers/{id}/resume")
    assert answered(service, "GET", f"timers/{id}") == running | {
        "triggerTime": "2026-11-22T15:15:00.000Z",
        "updatedTime": "2026-11-22T15:00:59.500Z",
    }


def test_the_list() -> None:
    service = device()
    assert answered(service, "GET", "timers") == {"totalCount": 0, "timers": [], "nextToken": None}
    ids = [set_timer(service), set_timer(service)]
    listed = answered(service, "GET", "timers")
    assert (listed["totalCount"], [timer["id"] for timer in listed["timers"]]) == (2, ids)


def test_what_the_simulator_shows() -> None:
    service = device()
    id = set_timer(service, "PT15M", "ice")
    seen = {"kind": "timer", "id": id, "label": "ice", "status": "ON", "duration_seconds": 900}
    assert service.alerts() == [seen | {"remaining_seconds": 900}]
    service.advance(0.2)
    assert service.alerts() == [seen | {"remaining_seconds": 900}]
    service.advance(299.8)
    assert service.alerts() == [seen | {"remaining_seconds": 600}]
    step(service, id, "pause")
    service.advance(60)
    assert service.alerts() == [seen | {"status": "PAUSED", "remaining_seconds": 600}]
    step(service, id, "resume")
    service.advance(600)
    assert service.alerts() == [seen | {"status": "OFF", "remaining_seconds": 0}]


def test_it_rings_once_at_its_time_whoever_looks_first() -> None:
    service = device()
    id = set_timer(service, label="ice")
    assert service.advance(899.9) == []
    service.clock.advance(10)
    rung = answered(service, "GET", f"timers/{id}")
    assert (rung["status"], rung["updatedTime"]) == ("OFF", "2026-11-22T14:15:00.000Z")
    fired = service.due()
    assert [(each.kind, each.id, each.label, each.announcement) for each in fired] == [
        ("timer", id, "ice", "Take the ice off.")
    ]
    assert fired[0].at == NINE_O_CLOCK + timedelta(minutes=15)
    assert service.due() == service.advance(3000) == []


def test_they_ring_in_the_order_of_time() -> None:
    service = device()
    long, short = set_timer(service, "PT30M"), set_timer(service, "PT10M")
    assert [each.id for each in service.advance(7200)] == [short, long]


def test_a_paused_timer_does_not_ring() -> None:
    service = device()
    id = set_timer(service)
    step(service, id, "pause")
    assert service.advance(86400) == []
    step(service, id, "resume")
    assert [each.id for each in service.advance(900)] == [id]


def test_a_timer_that_rang_is_shown_for_an_hour() -> None:
    service = device()
    id = set_timer(service)
    service.advance(900 + 3600)
    assert step(service, id, "get") == 200
    service.advance(1)
    assert step(service, id, "get") == 404


def test_at_most_ten() -> None:
    service = device()
    ids = [set_timer(service) for _ in range(10)]
    assert call(service, "POST", "timers", timer_body()).status == 400
    step(service, ids[0], "delete")
    set_timer(service)
    service.advance(900)
    set_timer(service)


def test_a_label_is_free_again_when_its_timer_is_over() -> None:
    service = device()
    id = set_timer(service, label="ice")
    step(service, id, "pause")
    refused = call(service, "POST", "timers", timer_body(label="ice"))
    assert (refused.status, "unique" in refused.body) == (400, True)
    step(service, id, "resume")
    service.advance(900)
    set_timer(service, label="ice")


OPERATIONS = {
    "announce": (
        {
            "type": "ANNOUNCE",
            "textToAnnounce": [{"locale": "en-US", "text": "Done %s."}, {"locale": "de-DE", "text": "F."}],
        },
        {"en-US": "Done %s.", "de-DE": "F.", "en-GB": "Done %s."},
    ),
    "chime": ({"type": "NOTIFY_ONLY"}, {"en-US": None}),
    "task": (
        {
            "type": "LAUNCH_TASK",
            "textToConfirm": [{"locale": "en-US", "text": "Do you want to %s?"}],
            "task": {"name": "x.Stretch", "version": "1"},
        },
        {"en-US": "Do you want to continue with Back Coach?"},
    ),
}


@pytest.mark.parametrize(("operation", "heard"), OPERATIONS.values(), ids=OPERATIONS)
@pytest.mark.parametrize("audible", [True, False])
def test_what_is_heard(operation: dict[str, object], heard: dict[str, str | None], audible: bool) -> None:
    for locale, words in heard.items():
        service = device(locale=locale, skill_name="Back Coach")
        behavior = {"operation": operation, "notificationConfig": {"playAudible": audible}}
        answered(service, "POST", "timers", timer_body(triggeringBehavior=behavior))
        (fired,) = service.advance(900)
        assert (fired.announcement, fired.audible) == (words, audible)


def test_fired_as_json() -> None:
    service = device()
    id = set_timer(service, label="ice")
    (fired,) = service.advance(900)
    assert fired.as_json() == {
        "kind": "timer",
        "id": id,
        "label": "ice",
        "announcement": "Take the ice off.",
        "at": "2026-11-22T14:15:00.000Z",
        "audible": True,
    }
