"""Nothing anybody can send is an error of ours. A longer run of the same: benchmarks/fuzz_web.py."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings

from skill.desk.app import create_desk_app
from tests import tries
from tests.web.conftest import Front
from tests.web.fuzzing import BODIES, HEADERS, SAID

quick = settings(max_examples=tries(150), deadline=None, suppress_health_check=list(HealthCheck))


@cache
def desk() -> FlaskClient:
    return create_desk_app(unsigned=True).test_client()


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of refusals need no log."""
    caplog.set_level("CRITICAL")


@quick
@given(body=BODIES)
def test_whatever_amazon_signs_is_answered_or_refused(front: Front, body: bytes) -> None:
    assert front.post(body).status_code in (200, 400)


@quick
@given(body=BODIES, headers=HEADERS)
def test_whatever_somebody_else_sends_is_refused(front: Front, body: bytes, headers: dict[str, Any]) -> None:
    answer = front.client.post("/alexa", data=body, headers=headers)
    assert (answer.status_code in (400, 503), answer.data) == (True, b"")
    assert front.parsed == []


@quick
@given(body=BODIES)
def test_the_unsigned_desk_breaks_as_little(body: bytes) -> None:
    assert desk().post("/alexa", data=body, content_type="application/json").status_code in (200, 400)


@quick
@given(body=SAID)
def test_whatever_is_said_is_answered_or_refused(body: bytes) -> None:
    assert desk().post("/say", data=body).status_code in (200, 400)
