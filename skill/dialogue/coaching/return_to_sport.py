"""Back to sport: what comes before it, one question at a time, and only then how."""

from __future__ import annotations

from skill.dialogue import steps
from skill.dialogue.turn import Then, Turn
from skill.guidance.model import Gate, Step

GATE = "gate"


def left(turn: Turn, step: Step | None) -> Gate | None:
    """The next question that comes before this step; None where nothing stands before it any more."""
    gates = step.gates if step else ()
    return next((turn.content.gates[id] for id in gates if id not in turn.case.passed), None)


def ask(turn: Turn, gate: Gate) -> Then:
    """Asks it; before the first a word what it is for."""
    if not turn.case.passed and turn.open.kind != GATE:
        turn.say("gates.intro", name=turn.content.activity(turn.case.activity).name)
    turn.step = steps.current(turn)
    return turn.ask(f"{GATE}:{gate.id}", gate.ask)


def ask_again(turn: Turn, about: str) -> Then:
    """Back to it after a detour."""
    turn.step = steps.current(turn)
    return turn.ask(f"{GATE}:{about}", turn.content.gates[about].ask)


def is_due(turn: Turn, about: str) -> bool:
    """Whether it is what stands before the current step."""
    gate = left(turn, steps.current(turn))
    return gate is not None and gate.id == about


def yes(turn: Turn) -> Then:
    """A plain yes."""
    return _answered(turn, "yes")


def no(turn: Turn) -> Then:
    """A plain no."""
    return _answered(turn, "no")


def unsure(turn: Turn) -> Then:
    """Not sure counts as not yet."""
    return _not_yet(turn)


def _answered(turn: Turn, answer: str) -> Then:
    gate = turn.content.gates[turn.open.about]
    if answer != gate.passes:
        return _not_yet(turn)
    turn.case = turn.case.adding(passed=(gate.id,))
    return Then.SPEAK_STEP


def _not_yet(turn: Turn) -> Then:
    """Says what comes first, and goes on without that step."""
    gate, step = turn.content.gates[turn.open.about], steps.current(turn)
    turn.say_words(gate.otherwise)
    turn.say("gates.not_yet")
    turn.case = turn.case.but(passed=())
    if step is None:
        return Then.ASK_AGAIN
    others = tuple(id for id in turn.case.steps if id != step.id)
    turn.case = turn.case.but(steps=others).adding(left_out=(step.id,))
    return Then.SPEAK_STEP
