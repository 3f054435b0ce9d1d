"""Counts for Prometheus, where somebody wants them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from skill.web import create_app
from skill.web.certificates import Certificates
from tests.web.authority import SKILL_ID, as_bytes, envelope, intent
from tests.web.conftest import Front


@pytest.fixture
def client(front: Front, skill: Any) -> FlaskClient:
    certificates = Certificates(fetch=front.host.fetch, roots=front.authority.roots)
    return create_app(skill, skill_id=SKILL_ID, certificates=certificates, metrics=True).test_client()


def test_outcomes_are_counted(front: Front, client: FlaskClient) -> None:
    body = as_bytes(envelope(intent("DescribeIntent", Description="my back is killing me")))
    for _ in range(3):
        client.post("/alexa", data=body, headers=front.authority.headers(body))
    client.post("/alexa", data=body)
    page = client.get("/metrics")
    assert page.mimetype == "text/plain"
    counted = {
        (sample.name, sample.labels.get("outcome"), sample.labels.get("reason")): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }
    assert counted["back_coach_requests_total", "answered", ""] == 3
    assert counted["back_coach_requests_total", "refused", "headers"] == 1
    assert counted["back_coach_request_seconds_count", None, None] == 4
    assert "killing" not in page.text
    assert "SOMEBODY" not in page.text


def test_there_are_none_unless_wished(front: Front, skill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert front.client.get("/metrics").status_code == 404
    monkeypatch.setenv("BACK_COACH_METRICS", "1")
    assert create_app(skill, verify=False).test_client().get("/metrics").status_code == 200


def test_a_count_that_fails_costs_nobody_the_answer(
    front: Front, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("skill.web.metrics.Metrics.count", full)
    body = as_bytes(envelope())
    assert client.post("/alexa", data=body, headers=front.authority.headers(body)).status_code == 200
    assert "could not be counted" in caplog.text
