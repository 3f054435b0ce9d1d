"""Which timer is meant, and how it stands, in words."""

from __future__ import annotations

from skill.dialogue.ports import Heard, Status, Timer
from skill.dialogue.times import spoken_remainder
from skill.dialogue.turn import Turn


def step_named(turn: Turn, named: Heard) -> str | None:
    """The step that was named; for words Alexa does not know, such as "frozen corn", whether they are cold or warm."""
    if named.id and named.id in turn.content.steps:
        return named.id
    words = set(named.value.lower().split())
    return next((id for id, known in turn.content.intake.timed.items() if words & set(known)), None)


def meant(turn: Turn, timers: list[Timer], status: Status) -> Timer | None:
    """The newest that is meant, one of that status first; None where there is no such timer, which is then said."""
    found = named_ones(turn, timers)
    return next((timer for timer in reversed(found) if timer.status == status), found[-1] if found else None)


def named_ones(turn: Turn, timers: list[Timer]) -> list[Timer]:
    """Those with the name that was told (all without one). A timer for "cold or warmth" is meant by either."""
    named = turn.slot("TimedStep")
    if named is None:
        return timers
    id = step_named(turn, named)
    name = turn.content.step(id).name if id else ""
    found = [timer for timer in timers if set(name.split()) & set(timer.label.split())]
    if not found:
        turn.say("timer.no_such" if name else "timer.unknown", name=name)
        for timer in timers:
            tell(turn, timer)
    return found


def tell(turn: Turn, timer: Timer) -> None:
    """How long is left on it, or that it is paused."""
    left = spoken_remainder(turn, timer.left(turn.now))
    if timer.status == "PAUSED":
        turn.say("timer.paused_at", name=name_of(turn, timer), left=left)
    else:
        turn.say("timer.left", name=name_of(turn, timer), left=left.capitalize())


def name_of(turn: Turn, timer: Timer) -> str:
    """How it is called."""
    return timer.label or turn.phrase("timer.name")
