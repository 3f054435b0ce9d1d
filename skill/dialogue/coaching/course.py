"""Another day: how it is since the last time, the safety check, and then the three steps of that day."""

from __future__ import annotations

from skill.dialogue.coaching import offers, progress
from skill.dialogue.days import day, followed
from skill.dialogue.record import Record
from skill.dialogue.turn import Then, Turn
from skill.guidance import course

COURSE = "course"

IN_DAYS = 14
"""Until then the days are counted, and weeks afterwards."""


def welcome(turn: Turn, kept: Record) -> Then:
    """Welcome back, which day it is, and how it is. No step is spoken before the safety check."""
    now = day(turn)
    weeks = now >= IN_DAYS
    number = turn.content.number(now // 7 + 1 if weeks else now + 1)
    turn.say("course.week" if weeks else "course.day", number=number)
    return ask(turn)


def ask(turn: Turn, about: str = "") -> Then:
    """How is it: since last time, or the morning after they went back to their sport."""
    kept = turn.memory.kept
    return turn.ask_phrase(COURSE, "course.ask_gone" if kept and kept.trend == "gone" else "course.ask")


def is_due(turn: Turn, about: str) -> bool:
    """Whether there still is a course to ask about: they may have had it deleted meanwhile."""
    return followed(turn) is not None


def how_is_it(turn: Turn) -> Then:
    """How it goes, told without being asked: on a later day that is the answer to what would be asked."""
    known = turn.case.told or turn.case.steps
    return told(turn) if not known and followed(turn) else progress.how_is_it(turn)


def told(turn: Turn) -> Then:
    """How it is today. Pain that is told of, without anything new, is there still."""
    kept = followed(turn)
    if kept is None or turn.intent not in SAYS_HOW or turn.slots.keys() & OF_ANOTHER:
        return Then.NOT_UNDERSTOOD
    turn.answer_open()
    trend = progress.take_in(turn) if turn.intent == "HowIsItIntent" else _of_pain(turn)
    if progress.is_severe(turn):
        _prepare(turn, kept, trend)
        return progress.make_sure(turn)
    if kept.trend == "gone":
        return _after_sport(turn, kept, trend)
    return _gone(turn, kept) if trend == "gone" else _go_on(turn, kept, trend)


SAYS_HOW = ("HowIsItIntent", "ReportPainIntent", "StepHurtsIntent")
OF_ANOTHER = {"Activity", "Onset"}
"""Slots that make it another story."""


def _of_pain(turn: Turn) -> str:
    severity = turn.slot("Severity")
    return "worse" if severity and severity.id == "severe" else "same"


def yes(turn: Turn) -> Then:
    """Yes: still good, for somebody it had left; of three choices it names none."""
    kept = followed(turn)
    return _after_sport(turn, kept, "gone") if kept and kept.trend == "gone" else turn.still_open()


def no(turn: Turn) -> Then:
    """No: not good any more; or they do not want to say, and come for something else."""
    kept = followed(turn)
    if kept and kept.trend == "gone":
        return _after_sport(turn, kept, "same")
    return turn.ask_phrase("what", "what.ask")


def okay(turn: Turn) -> Then:
    """Fine: still good, or nothing to say of it."""
    kept = followed(turn)
    return _after_sport(turn, kept, "gone") if kept and kept.trend == "gone" else skip(turn)


def skip(turn: Turn) -> Then:
    """They do not say how it is, and go on all the same."""
    kept = followed(turn)
    if kept is None:
        return Then.ASK_AGAIN
    turn.answer_open()
    return _go_on(turn, kept, "")


def _go_on(turn: Turn, kept: Record, trend: str) -> Then:
    """A word on how it went, the check, and then the steps of the day."""
    is_long = course.is_for_someone(turn.case.kind, day(turn), trend, kept.trend, turn.content)
    if trend == "better":
        turn.say("trend.better")
    elif trend and not is_long:
        turn.say(f"course.{trend}")
    _prepare(turn, kept, trend)
    if is_long:
        turn.case = turn.case.adding(flags=("not_improving",))
    return Then.GO_ON


def _prepare(turn: Turn, kept: Record, trend: str) -> None:
    """What is known of them on this day, before the check."""
    onset = course.onset_on(day(turn))
    case = course.vetted(turn.case, kept.steps, turn.content)
    turn.case = case.but(told=True, returning=True, onset=onset, trend=trend or case.trend, steps=(), at=0)


def _gone(turn: Turn, kept: Record) -> Then:
    turn.say("trend.gone")
    _prepare(turn, kept, "gone")
    return progress.ask_way_back(turn)


def _after_sport(turn: Turn, kept: Record, trend: str) -> Then:
    """The rule of the next morning, for somebody it had left. Sore again is the course again, with its check."""
    if trend in ("same", "worse"):
        turn.say("course.morning_sore")
        _prepare(turn, kept, trend)
        return Then.GO_ON
    turn.case = turn.case.but(trend="gone")
    turn.say("course.morning_good")
    return offers.offer(turn, "walking")
