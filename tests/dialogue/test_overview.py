"""The plan at a glance: its steps, how long they take, tomorrow, the week, how they are doing, and what is done."""

from __future__ import annotations

from typing import Any

import pytest

from skill.dialogue.record import Record
from tests.dialogue.by_name import CHECKED, by_name
from tests.dialogue.conversation import Conversation

STEPS = ("ease_off", "cold_pack", "knee_rolls", "keep_walking", "watch_and_check")
BACK = "steps/back (number=one)"


def in_steps(kept: Record | None = None, **known: Any) -> Conversation:
    """Somebody in these steps, whose pain is fresh."""
    return by_name(kept, **{"onset": "fresh", "steps": STEPS, **CHECKED, **known})


def part(of: str) -> dict[str, Any]:
    return {"Part": (of, of)}


@pytest.mark.parametrize("slots", [{}, part("something"), {"Part": "odd"}])
def test_all_the_steps_by_name(slots: dict[str, Any]) -> None:
    turn = in_steps().say("PlanOverviewIntent", **slots)
    named = "Easing off, cold pack, knee rolls, walking and what to watch for"
    assert turn.spoken() == [f"steps/overview (count=Five, names={named})", BACK]


@pytest.mark.parametrize("slots", [{}, part("tomorrow"), part("week"), {"Length": "how long"}])
def test_before_the_steps_it_goes_on_with_the_check(slots: dict[str, Any]) -> None:
    turn = by_name(told=True).say("PlanOverviewIntent", **slots)
    assert turn.spoken() == ["safety/first", "safety_questions/emergency_signs/ask"]


# --- how long ---


@pytest.mark.parametrize(
    ("steps", "at", "said"),
    [
        (STEPS, 0, "steps/length_timed (length=twenty three minutes, timed=twenty minutes)"),
        (STEPS, 3, "steps/length_timed (length=six minutes, timed=five minutes)"),
        (STEPS, 4, "steps/length (length=a minute)"),
        (("warmth", "keep_walking"), 0, "steps/length_timed (length=twenty one minutes, timed=twenty minutes)"),
        (("ease_off",) * 6, 0, "steps/length (length=two minutes)"),
        (("ease_off",) * 13, 0, "steps/length (length=four minutes)"),
        (("ease_off",) * 6, 4, "steps/length (length=a minute)"),
    ],
)
def test_how_long_it_takes_from_here(steps: tuple[str, ...], at: int, said: str) -> None:
    turn = in_steps(steps=steps, at=at).say("PlanOverviewIntent", Length="how long")
    assert turn.spoken()[0] == said


# --- what is to come ---


@pytest.mark.parametrize(
    ("onset", "names"),
    [
        ("fresh", "walking, cold or warmth and knee rolls"),
        ("days", "warmth, knee rolls and walking"),
        ("back", "going back to it, warming up and bird dog"),
    ],
)
def test_the_steps_of_tomorrow(onset: str, names: str) -> None:
    turn = in_steps(onset=onset).say("PlanOverviewIntent", **part("tomorrow"))
    assert turn.spoken() == [f"course/tomorrow (names={names})", BACK]


def test_tomorrow_is_another_part_of_the_course_where_this_one_ends() -> None:
    turn = in_steps(began="2026-11-21").say("PlanOverviewIntent", **part("tomorrow"))
    assert turn.spoken()[0] == "course/tomorrow (names=warmth, knee rolls and walking)"


@pytest.mark.parametrize(
    ("onset", "said"),
    [
        (
            "fresh",
            [
                "course/first (name=easy walks, and cold or warmth)",
                "course/from_day (name=warmth, and more moving, number=three)",
                "course/from_day (name=a bit more each day, and training around it, number=five)",
                "course/see",
            ],
        ),
        (
            "week",
            [
                "course/first (name=a bit more each day, and training around it)",
                "course/from_day (name=building up with stronger moves, number=nine)",
                "course/see",
            ],
        ),
        ("longer", ["course/first (name=little and often, along with whoever sees you about it)", "course/see"]),
        ("back", ["course/first (name=the way back, a small step at a time)"]),
    ],
)
def test_the_week_to_come(onset: str, said: list[str]) -> None:
    turn = in_steps(onset=onset).say("PlanOverviewIntent", **part("week"))
    assert turn.spoken() == [*said, BACK]


# --- how they are doing ---


@pytest.mark.parametrize(
    ("kept", "trend", "said"),
    [
        (None, "", "course/compare"),
        (Record(), "", "course/compare"),
        (None, "worse", "course/compared/worse"),
        (Record(trend="better"), "", "course/compared/better"),
        (Record(trend="better"), "same", "course/compared/same"),
        (Record(trend="gone"), "", "course/compared/gone"),
    ],
)
def test_how_they_are_doing_next_to_last_time(kept: Record | None, trend: str, said: str) -> None:
    talk = by_name(kept, trend=trend)
    assert talk.say("PlanOverviewIntent", **part("progress")).spoken() == [said]
    assert talk.case.asked == "what"


def test_how_they_are_doing_leaves_open_what_is_open() -> None:
    talk = in_steps(asked="next")
    talk.say("PlanOverviewIntent", **part("progress"))
    assert talk.case.asked == "next"


def test_in_the_check_nobody_asks_how_they_are_doing() -> None:
    talk = by_name(told=True, asked="safety:emergency_signs")
    turn = talk.say("PlanOverviewIntent", **part("progress"))
    assert talk.case.asked == "safety:emergency_signs"
    assert "course/compare" not in turn.spoken()


# --- what is done ---


@pytest.mark.parametrize("slots", [{}, {"TimedStep": ("that", "ease_off")}, {"Stretch": "something odd"}])
def test_the_step_at_hand_is_done(slots: dict[str, Any]) -> None:
    talk = in_steps()
    turn = talk.say("AlreadyDoneIntent", **slots)
    assert turn.spoken()[:3] == ["steps/already", "steps/number (number=two)", "steps/cold_pack/say"]
    assert (talk.case.at, talk.case.steps, talk.case.left_out) == (1, STEPS, ())


@pytest.mark.parametrize("slot", ["TimedStep", "AlsoStep", "Stretch"])
@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("knee_rolls", "knee_rolls"),
        ("keep_walking", "keep_walking"),
        ("warmth", "cold_pack"),
        ("cold_pack", "cold_pack"),
    ],
)
def test_a_step_to_come_that_is_done_does_not_come(slot: str, said: str, done: str) -> None:
    talk = in_steps()
    turn = talk.say("AlreadyDoneIntent", **{slot: ("that", said)})
    assert turn.spoken() == ["steps/already_others", BACK]
    assert talk.case.left_out == (done,)
    assert talk.case.at == 0 and talk.case.steps[0] == "ease_off" and done not in talk.case.steps


def test_the_step_at_hand_and_another_are_done() -> None:
    talk = in_steps()
    turn = talk.say("AlreadyDoneIntent", TimedStep=("this", "ease_off"), AlsoStep=("the walk", "keep_walking"))
    assert turn.spoken()[0] == "steps/already"
    assert (talk.case.at, talk.case.left_out) == (1, ("keep_walking",))
    assert talk.case.steps[0] == "ease_off" and "keep_walking" not in talk.case.steps


def test_few_words_for_who_wants_few() -> None:
    turn = in_steps(brief=True).say("AlreadyDoneIntent")
    assert turn.spoken()[0] == "steps/number (number=two)"


def test_nothing_is_done_before_there_are_steps() -> None:
    turn = by_name(told=True).say("AlreadyDoneIntent")
    assert turn.spoken() == ["safety/first", "safety_questions/emergency_signs/ask"]
