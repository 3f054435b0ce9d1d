"""What Alexa really sends gets in, and is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ask_sdk_model.request import Request

from tests.web.authority import SKILL_ID, URL, as_bytes, envelope, intent, timestamp
from tests.web.conftest import Front

EVENT = "AlexaSkillEvent.SkillDisabled"


def test_a_launch_is_answered(front: Front) -> None:
    answer = front.post(as_bytes(envelope()))
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert "Back Coach" in answer.get_json()["response"]["outputSpeech"]["ssml"]


def test_an_intent_with_slots_is_answered(front: Front) -> None:
    answer = front.post(as_bytes(envelope(intent("ReportPainIntent", Activity="lifting"))))
    assert answer.get_json()["sessionAttributes"]["case"]["asked"]


@pytest.mark.parametrize("kind", sorted(Request.discriminator_value_class_map))
def test_every_type_of_request_the_sdk_knows_gets_in(front: Front, kind: str) -> None:
    asked = intent("AMAZON.HelpIntent") if kind in ("IntentRequest", "CanFulfillIntentRequest") else {}
    answer = front.post(as_bytes(envelope({**asked, "type": kind})))
    assert answer.status_code == 200
    assert "response" in answer.get_json()


def test_a_type_of_request_that_alexa_may_have_one_day_gets_in_and_nothing_is_said(front: Front) -> None:
    answer = front.post(as_bytes(envelope({"type": "No.Such.Request", "payload": {"a": [1]}})))
    assert (answer.status_code, answer.get_json()["response"]) == (200, {})


def test_an_event_outside_of_any_session_gets_in(front: Front) -> None:
    event = envelope({"type": EVENT})
    del event["session"]
    assert front.post(as_bytes(event)).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        URL,
        URL.replace("https", "HTTPS"),
        URL.replace("s3.amazonaws.com", "S3.AmazonAWS.com"),
        URL.replace(".com/", ".com:443/"),
        URL.replace("/echo.api/", "/echo.api/../echo.api/"),
        URL.replace("/echo.api/", "/echo.api/%2e%2e/echo.api/"),
        URL.replace("/echo.api/", "/echo%2Eapi/./"),
    ],
)
def test_every_way_to_write_the_address_leads_to_the_same_file(front: Front, url: str) -> None:
    body = as_bytes(envelope())
    assert front.post(body, front.authority.headers(body, url)).status_code == 200
    assert front.host.fetched == [URL]


def test_names_of_headers_may_be_written_in_any_case(front: Front) -> None:
    body = as_bytes(envelope())
    headers = {name.upper(): value for name, value in front.authority.headers(body).items()}
    assert front.post(body, headers).status_code == 200


@pytest.mark.parametrize(
    ("kind", "seconds"),
    [("LaunchRequest", -145), ("LaunchRequest", 145), (EVENT, -3590), (EVENT, 3590), (EVENT, -160)],
)
def test_a_request_may_be_this_old(front: Front, kind: str, seconds: float) -> None:
    assert front.post(as_bytes(envelope({"type": kind, "timestamp": timestamp(seconds)}))).status_code == 200


UNUSUAL = {
    "unicode": lambda: as_bytes(envelope(intent("DescribeIntent", Description="mein Rücken 🙂 背中"))),
    "white space": lambda: as_bytes(envelope()).replace(b": ", b" :\n\t"),
    "unknown keys": lambda: as_bytes(envelope(unknown={"to": ["us", None, 1.5, True]})),
    "time with offset": lambda: as_bytes(envelope({"timestamp": timestamp().replace("Z", "+00:00")})),
    "time with fractions": lambda: as_bytes(envelope({"timestamp": timestamp().replace("Z", ".123Z")})),
}
"""Made when they are sent: a timestamp is good for 150 seconds only."""


@pytest.mark.parametrize("body", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_bodies_that_are_signed_get_in(front: Front, body: Callable[[], bytes]) -> None:
    assert front.post(body()).status_code == 200


def test_a_chain_with_the_root_in_it_is_as_good(front: Front) -> None:
    front.host.files[URL] = front.authority.chain + front.authority.root.pem
    assert front.post(as_bytes(envelope())).status_code == 200


def test_without_verification_unsigned_and_old_requests_get_in(skill: Any) -> None:
    from skill.web import create_app

    client = create_app(skill, verify=False).test_client()
    assert client.post("/alexa", data=as_bytes(envelope({"timestamp": timestamp(-9999)}))).status_code == 200


def test_the_skill_id_comes_from_the_environment(front: Front, skill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from skill.web import create_app
    from skill.web.certificates import Certificates

    monkeypatch.setenv("SKILL_ID", SKILL_ID)
    certificates = Certificates(fetch=front.host.fetch, roots=front.authority.roots)
    client = create_app(skill, certificates=certificates).test_client()
    body = as_bytes(envelope())
    assert client.post("/alexa", data=body, headers=front.authority.headers(body)).status_code == 200


def test_healthz_needs_no_signature(front: Front) -> None:
    assert front.client.get("/healthz").get_json() == {"status": "ok"}


def test_the_skill_is_built_once(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    def built(*_: Any, **__: Any) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr("ask_sdk_core.skill.CustomSkill.__init__", built)
    for _ in range(2):
        assert front.post(as_bytes(envelope())).status_code == 200
