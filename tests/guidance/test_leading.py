"""A move led by voice: its words and its pauses, as long as a hold lasts and no longer than a set may take."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.leading import (
    BREATH,
    LAST_OF_HOLD,
    LONGEST_PAUSE,
    LONGEST_SET,
    SECONDS_A_WORD,
    SETTLE,
    TURN,
    Beat,
    Move,
    Pause,
    move_of,
    script,
    seconds,
)
from skill.guidance.model import Constraint, Cues, Form, Step
from skill.guidance.rows import InMemory

LED = {
    "begin": "{count} times.", "begin_each": "{count} each side.", "again": "Again.", "last": "Last one.",
    "count": "{number}.", "two_more": "Two more.", "breathe": "Keep breathing.", "five_more": "Five more seconds.",
}  # fmt: skip
NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@pytest.fixture
def house() -> Content:
    """Content with the words of a set and nothing else."""
    content = Content(InMemory({"phrases.toml": {"led": LED, "numbers": NUMBERS, "tens": ["", ""]}}))
    content.constraints = {  # type: ignore[assignment]
        "chair": Constraint("chair", "", (), "", rules_out=("floor",)),
    }
    return content


MOVE = Move("Lie down.", "Lift.", "Lower.", "", "Now the other.", 5, 2, 3)


def heard(move: Move, content: Content) -> list[str | float]:
    """What is heard, a number for a pause."""
    return [beat.seconds if isinstance(beat, Pause) else beat for beat in script(move, content)]


def test_one_set_from_getting_into_place_to_the_last_count(house: Content) -> None:
    assert heard(MOVE, house) == [
        "Three times.", "Lie down.", SETTLE,
        "Lift.", 5, "Lower.", "One.", "Two more.", 2,
        "Again.", 5, "Lower.", "Two.", 2,
        "Last one.", "Again.", 5, "Lower.", "Three.",
    ]  # fmt: skip


def test_one_is_not_counted(house: Content) -> None:
    assert heard(replace(MOVE, repeats=1), house) == ["One times.", "Lie down.", SETTLE, "Lift.", 5, "Lower."]
    assert heard(replace(MOVE, repeats=2), house)[3:] == [
        "Lift.", 5, "Lower.", "One.", 2, "Last one.", "Again.", 5, "Lower.", "Two.",
    ]  # fmt: skip


def test_both_sides_one_after_the_other(house: Content) -> None:
    each = replace(MOVE, sides="each", repeats=1)
    assert heard(each, house) == [
        "One each side.", "Lie down.", SETTLE, "Lift.", 5, "Lower.", "Now the other.", TURN, "Lift.", 5, "Lower.",
    ]  # fmt: skip


def test_both_sides_in_turn(house: Content) -> None:
    in_turn = replace(MOVE, sides="alternate", repeats=2)
    assert heard(in_turn, house) == [
        "Two each side.", "Lie down.", SETTLE,
        "Lift.", 5, "Lower.", "Now the other.", 5, "Lower.", "One.", 2,
        "Last one.", "Lift.", 5, "Lower.", "Now the other.", 5, "Lower.", "Two.",
    ]  # fmt: skip


def hold(move: Move, content: Content) -> list[Beat]:
    """The hold of a move that is done once."""
    beats = list(script(replace(move, repeats=1), content))
    return beats[4:-1]


@pytest.mark.parametrize("lasts", [0, 5, 9])
def test_a_short_hold_is_a_pause(lasts: float, house: Content) -> None:
    assert hold(replace(MOVE, hold=lasts), house) == [Pause(lasts)]


@pytest.mark.parametrize("lasts", [9.1, 10, 15, 15.3, 20, 30, 45])
def test_a_long_hold_lasts_as_long_as_it_says(lasts: float, house: Content) -> None:
    beats = hold(replace(MOVE, hold=lasts), house)
    assert seconds(beats) == pytest.approx(lasts)
    pauses = [beat.seconds for beat in beats if isinstance(beat, Pause)]
    assert min(pauses) > 0 and max(pauses) <= LONGEST_PAUSE
    assert beats[-2:] == ["Five more seconds.", Pause(LAST_OF_HOLD)]


def test_what_is_said_in_a_long_hold(house: Content) -> None:
    spoken = 3 * SECONDS_A_WORD
    assert hold(replace(MOVE, hold=12), house) == [Pause(12 - 5 - spoken), "Five more seconds.", Pause(5)]
    left = pytest.approx(25 - 5 - spoken - 2 * (BREATH + 2 * SECONDS_A_WORD))
    assert [getattr(beat, "seconds", beat) for beat in hold(replace(MOVE, hold=25), house)] == [
        6, "Keep breathing.", 6, "Keep breathing.", left, "Five more seconds.", 5,
    ]  # fmt: skip


def test_how_long_it_takes_to_hear() -> None:
    assert (SECONDS_A_WORD, LONGEST_SET, LONGEST_PAUSE, SETTLE, TURN, BREATH, LAST_OF_HOLD) == (0.4, 80, 9, 4, 4, 6, 5)
    assert seconds(["Lift it now.", Pause(3), "Lower."]) == pytest.approx(3 * 0.4 + 3 + 0.4)
    assert seconds([]) == 0


def roll(**more: Any) -> Step:
    """A step of which only what is led matters."""
    nothing: Any = {field: "" for field in ("name", "say", "brief", "how", "why", "dose", "stop_rule", "review")}
    lists: Any = dict.fromkeys(("equipment", "not_if", "avoid_with", "sources"), ())
    led = Cues("Lie down.", "Lift.", "Lower.", "each", "Other side.", 3)
    return Step(
        **{"id": "roll", "led": led, "repeats": 3, "hold_seconds": 4, "needs": ("floor",)} | nothing | lists | more
    )


PLAIN = Move("Lie down.", "Lift.", "Lower.", "each", "Other side.", 4, 3, 3)
CHAIR = Form("On a chair.", ready="Sit.", go="Lean.", back="Up.", other="Turn.", repeats=2, hold_seconds=6)
EASIER = Form("Slower.", ready="Lie softly.", go="Lift a little.", repeats=1, hold_seconds=2)


def test_a_step_is_led_as_it_says(house: Content) -> None:
    assert move_of(roll(), Case(), house) == PLAIN
    assert move_of(roll(hold_seconds=None), Case(), house) == replace(PLAIN, hold=0)
    assert move_of(roll(led=None), Case(), house) is None
    assert move_of(roll(repeats=None), Case(), house) is None


def test_it_is_led_in_the_form_that_fits(house: Content) -> None:
    step = roll(forms={"chair": CHAIR, "easier": EASIER})
    on_a_chair, easier = Case(constraints=("chair",)), Case(levels=("roll:easier",))
    assert move_of(step, on_a_chair, house) == Move("Sit.", "Lean.", "Up.", "each", "Turn.", 6, 3, 2)
    assert move_of(step, easier, house) == replace(PLAIN, ready="Lie softly.", go="Lift a little.", hold=2, repeats=1)
    both = on_a_chair.but(levels=("roll:easier",))  # the words of the chair, the numbers of the easier one
    assert move_of(step, both, house) == Move("Sit.", "Lean.", "Up.", "each", "Turn.", 2, 3, 1)
    bare = roll(forms={"chair": Form("On a chair.")})
    assert move_of(bare, on_a_chair, house) == PLAIN


def test_a_set_has_as_many_as_there_is_time_for_and_one_at_least(house: Content) -> None:
    for repeats in range(1, 30):
        move = move_of(roll(repeats=repeats), Case(), house)
        assert move is not None
        assert 1 <= move.repeats <= repeats
        assert seconds(script(move, house)) <= LONGEST_SET or move.repeats == 1
        more = replace(move, repeats=move.repeats + 1)
        assert move.repeats == repeats or seconds(script(more, house)) > LONGEST_SET
    endless = move_of(roll(repeats=2, hold_seconds=100), Case(), house)
    assert endless and endless.repeats == 1
