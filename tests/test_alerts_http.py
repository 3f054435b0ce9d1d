"""Timers through `POST /say`, with the skill calling Alexa's services over real HTTP, as on a real Echo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from skill.desk.app import create_desk_app
from tests.served import served

BAD_SECONDS = [b"null", b'"900"', b"true", b"-1", b"1e300", b"NaN", b"Infinity", b"1" + b"0" * 400]
GRANTED = {"permissions": {"timers": "granted", "reminders": "granted"}}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The desk, served as `back-coach serve` does it: the app learns its own address from the server."""
    with served(lambda address: create_desk_app(api_endpoint=address)) as address:
        yield address


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the skill calls over HTTP."""
    made: list[str] = []
    really = requests.request

    def noted(method: str, url: str, **more: Any) -> requests.Response:
        made.append(f"{method} {url}")
        return really(method, url, **more)

    monkeypatch.setattr(requests, "request", noted)
    return made


class Person:
    """Somebody who talks with the desk over HTTP, one session."""

    def __init__(self, address: str, device: dict[str, Any] | None = None) -> None:
        self.address, self.device = address, device
        self.session: str | None = None
        self._http = requests.Session()

    def say(self, text: str) -> dict[str, Any]:
        body = {"text": text, "session": self.session, "device": self.device}
        turn: dict[str, Any] = self._http.post(f"{self.address}/say", json=body).json()
        self.session = turn["session"]
        return turn

    def advance(self, seconds: float) -> list[dict[str, Any]]:
        answer = self._http.post(f"{self.address}/sessions/{self.session}/clock", json={"advance_seconds": seconds})
        assert answer.status_code == 200
        fired: list[dict[str, Any]] = answer.json()["fired"]
        return fired

    def heard(self, seconds: float) -> list[str]:
        return [each["announcement"] for each in self.advance(seconds)]

    def alerts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._http.get(f"{self.address}/sessions/{self.session}/alerts").json()["alerts"]
        return found


def test_a_timer_from_the_question_to_the_alarm(address: str, calls: list[str]) -> None:
    person = Person(address)
    for text in ("my back hurts after lifting this morning", "no", "no"):
        person.say(text)
    assert "time it" in person.say("next")["speech"]
    asked = person.say("yes")
    assert asked["consent"] == {"scope": "alexa::alerts:timers:skill:readwrite", "status": "asked"}
    assert calls == [f"POST {address}/v1/alerts/timers"]
    started = person.say("yes")
    assert started["consent"]["status"] == "ACCEPTED"
    assert started["alerts"][0].items() >= {"kind": "timer", "status": "ON", "duration_seconds": 900}.items()
    assert started["request"]["context"]["System"]["apiEndpoint"] == address
    assert person.advance(300) == []
    assert "Ten minutes left" in person.say("how long have i got left")["speech"]
    assert calls[1:] == [f"POST {address}/v1/alerts/timers", f"GET {address}/v1/alerts/timers"]
    fired = person.advance(600)
    assert [(each["kind"], each["id"]) for each in fired] == [("timer", started["alerts"][0]["id"])]
    assert fired[0]["announcement"] == "That's fifteen minutes. Take the pack off, and check your skin."
    assert person.alerts()[0]["status"] == "OFF"


def test_pause_resume_and_cancel(address: str, calls: list[str]) -> None:
    person = Person(address, GRANTED)
    id = person.say("time my ice pack")["alerts"][0]["id"]
    assert person.say("pause the timer")["alerts"][0]["status"] == "PAUSED"
    assert person.say("resume the timer")["alerts"][0]["status"] == "ON"
    assert person.say("cancel the timer")["alerts"] == []
    assert f"POST {address}/v1/alerts/timers/{id}/pause" in calls
    assert f"POST {address}/v1/alerts/timers/{id}/resume" in calls
    assert f"DELETE {address}/v1/alerts/timers/{id}" in calls


def test_a_reminder_is_set_read_and_cancelled(address: str, calls: list[str]) -> None:
    person = Person(address, GRANTED)
    assert "in two hours, " in person.say("remind me in two hours to ice again")["speech"]
    token = person.say("yes")["alerts"][0]["id"]
    assert "put something cold" in person.say("what reminders do i have")["speech"]
    assert person.heard(7200) == ["It's time to put something cold on your back again."]
    assert person.say("every day at eight to do my stretches")["ended"] is False
    assert [alert["status"] for alert in person.say("yes")["alerts"]] == ["COMPLETED", "ON"]
    assert [alert["status"] for alert in person.say("cancel my reminders")["alerts"]] == ["COMPLETED"]
    made = {call.removeprefix(address) for call in calls}
    assert f"GET {address}/v2/devices/amzn1.ask.device.DESK/settings/System.timeZone" in made
    assert f"GET {address}/v1/alerts/reminders" in made
    assert f"DELETE {address}/v1/alerts/reminders/{token}" not in made  # it was over already


def test_a_timer_outlives_its_session(address: str) -> None:
    person = Person(address, GRANTED)
    person.say("set a timer for ten minutes")
    assert person.say("stop")["ended"]
    assert person.heard(600) == ["That's ten minutes. Your back coach timer is up."]


def test_devices_know_nothing_of_each_other(address: str) -> None:
    one, other = Person(address, GRANTED), Person(address, GRANTED)
    one.say("time my ice pack")
    assert "No timer" in other.say("how long is left")["speech"]
    assert other.alerts() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b"{}", b"\xff", b'{"seconds": 900}']
    + [b'{"advance_seconds": %s}' % value for value in BAD_SECONDS],
)
def test_a_clock_moves_by_seconds_only(address: str, body: bytes) -> None:
    session = Person(address).say("help")["session"]
    answer = requests.post(f"{address}/sessions/{session}/clock", data=body)
    assert answer.status_code == 400
    assert "advance" in answer.json()["error"] or "JSON" in answer.json()["error"]


def test_a_session_nobody_knows(address: str) -> None:
    for answer in (
        requests.post(f"{address}/sessions/nobody/clock", data=json.dumps({"advance_seconds": 1})),
        requests.get(f"{address}/sessions/nobody/alerts"),
        requests.delete(f"{address}/sessions/nobody"),
    ):
        assert answer.status_code == 404
        assert "nobody" in answer.json()["error"]
