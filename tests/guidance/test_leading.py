"""Every led set is as long as its parts say, inside Alexa's limits, and short."""

from __future__ import annotations

import re
from itertools import product

import pytest

from skill.alexa.speech import MOST_CHARACTERS, heard, ssml
from skill.guidance.case import Case
from skill.guidance.content import default_content
from skill.guidance.leading import LONGEST_SET, SECONDS_A_WORD, SETTLE, TURN, Move, Pause, move_of, script, seconds

CONTENT = default_content()
LED = [step for step in CONTENT.steps.values() if step.led]
CASES = [
    *(Case(constraints=(id,)) for id in ("no_roller", "chair", "standing", "in_bed", "wheelchair", "older")),
    *(Case(levels=tuple(f"{step.id}:{level}" for step in LED)) for level in ("easier", "harder")),
    Case(),
]
SETS = [(step.id, case, move) for step, case in product(LED, CASES) if (move := move_of(step, case, CONTENT))]
MOST_BREAK, MOST_AUDIO = 10, 240
"""Seconds: what Alexa allows in one break, and of audio in one answer."""
LONGEST_HOLDS = 95
"""Seconds a set takes where even one hold a side is longer than a set should be."""


def named(move: tuple[str, Case, Move]) -> str:
    return f"{move[0]} {' '.join((*move[1].constraints, *(level.split(':')[1] for level in move[1].levels[:1])))}"


def parts(move: Move) -> float:
    """How long a set should take, from the numbers of the step alone: its words, its holds and its rests."""
    sides = 2 if move.sides else 1
    holds = move.hold * move.repeats * sides
    rests = move.rest * (move.repeats - 1) * (2 if move.sides == "each" else 1)
    return holds + rests + SETTLE + (TURN if move.sides == "each" else 0)


def test_every_stretch_is_led_and_the_breathing_too() -> None:
    assert {step.id for step in LED} >= {step.id for step in CONTENT.stretches} | {"slow_breathing", "roll_hips"}


@pytest.mark.parametrize("led", SETS, ids=map(named, SETS))
def test_a_set_is_as_long_as_its_parts_say(led: tuple[str, Case, Move]) -> None:
    _, _, move = led
    beats = list(script(move, CONTENT))
    spoken_in_holds = (CONTENT.phrase("led.breathe"), CONTENT.phrase("led.five_more"))
    words = sum(len(beat.split()) for beat in beats if isinstance(beat, str) and beat not in spoken_in_holds)
    told = parts(move) + words * SECONDS_A_WORD
    assert seconds(beats) == pytest.approx(told, rel=0.1)


@pytest.mark.parametrize("led", SETS, ids=map(named, SETS))
def test_a_set_is_inside_the_limits_of_alexa(led: tuple[str, Case, Move]) -> None:
    _, _, move = led
    beats = list(script(move, CONTENT))
    spoken = ssml(beats)
    pauses = [int(found) / 1000 for found in re.findall(r'<break time="(\d+)ms"/>', spoken)]
    assert pauses == [pytest.approx(beat.seconds, abs=0.001) for beat in beats if isinstance(beat, Pause)]
    assert max(pauses) <= MOST_BREAK
    assert len(spoken) < MOST_CHARACTERS
    lasts = sum(pauses) + len(heard(spoken).split()) * SECONDS_A_WORD
    assert lasts < MOST_AUDIO
    assert lasts <= LONGEST_SET or (move.repeats == 1 and lasts <= LONGEST_HOLDS)


@pytest.mark.parametrize("led", SETS, ids=map(named, SETS))
def test_a_hold_lasts_as_long_as_it_should(led: tuple[str, Case, Move]) -> None:
    """From the cue into it to the cue out of it, whatever is said meanwhile."""
    _, _, move = led
    cues = {move.go, CONTENT.phrase("led.again"), CONTENT.phrase("led.last"), *filter(None, [move.other])}
    lasted, held = None, []
    for beat in script(move, CONTENT):
        if beat == move.back and lasted is not None:
            held.append(lasted)
            lasted = None
        elif isinstance(beat, str) and beat in cues:
            lasted = 0.0
        elif lasted is not None:
            lasted += beat.seconds if isinstance(beat, Pause) else len(beat.split()) * SECONDS_A_WORD
    assert len(held) == move.repeats * (2 if move.sides else 1)
    assert held == [pytest.approx(move.hold, rel=0.1)] * len(held)


def test_the_last_ones_are_counted_down_and_the_sides_change() -> None:
    move = move_of(CONTENT.step("bird_dog"), Case(), CONTENT)
    assert move
    said = [beat for beat in script(move, CONTENT) if isinstance(beat, str)]
    assert said.count("Two more.") == 2
    assert said.count("Last one.") == 2
    assert said.count("Now the other side.") == 1


def test_a_set_on_a_chair_speaks_of_the_chair() -> None:
    move = move_of(CONTENT.step("pelvic_tilt"), Case(constraints=("chair",)), CONTENT)
    assert move
    said = " ".join(beat for beat in script(move, CONTENT) if isinstance(beat, str))
    assert "Sit tall" in said
    assert "Lie on your back" not in said
