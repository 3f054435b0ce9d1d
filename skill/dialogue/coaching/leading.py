"""Do it with me: the current move, or the one that was just explained, led with counts and pauses."""

from __future__ import annotations

from skill.dialogue import steps
from skill.dialogue.coaching import progress
from skill.dialogue.turn import Then, Turn
from skill.guidance.leading import Pause, move_of, script


def lead(turn: Turn) -> Then:
    """One set, and then the question how it was. What has no counts is timed, or explained."""
    step = steps.spoken_of(turn)
    if step is None:
        return steps.not_started(turn)
    move = move_of(step, turn.case, turn.content)
    if move is None:
        if step.duration and turn.can_time and not turn.alerts.times(step.id, turn.now):
            turn.say("led.timed")
            return steps.ask_time(turn, step.id)
        steps.explain(turn, step)
        return steps.ask_next(turn)
    steps.warn(turn, step)
    beats = script(move, turn.content)
    turn.led = tuple(beat if isinstance(beat, Pause) else turn.words(beat) for beat in beats)
    turn.title, turn.sources = turn.phrase("card.step", name=step.name), step.sources
    turn.retold_by = "LeadMeIntent"
    turn.case = turn.case.but(topic=None)
    return progress.ask_felt(turn, step.id)
