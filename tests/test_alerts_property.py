"""The skill against the pretend service, with random words, faults and moves of the clock.

Never a traceback, never a timer that the person was not told of, never one announced that does not exist.
"""

from __future__ import annotations

import re
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from skill.desk.alerts import SCOPES, Fails, Late, Nonsense, Silent
from tests import tries
from tests.devices import device, opened_again

STARTS = {
    "time it": None,
    "time my ice pack": 900,
    "time my ice pack for half an hour": 1200,
    "time my heating pad for an hour": 1200,
    "time my ice for five minutes": 300,
    "time my walk": 300,
    "set a timer": None,
    "set a timer for ten minutes": None,
    "set a timer for three hours": None,
    "ten minutes": None,
}
"""What starts a timer, and for how many seconds where that does not depend on the conversation."""
TIMERS = [
    "how long have i got left", "how long is left on the ice", "pause the timer", "pause the ice timer",
    "resume the timer", "cancel the timer", "cancel the heat timer", "just stop the timer", "cancel all timers",
]  # fmt: skip
REMINDERS = [
    "remind me", "remind me tomorrow morning to switch to heat", "remind me in two hours to ice again",
    "every day at eight to do my stretches", "remind me today at eight", "tomorrow at nine", "no at ten",
    "in two hours",
    "what reminders do i have", "cancel my reminders", "cancel the reminder to stretch",
]  # fmt: skip
TALK = [
    "my back hurts after lifting", "no", "next", "previous", "repeat", "help", "should i use ice or heat", "not sure",
    "the moon is made of cheese", "go to step two", "open back coach",
]  # fmt: skip
YES = ["yes", "sure", "i approve"]
EMERGENCY = "my legs feel numb"
SAID = [*STARTS, *TIMERS, *REMINDERS, *TALK, *YES, "stop", EMERGENCY]

CALLS = [
    "create_timer", "get_timers", "pause_timer", "resume_timer", "delete_timer", "delete_timers", "create_reminder",
    "get_reminders", "delete_reminder", "get_system_time_zone",
]  # fmt: skip
FAULTS = [*map(Fails, (400, 401, 403, 404, 409, 429, 500, 503, 504)), Late(1), Late(9), Silent(),
          *map(Nonsense, ("<html>", "{}", "[]", "null", "", "7", '{"id": 7}'))]  # fmt: skip

COLD_OR_HEAT = ("cold", "warm")
MOST_SECONDS = 20 * 60
STARTED, MAYBE = "starting now.", "I can't tell if that timer started"
SET, MAYBE_SET = "Done. I'll remind you", "I can't tell if that reminder was set"


