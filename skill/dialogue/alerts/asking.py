"""Questions about a timer or reminder in the middle of a conversation, and the way back from them."""

from __future__ import annotations

from skill.dialogue.alerts.schedule import spoken
from skill.dialogue.turn import Turn

QUESTIONS: dict[str, tuple[str, tuple[str, str] | None]] = {
    "duration": ("timer.how_long", ("StartTimerIntent", "Duration")),
    "when": ("reminder.when", ("SetReminderIntent", "Day")),
    "delay": ("reminder.no_zone", ("SetReminderIntent", "Delay")),
    "remind": ("reminder.confirm", None),
}
"""What is asked (see `Case.asked`): the words, and the intent and slot that a bare answer is for."""


def ask(turn: Turn, question: str) -> None:
    """Asks one of these questions, now or once more. What was open before stays known."""
    if turn.case.asked_kind not in QUESTIONS:
        turn.alerts.open = turn.case.asked
    wish = turn.alerts.wish
    if question == "remind" and not (wish and wish.when):
        question = "when"
    when = spoken(turn, wish.when) if wish and wish.when else ""
    key, turn.elicit = QUESTIONS[question]
    turn.ask_phrase(question, key, name=wish.name if wish else "", when=when)


def over(turn: Turn) -> None:
    """Done, or dropped: what was open before is open again."""
    if turn.case.asked_kind in QUESTIONS:
        turn.case = turn.case.but(asked=turn.alerts.open)
    turn.alerts.open = ""
