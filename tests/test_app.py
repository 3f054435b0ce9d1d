"""The desk over HTTP: good requests, and every kind of bad one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.desk import alexa_request
from skill.desk.alexa_request import Device
from skill.desk.app import create_desk_app
from tests import tries

KEYS = {
    "session", "text", "intent", "confidence", "slots", "speech", "ssml", "reprompt", "ended", "topic", "urgency",
    "red_flags", "step", "alerts", "consent", "card", "screen", "request", "response",
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_desk_app().test_client()


def test_say_answers_as_documented(client: FlaskClient) -> None:
    answer = client.post("/say", json={"text": "my back hurts after lifting"})
    turn = answer.get_json()
    assert answer.status_code == 200
    assert turn.keys() >= KEYS
    assert turn["intent"] == "ReportPainIntent"
    assert turn["slots"] == {"Activity": {"value": "lifting", "id": "lifting"}}
    assert turn["ended"] is False
    assert turn["ssml"].startswith("<speak>")
    assert turn["request"]["request"]["type"] == "IntentRequest"


def test_a_session_goes_on(client: FlaskClient) -> None:
    session = client.post("/say", json={"text": "my back hurts after lifting"}).get_json()["session"]
    client.post("/say", json={"text": "no", "session": session})
    turn = client.post("/say", json={"text": "no", "session": session}).get_json()
    assert turn["session"] == session
    assert turn["step"] == {"id": "ease_off", "number": 1, "total": 6}


def test_a_session_that_is_unknown_or_ended_starts_a_new_one(client: FlaskClient) -> None:
    first = client.post("/say", json={"text": "stop", "session": "nobody"}).get_json()
    assert first["ended"] is True
    assert first["session"] != "nobody"
    second = client.post("/say", json={"text": "next", "session": first["session"]}).get_json()
    assert second["session"] != first["session"]
    assert second["ended"] is False


def test_a_session_can_be_forgotten(client: FlaskClient) -> None:
    session = client.post("/say", json={"text": "help"}).get_json()["session"]
    assert client.delete(f"/sessions/{session}").status_code == 204
    assert client.delete(f"/sessions/{session}").status_code == 404


@pytest.mark.parametrize(
    ("body", "mends"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "object"),
        (b'"text"', "object"),
        (b"{}", "text is missing"),
        (b'{"text": 5}', "text is not text: 5"),
        (b'{"text": null}', "text is missing"),
        (b'{"text": "   "}', "text is empty"),
        (json.dumps({"text": "a" * 10_001}).encode(), "10001"),
        (b'{"text": "no", "session": 7}', "session is not text: 7"),
        (b'{"text": "no", "locale": "tlh"}', "en-US"),
        (b'{"text": "no", "device": "echo"}', "device is not an object"),
        (b'{"text": "no", "device": {"screen": "yes"}}', "true or false"),
        (b'{"text": "no", "device": {"permissions": {"timers": "perhaps"}}}', "ask, granted, denied"),
        (b'{"text": "no", "device": {"permissions": {"camera": "ask"}}}', "timers"),
        (b'{"text": "no", "tone": "kind"}', "unknown key tone"),
    ],
)
def test_wrong_input_is_told_how_to_mend_it(client: FlaskClient, body: bytes, mends: str) -> None:
    answer = client.post("/say", data=body)
    assert answer.status_code == 400
    assert mends in answer.get_json()["error"]


@pytest.mark.parametrize(
    "text", ["🙂🙃", "мне больно", "背中が痛い", "\x00\x01\x07", "a" * 10_000, "no " * 3_000, "'; --", "{}"]
)
def test_odd_text_is_answered_and_loses_no_session(client: FlaskClient, text: str) -> None:
    session = client.post("/say", json={"text": "my back hurts after lifting"}).get_json()["session"]
    odd = client.post("/say", json={"text": text, "session": session})
    assert odd.status_code == 200
    after = client.post("/say", json={"text": "help", "session": session}).get_json()
    assert after["session"] == session
    assert after["speech"]


@settings(max_examples=tries(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["text", "session", "device", "locale", "x"]), inner)
        ),
    )
)
def test_no_body_breaks_say(client: FlaskClient, body: Any) -> None:
    assert client.post("/say", data=json.dumps(body)).status_code in (200, 400)


def launch() -> dict[str, Any]:
    from datetime import UTC, datetime

    request = alexa_request.launch("en-US", datetime.now(UTC))
    return alexa_request.envelope(request, "session", True, {}, Device(), {})


def test_alexa_refuses_unsigned_requests(client: FlaskClient) -> None:
    answer = client.post("/alexa", json=launch())
    assert (answer.status_code, answer.data) == (400, b"")


def test_alexa_answers_unsigned_requests_where_that_is_wished() -> None:
    client = create_desk_app(unsigned=True).test_client()
    answer = client.post("/alexa", json=launch())
    assert answer.status_code == 200
    assert "Back Coach" in answer.get_json()["response"]["outputSpeech"]["ssml"]


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b"7", b"{}", b'{"request": {"type": "No.Such.Request"}}', b"\xff", b"[" * 50_000]
)
def test_alexa_refuses_what_is_not_a_request(body: bytes) -> None:
    client = create_desk_app(unsigned=True).test_client()
    answer = client.post("/alexa", data=body, content_type="application/json")
    assert (answer.status_code, answer.data) == (400, b"")


def test_healthz(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}


def test_unknown_paths_and_methods_are_clear_errors(client: FlaskClient) -> None:
    assert client.get("/nowhere").status_code == 404
    assert client.get("/say").status_code == 405
