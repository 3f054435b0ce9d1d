"""Nobody waits for ever: calls to the outside, and whole turns."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

from skill.alexa import build_skill, invoke
from skill.alexa.deadline import PunctualApiClient, TooLate, turn_deadline, within
from skill.guidance.content import default_content
from tests.web.authority import envelope, intent


class SlowClient(ApiClient):  # type: ignore[misc]
    """Answers only when it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.calls = 0

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        self.calls += 1
        self.let_go.wait(10)
        return ApiClientResponse([], "", 200)


@pytest.fixture
def slow() -> Iterator[SlowClient]:
    client = SlowClient()
    yield client
    client.let_go.set()


def test_work_that_is_done_in_time_gives_its_result() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


def test_a_call_takes_no_longer_than_it_may(slow: SlowClient) -> None:
    with pytest.raises(ApiClientException, match="in time"):
        PunctualApiClient(slow, call_seconds=0.05).invoke(ApiClientRequest())


def test_a_turn_without_time_left_calls_nobody_and_says_that_it_is_late(slow: SlowClient) -> None:
    with pytest.raises(TooLate), turn_deadline(0.0), pytest.raises(ApiClientException):
        PunctualApiClient(slow).invoke(ApiClientRequest())
    assert slow.calls == 0


def test_a_slow_call_within_a_turn_that_has_time_is_the_calls_own_trouble(slow: SlowClient) -> None:
    with turn_deadline(60), pytest.raises(ApiClientException):
        PunctualApiClient(slow, call_seconds=0.05).invoke(ApiClientRequest())


def test_a_turn_inside_another_ends_with_it(slow: SlowClient) -> None:
    with turn_deadline(0.0), pytest.raises(TooLate), turn_deadline(60), pytest.raises(ApiClientException):
        PunctualApiClient(slow).invoke(ApiClientRequest())


def test_a_turn_that_waits_too_long_says_so_and_loses_nothing(
    slow: SlowClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill.alexa.skill.turn_deadline", lambda: turn_deadline(0.1))
    skill = build_skill(api_client=slow)
    event: dict[str, Any] = envelope(intent("StartTimerIntent", Duration="PT5M"))
    event["session"]["attributes"] = {"case": {"asked": "what", "turn": 3}}
    answer = invoke(skill, event)
    expected = default_content().phrase("too_late").partition(".")[0]
    assert expected in answer["response"]["outputSpeech"]["ssml"]
    assert answer["response"]["shouldEndSession"] is False
    assert answer["sessionAttributes"] == event["session"]["attributes"]
