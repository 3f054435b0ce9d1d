"""Moves about timers: start one, how long is left, pause, resume, cancel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import isodate
from ask_sdk_model.services.timer_management import TimerResponse

from skill.alexa import path, permission
from skill.alexa.alerts import Wish
from skill.alexa.services import AlertsError, Services
from skill.alexa.times import HOUR, spoken_duration
from skill.alexa.turn import Turn
from skill.guidance.model import Step

LONGEST = 2 * HOUR
"""Alexa's limit for a timer, in seconds."""


def start(turn: Turn) -> None:
    """Somebody wants a timer: for what they named, for the step they are at, or just for so long."""
    step = _step_meant(turn)
    seconds = _seconds_meant(turn) or (seconds_of(step.duration) if step and step.duration else None)
    if seconds is None:
        turn.elicit = ("StartTimerIntent", "Duration")
        return turn.ask_phrase("duration", "timer.how_long")
    most = seconds_of(step.at_most) if step and step.at_most else LONGEST
    if seconds > most:
        key = "timer.shortened" if step and step.at_most else "timer.two_hours"
        turn.say(key, most=spoken_duration(turn, most), start=spoken_duration(turn, most).capitalize())
        seconds = most
    time(turn, step, seconds)


def time_step(turn: Turn) -> None:
    """Yes, time this step."""
    step = turn.content.step(turn.case.asked_id)
    time(turn, step, seconds_of(step.duration or "PT0S"))


def time(turn: Turn, step: Step | None, seconds: int) -> None:
    """Starts a timer of so many seconds for a step, or for nothing in particular."""
    turn.case = turn.case.but(asked="next" if turn.case.steps else turn.case.asked)
    name = step.name if step else turn.phrase("timer.name")
    own = step.announce if step and step.announce and seconds == seconds_of(step.duration or "") else None
    words = turn.words(own) if own else turn.phrase("timer.up", length=spoken_duration(turn, seconds), name=name)
    permission.attempt(turn, Wish("timers", name, seconds, words), begin)


def begin(turn: Turn, wish: Wish) -> None:
    """Starts the timer that was wished, under a name no other timer has. Raises AlertsError."""
    services, seconds = services_of(turn), wish.seconds or 0
    taken = sum(timer["name"] == wish.name for timer in turn.alerts.timers)
    try:
        timer = services.start_timer(_label(turn, wish.name, taken), _iso(seconds), wish.announce)
    except AlertsError as error:
        if error.problem != "refused":
            raise
        timer = services.start_timer(_label(turn, wish.name, taken + 1), _iso(seconds), wish.announce)
    turn.alerts.timers.append({"id": timer.id, "name": wish.name})
    turn.say("timer.started", length=spoken_duration(turn, seconds).capitalize())


def _label(turn: Turn, name: str, taken: int) -> str:
    return name if not taken else turn.phrase("timer.another", name=name, number=turn.content.number(taken + 1))


def _iso(seconds: int) -> str:
    return f"PT{seconds}S"


def status(turn: Turn) -> None:
    """How long is left on each timer."""
    for entry, timer in _known(turn):
        left = _remaining(timer, turn.now)
        if left is None:
            turn.say("timer.paused_at", name=entry["name"], left=spoken_duration(turn, _paused_left(timer)))
        else:
            turn.say("timer.left", name=entry["name"], left=spoken_duration(turn, left).capitalize())
    _close(turn)


def pause(turn: Turn) -> None:
    """Holds the newest timer."""
    _with_newest(turn, Services.pause_timer, "timer.paused")


def resume(turn: Turn) -> None:
    """Lets the newest timer run on."""
    _with_newest(turn, Services.resume_timer, "timer.resumed")


def cancel(turn: Turn) -> None:
    """Ends the newest timer, and says which one still runs."""
    if _with_newest(turn, Services.cancel_timer, "timer.cancelled", closes=False):
        turn.alerts.timers.pop()
        for entry, _ in _known(turn):
            turn.say("timer.still", name=entry["name"])
    _close(turn)


def _with_newest(turn: Turn, call: Callable[[Services, str], None], key: str, closes: bool = True) -> bool:
    done = False
    known = _known(turn)
    if known:
        try:
            call(services_of(turn), known[-1][0]["id"])
            turn.say(key, name=known[-1][0]["name"])
            done = True
        except AlertsError as error:
            turn.say(f"alerts.timers.{error.problem}", name=known[-1][0]["name"])
    if closes:
        _close(turn)
    return done


def _known(turn: Turn) -> list[tuple[dict[str, str], TimerResponse]]:
    """The timers of this session that still run or wait. Those that rang or are gone are forgotten."""
    found: list[tuple[dict[str, str], TimerResponse]] = []
    for entry in turn.alerts.timers:
        try:
            timer = services_of(turn).timer(entry["id"])
        except AlertsError as error:
            if error.problem != "gone":
                turn.say(f"alerts.timers.{error.problem}", name=entry["name"])
                return []
        else:
            if str(getattr(timer.status, "value", timer.status)) != "OFF":
                found.append((entry, timer))
    turn.alerts.timers = [entry for entry, _ in found]
    return found


def _remaining(timer: TimerResponse, now: datetime) -> float | None:
    """Seconds until it rings; None while it is paused."""
    paused = str(getattr(timer.status, "value", timer.status)) == "PAUSED"
    return None if paused or timer.trigger_time is None else (timer.trigger_time - now).total_seconds()


def _paused_left(timer: TimerResponse) -> int:
    return seconds_of(timer.remaining_time_when_paused or "PT0S")


def _close(turn: Turn) -> None:
    """Where nothing could be said of a timer there is none."""
    if not turn.sentences:
        turn.say("timer.none")
    path.ask_again(turn)


def services_of(turn: Turn) -> Services:
    """Alexa's services for this turn. Raises AlertsError where the request gave no access to them."""
    if turn.services is None:
        raise AlertsError("unsupported")
    return turn.services


def seconds_of(duration: str) -> int:
    """The seconds of an ISO duration; 0 for anything else."""
    try:
        lasted = isodate.parse_duration(duration)
    except isodate.ISO8601Error:
        return 0
    return round(lasted.total_seconds()) if hasattr(lasted, "total_seconds") else 0


def _seconds_meant(turn: Turn) -> int | None:
    said = turn.told("Duration")
    return (seconds_of(said.value) or None) if said else None


def _step_meant(turn: Turn) -> Step | None:
    """The step a timer is for: the one named, or else the current one where it is one to be timed."""
    named = turn.told("TimedStep")
    if named and named.id in turn.content.step_ids:
        return turn.content.step(named.id)
    step = path.current(turn)
    return step if step and step.duration else None
