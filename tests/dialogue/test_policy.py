"""What a turn does by itself: requests from outside, questions amid an answer, and a sign denied by name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.by_name import CHECKED, by_name


@pytest.mark.parametrize(
    ("request_type", "said", "missed"),
    [
        ("SessionResumedRequest", ["walking/ask_from"], 0),
        ("Dialog.InputRequest", ["walking/ask_from"], 0),
        ("Dialog.API.Invoked", ["walking/ask_from"], 0),
        ("Display.ElementSelected", ["walking/ask_from"], 0),
        ("SomeOtherIntent", ["missed/start 1", "walking/ask_from"], 1),
    ],
)
def test_a_request_out_of_the_talk_leaves_open_what_is_open(request_type: str, said: list[str], missed: int) -> None:
    talk = by_name(asked="walk_from", onset="back", **CHECKED)
    assert talk.say(request_type).spoken() == said
    assert (talk.case.asked, talk.case.missed) == ("walk_from", missed)


@pytest.mark.parametrize(
    ("asked", "known", "intent", "slots"),
    [
        ("onset", {"told": True}, "DescribeIntent", {"Description": "can i go to the gym tonight"}),
        ("walk_from", CHECKED, "ReportPainIntent", {"Onset": "P1D", "Description": "can i go to the gym tonight"}),
        ("walk_from", CHECKED, "ReportPainIntent", {"Onset": "PT5M", "Description": "can i go to the gym tonight"}),
    ],
)
def test_a_question_is_no_answer_whatever_it_holds(
    asked: str, known: dict[str, Any], intent: str, slots: dict[str, str]
) -> None:
    talk = by_name(asked=asked, **known)
    turn = talk.say(intent, **slots)
    assert (turn.topic, turn.aspect) == ("return_to_exercise", "today")
    assert (talk.case.asked, talk.case.week) == (asked, None)


@pytest.mark.parametrize(
    ("part", "words", "then"),
    [
        ("saddle", "no numbness there but the dog wants out", "trouble_peeing"),
        ("saddle", "i'm not numb down there but it aches after gardening", "trouble_peeing"),
        ("legs", "my legs are not weak but it aches after gardening", "saddle"),
    ],
)
def test_a_sign_denied_by_name_is_denied_whatever_else_is_told(part: str, words: str, then: str) -> None:
    talk = by_name(told=True, unfolded=("emergency_signs",), asked=f"part:emergency_signs/{part}")
    turn = talk.say("DescribeIntent", Description=words)
    assert turn.spoken() == [f"safety_questions/emergency_signs/{then}/ask"]
    assert talk.case.denied == (part,)
    assert talk.case.asked == f"part:emergency_signs/{then}"
