"""The corners of timers and reminders that no conversation reaches: odd answers of Alexa, odd lengths, odd days."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from skill.alexa import build_skill, invoke
from skill.alexa.request import DeviceServices as Services
from skill.alexa.services import PATIENCE
from skill.alexa.timer_calls import TimerCalls
from skill.desk import alexa_request
from skill.desk.alerts import SCOPES
from skill.desk.alexa_request import Device
from skill.dialogue.alert_state import Alerts, ReminderNote, TimerNote, When, Wish
from skill.dialogue.alerts.schedule import day_of
from skill.dialogue.ports import AlertsError
from skill.dialogue.times import seconds_of, spoken_clock, spoken_day, spoken_duration, spoken_remainder
from skill.dialogue.turn import Turn
from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.understanding import Understood
from tests.conftest import TESTS
from tests.devices import GRANTED, device, understanding

WORDS = tomllib.loads((TESTS / "alert_words.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


@pytest.fixture
def turn(content: Content) -> Turn:
    return Turn(content=content, locale=content.locales["en-US"], case=Case(), intent="LaunchRequest", now=NOW)


@pytest.mark.parametrize(("duration", "seconds"), WORDS["seconds"].items())
def test_lengths_as_alexa_writes_them(duration: str, seconds: int) -> None:
    assert seconds_of(duration, NOW) == seconds


@pytest.mark.parametrize(("seconds", "said"), WORDS["length"].items())
def test_lengths_as_one_says_them(turn: Turn, seconds: str, said: str) -> None:
    assert spoken_duration(turn, float(seconds)) == said


@pytest.mark.parametrize(("seconds", "said"), WORDS["left"].items())
def test_what_is_left_is_said_shortly(turn: Turn, seconds: str, said: str) -> None:
    assert spoken_remainder(turn, float(seconds)) == said


@pytest.mark.parametrize(("day", "said"), WORDS["day"].items())
def test_days_as_one_says_them(turn: Turn, day: str, said: str) -> None:
    assert spoken_day(turn, date.fromisoformat(day), NOW.date()) == said


@pytest.mark.parametrize(("clock", "said"), WORDS["clock"].items())
def test_times_as_one_says_them(turn: Turn, clock: str, said: str) -> None:
    assert spoken_clock(turn, time.fromisoformat(clock)) == said


@pytest.mark.parametrize(("value", "day"), WORDS["day_of"].items())
def test_days_as_alexa_writes_them(value: str, day: str) -> None:
    assert day_of(value) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("row", WORDS["sentence"], ids=lambda row: row["said"])
def test_what_people_say_of_timers_and_reminders(row: dict[str, Any]) -> None:
    device()
    heard = understanding().understand(row["said"])
    slots = {name: slot.matches[0][0] if slot.matches else slot.value for name, slot in heard.slots.items()}
    told = {name: value for name, value in slots.items() if value}
    assert {"said": row["said"], heard.intent: told} == row


def test_a_session_keeps_everything_about_alerts() -> None:
    when = When("2026-11-23T13:00:00+00:00", "America/New_York", "every_day", "08:00")
    alerts = Alerts(
        timers=[TimerNote("1", "cold pack", "cold_pack", "2026-11-22T14:15:00+00:00"), TimerNote("2", "walking")],
        reminders=[ReminderNote("3", "walk", when)],
        wish=Wish("reminders", "walk", "It's time.", when=when),
        closed=["timers"],
    )
    assert Alerts.from_session(alerts.to_session()) == alerts
    assert Alerts().to_session() == {}


def asked() -> Any:
    """A device that has just been asked to ask for timers."""
    echo = device()
    assert echo.say("time my ice pack")["consent"]["status"] == "asked"
    return echo


def answered(echo: Any, code: str = "200", **payload: Any) -> dict[str, Any]:
    answer = {"name": "AskFor", "status": {"code": code, "message": ""}, "payload": payload, "token": "timers"}
    turn: dict[str, Any] = echo.send(alexa_request.connections_response(answer, "en-US", NOW))
    echo.session.asking = None
    return turn


def test_a_permission_the_manifest_does_not_name(caplog: pytest.LogCaptureFixture) -> None:
    echo = asked()
    turn = answered(echo, code="400")
    assert "can't set timers on this device" in turn["speech"]
    assert "the permission for timers" in caplog.text and "skill.json" in caplog.text
    assert echo.say("time my ice pack")["consent"] is None  # asking again would end the same way


def test_alexa_could_not_ask() -> None:
    echo = asked()
    turn = answered(echo, code="500")
    assert "couldn't start that timer" in turn["speech"]
    assert turn["card"] is None
    assert echo.say("time my ice pack")["consent"]["status"] == "asked"


@pytest.mark.parametrize(("thrown", "card"), [(True, None), (False, "AskForPermissionsConsent")])
def test_a_consent_card_only_where_the_device_sent_none(thrown: bool, card: str | None) -> None:
    turn = answered(asked(), permissionScope=SCOPES["timers"], status="DENIED", isCardThrown=thrown)
    assert (turn["card"] or {}).get("type") == card
    if card:
        assert turn["card"]["permissions"] == [SCOPES["timers"]]


def test_an_answer_nobody_waits_for() -> None:
    assert answered(device(permissions=GRANTED), status="ACCEPTED")["alerts"] == []
    assert answered(device(), code="400")["reprompt"]


def test_a_yes_that_does_not_help_is_not_asked_for_again() -> None:
    echo = asked()
    turn = answered(echo, permissionScope=SCOPES["timers"], status="ACCEPTED")  # while the service still says 401
    assert "still won't let me" in turn["speech"]
    assert echo.say("time my ice pack")["consent"] is None


@pytest.mark.parametrize(
    ("intent", "hears"),
    [
        ("StartTimerIntent", "How long"),
        ("TimerStatusIntent", "can't reach the timers"),
        ("CancelTimerIntent", "can't reach the timers"),
        ("SetReminderIntent", "can't set reminders"),
        ("ReminderStatusIntent", "can't reach the reminders"),
        ("CancelReminderIntent", "can't reach the reminders"),
    ],
)
def test_a_skill_without_a_way_to_the_services(intent: str, hears: str) -> None:
    understood = Understood(intent=intent, confidence=1.0, slots={}, why="exact", candidates=())
    request = alexa_request.intent(understood, "en-US", NOW)
    event = alexa_request.envelope(request, "session", False, {}, Device(screen=False), {})
    assert hears in invoke(build_skill(), event)["response"]["outputSpeech"]["ssml"]


class Slow:
    """A factory of services that take so many seconds a call and then fail."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.passed, self.calls = seconds, 0.0, 0

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: self.failing()

    def failing(self) -> Any:
        service = self

        class Failing:
            def __getattr__(self, name: str) -> Any:
                return service.fail

        return Failing()

    def fail(self, *_: Any, **__: Any) -> None:
        self.calls += 1
        self.passed += self.seconds
        raise RuntimeError("no answer in time")

    def clock(self) -> float:
        return self.passed


@pytest.mark.parametrize("seconds", [0.1, 2.4, 5.0])
def test_a_turn_with_many_calls_stays_within_its_time(seconds: float) -> None:
    slow = Slow(seconds)
    services = Services(slow, "en-US", "device", NOW, slow.clock)
    with pytest.raises(AlertsError):
        TimerCalls(services).start("ice", 900, "Done.")
    for _ in range(20):
        with pytest.raises(AlertsError):
            TimerCalls(services).pause("1")
    assert slow.passed <= PATIENCE + seconds


def test_labels_are_what_a_person_would_call_them() -> None:
    echo = device(permissions=GRANTED)
    said = ("time my ice pack", "time my heating pad", "time my walk", "set a timer for ten minutes")
    assert [echo.say(text)["alerts"][-1]["label"] for text in said] == ["cold pack", "warmth", "walking", "back coach"]
