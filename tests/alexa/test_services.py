"""Alexa's services: no call is begun that could not end in time, and what goes wrong becomes a sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from skill.alexa.deadline import CALL_SECONDS, TURN_SECONDS
from skill.alexa.services import Calls
from skill.dialogue.ports import AlertsError

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def calls_at(passed: float) -> Calls:
    """The calls of a turn that began so many seconds ago."""
    clock = iter([100.0, 100.0 + passed])
    return Calls(None, "en-US", "device", NOW, lambda: next(clock))


@pytest.mark.parametrize("passed", [0.0, 4.4, TURN_SECONDS - CALL_SECONDS - 0.01])
def test_a_call_is_begun_while_it_can_still_end_in_time(passed: float) -> None:
    assert calls_at(passed).ask(lambda: "here") == "here"


@pytest.mark.parametrize("passed", [TURN_SECONDS - CALL_SECONDS, 4.6, 6.9])
def test_no_call_is_begun_that_could_not(passed: float) -> None:
    begun = []
    with pytest.raises(AlertsError) as trouble:
        calls_at(passed).ask(lambda: begun.append("too late"))
    assert (trouble.value.problem, begun) == ("trouble", [])
