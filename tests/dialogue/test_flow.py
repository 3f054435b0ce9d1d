"""Where a turn goes: nothing goes on before the safety check, and what was interrupted comes back."""

from __future__ import annotations

from tests.dialogue.conversation import after, heard

UNCLEAR = "my legs are like jelly"


def test_an_unclear_sign_that_was_interrupted_is_asked_before_the_steps() -> None:
    talk = after("pain after lifting", UNCLEAR, "it hurts when i do that")
    assert talk.case.asked == "clarify:both_legs"
    talk = after("pain after lifting", "no", "no", UNCLEAR, "it hurts when i do that")
    assert talk.case.asked == "safety:leg_signs"
    assert talk.hear("no").asked == "clarify:both_legs"
    assert talk.hear("no").step is not None


def test_a_check_that_waited_and_was_answered_meanwhile_is_not_asked_again() -> None:
    talk = after("pain", UNCLEAR, "my legs feel numb", "that's not what i meant", "no")
    assert talk.case.asked == "safety:emergency_signs"
    assert talk.case.waiting == ()


def test_a_safety_question_outlasts_a_timer_and_a_no_to_it() -> None:
    talk = after("pain", "set a timer")
    assert (talk.case.asked, talk.case.waiting) == ("duration", ("safety:emergency_signs",))
    turn = talk.hear("no")
    assert talk.case.asked == "safety:emergency_signs"
    assert "Numbness between the legs" in heard(turn)
