"""The walking program: whom it is for, where it begins, what of the words is a length, and no more of it."""

from __future__ import annotations

from typing import Any

import pytest

from skill.dialogue.record import Record
from tests.dialogue.by_name import CHECKED, by_name
from tests.dialogue.conversation import Conversation

FIRST_WEEK = "walking/week (count=three, length=five minutes, number=one)"
FIFTH_WEEK = "walking/week (count=four, length=ten minutes, number=five)"


def asked_how_long() -> Conversation:
    """Somebody who has no sign, and was asked how long they can walk."""
    talk = by_name(onset="back", **CHECKED)
    talk.say("WalkingIntent", Walk=("start", "start"))
    return talk


# --- whom it is for ---


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({}, "safety:emergency_signs"),
        ({"cleared": ("emergency_signs",)}, "safety:today_signs"),
        ({"cleared": ("emergency_signs", "today_signs")}, "walk_from"),
        ({"onset": "back", **CHECKED}, "walk_from"),
        ({"onset": "days", "trend": "gone", **CHECKED}, "walk_from"),
    ],
)
def test_it_is_for_a_back_that_has_settled_after_the_check(known: dict[str, Any], asked: str) -> None:
    talk = by_name(**known)
    talk.say("WalkingIntent", Walk=("start", "start"))
    assert (talk.case.asked, talk.case.aim, talk.case.told) == (asked, "walking", True)


@pytest.mark.parametrize("trend", ["", "better", "same", "worse"])
def test_it_is_not_for_a_back_that_is_still_sore(trend: str) -> None:
    talk = by_name(onset="days", trend=trend, **CHECKED)
    turn = talk.say("WalkingIntent", Walk=("start", "start"))
    assert turn.spoken() == ["walking/not_yet", "what/else"]
    assert not talk.case.aim and talk.case.week is None


def test_who_never_spoke_of_a_pain_is_on_the_way_back() -> None:
    assert asked_how_long().case.onset == "back"
    talk = by_name()
    talk.say("WalkingIntent")
    assert talk.case.onset == "back"


def test_the_time_it_began_stays_where_it_has_gone() -> None:
    talk = by_name(onset="days", trend="gone", **CHECKED)
    talk.say("WalkingIntent", Walk=("start", "start"))
    assert talk.case.onset == "days"


def test_whoever_has_a_week_hears_it_in_place_of_the_offer() -> None:
    turn = by_name(Record(week=5), asked="offer:walking").hear("yes")
    assert turn.spoken() == [FIFTH_WEEK, "walking/ask"]


def test_the_offer_begins_with_the_check() -> None:
    turn = by_name(asked="offer:walking").hear("yes")
    assert turn.spoken() == ["course/check", "safety_questions/emergency_signs/ask"]


# --- how long somebody can walk ---


@pytest.mark.parametrize(
    ("intent", "slot"),
    [
        ("WalkingIntent", "Easy"),
        ("StartTimerIntent", "Duration"),
        ("ReportPainIntent", "Onset"),
        ("SetReminderIntent", "Delay"),
    ],
)
def test_a_length_is_heard_whatever_alexa_takes_it_for(intent: str, slot: str) -> None:
    talk = asked_how_long()
    turn = talk.say(intent, **{slot: "PT10M"})
    assert turn.spoken() == ["walking/begin", FIFTH_WEEK, "walking/stop_rule", "memory/offer"]
    assert (talk.case.week, talk.case.onset, talk.case.began, talk.case.aim) == (5, "back", "", "")
    assert turn.sources == ("walkback_2024",)


def test_without_a_memory_it_asks_for_a_walk() -> None:
    talk = asked_how_long()
    talk.memory.record = None
    turn = talk.say("WalkingIntent", Easy="PT10M")
    assert turn.spoken()[-1] == "walking/ask"
    assert talk.case.asked == "walk"


@pytest.mark.parametrize(
    ("length", "week"),
    [
        ({"Easy": "PT1M"}, 1),
        ({"Easy": "PT6M59S"}, 1),
        ({"Easy": "PT7M"}, 2),
        ({"Easy": "PT9M"}, 3),
        ({"Easy": "PT20M"}, 13),
        ({"Easy": "PT3H"}, 13),
        ({"Score": "1"}, 1),
        ({"Score": "7"}, 2),
        ({"Score": "20"}, 13),
    ],
)
def test_it_begins_with_what_is_easy(length: dict[str, str], week: int) -> None:
    talk = asked_how_long()
    talk.say("WalkingIntent" if "Easy" in length else "HowIsItIntent", **length)
    assert talk.case.week == week


