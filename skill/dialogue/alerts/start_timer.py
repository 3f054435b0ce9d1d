"""Moves that start a timer: for a step, for what was named, or just for so long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from skill.dialogue import steps
from skill.dialogue.alert_state import TimerNote, Wish
from skill.dialogue.alerts import asking, permission, timers
from skill.dialogue.alerts.schedule import takes_back
from skill.dialogue.alerts.which_timer import step_named
from skill.dialogue.ports import AlertsError, Timer, Timers
from skill.dialogue.times import HOUR, MINUTE, seconds_of, spoken_duration
from skill.dialogue.turn import Then, Turn
from skill.guidance.model import Step

LONGEST = 2 * HOUR
MOST_TIMERS = 10
"""Alexa's limits for one timer, in seconds, and for all timers of a device."""


def start(turn: Turn) -> Then:
    """Somebody wants a timer. Cold and heat never run longer than is safe; whatever is shortened is said."""
    asking.take_over(turn)
    step, seconds = _step_meant(turn), _seconds_told(turn)
    if step and set(step.avoid_with) & set(turn.case.flags):
        turn.say("timer.not_now", name=step.name)
        return Then.STEPS
    if step and not seconds:
        if turn.alerts.times(step.id, turn.now):
            return timers.status(turn)
        seconds = seconds_of(step.duration, turn.now)
    if not seconds:
        return asking.ask(turn, asking.DURATION)
    return time(turn, step, seconds)


def time(turn: Turn, step: Step | None, seconds: int) -> Then:
    """A timer for so long, or for as long as is safe."""
    return _time(turn, step, _shortened(turn, step, seconds))


def _seconds_told(turn: Turn) -> int:
    """How long, as it was told, or as it was put right in the same breath: "for fifty minutes no fifteen"."""
    told, rather, number = (turn.slot(slot) for slot in ("Duration", "RatherDuration", "RatherNumber"))
    if not takes_back(turn):
        rather = number = None
    length = rather or told
    seconds = seconds_of(length.value, turn.now) if length else 0
    if rather is None and number and number.value.isdecimal():
        seconds = int(number.value) * (HOUR if seconds >= HOUR else MINUTE)
    return seconds


def left(turn: Turn, ends: str) -> float:
    """The seconds until a timer rings."""
    return (datetime.fromisoformat(ends) - turn.now).total_seconds()


def _shortened(turn: Turn, step: Step | None, seconds: int) -> int:
    at_most = seconds_of(step.at_most, turn.now) if step else 0
    most = at_most or LONGEST
    if seconds > most:
        start = spoken_duration(turn, most).capitalize()
        turn.say("timer.shortened" if at_most else "timer.two_hours", start=start)
    return min(seconds, most)


def time_step(turn: Turn) -> Then:
    """Yes, time this step."""
    step = turn.content.step(turn.open.about)
    return _time(turn, step, seconds_of(step.duration, turn.now))


def _time(turn: Turn, step: Step | None, seconds: int) -> Then:
    name = step.name if step else turn.phrase("timer.name")
    last = turn.words(step.announce) if step and step.announce else turn.phrase("timer.up", name=name)
    announce = f"{turn.phrase('timer.over', length=spoken_duration(turn, seconds))} {last}"
    return permission.attempt(turn, Wish("timers", name, announce, seconds, step.id if step else ""), begin)


def drop(turn: Turn) -> Then:
    """No timer after all."""
    turn.say("timer.not_set")
    return Then.STEPS


def cancel(turn: Turn) -> Then:
    """ "Don't time it": the timer that is being asked about, or else one that runs."""
    if not turn.alerts.timers and (steps.offers_timer(turn) or asking.asks_how_long(turn)):
        turn.answer_open()
        return drop(turn)
    if asking.asks_how_long(turn):  # nobody wants another one either
        turn.answer_open()
    return timers.cancel(turn)


def begin(turn: Turn, wish: Wish) -> None:
    """Starts the timer that was wished, under a name no other timer has. Raises AlertsError."""
    calls, known = timers.calls_of(turn), [note.id for note in turn.alerts.timers]
    turn.alerts.timers = [note for note in turn.alerts.timers if note.runs(turn.now)]  # what rang frees its name
    label = _free(turn, wish.name, {note.name for note in turn.alerts.timers})
    try:
        timer = calls.start(label, wish.seconds, wish.announce, known)
    except AlertsError as error:
        if error.problem != "refused":
            raise
        label = _other(turn, wish.name, label, calls)
        timer = calls.start(label, wish.seconds, wish.announce, known)
    _keep(turn, wish, label, timer)
    turn.retold_by = "TimerStatusIntent"
    turn.say("timer.started", length=spoken_duration(turn, wish.seconds).capitalize())


def _keep(turn: Turn, wish: Wish, label: str, timer: Timer) -> None:
    ends = timer.ends or turn.now + timedelta(seconds=wish.seconds)
    turn.alerts.timers.append(TimerNote(timer.id, label, wish.step, ends.isoformat()))


def _other(turn: Turn, name: str, refused: str, calls: Timers) -> str:
    """A label that no timer of an earlier session has. Raises AlertsError where that was not the reason."""
    taken = {timer.label for timer in calls.all() if timer.alive}
    if len(taken) >= MOST_TIMERS:
        raise AlertsError("too_many")
    label = _free(turn, name, taken)
    if label == refused:
        raise AlertsError("refused")
    return label


def _free(turn: Turn, name: str, taken: Collection[str]) -> str:
    """The name, or the name and a number: "cold pack two"."""
    label, number = name, 1
    while label in taken:
        number += 1
        label = turn.phrase("timer.another", name=name, number=turn.content.number(number))
    return label


def _step_meant(turn: Turn) -> Step | None:
    """The step a timer is for: the one named, or else the current one where it is one to be timed."""
    named = turn.slot("TimedStep")
    if named and (id := step_named(turn, named)):
        return turn.content.step(id)
    step = steps.current(turn)
    return step if step and step.duration else None
