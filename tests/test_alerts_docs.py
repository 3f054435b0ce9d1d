"""docs/alerts.md says what is really sent to Alexa's timers and reminders."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from skill.alexa.deadline import CALL_SECONDS, TURN_SECONDS
from skill.alexa.services import PATIENCE
from skill.desk.alerts import rest
from tests.devices import GRANTED, device
from tests.test_rooms import ROOT

PAGE = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
SHOWN = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
FIELDS = {name: sent for name, _, sent in re.findall(r"^\| `([\w.\[\]]+)` \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The bodies of all that the skill sends to create something."""
    bodies: list[dict[str, Any]] = []
    really = rest.handle

    def noted(find: Any, method: str, path: str, headers: Any, body: Any = "") -> Any:
        if body:
            bodies.append(json.loads(body))
        return really(find, method, path, headers, body)

    monkeypatch.setattr(rest, "handle", noted)
    return bodies


def fields(value: Any, at: str = "") -> Iterator[str]:
    """The path of every field that holds something."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from fields(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, f"{at}[]")
    else:
        yield at


def test_the_bodies_are_those_that_are_sent(sent: list[dict[str, Any]]) -> None:
    echo = device(permissions=GRANTED)
    echo.say("time my ice pack")
    for wish in (
        "remind me tomorrow morning to switch to heat",
        "every day at eight to do my stretches",
        "remind me in two hours to ice again",
    ):
        echo.say(wish)
        echo.say("yes")
    timer, reminder, daily, relative = sent
    assert [timer, reminder, daily["trigger"], relative["trigger"]] == SHOWN
    assert {field for body in sent for field in fields(body)} == FIELDS.keys()


def test_the_seconds_of_a_turn_are_those_of_the_code() -> None:
    assert (PATIENCE, CALL_SECONDS) == (4.5, 2.5)
    assert "no call after 4.5 seconds and lets none take longer than 2.5" in PAGE
    assert PATIENCE + CALL_SECONDS <= TURN_SECONDS < 8
