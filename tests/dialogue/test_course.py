"""Another day: which day it is, how it is since, and what comes of every answer to that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from skill.dialogue.record import Record
from tests.dialogue.by_name import by_name
from tests.dialogue.conversation import SUNDAY_AT_NINE, Conversation

STEPS = ("ease_off", "cold_pack", "knee_rolls", "watch_and_check")
CHECK = ["course/check", "safety_questions/emergency_signs/ask"]
OFFER = "Shall I set you up with a walking plan, week by week?"


def kept(days: int = 2, trend: str = "") -> Record:
    """What is kept of somebody whose pain began so many days ago."""
    began = (SUNDAY_AT_NINE - timedelta(days=days)).date().isoformat()
    return Record(steps=STEPS, at=4, began=began, trend=trend)


def back_on(days: int = 2, trend: str = "") -> Conversation:
    """Somebody who comes back so many days after it began."""
    talk = by_name(kept(days, trend))
    talk.hear("hello")
    return talk


def trend(said: str) -> dict[str, Any]:
    return {"Trend": (said, said)}


# --- welcome back ---


@pytest.mark.parametrize(
    ("days", "welcome"),
    [
        (0, "course/day (number=one)"),
        (1, "course/day (number=two)"),
        (13, "course/day (number=fourteen)"),
        (14, "course/week (number=three)"),
        (20, "course/week (number=three)"),
        (21, "course/week (number=four)"),
    ],
)
def test_which_day_or_week_it_is(days: int, welcome: str) -> None:
    turn = by_name(kept(days)).hear("hello")
    assert turn.spoken() == [welcome, "course/ask"]


@pytest.mark.parametrize(
    ("before", "question"), [("", "ask"), ("better", "ask"), ("same", "ask"), ("gone", "ask_gone")]
)
def test_it_asks_otherwise_where_it_had_gone(before: str, question: str) -> None:
    talk = back_on(trend=before)
    assert (talk.case.asked, talk.last["question"]) == ("course", f"course/{question}")


# --- how it is ---


@pytest.mark.parametrize(
    ("intent", "slots", "said", "noted"),
    [
        ("HowIsItIntent", trend("better"), ["trend/better", *CHECK], "better"),
        ("HowIsItIntent", trend("same"), ["course/same", *CHECK], "same"),
        ("HowIsItIntent", trend("worse"), ["course/worse", *CHECK], "worse"),
        ("HowIsItIntent", trend("gone"), ["trend/gone", "trend/way_back (name=exercise)"], "gone"),
        ("HowIsItIntent", {"Score": "7"}, CHECK, ""),
        (
            "HowIsItIntent",
            {"Score": "4", "WasScore": "6"},
            ["trend/down (points=Two)", "trend/better", *CHECK],
            "better",
        ),
        ("ReportPainIntent", {"BodyArea": "lower back"}, ["course/same", *CHECK], "same"),
        ("ReportPainIntent", {"Severity": ("a bit", "mild")}, ["course/same", *CHECK], "same"),
        ("ReportPainIntent", {"Severity": ("really bad", "severe")}, ["course/worse", *CHECK], "worse"),
    ],
)
def test_a_word_on_how_it_is_and_then_the_check(
    intent: str, slots: dict[str, Any], said: list[str], noted: str
) -> None:
    talk = back_on()
    turn = talk.say(intent, **slots)
    assert turn.spoken() == said
    assert (talk.case.trend, talk.case.returning, talk.case.told, talk.case.flags) == (noted, True, True, ())


@pytest.mark.parametrize("said", ["not sure", "okay", "next"])
def test_who_does_not_say_how_it_is_goes_on_all_the_same(said: str) -> None:
    talk = back_on()
    assert talk.hear(said).spoken() == CHECK
    assert (talk.case.trend, talk.case.returning, talk.case.told) == ("", True, True)


def test_a_yes_names_none_of_the_three() -> None:
    talk = back_on()
    assert talk.hear("yes").spoken() == ["course/ask"]
    assert not talk.case.told


def test_a_no_is_somebody_who_comes_for_something_else() -> None:
    talk = back_on()
    assert talk.hear("no").spoken() == ["what/ask"]
    assert (talk.case.asked, talk.case.told) == ("what", False)


@pytest.mark.parametrize(
    "slots",
    [{"Onset": "P2D"}, {"Activity": ("lifting", "lifting")}, {"Activity": ("lifting", "lifting"), "Onset": "P2D"}],
)
def test_another_time_or_activity_is_another_story(slots: dict[str, Any]) -> None:
    talk = back_on()
    turn = talk.say("ReportPainIntent", **slots)
    assert turn.spoken() == ["safety/first", "safety_questions/emergency_signs/ask"]
    assert not talk.case.returning


@pytest.mark.parametrize(
    ("days", "onset"),
    [(0, "fresh"), (1, "fresh"), (2, "days"), (4, "week"), (8, "fortnight"), (15, "weeks"), (43, "longer")],
)
def test_the_steps_are_those_of_the_day(days: int, onset: str) -> None:
    talk = back_on(days)
    talk.hear("not sure", "no")
    turn = talk.hear("no")
    assert talk.case.onset == onset
    assert talk.content.course[onset].today in turn.spoken()
    assert turn.step and talk.case.at == 0


@pytest.mark.parametrize(
    ("days", "before", "now", "too_long"),
    [
        (13, "", "same", False),
        (14, "", "same", True),
        (6, "same", "same", False),
        (7, "same", "same", True),
        (7, "worse", "same", True),
        (7, "better", "same", False),
        (3, "", "worse", False),
        (4, "", "worse", True),
        (1, "worse", "worse", True),
        (30, "", "better", False),
    ],
)
def test_what_stays_too_long_is_for_somebody_to_look_at(days: int, before: str, now: str, too_long: bool) -> None:
    talk = back_on(days, before)
    turn = talk.say("HowIsItIntent", **trend(now))
    assert talk.case.flags == (("not_improving",) if too_long else ())
    comfort = [] if too_long else ["trend/better" if now == "better" else f"course/{now}"]
    assert turn.spoken() == [*comfort, *CHECK]


@pytest.mark.parametrize(("kind", "too_long"), [(None, False), ("strain", False), ("soreness", True), ("nerve", True)])
def test_how_long_is_too_long_depends_on_what_the_pain_is_like(kind: str | None, too_long: bool) -> None:
    talk = back_on(7)
    talk.case = talk.case.but(kind=kind)
    talk.say("HowIsItIntent", **trend("same"))
    assert ("not_improving" in talk.case.flags) == too_long


def test_a_question_on_the_way_leads_back_to_how_it_is() -> None:
    talk = back_on()
    turn = talk.say("IceOrHeatIntent")
    assert (turn.topic, turn.question, talk.case.asked) == ("ice_or_heat", "course/ask", "course")


@pytest.mark.parametrize(("score", "asked"), [("7", "safety:emergency_signs"), ("8", "clarify:severe_pain")])
@pytest.mark.parametrize("before", ["", "gone"])
def test_a_number_as_high_as_that_is_made_sure_of(score: str, asked: str, before: str) -> None:
    talk = back_on(trend=before)
    turn = talk.say("HowIsItIntent", Score=score, **trend("worse"))
    assert talk.case.asked == asked
    assert (turn.spoken() == ["clarify/ambiguous", "red_flags/severe_pain/ask"]) == (score == "8")
    assert (talk.case.told, talk.case.returning, talk.case.trend) == (True, True, "worse")


# --- told without being asked ---


def test_how_it_is_told_before_a_hello_is_the_answer() -> None:
    talk = by_name(kept())
    turn = talk.say("HowIsItIntent", **trend("same"))
    assert turn.spoken() == ["course/same", *CHECK]


def test_how_it_is_is_of_the_pain_that_was_told_today() -> None:
    talk = by_name(kept(), told=True, cleared=("emergency_signs", "today_signs"))
    turn = talk.say("HowIsItIntent", **trend("same"))
    assert turn.spoken() == ["trend/same", "what/else"]
    assert not talk.case.returning


def test_how_it_is_is_of_the_steps_that_are_under_way() -> None:
    talk = by_name(kept(), steps=STEPS, at=2)
    talk.say("HowIsItIntent", **trend("better"))
    assert (talk.case.steps, talk.case.returning) == (STEPS, False)


# --- the morning after they went back to it ---


@pytest.mark.parametrize("said", ["yes", "okay"])
def test_still_good_is_a_little_more_next_time(said: str) -> None:
    talk = back_on(12, "gone")
    assert talk.hear(said).spoken() == ["course/morning_good", OFFER]
    assert (talk.case.trend, talk.case.asked) == ("gone", "offer:walking")


@pytest.mark.parametrize("now", ["better", "gone"])
def test_good_in_other_words_is_the_same(now: str) -> None:
    talk = back_on(12, "gone")
    assert talk.say("HowIsItIntent", **trend(now)).spoken() == ["course/morning_good", OFFER]
    assert talk.case.trend == "gone"


def test_sore_again_is_a_step_back_and_the_check() -> None:
    talk = back_on(12, "gone")
    assert talk.hear("no").spoken() == ["course/morning_sore", *CHECK]
    assert (talk.case.trend, talk.case.onset, talk.case.returning) == ("same", "fortnight", True)


@pytest.mark.parametrize("now", ["same", "worse"])
def test_sore_again_in_other_words_is_the_same(now: str) -> None:
    talk = back_on(12, "gone")
    assert talk.say("HowIsItIntent", **trend(now)).spoken() == ["course/morning_sore", *CHECK]
    assert talk.case.trend == now


def test_the_walking_plan_is_not_offered_to_who_has_one() -> None:
    talk = back_on(12, "gone")
    talk.case = talk.case.but(week=3)
    assert talk.hear("yes").spoken() == ["course/morning_good", "what/else"]


def test_what_was_deleted_meanwhile_is_asked_about_no_more() -> None:
    talk = back_on(12, "gone")
    talk.memory.kept = None
    for said in ("not sure", "okay", "yes", "no"):
        talk.case = talk.case.but(asked="course", told=False)
        assert "morning" not in " ".join(talk.hear(said).spoken())
        assert not talk.case.told