@pytest.mark.parametrize(
    ("intent", "length"),
    [
        ("StartTimerIntent", {"Duration": "PT0M"}),
        ("StartTimerIntent", {"Duration": "PT4H1M"}),
        ("ReportPainIntent", {"Onset": "P2W"}),
        ("HowIsItIntent", {"Score": "0"}),
        ("HowIsItIntent", {"Score": "999"}),
        ("HowIsItIntent", {"Score": "?"}),
        ("HowIsItIntent", {"Trend": ("better", "better")}),
    ],
)
def test_what_is_no_length_of_a_walk_begins_no_week(intent: str, length: dict[str, Any]) -> None:
    talk = asked_how_long()
    talk.say(intent, **length)
    assert not talk.case.week


def test_a_length_told_at_once_is_heard_when_the_check_is_done() -> None:
    turn = by_name(onset="back", **CHECKED).say("WalkingIntent", Easy="PT10M")
    assert turn.spoken()[:2] == ["walking/begin", FIFTH_WEEK]


@pytest.mark.parametrize("said", [["no"], ["not sure"], ["noise", "noise"]])
def test_who_cannot_say_how_long_begins_at_the_start(said: list[str]) -> None:
    turn = (talk := asked_how_long()).hear(*said)
    assert turn.spoken() == ["walking/begin", FIRST_WEEK, "walking/stop_rule", "memory/offer"]
    assert talk.case.week == 1


def test_a_yes_is_no_length() -> None:
    talk = asked_how_long()
    turn = talk.hear("yes")
    assert (turn.spoken(), talk.case.asked) == (["walking/ask_from"], "walk_from")


# --- in the program ---


@pytest.mark.parametrize("what", [{}, {"Walk": ("this week", "this_week")}, {"Walk": "something odd"}])
def test_whoever_asks_hears_what_the_week_asks(what: dict[str, Any]) -> None:
    talk = by_name(Record(week=5))
    turn = talk.say("WalkingIntent", **what)
    assert turn.spoken() == [FIFTH_WEEK, "walking/ask"]
    assert not talk.device.calls


def test_a_walk_now_is_timed() -> None:
    talk = by_name(Record(week=5))
    talk.say("WalkingIntent", Walk=("now", "now"))
    assert [timer.label for timer in talk.device.running] == ["walking"]


@pytest.mark.parametrize(("how", "week"), [("done", 6), ("missed", 3), ("sore", 3)])
def test_how_the_week_went_is_said_and_kept(how: str, week: int) -> None:
    talk = by_name(Record(week=5))
    turn = talk.say("WalkingIntent", Walk=(how, how))
    assert turn.spoken()[0] == f"walking/went/{how}"
    assert talk.memory.kept and talk.memory.kept.week == week


@pytest.mark.parametrize("said", ["start", "now", "done", "missed", "sore"])
def test_before_the_first_week_all_of_it_begins_with_the_check(said: str) -> None:
    talk = by_name()
    talk.say("WalkingIntent", Walk=(said, said))
    assert talk.case.asked == "safety:emergency_signs"


# --- no more of it ---


def test_no_more_of_it_is_heard_and_kept() -> None:
    talk = by_name(Record(week=5))
    talk.hear("hello")
    turn = talk.say("WalkingIntent", Walk=("stop", "stop"))
    assert turn.spoken() == ["walking/stopped", "what/ask"]
    assert talk.memory.kept and talk.memory.kept.week == 0
    assert talk.case.week == 0


def test_whoever_stopped_may_begin_anew() -> None:
    talk = by_name(Record(week=5), **CHECKED, onset="back")
    talk.say("WalkingIntent", Walk=("stop", "stop"))
    turn = talk.say("WalkingIntent", Walk=("start", "start"))
    assert turn.spoken() == ["walking/ask_from"]


def test_whoever_stops_in_the_check_did_not_come_to_walk_any_more() -> None:
    talk = by_name()
    talk.say("WalkingIntent", Walk=("start", "start"))
    talk.say("WalkingIntent", Walk=("stop", "stop"))
    assert (talk.case.aim, talk.case.week) == ("", 0)
