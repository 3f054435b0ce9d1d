"""Alarms: sounded, helped with, corrected, and never lost."""

from __future__ import annotations

import pytest

from skill.guidance.model import Urgency
from tests.dialogue.conversation import CONTENT, after, heard

QUIET = CONTENT.phrase("alarm.quiet")
TODAY, EMERGENCY = "there is blood in my pee", "my legs feel numb"


@pytest.mark.parametrize("flag", ["i'm pregnant", "my son's back hurts"])
def test_where_no_plan_is_given_a_doctor_who_has_seen_it_opens_no_topic(flag: str) -> None:
    talk = after(flag, "a doctor has seen it")
    turn = talk.hear("MedicationIntent")
    assert turn.topic is None
    assert "take nothing new" in heard(turn)
    assert "ask me about ice" not in heard(after(flag).hear("a doctor has seen it")).lower()


def test_a_doctor_who_has_seen_an_emergency_opens_no_topic() -> None:
    turn = after(EMERGENCY, "a doctor has seen it").hear("StretchIntent")
    assert turn.topic is None
    assert heard(turn).startswith("Call 911")


def test_after_a_doctor_has_seen_it_questions_are_answered_and_told_more_of() -> None:
    talk = after(TODAY)
    assert "Ask me about ice" in heard(talk.hear("a doctor has seen it"))
    assert talk.hear("SleepIntent").topic == "sleep"
    assert talk.hear("yes").topic == "sleep"
    assert talk.case.asked == "again"


def test_a_sign_told_after_the_doctor_was_not_seen_by_them() -> None:
    talk = after(TODAY, "a doctor has seen it", "i have a fever")
    assert talk.hear("SleepIntent").topic is None


def test_what_may_be_worse_than_the_alarm_that_stands_is_asked() -> None:
    talk = after(TODAY)
    assert talk.hear("my legs are like jelly").asked == "clarify:both_legs"
    assert talk.hear("help").asked == "clarify:both_legs"
    turn = talk.hear("yes")
    assert (turn.urgency, turn.red_flags) == (Urgency.EMERGENCY, ("both_legs",))


def test_what_is_no_worse_than_the_alarm_that_stands_is_not_asked() -> None:
    assert after(EMERGENCY).hear("what if i get chest pain").asked == "again"


def test_what_was_unclear_and_nothing_leaves_the_alarm_as_it_was() -> None:
    talk = after(TODAY, "my legs are like jelly")
    turn = talk.hear("no")
    assert (turn.urgency, turn.asked, turn.step) == (Urgency.TODAY, "again", None)


@pytest.mark.parametrize(
    "said", ["that's not what i meant", "next", "help", "a doctor has seen it", "FeelingIntent", "stop"]
)
def test_a_private_sign_is_neither_shown_nor_repeated(said: str) -> None:
    turn = after("my partner pushed me").hear(said)
    assert (turn.private, turn.title) == (True, None)
    assert turn.ends or turn.reprompt == QUIET
    assert "you may not be safe" not in heard(turn)


def test_a_private_sign_that_was_none_is_not_named_again() -> None:
    talk = after("my partner pushed me", "that's not what i meant")
    turn = talk.hear("no")
    assert turn.private
    assert "safe" not in heard(turn)
    assert talk.case.flags == ()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (("pain", "yes"), "which:emergency_signs"),
        ((EMERGENCY, "that's not what i meant"), "withdraw:both_legs"),
        (("pain", "yes", "that's not what i meant"), "part:emergency_signs/saddle"),
    ],
)
@pytest.mark.parametrize(
    "detour", ["help", "okay", "FeelingIntent", "WhoSaysIntent", "SpeakingStyleIntent", "noise", "next"]
)
def test_a_question_of_an_alarm_outlasts_a_detour(said: tuple[str, ...], asked: str, detour: str) -> None:
    talk = after(*said)
    assert talk.case.asked == asked
    turn = talk.hear(detour)
    assert talk.case.asked == asked
    assert heard(turn).startswith("Call 911")
    assert "few short steps" not in heard(turn)


def test_a_question_of_an_alarm_outlasts_a_reminder() -> None:
    talk = after(TODAY, "that's not what i meant", "remind me in two hours", device=None)
    assert talk.case.asked == "withdraw:kidney"
