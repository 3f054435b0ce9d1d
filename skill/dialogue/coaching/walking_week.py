"""The week of the walking program somebody is in: what it asks, a walk on a timer, and how it went."""

from __future__ import annotations

from skill.dialogue.alert_state import Wish
from skill.dialogue.alerts import permission, start_timer
from skill.dialogue.recall import recall
from skill.dialogue.record import Record
from skill.dialogue.times import MINUTE, spoken_duration
from skill.dialogue.turn import Then, Turn
from skill.guidance import walking as program

WALK = "walk"


def week_of(turn: Turn) -> int:
    """The week they are in; 0 where they are not in the program."""
    if turn.case.week is not None:
        return turn.case.week
    kept = recall(turn)
    return kept.week if kept else 0


def is_due(kept: Record) -> bool:
    """Whether the program is what they come back for: there is no course under way."""
    return bool(kept.week) and (not kept.began or kept.trend == "gone")


def welcome(turn: Turn) -> Then:
    """Welcome back: which week it is."""
    turn.say("walking.welcome", number=turn.content.number(week_of(turn)))
    return ask(turn)


def tell(turn: Turn) -> Then:
    """What this week asks."""
    say_week(turn, week_of(turn))
    return ask(turn)


def say_week(turn: Turn, number: int) -> None:
    """How long, and how often."""
    week, count = program.week(number, turn.content), turn.content.number
    length = spoken_duration(turn, week.minutes * MINUTE)
    key = "walking.week_easy" if week.easy else "walking.week"
    turn.say(key, number=count(number), length=length, count=count(week.times))


def ask(turn: Turn, about: str = "") -> Then:
    """A walk now, or how was the week?"""
    return turn.ask_phrase(WALK, "walking.ask")


def now(turn: Turn) -> Then:
    """A walk on a timer, as long as this week says."""
    number = week_of(turn)
    turn.case = turn.case.but(week=number)
    length = program.week(number, turn.content).minutes * MINUTE
    if turn.services is None:
        turn.say("walking.go", length=spoken_duration(turn, length))
        return Then.STEPS
    name = turn.content.step("keep_walking").name
    announce = f"{turn.phrase('timer.over', length=spoken_duration(turn, length))} {turn.phrase('walking.walked')}"
    return permission.attempt(turn, Wish("timers", name, announce, length, "keep_walking"), start_timer.begin)


def timer(turn: Turn) -> Then:
    """A timer for a walk, without saying how long, is as long as this week says; every other is what it says."""
    named, kept = turn.slot("TimedStep"), turn.memory.kept
    is_walk = named and named.id == "keep_walking" and not turn.slot("Duration") and not turn.case.steps
    in_program = turn.case.week or (kept and kept.week)
    return now(turn) if is_walk and in_program else start_timer.start(turn)


def went(turn: Turn, how: program.Went) -> Then:
    """How the week went: a step up, or back to what was easy."""
    turn.answer_open()
    number = week_of(turn)
    after = program.next_week(number, how, turn.content)
    turn.case = turn.case.but(week=after)
    turn.say("walking.went.last" if after == number and how == "done" else f"walking.went.{how}")
    say_week(turn, after)
    if how == "sore":
        turn.say("walking.stop_rule")
    return ask(turn)


def told(turn: Turn) -> Then:
    """How the week went, in words that are meant for the steps elsewhere."""
    trend = turn.slot("Trend")
    if turn.intent == "AlreadyDoneIntent" or (turn.intent == "HowIsItIntent" and trend):
        return went(turn, "sore" if trend and trend.id == "worse" else "done")
    return Then.NOT_UNDERSTOOD


def not_now(turn: Turn) -> Then:
    """No walk now."""
    turn.case = turn.case.but(week=week_of(turn))
    turn.say("walking.later")
    return Then.ASK_AGAIN
