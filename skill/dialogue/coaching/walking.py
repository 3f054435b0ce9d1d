"""A walking program for somebody whose back has settled: whom it is for, where they begin, and no more of it."""

from __future__ import annotations

from skill.dialogue import memory_moves
from skill.dialogue.coaching import walking_week
from skill.dialogue.coaching.walking_week import week_of
from skill.dialogue.recall import may_remember
from skill.dialogue.times import MINUTE, seconds_of
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.walking import Went, first_week

FROM = "walk_from"

LENGTHS = ("Easy", "Duration", "Onset", "Delay")
"""Slots that may hold how long somebody can walk; which of them depends on the intent that Alexa takes it for."""
LONGEST = 4 * 60
"""Minutes. More than this is no walk, but how long something has lasted."""
WENT: dict[str, Went] = {"done": "done", "missed": "missed", "sore": "sore"}
"""What is said of a week, by the ids of the slot."""


def walk(turn: Turn) -> Then:
    """Whatever somebody says of the program: begin, this week, a walk now, how it went, or no more of it."""
    said = turn.slot("Walk")
    wanted = said.id if said and said.id else ""
    if wanted == "stop":
        return _stop(turn)
    if not week_of(turn):
        return _from_told(turn) if turn.slot("Easy") else start(turn)
    if wanted in WENT:
        return walking_week.went(turn, WENT[wanted])
    return walking_week.now(turn) if wanted == "now" else walking_week.tell(turn)


def may_start(turn: Turn) -> bool:
    """Whether to offer it: not to somebody whose back is still sore, nor twice."""
    case = turn.case
    has_settled = not case.told or case.onset == "back" or case.trend == "gone"
    return has_settled and not week_of(turn)


def start(turn: Turn) -> Then:
    """The week they are in, or where to begin: first the safety check, and never while it is still sore."""
    if week_of(turn):
        return walking_week.tell(turn)
    if not may_start(turn):
        turn.say("walking.not_yet")
        return Then.ASK_AGAIN
    turn.case = turn.case.but(told=True, onset=turn.case.onset or "back", aim="walking")
    return ask_from(turn) if triage.is_checked(turn.case, turn.content) else Then.GO_ON


def ask_from(turn: Turn, about: str = "") -> Then:
    """Asks how long they can walk with ease."""
    return turn.ask_phrase(FROM, "walking.ask_from")


def from_told(turn: Turn) -> Then:
    """So many minutes, however Alexa took that."""
    minutes = _minutes(turn)
    if not minutes:
        return Then.NOT_UNDERSTOOD
    turn.answer_open()
    turn.case = turn.case.but(onset="back", began="")  # it was not how long the back has hurt
    return _from_told(turn)


def _minutes(turn: Turn) -> float | None:
    """The minutes of a walk that were told, a bare number being minutes, too; None where it is no walk."""
    if told := next(filter(None, map(turn.slot, LENGTHS)), None):
        minutes = seconds_of(told.value, turn.now) / MINUTE
    else:
        score = turn.slot("Score")
        minutes = float(score.value) if score and score.value.isdecimal() else 0
    return minutes if 0 < minutes <= LONGEST else None


def _from_told(turn: Turn) -> Then:
    if not triage.is_checked(turn.case, turn.content):
        return start(turn)
    return _begin(turn, first_week(_minutes(turn) or 0, turn.content))


def from_the_start(turn: Turn) -> Then:
    """They cannot say how long: from the first week."""
    return _begin(turn, 1)


def _begin(turn: Turn, week: int) -> Then:
    turn.case = turn.case.but(week=week, aim="")
    turn.say("walking.begin")
    walking_week.say_week(turn, week)
    turn.say("walking.stop_rule")
    turn.sources = ("walkback_2024",)
    return memory_moves.offer(turn) if may_remember(turn) else walking_week.ask(turn)


def _stop(turn: Turn) -> Then:
    """No more of it: nothing of it is kept."""
    turn.answer_open()
    turn.case = turn.case.but(week=0, aim="")
    turn.say("walking.stopped")
    return Then.ASK_AGAIN
