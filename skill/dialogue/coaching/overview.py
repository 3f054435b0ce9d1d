"""The whole plan at a glance: what all the steps are, how long they take, and what is done already."""

from __future__ import annotations

from skill.dialogue import steps
from skill.dialogue.days import day
from skill.dialogue.question import Move
from skill.dialogue.recall import recall
from skill.dialogue.reports import WHAT
from skill.dialogue.times import MINUTE, seconds_of, spoken_duration
from skill.dialogue.turn import Then, Turn
from skill.dialogue.words import spoken_list
from skill.guidance import course, leading
from skill.guidance.model import Step
from skill.guidance.plan import choose_steps

TO_HEAR = 20
"""Seconds that a step takes to be told."""
PROGRESS = "progress"
"""The part of the plan that is how they are doing."""
NAMED = ("TimedStep", "AlsoStep", "Stretch")


def overview(turn: Turn) -> Then:
    """What all the steps are, by their names."""
    said = turn.slot("Part")
    part = said.id if said and said.id else ""
    if part == PROGRESS and not turn.checking:
        return _progress(turn)
    if not turn.case.steps:
        return steps.not_started(turn)
    if turn.slot("Length"):
        return _length(turn)
    return PARTS.get(part, _names)(turn)


def _progress(turn: Turn) -> Then:
    """How they are doing: what they said last time, where that is kept, and how it is next to that."""
    kept = recall(turn)
    trend = turn.case.trend or (kept.trend if kept else "")
    return turn.ask_phrase(turn.case.asked or WHAT, f"course.compared.{trend}" if trend else "course.compare")


def _names(turn: Turn) -> Then:
    names = tuple(turn.words(turn.content.step(id).name) for id in turn.case.steps)
    count = turn.content.number(len(names)).capitalize()
    listed = spoken_list(names, turn.phrase("and"))
    turn.say("steps.overview", count=count, names=listed[:1].upper() + listed[1:])
    return Then.ASK_AGAIN


def _length(turn: Turn) -> Then:
    """All of it, and how much of that is spent lying with a pack or walking."""
    every = [turn.content.step(id) for id in turn.case.steps[turn.case.at :]]
    timed = sum(seconds_of(step.duration, turn.now) for step in every)
    moves = sum(TO_HEAR + _led(turn, step) for step in every)
    whole = spoken_duration(turn, max(round((timed + moves) / MINUTE), 1) * MINUTE)
    key = "steps.length_timed" if timed else "steps.length"
    turn.say(key, length=whole, timed=spoken_duration(turn, timed) if timed else "")
    return Then.ASK_AGAIN


def _led(turn: Turn, step: Step) -> float:
    move = leading.move_of(step, turn.case, turn.content)
    return leading.seconds(leading.script(move, turn.content)) if move and not step.duration else 0


def _tomorrow(turn: Turn) -> Then:
    """What the next day is for, and its steps."""
    onset = turn.case.onset if turn.case.onset == "back" else course.onset_on(day(turn) + 1)
    names = tuple(turn.words(turn.content.step(id).name) for id in course.steps_on(onset, turn.case, turn.content))
    turn.say("course.tomorrow", names=spoken_list(names, turn.phrase("and")))
    return Then.ASK_AGAIN


def _week(turn: Turn) -> Then:
    """What is to come in the week from this day on, and when somebody should look at it."""
    if turn.case.onset == "back":
        turn.say("course.first", name=turn.words(turn.content.course["back"].ahead))
        return Then.ASK_AGAIN
    now, *later = course.to_come(day(turn), turn.content)
    turn.say("course.first", name=turn.words(now[1].ahead))
    for first, stage in later:
        turn.say("course.from_day", number=turn.content.number(first + 1), name=turn.words(stage.ahead))
    turn.say("course.see")
    return Then.ASK_AGAIN


PARTS: dict[str, Move] = {"tomorrow": _tomorrow, "week": _week}


def already_done(turn: Turn) -> Then:
    """They did this one, or one to come, before they were told to: it does not come again."""
    here = steps.current(turn)
    if here is None:
        return steps.not_started(turn)
    done = _named(turn)
    if not done or here.id in done:
        turn.acknowledge("steps.already")
        _leave_out(turn, tuple(id for id in done if id != here.id))
        return steps.next_one(turn)
    turn.acknowledge("steps.already_others")
    _leave_out(turn, done)
    return Then.ASK_AGAIN


def _named(turn: Turn) -> tuple[str, ...]:
    """The steps of theirs that were named, be it by one that can take the place of it: "the ice" is cold or warmth."""
    ids = {said.id for said in map(turn.slot, NAMED) if said and said.id}
    known = (turn.content.step(id) for id in turn.case.steps)
    return tuple(step.id for step in known if step.id in ids or (step.at_most and ids & set(step.instead)))


def _leave_out(turn: Turn, ids: tuple[str, ...]) -> None:
    case = turn.case.adding(left_out=ids)
    if ids:
        case = case.but(steps=choose_steps(case.but(at=case.at + 1), turn.content))
    turn.case = case
