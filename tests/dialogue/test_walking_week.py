"""The week of the walking program: welcome back, a walk on a timer, and how the week went."""

from __future__ import annotations

from typing import Any

import pytest

from skill.dialogue.record import Record
from tests.dialogue.by_name import by_name
from tests.dialogue.conversation import Conversation

WEEKS = {
    1: "walking/week (count=three, length=five minutes, number=one)",
    2: "walking/week (count=three, length=seven minutes, number=two)",
    3: "walking/week (count=three, length=nine minutes, number=three)",
    4: "walking/week_easy (count=three, length=seven minutes, number=four)",
    5: "walking/week (count=four, length=ten minutes, number=five)",
    6: "walking/week (count=four, length=twelve minutes, number=six)",
    23: "walking/week (count=five, length=thirty minutes, number=twenty three)",
    24: "walking/week (count=five, length=thirty minutes, number=twenty four)",
}


def in_week(number: int) -> Conversation:
    """Somebody who comes back in this week, and was asked about it."""
    talk = by_name(Record(week=number))
    talk.hear("hello")
    return talk


# --- welcome back ---


@pytest.mark.parametrize(
    ("kept", "welcome"),
    [
        (Record(week=3), "walking/welcome (number=three)"),
        (Record(week=3, steps=("warmth",), began="2026-11-20", trend="gone"), "walking/welcome (number=three)"),
        (Record(week=3, steps=("warmth",), began="2026-11-20", trend="same"), "course/day (number=three)"),
        (Record(week=3, steps=("warmth",), began="2026-11-20"), "course/day (number=three)"),
        (Record(steps=("warmth",), began="2026-11-20", trend="gone"), "course/day (number=three)"),
        (Record(), "launch/hello"),
    ],
)
def test_the_week_is_what_somebody_comes_back_for_without_a_course_under_way(kept: Record, welcome: str) -> None:
    assert by_name(kept).hear("hello").spoken()[0] == welcome


def test_after_the_welcome_it_asks_for_a_walk_or_the_week() -> None:
    turn = (talk := by_name(Record(week=3))).hear("hello")
    assert turn.spoken() == ["walking/welcome (number=three)", "walking/ask"]
    assert talk.case.asked == "walk"


@pytest.mark.parametrize("number", WEEKS)
def test_what_a_week_asks(number: int) -> None:
    turn = in_week(number).say("WalkingIntent")
    assert turn.spoken() == [WEEKS[number], "walking/ask"]


def test_help_says_what_can_be_said_of_the_week() -> None:
    assert in_week(3).hear("help").spoken()[0] == "help/walking"


# --- a walk now ---


def test_a_walk_is_timed_as_long_as_the_week_says() -> None:
    talk = in_week(6)
    turn = talk.hear("yes")
    assert turn.spoken()[0] == "timer/started (length=Twelve minutes)"
    assert talk.device.calls == ["start walking: 720 timer/over (length=twelve minutes) walking/walked"]
    assert [timer.step for timer in talk.alerts.timers] == ["keep_walking"]
    assert talk.case.week == 6


def test_without_timers_it_says_how_long_to_walk() -> None:
    talk = in_week(6)
    talk.device = None
    turn = talk.hear("yes")
    assert turn.spoken() == ["walking/go (length=twelve minutes)", "what/else"]
    assert talk.case.week == 6


@pytest.mark.parametrize("said", ["no", "not sure"])
def test_no_walk_now_keeps_the_week(said: str) -> None:
    talk = in_week(6)
    turn = talk.hear(said)
    assert turn.spoken() == ["walking/later", "what/else"]
    assert (talk.case.week, talk.device.calls) == (6, [])


WALK = {"TimedStep": ("my walk", "keep_walking")}


@pytest.mark.parametrize(
    ("kept", "known", "slots", "seconds"),
    [
        (6, {}, WALK, 720),
        (0, {"week": 6}, WALK, 720),
        (6, {}, {**WALK, "Duration": "PT3M"}, 180),
        (6, {}, {"TimedStep": ("the cold pack", "cold_pack")}, 900),
        (6, {"steps": ("keep_walking", "warmth")}, WALK, 300),
        (0, {}, WALK, 300),
    ],
)
def test_how_long_a_timer_for_a_walk_runs(
    kept: int, known: dict[str, Any], slots: dict[str, Any], seconds: int
) -> None:
    talk = by_name(Record(week=kept), **known)
    talk.hear("hello")
    talk.say("StartTimerIntent", **slots)
    assert [round((timer.ends - talk.now).total_seconds()) for timer in talk.device.running] == [seconds]


@pytest.mark.parametrize(("week", "is_of_the_program"), [(6, True), (0, False), (None, False)])
def test_only_in_the_program_a_timer_rings_for_the_week(week: int | None, is_of_the_program: bool) -> None:
    talk = by_name(None if week is None else Record(week=week))
    talk.hear("hello")
    talk.say("StartTimerIntent", **WALK)
    assert ("walking/walked" in talk.device.calls[0]) == is_of_the_program


# --- how the week went ---


@pytest.mark.parametrize(
    ("number", "how", "said"),
    [
        (5, "done", ["walking/went/done", WEEKS[6]]),
        (3, "done", ["walking/went/done", WEEKS[4]]),
        (4, "done", ["walking/went/done", WEEKS[5]]),
        (23, "done", ["walking/went/done", WEEKS[24]]),
        (24, "done", ["walking/went/last", WEEKS[24]]),
        (24, "missed", ["walking/went/missed", WEEKS[23]]),
        (5, "missed", ["walking/went/missed", WEEKS[3]]),
        (1, "missed", ["walking/went/missed", WEEKS[1]]),
        (5, "sore", ["walking/went/sore", WEEKS[3], "walking/stop_rule"]),
        (1, "sore", ["walking/went/sore", WEEKS[1], "walking/stop_rule"]),
    ],
)
def test_the_week_after_one_that_went_so(number: int, how: str, said: list[str]) -> None:
    talk = in_week(number)
    turn = talk.say("WalkingIntent", Walk=(how, how))
    assert turn.spoken() == [*said, "walking/ask"]
    assert talk.case.asked == "walk"


@pytest.mark.parametrize(
    ("intent", "slots", "week"),
    [
        ("AlreadyDoneIntent", {"TimedStep": ("my walk", "keep_walking")}, 6),
        ("AlreadyDoneIntent", {}, 6),
        ("HowIsItIntent", {"Trend": ("better", "better")}, 6),
        ("HowIsItIntent", {"Trend": ("the same", "same")}, 6),
        ("HowIsItIntent", {"Trend": ("worse", "worse")}, 3),
    ],
)
def test_how_it_went_in_other_words(intent: str, slots: dict[str, Any], week: int) -> None:
    talk = in_week(5)
    talk.say(intent, **slots)
    assert talk.case.week == week
    assert talk.memory.kept and talk.memory.kept.week == week


def test_a_number_says_nothing_of_the_week() -> None:
    talk = in_week(5)
    talk.say("HowIsItIntent", Score="3")
    assert not talk.case.week
    assert talk.memory.kept and talk.memory.kept.week == 5
