"""A walking program for somebody whose back has settled: where to begin, a walk on a timer, and how the week went."""

from __future__ import annotations

from skill.dialogue import memory_moves
from skill.dialogue.alert_state import Wish
from skill.dialogue.alerts import permission, start_timer
from skill.dialogue.recall import may_remember, recall
from skill.dialogue.record import Record
from skill.dialogue.times import MINUTE, seconds_of, spoken_duration
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance import walking as program
from skill.guidance.model import WalkingWeek

FROM, WALK = "walk_from", "walk"

LENGTHS = ("Easy", "Duration", "Onset", "Delay")
"""Slots that may hold how long somebody can walk; which of them depends on the intent that Alexa takes it for."""


def walk(turn: Turn) -> Then:
    """Whatever somebody says of the program: begin, this week, a walk now, how it went, or no more of it."""
    said = turn.slot("Walk")
    wanted = said.id if said and said.id else ""
    if wanted in ("done", "missed", "sore"):
        return went(turn, wanted)
    if wanted == "stop":
        return _stop(turn)
    if wanted == "now" and week_of(turn):
        return now(turn)
    return _from_told(turn) if turn.slot("Easy") and not week_of(turn) else start(turn)


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


def may_start(turn: Turn) -> bool:
    """Whether to offer it: not to somebody whose back is still sore, nor twice."""
    case = turn.case
    has_settled = not case.told or case.onset == "back" or case.trend == "gone"
    return has_settled and not week_of(turn)


def start(turn: Turn) -> Then:
    """The week they are in, or where to begin: first the safety check, and never while it is still sore."""
    if week_of(turn):
        return _tell(turn)
    if not may_start(turn):
        turn.say("walking.not_yet")
        return Then.ASK_AGAIN
    turn.case = turn.case.but(told=True, onset=turn.case.onset or "back", aim="walking")
    return Then.GO_ON if not triage.is_checked(turn.case, turn.content) else ask_from(turn)


def ask_from(turn: Turn, about: str = "") -> Then:
    """Asks how long they can walk with ease."""
    return turn.ask_phrase(FROM, "walking.ask_from")


def from_told(turn: Turn) -> Then:
    """So many minutes, however Alexa took that."""
    score = turn.slot("Score")
    if not any(map(turn.slot, LENGTHS)) and not (score and score.value.isdecimal()):
        return Then.NOT_UNDERSTOOD
    turn.answer_open()
    return _from_told(turn)


def _from_told(turn: Turn) -> Then:
    if not triage.is_checked(turn.case, turn.content):
        return start(turn)
    told = next((said.value for said in map(turn.slot, LENGTHS) if said), None)
    score = turn.slot("Score")
    minutes = seconds_of(told, turn.now) / MINUTE if told else float(score.value) if score else 0
    return _begin(turn, program.first_week(minutes, turn.content))


def from_the_start(turn: Turn) -> Then:
    """They cannot say how long: from the first week."""
    return _begin(turn, 1)


def _begin(turn: Turn, week: int) -> Then:
    turn.case = turn.case.but(week=week, aim="")
    turn.say("walking.begin")
    _say_week(turn, week)
    turn.say("walking.stop_rule")
    turn.sources = ("walkback_2024",)
    if may_remember(turn):
        return memory_moves.offer(turn, "week")
    return ask(turn)


def _tell(turn: Turn) -> Then:
    _say_week(turn, week_of(turn))
    return ask(turn)


def _say_week(turn: Turn, number: int) -> None:
    week, count = program.week(number, turn.content), turn.content.number
    length = spoken_duration(turn, week.minutes * MINUTE)
    key = "walking.week_easy" if week.easy else "walking.week"
    turn.say(key, number=count(number), length=length, count=count(week.times))


def ask(turn: Turn, about: str = "") -> Then:
    """A walk now, or how was the week?"""
    return turn.ask_phrase(WALK, "walking.ask")


def now(turn: Turn) -> Then:
    """A walk on a timer, as long as this week says."""
    week = _week(turn)
    length, name = week.minutes * MINUTE, turn.content.step("keep_walking").name
    if turn.services is None:
        turn.say("walking.go", length=spoken_duration(turn, length))
        return Then.STEPS
    over = turn.phrase("timer.over", length=spoken_duration(turn, length))
    announce = f"{over} {turn.phrase('walking.walked')}"
    return permission.attempt(turn, Wish("timers", name, announce, length, "keep_walking"), start_timer.begin)


def timer(turn: Turn) -> Then:
    """A timer for a walk, without saying how long, is as long as this week says; every other is what it says."""
    named, week = turn.slot("TimedStep"), turn.case.week
    is_of_week = named and named.id == "keep_walking" and week and not turn.slot("Duration") and not turn.case.steps
    return now(turn) if is_of_week else start_timer.start(turn)


def _week(turn: Turn) -> WalkingWeek:
    return program.week(week_of(turn), turn.content)


def went(turn: Turn, how: str) -> Then:
    """How the week went: a step up, or back to what was easy."""
    number = week_of(turn)
    if not number:
        return start(turn)
    turn.answer_open()
    last = number == len(turn.content.walking)
    after = program.next_week(number, how, turn.content)  # type: ignore[arg-type]
    turn.case = turn.case.but(week=after)
    turn.say(f"walking.went.{'last' if last and how == 'done' else how}")
    _say_week(turn, after)
    if how == "sore":
        turn.say("walking.stop_rule")
    return ask(turn)


def told(turn: Turn) -> Then:
    """How the week went, in words that are meant for the steps elsewhere."""
    if turn.intent == "AlreadyDoneIntent":
        return went(turn, "done")
    if turn.intent == "HowIsItIntent" and (trend := turn.slot("Trend")):
        return went(turn, "sore") if trend.id == "worse" else went(turn, "done")
    return Then.NOT_UNDERSTOOD


def _stop(turn: Turn) -> Then:
    """No more of it: nothing of it is kept."""
    turn.answer_open()
    turn.case = turn.case.but(week=0, aim="")
    turn.say("walking.stopped")
    return Then.ASK_AGAIN


def not_now(turn: Turn) -> Then:
    """No walk now."""
    turn.say("walking.later")
    return Then.ASK_AGAIN
