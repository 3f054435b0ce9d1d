"""Questions about a timer or reminder in the middle of a conversation."""

from __future__ import annotations

from skill.dialogue import steps
from skill.dialogue.alerts.schedule import spoken
from skill.dialogue.turn import Then, Turn

DURATION, WHEN, DELAY, REMIND = "duration", "when", "delay", "remind"

ASKED: dict[str, tuple[str, tuple[str, str] | None]] = {
    DURATION: ("timer.how_long", ("StartTimerIntent", "Duration")),
    WHEN: ("reminder.when", ("SetReminderIntent", "Day")),
    DELAY: ("reminder.no_zone", ("SetReminderIntent", "Delay")),
    REMIND: ("reminder.confirm", None),
}
"""What is asked (see `Case.asked`): the words, and the intent and slot that a bare answer is for."""


def ask(turn: Turn, kind: str) -> Then:
    """Asks one of these questions, now or once more."""
    wish = turn.alerts.wish
    if kind == REMIND and not (wish and wish.when):
        kind = WHEN
    when = spoken(turn, wish.when) if wish and wish.when else ""
    key, turn.elicit = ASKED[kind]
    asked = f"{kind}:{_place(turn)}" if kind == DURATION and _place(turn) else kind
    return turn.ask_phrase(asked, key, name=wish.name if wish else "", when=when)


def _place(turn: Turn) -> str:
    """The id of the step they are at; empty outside the steps."""
    step = steps.current(turn)
    return step.id if step else ""


def duration_is_due(turn: Turn, about: str) -> bool:
    """Whether they are still where a timer was asked for: who goes on to another step leaves that behind."""
    return about == _place(turn)


def is_open(turn: Turn) -> bool:
    """Whether one of these questions is open."""
    return turn.open.kind in ASKED


def asks_how_long(turn: Turn) -> bool:
    """Whether the open question is for how long to time something."""
    return turn.open.kind == DURATION


def take_over(turn: Turn) -> None:
    """What is said now answers the one of these questions that is open, if any is."""
    if is_open(turn):
        turn.answer_open()
