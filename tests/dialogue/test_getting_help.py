"""What is told of getting help while an alarm stands: what it is, and what it is not."""

from __future__ import annotations

import pytest

from skill.guidance.aspects import fits, plain
from tests.dialogue.conversation import CONTENT, after, heard

UNDER_WAY = [
    "we're in the car now", "i'm on my way", "i've called them", "they're sending an ambulance",
    "the ambulance is here now", "my neighbor is driving me", "i'm at the hospital now",
]  # fmt: skip
NOT_UNDER_WAY = [
    "i'm not going to the hospital", "i can't call them", "should i call them", "i haven't called them",
    "my husband can't drive me", "i'm on my way home from the gym", "i was in the car when it started",
    "i'm in the car a lot for work", "i'll go to hospital tomorrow",
    "the doctor isn't here", "they're here to help me with the sofa",
]  # fmt: skip


def means(said: str) -> str:
    matters = CONTENT.alarm_help.values()
    return next((each.means for each in matters if any(fits(cue, plain(said)) for cue in each.cues)), "")


@pytest.mark.parametrize("said", UNDER_WAY)
def test_help_that_is_under_way_is_not_ordered_again(said: str) -> None:
    assert means(said) in ("called", "goes", "arrived")
    talk = after("my legs feel numb")
    turn = talk.hear(said)
    assert talk.case.called and talk.case.flags == ("both_legs",)
    assert "911" in heard(turn).partition(".")[0]
    assert not heard(turn).startswith("Call 911 first")


@pytest.mark.parametrize("said", NOT_UNDER_WAY)
def test_what_only_sounds_like_it_is_none(said: str) -> None:
    assert means(said) not in ("called", "goes", "arrived")


def test_a_pain_in_the_chest_is_not_driven() -> None:
    assert "may come to meet you" in heard(after("my chest hurts").hear("we're in the car now"))
    assert "go now" in heard(after("my legs feel numb").hear("we're in the car now"))
