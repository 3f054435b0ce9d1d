"""How it goes: better, the same, worse or gone, in words and in numbers, in the steps and outside them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.by_name import CHECKED, by_name
from tests.dialogue.conversation import Conversation

STEPS = ("ease_off", "warmth", "knee_rolls", "cat_cow", "keep_walking", "watch_and_check")
KNEE_ROLLS = {"onset": "days", "steps": STEPS, "at": 2, "warned": True, **CHECKED}
BACK = "steps/back (number=three)"
HURTS = ["hurts/stop", "safety_questions/leg_signs/ask"]
SURE = ["clarify/ambiguous", "red_flags/severe_pain/ask"]


def at_knee_rolls(**known: Any) -> Conversation:
    """Somebody at the third of six steps, the knee rolls."""
    return by_name(**{**KNEE_ROLLS, **known})


def how(talk: Conversation, trend: str = "", **slots: Any) -> list[str]:
    """What is said to somebody who says how it goes."""
    said = {"Trend": (trend, trend)} if trend else {}
    return talk.say("HowIsItIntent", **{**said, **slots}).spoken()


# --- in the steps ---


def test_what_helps_is_kept() -> None:
    talk = at_knee_rolls()
    assert how(talk, "better") == ["trend/keep", BACK]
    assert talk.case.steps == STEPS and talk.case.trend == "better"


def test_the_same_once_is_no_fair_try() -> None:
    talk = at_knee_rolls()
    assert how(talk, "same") == ["trend/same_step", "trend/again_or"]
    assert (talk.case.asked, talk.case.tried, talk.case.steps) == ("next", ("knee_rolls",), STEPS)


def test_the_same_twice_is_another_step() -> None:
    talk = at_knee_rolls()
    how(talk, "same")
    assert how(talk, "same")[:3] == ["trend/swap", "steps/number (number=three)", "steps/pelvic_tilt/say"]
    assert talk.case.steps == ("ease_off", "warmth", "pelvic_tilt", "cat_cow", "keep_walking", "watch_and_check")


def test_worse_stops_it_and_asks_for_signs() -> None:
    talk = at_knee_rolls()
    assert how(talk, "worse") == HURTS
    assert (talk.case.asked, talk.case.left_out, talk.case.flags) == ("safety:leg_signs", ("knee_rolls",), ())


def test_worse_a_second_time_should_be_seen() -> None:
    talk = at_knee_rolls(trend="worse")
    assert how(talk, "worse") == HURTS
    assert talk.case.flags == ("not_improving",)


@pytest.mark.parametrize("before", ["better", "same", "gone"])
def test_worse_after_anything_else_is_a_first_time(before: str) -> None:
    talk = at_knee_rolls(trend=before)
    how(talk, "worse")
    assert talk.case.flags == ()


@pytest.mark.parametrize(("activity", "name"), [(None, "exercise"), ("lifting", "lifting"), ("running", "running")])
def test_what_has_gone_is_the_way_back(activity: str | None, name: str) -> None:
    talk = at_knee_rolls(activity=activity)
    assert how(talk, "gone") == ["trend/gone", f"trend/way_back (name={name})"]
    assert talk.case.asked == "way_back"


def test_on_the_way_back_there_is_no_other() -> None:
    assert how(at_knee_rolls(onset="back"), "gone") == ["trend/gone", BACK]


def test_the_way_back_has_steps_of_its_own() -> None:
    talk = at_knee_rolls(asked="way_back")
    assert talk.hear("yes").spoken()[0] == "plans/back/strain/intro (count=six)"
    assert (talk.case.onset, talk.case.at, talk.case.steps[0]) == ("back", 0, "return_slowly")


# --- outside the steps ---


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        ("better", ["trend/better", "what/else"]),
        ("same", ["trend/same", "what/else"]),
        ("gone", ["trend/gone", "what/else"]),
        ("worse", ["safety/first", "safety_questions/emergency_signs/ask"]),
    ],
)
def test_how_it_goes_where_there_are_no_steps(trend: str, said: list[str]) -> None:
    assert how(by_name(**CHECKED), trend) == said


def test_worse_before_anything_was_told_is_a_pain() -> None:
    talk = by_name()
    how(talk, "worse")
    assert talk.case.told


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        ("better", ["trend/better"]),
        ("same", ["trend/same"]),
        ("worse", []),
    ],
)
def test_how_it_goes_is_no_answer_to_the_check(trend: str, said: list[str]) -> None:
    talk = by_name(told=True, asked="safety:emergency_signs")
    assert how(talk, trend) == [*said, "safety/back", "safety_questions/emergency_signs/again"]
    assert talk.case.asked == "safety:emergency_signs"


@pytest.mark.parametrize(("score", "said"), [("0", "trend/gone"), ("4", "trend/noted"), ("7", "trend/noted")])
def test_a_bare_number_is_taken_in_and_no_answer_to_the_check(score: str, said: str) -> None:
    talk = by_name(told=True, asked="safety:emergency_signs")
    assert how(talk, Score=score) == [said, "safety/back", "safety_questions/emergency_signs/again"]
    assert (talk.case.score, talk.case.cleared) == (int(score), ())


@pytest.mark.parametrize("score", ["8", "9", "10"])
def test_a_high_number_in_the_check_is_asked_about_before_it_goes_on(score: str) -> None:
    talk = by_name(told=True, asked="safety:emergency_signs")
    assert how(talk, Score=score) == SURE
    assert talk.case.waiting == ("safety:emergency_signs",)


@pytest.mark.parametrize("score", ["0", "4", "9"])
def test_a_bare_number_is_no_answer_about_a_single_sign(score: str) -> None:
    talk = by_name(told=True, asked="part:emergency_signs/saddle", unfolded=("emergency_signs",))
    assert how(talk, Score=score) == ["missed/safety", "safety_questions/emergency_signs/saddle/ask"]
    assert talk.case.score is None


def test_the_same_in_a_check_amid_the_steps_tries_nothing() -> None:
    talk = at_knee_rolls(asked="safety:leg_signs", cleared=("emergency_signs", "today_signs"))
    assert how(talk, "same")[0] == "trend/same"
    assert (talk.case.tried, talk.case.asked) == ((), "safety:leg_signs")


def test_a_high_number_that_is_better_is_asked_about_no_more() -> None:
    talk = by_name(told=True, asked="safety:emergency_signs")
    assert how(talk, "better", Score="9")[0] == "trend/better"


# --- numbers ---


@pytest.mark.parametrize(
    ("before", "slots", "said", "trend", "score"),
    [
        (None, {"Score": "0"}, ["trend/gone", "trend/way_back (name=exercise)"], "gone", 0),
        (None, {"Score": "1"}, ["trend/noted", BACK], "", 1),
        (None, {"Score": "7"}, ["trend/noted", BACK], "", 7),
        (None, {"Score": "8"}, SURE, "", 8),
        (None, {"Score": "10"}, SURE, "", 10),
        (None, {"Score": "11"}, ["trend/noted", BACK], "", None),
        (None, {"Score": "?"}, ["trend/noted", BACK], "", None),
        (6, {}, ["trend/noted", BACK], "", 6),
        (6, {"Score": "4"}, ["trend/down (points=Two)", "trend/keep", BACK], "better", 4),
        (6, {"Score": "5"}, ["trend/down (points=One)", "trend/keep", BACK], "better", 5),
        (6, {"Score": "6"}, ["trend/same_step", "trend/again_or"], "same", 6),
        (6, {"Score": "7"}, HURTS, "worse", 7),
        (None, {"Score": "4", "WasScore": "6"}, ["trend/down (points=Two)", "trend/keep", BACK], "better", 4),
        (2, {"Score": "4", "WasScore": "6"}, ["trend/down (points=Two)", "trend/keep", BACK], "better", 4),
        (None, {"Score": "3", "WasScore": "0"}, HURTS, "worse", 3),
        (0, {"Score": "3"}, HURTS, "worse", 3),
        (10, {"Score": "7"}, ["trend/down (points=Three)", "trend/keep", BACK], "better", 7),
    ],
)
def test_what_a_number_says(
    before: int | None, slots: dict[str, str], said: list[str], trend: str, score: int | None
) -> None:
    talk = at_knee_rolls(score=before)
    assert how(talk, **slots) == said
    assert (talk.case.trend, talk.case.score) == (trend, score)


@pytest.mark.parametrize(
    ("words", "slots", "trend"),
    [
        ("worse", {"Score": "4"}, "worse"),
        ("same", {"Score": "4"}, "same"),
        ("same", {"Score": "0"}, "same"),
        ("better", {"WasScore": "4"}, "better"),
        ("worse", {"Score": "4", "WasScore": "5"}, "better"),
        ("better", {"Score": "6", "WasScore": "5"}, "worse"),
    ],
)
def test_words_say_more_than_a_number_and_less_than_two(words: str, slots: dict[str, str], trend: str) -> None:
    talk = at_knee_rolls(score=6)
    how(talk, words, **slots)
    assert talk.case.trend == trend


def test_points_that_it_is_down_are_not_said_to_worse() -> None:
    assert how(at_knee_rolls(score=6), "worse", Score="4") == HURTS
    assert how(at_knee_rolls(score=6), "same", Score="4")[0] == "trend/down (points=Two)"


def test_how_it_went_stays_where_nothing_tells() -> None:
    talk = at_knee_rolls(trend="better")
    how(talk, Score="3")
    assert talk.case.trend == "better"


def test_a_high_number_that_was_denied_to_be_more_is_only_noted() -> None:
    assert how(at_knee_rolls(withdrawn=("severe_pain",)), Score="9") == ["trend/noted", BACK]


# --- after a set ---


def test_after_a_set_it_asks_how_that_was() -> None:
    talk = at_knee_rolls()
    turn = talk.say("LeadMeIntent")
    assert (turn.question, talk.case.asked) == ("felt/ask", "felt:knee_rolls")
    assert turn.step and turn.step.id == "knee_rolls"


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        ("better", ["trend/keep", "steps/number (number=four)", "steps/cat_cow/say", "steps/cat_cow/unless"]),
        ("same", ["trend/same_step", "trend/again_or"]),
        ("worse", HURTS),
        ("gone", ["trend/gone", "trend/way_back (name=exercise)"]),
    ],
)
def test_after_a_set_better_leads_on(trend: str, said: list[str]) -> None:
    assert how(at_knee_rolls(asked="felt:knee_rolls"), trend)[:4] == said


def test_after_a_set_of_the_way_back_gone_leads_on() -> None:
    talk = at_knee_rolls(asked="felt:knee_rolls", onset="back")
    assert how(talk, "gone")[:2] == ["trend/gone", "steps/number (number=four)"]


def test_after_a_set_easier_is_how_it_was() -> None:
    talk = at_knee_rolls(asked="felt:knee_rolls")
    talk.say("HowIsItIntent", Trend=("easier", "better"))
    assert (talk.case.trend, talk.case.levels, talk.case.at) == ("better", (), 3)


# --- easier and harder ---


@pytest.mark.parametrize(
    ("said", "id", "level"),
    [("easier", "better", "easier"), ("Harder", "worse", "harder"), ("lighter", "better", "easier")],
)
def test_said_to_a_step_it_is_how_it_is_wanted(said: str, id: str, level: str) -> None:
    talk = at_knee_rolls()
    turn = talk.say("HowIsItIntent", Trend=(said, id))
    assert turn.spoken()[:2] == ["other_step/sure", f"steps/knee_rolls/forms/{level}/say"]
    assert (talk.case.levels, talk.case.trend) == ((f"knee_rolls:{level}",), "")


@pytest.mark.parametrize(
    ("known", "slots"),
    [
        ({"steps": ()}, {}),
        ({"at": 6}, {}),
        ({"asked": "safety:leg_signs"}, {}),
        ({"asked": "duration:walk"}, {}),
        ({"asked": "remind"}, {}),
        ({}, {"Score": "7"}),
    ],
)
def test_said_of_anything_else_it_is_how_it_goes(known: dict[str, Any], slots: dict[str, str]) -> None:
    talk = at_knee_rolls(**known)
    talk.say("HowIsItIntent", Trend=("easier", "better"), **slots)
    assert (talk.case.levels, talk.case.trend) == ((), "better")
