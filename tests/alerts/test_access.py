"""Who may call what: tokens, permissions, devices, paths."""

import json
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
from ask_sdk_model.services.ups.error_code import ErrorCode

from skill.desk.alerts import SCOPES, AlertsService, Permissions
from skill.desk.alerts.rest import Answer, handle

from .desk import after, answered, call, device, reminder_body, set_reminder, set_timer, timer_body

CALLS = [
    ("POST", "timers", timer_body()),
    ("GET", "timers", ""),
    ("DELETE", "timers", ""),
    ("GET", "timers/x", ""),
    ("DELETE", "timers/x", ""),
    ("POST", "timers/x/pause", ""),
    ("POST", "timers/x/resume", ""),
    ("POST", "reminders", reminder_body(after(60))),
    ("GET", "reminders", ""),
    ("GET", "reminders/x", ""),
    ("PUT", "reminders/x", reminder_body(after(60))),
    ("DELETE", "reminders/x", ""),
]
ZONE = "/v2/devices/echo-1/settings/System.timeZone"
SPEAK = {
    "header": {"requestId": "r-1"},
    "directive": {"type": "VoicePlayer.Speak", "speech": "<speak>One moment.</speak>"},
}


def raw(service: AlertsService, method: str, path: str, body: str = "") -> Answer:
    return handle({service.token: service}.get, method, path, {"authorization": f"bearer {service.token}"}, body)


def shape(answer: Answer) -> tuple[int, set[str]]:
    return answer.status, set(json.loads(answer.body))


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
@pytest.mark.parametrize("state", ["ask", "denied"])
def test_without_permission(method: str, path: str, body: object, state: str) -> None:
    kind = path.split("/")[0]
    service = device(permissions={"timers": "granted", "reminders": "granted"} | {kind: state})
    assert shape(call(service, method, path, body)) == (401, {"message"} | ({"code"} if kind == "reminders" else set()))


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
@pytest.mark.parametrize("token", ["", "other"])
def test_with_a_wrong_token(method: str, path: str, body: object, token: str) -> None:
    assert call(device(), method, path, body, token).status == 401


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_a_device_that_cannot(method: str, path: str, body: object) -> None:
    service = device(permissions={}, unsupported={path.split("/")[0]})
    assert call(service, method, path, body).status == 403


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": ""}, {"Authorization": "t"}, {"Authorization": "Basic t"}, {"X": "Bearer t"}]
)
def test_without_a_bearer_token(headers: dict[str, str]) -> None:
    service = device(token="t")
    assert handle({"t": service}.get, "GET", "/v1/alerts/timers", headers).status == 401


def test_each_token_leads_to_its_own_device() -> None:
    one, two = device(), device()
    assert one.token != two.token
    set_timer(one)
    headers = {"Authorization": f"Bearer {two.token}"}
    both = {one.token: one, two.token: two}
    assert json.loads(handle(both.get, "GET", "/v1/alerts/timers", headers).body)["totalCount"] == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/v1/alerts/timers"), ("GET", "/v1/alerts/alarms"), ("POST", "/v1/alerts/timers/a/b/c"), ("GET", "/")],
)
def test_unknown_paths(method: str, path: str) -> None:
    assert raw(device(), method, path).status == 404


def test_a_query_is_passed_over() -> None:
    assert raw(device(), "get", "/v1/alerts/timers?nextToken=x").status == 200


def test_permissions() -> None:
    permissions = Permissions({"timers": "granted"})
    assert (permissions["timers"], permissions["reminders"]) == ("granted", "ask")
    permissions.set(SCOPES["reminders"], "denied")
    assert permissions["reminders"] == permissions[SCOPES["reminders"]] == "denied"


@pytest.mark.parametrize(
    ("states", "remedy"), [({"timers": "yes"}, "use ask, granted, denied"), ({"timer": "ask"}, "use timers, reminders")]
)
def test_permissions_that_do_not_exist(states: dict[str, str], remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Permissions(states)


def test_what_was_set_goes_off_also_when_the_permission_is_taken_back() -> None:
    service = device()
    set_timer(service)
    set_reminder(service, after(60))
    for scope in SCOPES:
        service.permissions.set(scope, "denied")
    assert len(service.advance(900)) == 2


def test_the_time_zone() -> None:
    service = device(permissions={}, time_zone="Europe/London", device_id="echo-1")
    assert json.loads(raw(service, "GET", ZONE).body) == "Europe/London"
    answer = raw(service, "GET", ZONE.replace("echo-1", "echo-2"))
    assert shape(answer) == (403, {"code", "message"})
    assert ErrorCode(json.loads(answer.body)["code"])
    assert raw(device(), "GET", ZONE).status == 200


def test_a_time_zone_that_does_not_exist() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        device(time_zone="America/Gotham")


def test_progressive_responses() -> None:
    service = device(permissions={})
    assert (raw(service, "POST", "/v1/directives", json.dumps(SPEAK)).status, service.progressive_speech()) == (
        204,
        ["<speak>One moment.</speak>"],
    )
    assert service.progressive_speech() == []
    service.request_id = "r-1"
    assert raw(service, "POST", "/v1/directives", json.dumps(SPEAK)).status == 204
    service.request_id = "r-2"
    assert shape(raw(service, "POST", "/v1/directives", json.dumps(SPEAK))) == (403, {"code", "message"})
    assert len(service.progressive_speech()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"header": None},
        {"header": {}},
        {"directive": None},
        {"directive": {"type": "Hint", "speech": "x"}},
        {"directive": {"type": "VoicePlayer.Speak"}},
    ],
)
def test_wrong_progressive_responses(wrong: dict[str, Any]) -> None:
    service = device()
    assert shape(raw(service, "POST", "/v1/directives", json.dumps(SPEAK | wrong))) == (400, {"code", "message"})
    assert service.progressive_speech() == []


def test_a_path_with_an_encoded_id() -> None:
    service = device()
    id = set_timer(service)
    assert answered(service, "GET", f"timers/{id.replace('-', '%2D')}")["id"] == id
