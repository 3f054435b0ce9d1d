"""Moves about timers that run: how long is left, pause, resume, cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from skill.dialogue.alerts.which_timer import meant, name_of, named_ones, tell
from skill.dialogue.ports import NOT_ALLOWED, AlertsError, Problem, Timer, Timers
from skill.dialogue.times import spoken_remainder
from skill.dialogue.turn import Then, Turn

Deed = Callable[[Turn, list[Timer]], None]
"""Something about the timers that run or wait (there is at least one), and saying so. Raises AlertsError."""


def calls_of(turn: Turn) -> Timers:
    """The calls about timers in this turn. Raises AlertsError where the request gave no way to them."""
    if turn.services is None:
        raise AlertsError("unsupported")
    return turn.services.timers


def status(turn: Turn) -> Then:
    """How long is left on each timer, and which have rung since."""
    return _with_timers(turn, _tell_meant)


def pause(turn: Turn) -> Then:
    """Holds the timer that is meant."""
    return _with_timers(turn, _pause)


def resume(turn: Turn) -> Then:
    """Lets the timer that is meant run on."""
    return _with_timers(turn, _resume)


def cancel(turn: Turn) -> Then:
    """Ends the timer that is meant, or all of them; says which still run."""
    return _with_timers(turn, _cancel_all if turn.slot("Every") else _cancel)


def keep_running(turn: Turn) -> None:
    """At goodbye: what still runs is said once more, as far as that can be known."""
    if not any(note.runs(turn.now) for note in turn.alerts.timers):
        return
    try:
        timers, _ = _known(turn)
    except AlertsError:
        return  # they were told of it when it started
    for timer in timers:
        turn.say("timer.stays_paused" if timer.status == "PAUSED" else "timer.keeps_running", name=name_of(turn, timer))


def _with_timers(turn: Turn, deed: Deed) -> Then:
    try:
        timers, rung = _known(turn)
        for name in rung:
            turn.say("timer.rang", name=name)
        if timers:
            turn.retold_by = "TimerStatusIntent"
            deed(turn, timers)
        elif not rung:
            turn.say("timer.none")
    except AlertsError as error:
        _explain(turn, error.problem)
    return Then.STEPS


def _explain(turn: Turn, problem: Problem) -> None:
    """Says why nothing can be told or done. Somebody who never allowed timers need not hear that they did not."""
    if problem not in NOT_ALLOWED:
        turn.say(f"alerts.running.{problem}")
    else:
        turn.say("alerts.running.permission" if turn.alerts.timers else "timer.none_here")


def _known(turn: Turn) -> tuple[list[Timer], list[str]]:
    """The timers that run or wait, the newest last, and the names of those that rang since they were last looked at.

    Also those of earlier sessions. Notes of what rang or is gone are dropped. Raises AlertsError.
    """
    notes = turn.alerts.timers
    timers = [timer for timer in calls_of(turn).all() if timer.alive]
    alive = {timer.id for timer in timers}
    turn.alerts.timers = [note for note in notes if note.id in alive]
    return timers, [note.name for note in notes if note.id not in alive and not note.runs(turn.now)]


def _pause(turn: Turn, timers: list[Timer]) -> None:
    timer = meant(turn, timers, "ON")
    if timer and timer.status == "ON":
        calls_of(turn).pause(timer.id)
        _note(turn, timer, ends=None)
        turn.say("timer.paused", name=name_of(turn, timer))
    elif timer:
        tell(turn, timer)


def _resume(turn: Turn, timers: list[Timer]) -> None:
    timer = meant(turn, timers, "PAUSED")
    if timer and timer.status == "PAUSED":
        calls_of(turn).resume(timer.id)
        _note(turn, timer, ends=(turn.now + timedelta(seconds=timer.held)).isoformat())
        turn.say("timer.resumed", name=name_of(turn, timer), left=spoken_remainder(turn, timer.held))
    elif timer:
        tell(turn, timer)


def _cancel(turn: Turn, timers: list[Timer]) -> None:
    timer = meant(turn, timers, "ON")
    if timer:
        calls_of(turn).cancel(timer.id)
        _forget(turn, timer)
        turn.say("timer.cancelled", name=name_of(turn, timer))
        for other in timers:
            if other is not timer:
                tell(turn, other)


def _cancel_all(turn: Turn, timers: list[Timer]) -> None:
    calls_of(turn).cancel_all()
    turn.alerts.timers = []
    key = "timer.cancelled" if len(timers) == 1 else "timer.cancelled_all"
    turn.say(key, name=name_of(turn, timers[0]))


def _tell_meant(turn: Turn, timers: list[Timer]) -> None:
    for timer in named_ones(turn, timers):
        tell(turn, timer)


def _note(turn: Turn, timer: Timer, ends: str | None) -> None:
    notes = turn.alerts.timers
    turn.alerts.timers = [replace(note, ends=ends) if note.id == timer.id else note for note in notes]


def _forget(turn: Turn, timer: Timer) -> None:
    turn.alerts.timers = [note for note in turn.alerts.timers if note.id != timer.id]
