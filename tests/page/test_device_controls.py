"""What hands do with the device, over HTTP, and every kind of wrong request."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from skill.desk.app import create_desk_app

FRONT_PAGE = ["my back hurts after lifting", "no", "no", "next"]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_desk_app().test_client()


def talk(client: FlaskClient, *texts: str, **device: Any) -> dict[str, Any]:
    turn: dict[str, Any] = {}
    for text in texts:
        turn = client.post("/say", json={"text": text, "session": turn.get("session", ""), "device": device}).get_json()
    return turn


def timed(client: FlaskClient) -> tuple[str, str]:
    """A session with a running timer."""
    turn = talk(client, *FRONT_PAGE, "yes", permissions={"timers": "granted"})
    return turn["session"], turn["alerts"][0]["id"]


def test_a_touch_over_http(client: FlaskClient) -> None:
    session = talk(client, *FRONT_PAGE)["session"]
    turn = client.post(f"/sessions/{session}/touch", json={"arguments": ["next"]}).get_json()
    assert turn["intent"] == "Alexa.Presentation.APL.UserEvent"
    assert turn["step"]["number"] == 3


def test_silence_over_http_is_asked_again_then_closes(client: FlaskClient) -> None:
    session = talk(client, "my back hurts after lifting")["session"]
    again = client.post(f"/sessions/{session}/silence").get_json()
    assert again["speech"] and not again["ended"]
    assert client.post(f"/sessions/{session}/silence").get_json()["ended"]
    assert client.post(f"/sessions/{session}/silence").status_code == 400


def test_a_timer_is_paused_resumed_and_cancelled_by_hand(client: FlaskClient) -> None:
    session, timer = timed(client)
    where = f"/sessions/{session}/alerts/{timer}"
    assert client.post(where, json={"do": "pause"}).get_json()["alerts"][0]["status"] == "PAUSED"
    assert client.post(where, json={"do": "pause"}).status_code == 400
    assert client.post(where, json={"do": "resume"}).get_json()["alerts"][0]["status"] == "ON"
    assert client.post(where, json={"do": "cancel"}).get_json()["alerts"] == []
    assert client.post(where, json={"do": "cancel"}).status_code == 400


def test_the_clock_says_what_rang_and_what_time_it_is(client: FlaskClient) -> None:
    session, timer = timed(client)
    told = client.post(f"/sessions/{session}/clock", json={"advance_seconds": 900}).get_json()
    assert [fired["id"] for fired in told["fired"]] == [timer]
    assert told["now"].endswith("Z")
    assert told["alerts"][0]["status"] == "OFF"


def test_switches_are_flipped_in_the_middle_of_a_conversation(client: FlaskClient) -> None:
    session = talk(client, *FRONT_PAGE)["session"]
    flipped = client.post(
        f"/sessions/{session}/device", json={"screen": False, "permissions": {"timers": "granted"}, "offline": True}
    )
    assert flipped.get_json()["screen"] is False
    turn = client.post("/say", json={"text": "yes", "session": session}).get_json()
    assert turn["alerts"] == []
    assert "directives" not in turn["response"]["response"] or not turn["response"]["response"]["directives"]
    client.post(f"/sessions/{session}/device", json={"offline": False})
    turn = client.post("/say", json={"text": "set a timer for five minutes", "session": session}).get_json()
    assert [alert["duration_seconds"] for alert in turn["alerts"]] == [300]


@pytest.mark.parametrize(
    ("path", "body", "mends"),
    [
        ("touch", "", "JSON"),
        ("touch", "[]", "object"),
        ("touch", '{"arguments": "next"}', "list"),
        ("touch", '{"arguments": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}', "list"),
        ("alerts/x", '{"do": "dance"}', "pause, resume, cancel"),
        ("alerts/x", '{"do": ["pause"]}', "pause, resume, cancel"),
        ("alerts/x", '{"do": "pause"}', "timer"),
        ("device", '{"screen": "no"}', "true or false"),
        ("device", '{"offline": 1}', "true or false"),
        ("device", '{"permissions": "all"}', "permissions"),
        ("device", '{"permissions": {"camera": "ask"}}', "camera"),
        ("device", '{"permissions": {"timers": "maybe"}}', "maybe"),
        ("device", '{"volume": 11}', "volume"),
        ("clock", '{"advance_seconds": true}', "number"),
    ],
)
def test_wrong_input_is_told_how_to_mend_it(client: FlaskClient, path: str, body: str, mends: str) -> None:
    session = talk(client, "help")["session"]
    answer = client.post(f"/sessions/{session}/{path}", data=body)
    assert answer.status_code == 400
    assert mends in answer.get_json()["error"]


@pytest.mark.parametrize("path", ["touch", "silence", "alerts/x", "device", "clock"])
def test_a_session_that_is_not_there(client: FlaskClient, path: str) -> None:
    body = {"arguments": ["next"], "do": "pause", "advance_seconds": 1} if path != "device" else {}
    assert client.post(f"/sessions/nobody/{path}", json=body).status_code == 404
