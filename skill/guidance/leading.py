"""How a move is led by voice: its words and its pauses in order, made from what the step says of it.

What is said in a hold takes its time from the pauses in it, so that a hold of twenty seconds lasts twenty seconds. The
cues stand in the step, and the words that every set has in phrases.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from skill.guidance.case import Case
from skill.guidance.content import Content, fill
from skill.guidance.fitting import form_of, level_of
from skill.guidance.model import Step

SECONDS_A_WORD = 0.4
"""About 150 words a minute, as Alexa speaks."""
LONGEST_SET = 80
"""Seconds. While the device speaks nobody can answer it without calling it by its name: so a set is short."""
LONGEST_PAUSE = 9
"""Seconds; Alexa allows ten for one break."""
SETTLE, TURN, BREATH, LAST_OF_HOLD = 4, 4, 6, 5
"""Seconds to get into place, to change sides, for a slow breath, and at the end of a long hold."""


@dataclass(frozen=True)
class Pause:
    """Nothing is said for so many seconds."""

    seconds: float


Beat = str | Pause
"""A sentence, or a pause."""


@dataclass(frozen=True)
class Move:
    """What is led: a step in the form this person does it."""

    ready: str
    go: str
    back: str
    sides: str
    other: str
    hold: float
    rest: float
    repeats: int


def move_of(step: Step, case: Case, content: Content) -> Move | None:
    """How this step is led for this person; None where there is nothing to count."""
    cues = step.led
    if cues is None or step.repeats is None:
        return None
    move = Move(cues.ready, cues.go, cues.back, cues.sides, cues.other, step.hold_seconds or 0, cues.rest_seconds,
                step.repeats)  # fmt: skip
    place, level = form_of(step, case, content), level_of(step, case)
    for form in filter(None, (place, level)):
        # the words of an easier one are for the step as it is; on a chair only its numbers count
        words = {} if form is level and place else {word: getattr(form, word) for word in WORDS if getattr(form, word)}
        move = replace(move, **words, hold=form.hold_seconds or move.hold, repeats=form.repeats or move.repeats)
    return _in_time(move, content)


WORDS = ("ready", "go", "back", "other")


def _in_time(move: Move, content: Content) -> Move:
    """The same with as many repeats as a set has time for, and one at least."""
    while move.repeats > 1 and seconds(script(move, content)) > LONGEST_SET:
        move = replace(move, repeats=move.repeats - 1)
    return move


def seconds(beats: Iterable[Beat]) -> float:
    """How long it takes to hear."""
    return sum(beat.seconds if isinstance(beat, Pause) else _spoken(beat) for beat in beats)


def _spoken(words: str) -> float:
    return len(words.split()) * SECONDS_A_WORD


def script(move: Move, content: Content) -> Iterator[Beat]:
    """One set, from getting into place to the last count."""
    begin = content.phrase("led.begin_each" if move.sides else "led.begin")
    yield fill(begin, {"count": content.number(move.repeats).capitalize()})
    yield move.ready
    yield Pause(SETTLE)
    yield from _one_side(move, content)
    if move.sides == "each":
        yield move.other
        yield Pause(TURN)
        yield from _one_side(move, content)


def _one_side(move: Move, content: Content) -> Iterator[Beat]:
    again = replace(move, go=content.phrase("led.again"))  # nobody needs to hear it all five times
    for number in range(1, move.repeats + 1):
        if number == move.repeats > 1:
            yield content.phrase("led.last")
        yield from _once(move if number == 1 or move.sides == "alternate" else again, content)
        if move.repeats > 1:
            yield fill(content.phrase("led.count"), {"number": content.number(number).capitalize()})
        if move.repeats - number == 2:
            yield content.phrase("led.two_more")
        if number < move.repeats:
            yield Pause(move.rest)


def _once(move: Move, content: Content) -> Iterator[Beat]:
    for go in (move.go, move.other) if move.sides == "alternate" else (move.go,):
        yield go
        yield from _hold(move.hold, content)
        yield move.back


def _hold(lasts: float, content: Content) -> Iterator[Beat]:
    """A pause; in a long one a word to go on breathing, and how long it still is."""
    if lasts <= LONGEST_PAUSE:
        yield Pause(lasts)
        return
    breathe, soon = content.phrase("led.breathe"), content.phrase("led.five_more")
    left = lasts - LAST_OF_HOLD - _spoken(soon)
    while left > LONGEST_PAUSE:
        yield Pause(BREATH)
        yield breathe
        left -= BREATH + _spoken(breathe)
    yield Pause(left)
    yield soon
    yield Pause(LAST_OF_HOLD)
