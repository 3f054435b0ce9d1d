"""Moves of somebody who is being coached: how it goes, what they cannot or would rather do, how they feel."""

from __future__ import annotations

from skill.dialogue import steps
from skill.dialogue.turn import Then, Turn
from skill.dialogue.words import spoken_list
from skill.guidance import triage

MOST_SOURCES = 2
"""More names than this nobody takes in by ear."""


def how_is_it(turn: Turn) -> Then:
    """Better, the same, worse or gone; a number, and the one before. Worse stops that step and checks for signs."""
    before = _number(turn, "WasScore")
    before = turn.case.score if before is None else before
    now = _number(turn, "Score")
    turn.case = turn.case.but(score=turn.case.score if now is None else now)
    trend = _trend(turn, before, now)
    if trend == "worse":
        return worse(turn)
    if now is not None and before is not None and now < before:
        turn.say("trend.down", points=turn.content.number(before - now))
    turn.say(f"trend.{trend}")
    return Then.ASK_AGAIN


def _number(turn: Turn, slot: str) -> int | None:
    said = turn.slot(slot)
    return int(said.value) if said and said.value.isdecimal() and int(said.value) <= 10 else None


def _trend(turn: Turn, before: int | None, now: int | None) -> str:
    said = turn.slot("Trend")
    if said and said.id:
        return said.id
    if before is None or now is None:
        return "noted"
    return "better" if now < before else "worse" if now > before else "same"


def worse(turn: Turn) -> Then:
    """It got worse: stop what was being done, and ask for signs again before anything else."""
    if turn.checking:
        return Then.ASK_AGAIN
    if steps.current(turn):
        return steps.hurts(turn)
    turn.case = triage.changed(turn.case).but(told=True)
    return Then.GO_ON


def cannot(turn: Turn) -> Then:
    """Something they have not got, or cannot do. It is kept in mind, and the steps to come follow it."""
    said = turn.slot("Constraint")
    constraint = turn.content.constraints.get(said.id) if said and said.id else None
    if constraint is None:
        turn.say("constraint.unknown")
        return Then.ASK_AGAIN
    turn.case = turn.case.adding(constraints=(constraint.id,))
    turn.say_words(constraint.say)
    return Then.ASK_AGAIN


def other_step(turn: Turn) -> Then:
    """Something easier, harder or other: another move in place of this one, the place stays."""
    here = steps.current(turn)
    if here is None:
        return steps.not_started(turn)
    case = turn.case
    others = [
        step.id
        for step in turn.content.stretches
        if step.id not in case.steps and not set(step.avoid_with) & set(case.flags)
    ]
    if not others:
        turn.say("other_step.none")
        return Then.ASK_AGAIN
    turn.say("other_step.instead")
    turn.case = case.but(steps=(*case.steps[: case.at], others[0], *case.steps[case.at + 1 :]))
    return Then.SPEAK_STEP


def overview(turn: Turn) -> Then:
    """What all the steps are, by their names."""
    if not turn.case.steps:
        return steps.not_started(turn)
    names = tuple(turn.words(turn.content.step(id).name) for id in turn.case.steps)
    turn.say(
        "steps.overview",
        count=turn.content.number(len(names)).capitalize(),
        names=spoken_list(names, turn.phrase("and")),
    )
    return Then.ASK_AGAIN


def already_done(turn: Turn) -> Then:
    """They did this one before they were told to."""
    turn.acknowledge("steps.already")
    return steps.next_one(turn)


def lead(turn: Turn) -> Then:
    """Do it with me: how it is done, and how often."""
    step = steps.current(turn)
    if step is None:
        return steps.not_started(turn)
    steps.explain(turn, step)
    turn.say("steps.dose", dose=step.dose[:1].upper() + step.dose[1:])
    return steps.ask_next(turn)


def who_says(turn: Turn) -> Then:
    """Where the last answer comes from, who made this, and that no clinician has signed it."""
    sources = [turn.content.sources[id].name for id in turn.last.get("sources", ()) if id in turn.content.sources]
    if sources:
        names = tuple(dict.fromkeys(sources))[:MOST_SOURCES]
        turn.say("about.sources", names=spoken_list(names, turn.phrase("and")))
    else:
        turn.say("about.general")
    turn.say("about.review")
    return Then.ASK_AGAIN


def feeling(turn: Turn) -> Then:
    """One warm line, and then one choice."""
    said = turn.slot("Feeling")
    turn.say(f"feeling.{said.id if said and said.id else 'low'}")
    return Then.ASK_AGAIN
