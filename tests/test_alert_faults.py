"""Every failure of Alexa's timers and reminders becomes one plain sentence, and the conversation goes on."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from skill.alexa.services import PROBLEMS
from skill.dialogue.ports import Problem
from skill.guidance.content import Content
from tests.conftest import rows
from tests.devices import GRANTED, device, switch_on

CALLS = rows("alert_faults.toml", "call")
FAULTS = [(call, fault) for call in CALLS for fault in call["faults"]]
BROKEN = "went wrong on my side"


@pytest.mark.parametrize(("call", "fault"), FAULTS, ids=lambda value: value.get("name") or str(value["on"]))
def test_a_fault_is_told_and_the_conversation_goes_on(call: dict[str, Any], fault: dict[str, Any]) -> None:
    echo = device(permissions=GRANTED)
    for said in call.get("opening", []):
        echo.say(said)
    switch_on(echo, [{"call": call["name"], **fault["on"]}, *call.get("also", [])])
    turn = echo.say(call["said"])
    assert fault["hears"] in turn["speech"]
    assert len(turn["alerts"]) == fault["alerts"]
    switch_on(echo, [])
    for said in ("help", "how long is left", "what reminders do i have", "stop"):
        turn = echo.say(said)
        assert turn["speech"] and BROKEN not in turn["speech"], said
    assert turn["ended"]


def test_every_status_meets_every_call() -> None:
    """At least once: those that the SDK knows of, and those that it does not."""
    met = {fault["on"].get("status") for _, fault in FAULTS}
    assert met >= PROBLEMS.keys()
    assert {call["name"] for call in CALLS} >= {"create_timer", "pause_timer", "resume_timer", "delete_timer"}


@pytest.mark.parametrize("table", ["timers", "reminders", "running", "kept"])
def test_there_are_words_for_every_problem(content: Content, table: str) -> None:
    """Except for what that table cannot meet."""
    cannot = {
        "timers": {"forbidden", "past"},
        "reminders": {"forbidden", "too_many"},
        "running": {"forbidden", "past", "too_many"},
        "kept": {"forbidden", "past", "too_many"},
    }
    for problem in set(get_args(Problem)) - cannot[table]:
        assert content.phrase(f"alerts.{table}.{problem}").count(".") == 1


@pytest.mark.parametrize("scope", ["timers", "reminders"])
@pytest.mark.parametrize("problem", ["declined", "in_vain", "permission", "unsupported"])
def test_a_permission_that_is_missing_says_how_to_do_without(content: Content, scope: str, problem: str) -> None:
    assert "saying, Alexa, " in content.phrase(f"alerts.{scope}.{problem}")
