"""Moves that set a reminder: find out when, say exactly that, and set it only after a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from skill.dialogue.alert_state import ReminderNote, Wish
from skill.dialogue.alerts import asking, permission, reminders, schedule
from skill.dialogue.intake import began
from skill.dialogue.ports import AlertsError, Heard
from skill.dialogue.reports import asks_onset
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage

MOST_WORDS = 12
"""What is longer is no task that could be said back."""


def propose(turn: Turn) -> Then:
    """Somebody wants a reminder, or says more of the one just spoken of: say exactly when, and ask for a yes."""
    if turn.slots.keys() <= {"Day", "Time"} and (asks_onset(turn) or _has_passed(turn)):
        return _onset(turn)
    turn.alerts.wish = wish = _wish(turn)
    if turn.services is None:
        asking.take_over(turn)
        permission.explain(turn, wish, "unsupported")
        return Then.STEPS
    try:
        when = schedule.meant(turn, wish.when) or wish.when
    except schedule.Unclear as unclear:
        return ask_again(turn, unclear.problem)
    asking.take_over(turn)
    turn.alerts.wish = replace(wish, when=when)
    return asking.ask(turn, asking.REMIND if when else asking.WHEN)


def _has_passed(turn: Turn) -> bool:
    """Whether a day that is over was told, with no reminder spoken of: "no, yesterday" puts right when it began."""
    told = turn.slot("Day")
    day = schedule.day_of(told.value) if told else None
    return day is not None and day < turn.today and not asking.is_open(turn) and bool(turn.case.began)


def _onset(turn: Turn) -> Then:
    """Somebody who was asked when it began said "yesterday at noon", which to Alexa is a time to be reminded at."""
    told, today = turn.slot("Day"), turn.now.date()
    day = (schedule.day_of(told.value) if told else None) or today
    days = (today - day).days
    began(turn, timedelta(days=days if days >= 0 else days % 7 if days > -8 else days % 365))
    if not asks_onset(turn):
        return Then.MERGE if turn.case.steps else Then.ASK_AGAIN
    turn.answer_open()
    return Then.GO_ON


def _wish(turn: Turn) -> Wish:
    """What is wished: the reminder under way where one is being spoken of, with the task that was told."""
    before = turn.alerts.wish if asking.is_open(turn) else None
    before = before if before and before.scope == "reminders" else None
    task = turn.slot("Task")
    if before and not task:
        return before
    name = _task(turn, task)
    return Wish("reminders", name, turn.phrase("reminder.text", name=name), when=before.when if before else None)


def _task(turn: Turn, task: Heard | None) -> str:
    """What it is for, in words to them: what is known by an id, or what they said."""
    if task and task.id:
        return turn.phrase(f"reminder.tasks.{task.id}")
    words, back = task.value.lower().split() if task else [], turn.content.intake.told_back
    if not 0 < len(words) <= MOST_WORDS:
        return turn.phrase("alarm.call_about" if triage.alarm(turn.case, turn.content) else "reminder.tasks.default")
    told = " ".join(back.as_yours.get(word, word) for word in words)
    return turn.phrase("reminder.think_of", task=told) if words[0] in back.things else told


def ask_again(turn: Turn, problem: str) -> Then:
    """Says what is wrong with a time, and asks for another."""
    asking.take_over(turn)
    if problem == "no_zone":
        return asking.ask(turn, asking.DELAY)
    turn.say(f"reminder.{problem}")
    return asking.ask(turn, asking.WHEN)


def confirm(turn: Turn) -> Then:
    """Yes, set that reminder."""
    wish = turn.alerts.wish
    if wish and wish.when:
        return permission.attempt(turn, wish, begin)
    return Then.ASK_AGAIN


def begin(turn: Turn, wish: Wish) -> None:
    """Sets the reminder that was wished. Raises AlertsError."""
    when = wish.when
    if when is None or (when.instant <= turn.now and not when.again):
        raise AlertsError("past")
    known = [note.token for note in turn.alerts.reminders]
    token = reminders.calls_of(turn).set(when, schedule.rules(turn, when), wish.announce, known)
    turn.alerts.reminders.append(ReminderNote(token, wish.name, when))
    turn.retold_by = "ReminderStatusIntent"
    turn.say("reminder.set", name=wish.name, when=schedule.spoken(turn, when))


def drop(turn: Turn) -> Then:
    """No, not that reminder."""
    turn.alerts.wish = None
    turn.say("reminder.not_set")
    return Then.STEPS
