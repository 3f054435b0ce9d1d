"""A number, a length or a time that is put right: of the reminder asked about, of a timer, or of when it began."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from skill.dialogue import steps
from skill.dialogue.alert_state import Wish
from skill.dialogue.alerts import asking, reminders, schedule, set_reminder, start_timer, timers
from skill.dialogue.intake import began
from skill.dialogue.ports import AlertsError
from skill.dialogue.times import DAY, HOUR, MINUTE, seconds_of
from skill.dialogue.turn import Then, Turn
from skill.guidance.putting_right import PutRight, put_right
from skill.guidance.words import read

PUTS_RIGHT = frozenset({"AnswerIntent", "CorrectionIntent", "DescribeIntent", "HowIsItIntent", "OtherStepIntent"})
"""The intents that words of putting right may end up in."""
HALF_A_DAY = 12 * HOUR
"""So long no timer runs: it is said of the pain."""
DAYS_OF_A_WEEK = 7
LENGTHS = ("Onset", "Duration")
"""Slots with a length of time, whatever their intent takes it for."""


def of_reminder(turn: Turn) -> Then:
    """Another hour or length for the reminder that is asked about; it still takes a yes."""
    wish, told, seconds = turn.alerts.wish, _told(turn), _length(turn)
    day = turn.slot("Day") if turn.intent == "CorrectionIntent" else None
    if wish is None or wish.scope != "reminders" or turn.red_flags or not (told or seconds or day):
        return Then.NOT_UNDERSTOOD
    try:
        when = schedule.meant(turn, wish.when) if day else schedule.put_right(turn, wish.when, told, seconds)
    except schedule.Unclear as unclear:
        return set_reminder.ask_again(turn, unclear.problem)
    turn.answer_open()
    turn.alerts.wish = replace(wish, when=when)
    return asking.ask(turn, asking.REMIND)


def how_long(turn: Turn) -> Then:
    """A bare number where it is asked how long: so many minutes."""
    if turn.intent == "StartTimerIntent":
        return Then.NOT_UNDERSTOOD
    told = _told(turn)
    seconds = _length(turn) or (told.number * (told.seconds or MINUTE) if told else 0)
    if not seconds or turn.red_flags:
        return Then.NOT_UNDERSTOOD
    asking.take_over(turn)
    return start_timer.time(turn, steps.current(turn), seconds)


def changes(turn: Turn) -> bool:
    """Whether a reminder or timer that is asked about is put right behind a yes: "yes, but make it ten"."""
    return asking.is_open(turn) and bool(_told(turn) or _length(turn))


def is_of_timer(turn: Turn) -> bool:
    """Whether the length of the timer that was just started is put right: "no, fifteen"."""
    if not turn.alerts.timers or turn.red_flags or turn.last["retold_by"] != "TimerStatusIntent":
        return False
    if turn.intent not in ("AnswerIntent", "CorrectionIntent", "OtherStepIntent") or turn.reading.clears:
        return False
    return _length(turn) < HALF_A_DAY if _length(turn) else _told(turn) is not None


def of_timer(turn: Turn) -> Then:
    """The timer that was just started runs for another time instead."""
    note, told = turn.alerts.timers[-1], _told(turn)
    seconds = _length(turn) or (told.number * (told.seconds or _unit(turn, note.ends)) if told else 0)
    try:
        timers.calls_of(turn).cancel(note.id)
    except AlertsError:
        return timers.status(turn)
    turn.alerts.timers = turn.alerts.timers[:-1]
    return start_timer.time(turn, turn.content.steps.get(note.step), seconds)


def _unit(turn: Turn, ends: str | None) -> int:
    """What the number of a timer counts: hours for one of hours."""
    return HOUR if ends and start_timer.left(turn, ends) >= HOUR else MINUTE


def was_set(turn: Turn) -> bool:
    """Whether the time of the reminder that was just set is put right: "no, make that half past"."""
    if not turn.alerts.reminders or turn.red_flags or turn.last["retold_by"] != "ReminderStatusIntent":
        return False
    is_told = turn.intent == "CorrectionIntent" and bool(_told(turn) or turn.slot("Day") or _length(turn))
    return is_told and not turn.reading.clears


def of_set_reminder(turn: Turn) -> Then:
    """It is taken off, and another is proposed, which takes a yes of its own."""
    note = turn.alerts.reminders[-1]
    try:
        reminders.calls_of(turn).cancel(note.token)
    except AlertsError:
        return reminders.status(turn)
    turn.alerts.reminders = turn.alerts.reminders[:-1]
    text = turn.phrase("reminder.text", name=note.name)
    turn.alerts.wish = Wish("reminders", note.name, text, when=note.when)
    turn.say("reminder.cancelled")
    return of_reminder(turn)


def number(turn: Turn) -> int | None:
    """The number that something was put right to, whatever it counts."""
    told = _told(turn)
    return told.number if told else None


def take_in_onset(turn: Turn) -> None:
    """When it began, told anew without a word that it is: "no, three days", "no, Tuesday"."""
    said = turn.slot("Day") if turn.intent == "CorrectionIntent" else None
    day = schedule.day_of(said.value) if said else None
    if day and (turn.case.began or turn.open.kind == "onset"):
        days = (turn.today - day).days
        began(turn, timedelta(days=days if days >= 0 else days % DAYS_OF_A_WEEK))
        return
    told = _told(turn) if turn.case.began and turn.intent == "AnswerIntent" else None
    if told and told.seconds >= DAY:
        began(turn, timedelta(seconds=told.number * told.seconds))


def _told(turn: Turn) -> PutRight | None:
    """The number that was told."""
    if turn.intent not in PUTS_RIGHT or turn.slot("Trend") or turn.slot("WasScore"):
        return None
    for slot in ("Number", "Score"):
        if (said := turn.slot(slot)) and said.value.isdecimal():
            return PutRight(int(said.value))
    if (clock := turn.slot("Time")) and clock.value[:2].isdecimal():
        hour, _, minutes = clock.value.partition(":")
        return PutRight(int(hour), int(minutes) if minutes.isdecimal() else 0)
    return put_right(read(turn.text, {}), turn.content.intake.putting_right) if turn.text else None


def _length(turn: Turn) -> int:
    """The seconds of a length that was told as one."""
    if turn.intent not in ("CorrectionIntent", "StartTimerIntent") or turn.slot("TimedStep"):
        return 0
    return next((seconds_of(said.value, turn.now) for said in map(turn.slot, LENGTHS) if said), 0)