class Conversations(RuleBasedStateMachine):
    """One device, its owner, and as many sessions as they like."""

    @initialize(permissions=st.fixed_dictionaries(dict.fromkeys(SCOPES, st.sampled_from(["granted", "ask", "denied"]))))
    def begin(self, permissions: dict[str, str]) -> None:
        self.echo = device(permissions=permissions)
        self.known: dict[str, dict[str, Any]] = {}
        self.refused: set[str] = set()
        self.alarmed = False
        self.turn: dict[str, Any] = {}

    @rule(call=st.sampled_from(CALLS), fault=st.sampled_from(FAULTS), times=st.integers(1, 3))
    def something_breaks(self, call: str, fault: Any, times: int) -> None:
        self.echo.alerts.faults.switch_on(call, fault, times)

    @rule()
    def all_is_well_again(self) -> None:
        self.echo.alerts.faults.switch_off()

    @rule(seconds=st.sampled_from([1, 60, 299, 900, 1200, 7200, 50_000]))
    def time_passes(self, seconds: int) -> None:
        for fired in self.echo.alerts.advance(seconds):
            assert fired.id in self.known, f"nobody was told of {fired}"
            assert fired.announcement
        self.known = {alert["id"]: alert for alert in self.echo.alerts.alerts()}

    @rule(text=st.sampled_from(SAID))
    def somebody_says(self, text: str) -> None:
        if self.echo.ended:
            self.again()
        self.time_passes(1)  # nobody says two things in the same moment
        self.heard(text, self.echo.say(text))

    @rule(text=st.sampled_from([*STARTS, *YES]), fault=st.sampled_from(FAULTS), lists=st.sampled_from([None, *FAULTS]))
    def somebody_says_when_nothing_works(self, text: str, fault: Any, lists: Any) -> None:
        """What may start something, said while what starts it fails, and perhaps also what could find it."""
        for call in ("create_timer", "create_reminder"):
            self.echo.alerts.faults.switch_on(call, fault)
        for call in ("get_timers", "get_reminders"):
            self.echo.alerts.faults.switch_on(call, lists or Late(0))
        self.somebody_says(text)
        self.echo.alerts.faults.switch_off()

    @precondition(lambda self: not self.echo.ended)
    @rule()
    def nobody_says_anything(self) -> None:
        self.heard("", self.echo.silence())

    def again(self) -> None:
        """A new session on the same device."""
        self.echo = opened_again(self.echo)
        self.refused, self.alarmed = set(), False

    def heard(self, text: str, turn: dict[str, Any]) -> None:
        """Checks one turn against what is on the device."""
        speech, alerts = turn["speech"], {alert["id"]: alert for alert in turn["alerts"]}
        assert "my side" not in speech
        assert speech or turn["ended"]
        assert not turn["ended"] or text in ("stop", "no", "")
        new = [alert for id, alert in alerts.items() if id not in self.known]
        self.check_new_timers(text, speech, [alert for alert in new if alert["kind"] == "timer"])
        self.check_new_reminders(text, speech, [alert for alert in new if alert["kind"] == "reminder"])
        self.check_announced(speech, [alert for alert in alerts.values() if alert["kind"] == "timer"])
        self.check_permission(turn)
        if self.alarmed:
            assert not new and alerts.keys() >= {id for id, alert in self.known.items() if alert["status"] != "OFF"}
        self.alarmed = self.alarmed or turn["urgency"] == "emergency"
        self.known = alerts

    def check_new_timers(self, text: str, speech: str, new: list[dict[str, Any]]) -> None:
        assert len(new) <= 1
        if new:
            assert STARTED in speech or MAYBE in speech, f"nobody was told of {new}"
            assert text in STARTS or text in YES
            assert STARTS.get(text) in (None, new[0]["duration_seconds"])
            assert self.echo.alerts.permissions["timers"] == "granted"
        if STARTED in speech:
            assert new and new[0]["status"] == "ON", f"announced, and does not exist: {speech}"

    def check_new_reminders(self, text: str, speech: str, new: list[dict[str, Any]]) -> None:
        assert len(new) <= 1
        if new:
            assert SET in speech or MAYBE_SET in speech, f"nobody was told of {new}"
            assert text in YES
            assert self.echo.alerts.permissions["reminders"] == "granted"
        if SET in speech:
            assert new, f"announced, and does not exist: {speech}"

    def check_announced(self, speech: str, timers: list[dict[str, Any]]) -> None:
        """What is said of a timer is so."""
        status = {timer["label"]: timer["status"] for timer in timers if timer["status"] != "OFF"}
        for pattern, expected in (
            (r"left on the ([\w ]+) timer\.", "ON"),
            (r"The ([\w ]+) timer keeps running", "ON"),
            (r"The ([\w ]+) timer is running again", "ON"),
            (r"The ([\w ]+) timer is paused", "PAUSED"),
            (r"I've paused the ([\w ]+) timer", "PAUSED"),
            (r"stopped the ([\w ]+) timer\.", None),
            (r"The ([\w ]+) timer is up\.", None),
        ):
            for label in re.findall(pattern, speech):
                assert status.get(label) == expected, f"{speech} but {status}"
        if "No timer of mine is running." in speech:
            assert not status

    def check_permission(self, turn: dict[str, Any]) -> None:
        """It is never asked for again after a no."""
        if consent := turn["consent"]:
            assert consent["scope"] not in self.refused
            if consent["status"] == "DENIED":
                self.refused.add(consent["scope"])

    @invariant()
    def cold_and_heat_end_in_time(self) -> None:
        for alert in self.echo.alerts.alerts() if hasattr(self, "echo") else ():
            if alert["kind"] == "timer" and str(alert["label"]).startswith(COLD_OR_HEAT):
                assert alert["duration_seconds"] <= MOST_SECONDS


Conversations.TestCase.settings = settings(max_examples=tries(150), stateful_step_count=30, deadline=None)
TestConversations = Conversations.TestCase
