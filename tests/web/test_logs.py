"""What the logs tell, and what they never tell."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest

from skill.alexa.logs import JsonLines, name_of
from skill.web.journal import logging_settings
from tests.web.authority import as_bytes, envelope, intent
from tests.web.conftest import Front

SECRETS = ("SOMEBODY", "KITCHEN", "secret-token", "killing me", "lifting", "echo-api.session")
"""What stands in the requests below and says who somebody is, or what they said."""


class Lines(io.StringIO):
    @property
    def parsed(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    written = Lines()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield written
    logger.removeHandler(handler)
    logger.setLevel(before)


def told(front: Front, lines: Lines, request: dict[str, Any] | None = None) -> dict[str, Any]:
    front.post(as_bytes(envelope(request)))
    return lines.parsed[-1]


def test_an_answered_turn_is_one_line(front: Front, lines: Lines) -> None:
    asked = {**intent("DescribeIntent", Description="my back is killing me since lifting"), "requestId": "amzn1.r.1"}
    line = told(front, lines, asked)
    assert line.pop("milliseconds") > 0
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "skill.web.requests",
        "message": "request answered",
        "outcome": "answered",
        "status": 200,
        "request_id": "amzn1.r.1",
        "request_type": "IntentRequest",
        "intent": "DescribeIntent",
    }


def test_a_refusal_tells_its_reason(front: Front, lines: Lines) -> None:
    front.client.post("/alexa", data=as_bytes(envelope()))
    line = lines.parsed[-1]
    assert (line["outcome"], line["reason"], line["level"]) == ("refused", "headers", "warning")


def test_an_apology_tells_where_it_broke(front: Front, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(turn: Any) -> None:
        raise RuntimeError("they said: my back is killing me")

    monkeypatch.setattr("skill.dialogue.policy.answer", breaks)
    line = told(front, lines, intent("AMAZON.HelpIntent"))
    assert (line["outcome"], line["detail"], line["status"]) == ("apologized", "RuntimeError", 200)
    cause = lines.parsed[-2]
    assert cause["error"] == "RuntimeError"
    assert "breaks" in cause["where"][-1]


def test_a_fault_outside_of_the_conversation_tells_where(
    front: Front, skill: Any, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("they said: my back is killing me")

    monkeypatch.setattr(skill, "invoke", breaks)
    line = told(front, lines)
    assert (line["outcome"], line["status"], line["error"]) == ("failed", 500, "RuntimeError")


@pytest.mark.parametrize(
    "request_",
    [
        None,
        intent("DescribeIntent", Description="my back is killing me"),
        intent("ReportPainIntent", Activity="lifting", Severity="killing me"),
        {
            "type": "SessionEndedRequest",
            "reason": "ERROR",
            "error": {"type": "INVALID_RESPONSE", "message": "killing me"},
        },
        {"type": "AlexaSkillEvent.SkillDisabled"},
        {"type": "killing me"},
        {"timestamp": "killing me"},
        {**intent("DescribeIntent"), "intent": {"name": "DescribeIntent", "slots": {"Description": "killing me"}}},
    ],
)
def test_no_log_tells_what_was_said_or_by_whom(front: Front, lines: Lines, request_: dict[str, Any] | None) -> None:
    event = envelope(request_)
    event["session"]["attributes"] = {"case": {"turn": "killing me"}}
    front.post(as_bytes(event))
    front.post(as_bytes(event)[:-1])
    assert lines.parsed
    for secret in SECRETS:
        assert secret not in lines.getvalue()


def test_the_settings_are_ones_that_logging_takes(capsys: pytest.CaptureFixture[str]) -> None:
    manager, level = logging.getLogger(), logging.getLogger().level
    handlers = manager.handlers[:]
    try:
        logging.config.dictConfig(logging_settings("WARNING"))
        logging.getLogger("somebody").warning('a "quoted"\nline')
        assert json.loads(capsys.readouterr().err)["message"] == 'a "quoted"\nline'
    finally:
        manager.handlers[:] = handlers
        manager.setLevel(level)


def test_nothing_is_put_together_for_a_level_nobody_reads(front: Front, lines: Lines) -> None:
    logging.getLogger("skill.web.requests").setLevel(logging.ERROR)
    try:
        front.post(as_bytes(envelope()))
        assert lines.getvalue() == ""
    finally:
        logging.getLogger("skill.web.requests").setLevel(logging.NOTSET)


NAMES = [
    ("amzn1.echo-api.request.1", True),
    ("AMAZON.HelpIntent", True),
    ("x" * 120, True),
    ("x" * 121, False),
    ("", False),
    ("my back is killing me", False),
    ("caf\u00e9", False),
    ("HelpIntent\n", False),
    (7, False),
    (None, False),
]


@pytest.mark.parametrize(("value", "is_one"), NAMES)
def test_only_what_has_the_form_of_a_name_is_told(value: Any, is_one: bool) -> None:
    assert name_of(value) == (value if is_one else None)
