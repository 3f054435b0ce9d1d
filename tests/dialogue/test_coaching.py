"""Back to sport, three questions about a pain, walking, and how many words come before the first step."""

from __future__ import annotations

import pytest

from skill.dialogue.memory import Memory
from skill.dialogue.record import Record
from tests.dialogue.conversation import CONTENT, Conversation, Device, Shelf, after, heard

ACTIVITIES = list(CONTENT.activities)


def on_the_way_back(activity: str) -> Conversation:
    """Somebody whose pain after this has gone, and who wants to go back to it."""
    talk = Conversation()
    talk.say("ReportPainIntent", Activity=(activity, activity))
    talk.hear("no", "no")
    talk.say("HowIsItIntent", Trend=("gone", "gone"))
    talk.hear("yes")
    return talk


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_the_ladder_back_to_every_activity(activity: str) -> None:
    """The gates as questions, then about half or the easiest there is, and then the rule of the next morning."""
    talk = on_the_way_back(activity)
    asked = [talk.case.asked]
    for gate in CONTENT.gates.values():
        turn = talk.hear(gate.passes)
        asked.append(talk.case.asked)
    assert asked[:-1] == [f"gate:{id}" for id in CONTENT.gates]
    assert turn.step and turn.step.id == "return_slowly"
    assert turn.words(CONTENT.activity(activity).back_to_it) in heard(turn)
    assert "next morning" in heard(turn)


@pytest.mark.parametrize("activity", ACTIVITIES)
@pytest.mark.parametrize("at", range(len(CONTENT.gates)))
@pytest.mark.parametrize("unsure", [False, True])
def test_whoever_does_not_pass_a_gate_hears_what_comes_first(activity: str, at: int, unsure: bool) -> None:
    talk, gates = on_the_way_back(activity), list(CONTENT.gates.values())
    for gate in gates[:at]:
        talk.hear(gate.passes)
    turn = talk.hear("not sure" if unsure else {"yes": "no", "no": "yes"}[gates[at].passes])
    assert turn.words(gates[at].otherwise) in heard(turn)
    assert turn.words(CONTENT.activity(activity).back_to_it) not in heard(turn)
    assert "return_slowly" not in talk.case.steps


def test_every_way_back_begins_with_less() -> None:
    less = ("half", "five", "ten seconds", "one minute")
    for activity in CONTENT.activities.values():
        assert any(word in activity.back_to_it for word in less), activity.id


def test_the_words_before_the_first_step_for_somebody_who_wants_nothing_else() -> None:
    """Three turns and eighty five words at most, with a memory, timers and reminders at hand as without them."""
    for more in ({}, {"device": Device(), "memory": Memory(record=Shelf())}):
        talk = Conversation(**more)
        words = 0
        for said in ("pain after lifting", "no", "no"):
            turn = talk.hear(said)
            words += len(heard(turn).split())
        first_step = heard(turn).partition("Step one.")[2]
        assert turn.step and words - len(first_step.split()) <= 85


# --- three questions about a pain ---


def asked_about(*answers: str) -> Conversation:
    """Somebody in the steps who wants the three questions."""
    talk = after("pain", "no", "no", "not sure")
    talk.case = talk.case.but(asked="offer:picture")
    talk.hear("yes", *answers)
    return talk


@pytest.mark.parametrize(
    ("answers", "kind", "fits"),
    [
        (("yes",), "nerve", "This fits pain from a touchy nerve"),
        (("not sure",), "nerve", "This fits pain from a touchy nerve"),
        (("no", "yes"), "strain", "This fits a strain"),
        (("no", "no", "yes"), "soreness", "This fits plain soreness"),
        (("no", "not sure", "yes"), "soreness", "This fits plain soreness"),
        (("no", "no", "no"), "strain", "doesn't fit one kind"),
    ],
)
def test_three_questions_say_what_a_pain_fits(answers: tuple[str, ...], kind: str, fits: str) -> None:
    talk = asked_about(*answers)
    assert talk.case.kind == kind
    assert fits in " ".join(talk.last["sentences"])


def test_no_picture_says_what_somebody_has() -> None:
    for picture in CONTENT.pictures.values():
        assert picture.fits.startswith("This fits ") and "you have" not in picture.fits


def test_pain_down_a_leg_is_noted_and_changes_the_steps() -> None:
    talk = asked_about("yes")
    assert "sciatica" in talk.case.flags
    flags = set(talk.case.flags)
    assert not [id for id in talk.case.steps[1:] if flags & set(CONTENT.step(id).avoid_with)]


# --- walking ---


def walking(kept: Record | None = None) -> Conversation:
    return Conversation(device=Device(), memory=Memory(record=Shelf(kept)))


def test_no_week_before_the_check_is_answered() -> None:
    talk = walking()
    talk.say("WalkingIntent", Walk=("start", "start"))
    assert talk.case.asked == "safety:emergency_signs"
    talk.say("WalkingIntent", Easy="PT10M")
    assert talk.case.asked == "safety:emergency_signs" and talk.case.week is None
    talk.hear("no", "no")
    assert talk.case.asked == "walk_from"


def test_a_sign_in_the_check_ends_it() -> None:
    talk = walking(Record(week=5))
    turn = talk.hear("i can not feel my legs")
    assert turn.urgency == "emergency"
    assert talk.memory.kept and talk.memory.kept.week == 0


@pytest.mark.parametrize(("said", "week"), [("10", 5), ("99", 13), ("2", 1)])
def test_a_bare_number_is_minutes(said: str, week: int) -> None:
    talk = walking()
    talk.say("WalkingIntent", Walk=("start", "start"))
    talk.hear("no", "no")
    talk.say("HowIsItIntent", Score=said)
    assert talk.case.week == week


def test_how_long_it_has_hurt_is_not_how_long_one_can_walk() -> None:
    talk = walking()
    talk.say("WalkingIntent", Walk=("start", "start"))
    talk.hear("no", "no")
    talk.say("ReportPainIntent", Onset="P2W")
    assert not talk.case.week


@pytest.mark.parametrize(("how", "week"), [("done", 6), ("missed", 3), ("sore", 3)])
def test_how_the_week_went_is_kept(how: str, week: int) -> None:
    talk = walking(Record(week=5))
    talk.hear("hello")
    assert talk.case.asked == "walk"
    talk.say("WalkingIntent", Walk=(how, how))
    assert talk.memory.kept and talk.memory.kept.week == week


def test_nothing_is_kept_of_the_week_without_a_yes() -> None:
    talk = walking()
    talk.say("WalkingIntent", Walk=("start", "start"))
    talk.hear("no", "no", "not sure")
    assert (talk.case.week, talk.case.asked) == (1, "remember")
    talk.hear("no")
    assert talk.memory.kept is None
