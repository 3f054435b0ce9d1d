"""Something they have not got, or cannot do: said at any time, kept in the session, and the steps follow it."""

from __future__ import annotations

from skill.dialogue import reports, steps
from skill.dialogue.coaching import another_step, progress
from skill.dialogue.intake import is_older
from skill.dialogue.question import Move
from skill.dialogue.turn import Then, Turn
from skill.guidance.conditions import constraints_in
from skill.guidance.fitting import fits, place_of
from skill.guidance.kinds import reports_pain
from skill.guidance.model import Constraint, Step
from skill.guidance.plan import choose_steps, replacement

SLOTS = ("Constraint", "AlsoConstraint")


def cannot(turn: Turn) -> Then:
    """Says in one breath what that changes, and goes on where they were."""
    told = _told(turn)
    if not told:
        turn.say("constraint.unknown")
        return Then.ASK_AGAIN
    again = _known_before(turn, told)
    here = steps.current(turn)
    _say_what_then(turn, told, again, here)
    if (level := next((each.level for each in told if each.level), "")) and here and not turn.checking:
        return another_step.set_level(turn, here, level)
    before = _place(turn, here) if here else None
    turn.case = turn.case.but(constraints=_kept(turn, told))
    stays = _stays(turn, here, again) if here else True
    if here:
        refit(turn, here, stays)
    if flag := next((each.clarify for each in told if each.clarify), ""):
        return progress.make_sure(turn, flag)
    if here is None or turn.checking:
        return Then.ASK_AGAIN
    if not stays or _place(turn, here) not in (before, None):
        turn.answer_open()
        return Then.SPEAK_STEP
    return steps.ask_next(turn) if steps.is_of_step(turn) else Then.ASK_AGAIN


def _known_before(turn: Turn, told: tuple[Constraint, ...]) -> tuple[str, ...]:
    """What they have said before: to hear the same once more helps nobody."""
    return tuple(each.id for each in told if each.id in turn.case.constraints and not each.clarify)


def _say_what_then(turn: Turn, told: tuple[Constraint, ...], again: tuple[str, ...], here: Step | None) -> None:
    """What to do without it, none of which needs something that is missing too."""
    missing = {*turn.case.constraints, *(each.id for each in told)}
    for each in told:
        if each.id not in again:
            turn.say_words(each.say_then if each.unless_told in missing else each.say)
    if len(again) == len(told):
        stays = here is None or turn.checking or _stays(turn, here, again)
        turn.say("constraint.known" if stays else "constraint.again")


def in_passing(move: Move) -> Move:
    """A move for what is told, which follows what somebody has not got or cannot do where no more than that is told."""

    def adapted(turn: Turn) -> Then:
        ids = constraints_in(turn.said.reading) if turn.text else ()
        if not ids:
            return move(turn)
        if turn.red_flags or turn.checking or reports_pain(turn.text, turn.content):
            turn.case = turn.case.adding(constraints=ids)
            return move(turn)
        return cannot(turn)

    return adapted


def _place(turn: Turn, step: Step) -> str | None:
    return place_of(step, turn.case, turn.content)


def _told(turn: Turn) -> tuple[Constraint, ...]:
    said = [turn.slot(slot) for slot in SLOTS]
    ids = [each.id for each in said if each and each.id] + (["older"] if is_older(turn) else [])
    ids += constraints_in(turn.said.reading) if turn.text else ()
    known = (turn.content.constraints.get(id) for id in dict.fromkeys(ids))
    return tuple(each for each in known if each)


def told_symptom(turn: Turn) -> Then:
    """A symptom or an age: scanned like all that is told. An age is noted, and of an older one the steps take care."""
    if turn.red_flags or not turn.slot("Age"):
        return reports.tell(turn)
    if reports_pain(turn.text, turn.content):  # "her back hurts, she's seventy eight"
        if is_older(turn):
            turn.case = turn.case.adding(constraints=("older",))
        return reports.report_pain(turn)
    if is_older(turn):
        return cannot(turn)
    turn.acknowledge("safety.noted")
    return Then.ASK_AGAIN


def _kept(turn: Turn, told: tuple[Constraint, ...]) -> tuple[str, ...]:
    """What holds now, the latest last. Somebody is in one place at a time; a level is of one step only."""
    moved = any(each.is_place for each in told)
    before = [turn.content.constraints[id] for id in turn.case.constraints]
    kept = [each for each in before if each not in told and not (moved and each.is_place)]
    return tuple(each.id for each in (*kept, *told) if not each.level)


def _stays(turn: Turn, here: Step, again: tuple[str, ...]) -> bool:
    """Whether the step at hand stays: it fits, or what was said of what is missing told how, for the first time."""
    told_how = (id for id in turn.case.constraints if id in again or not turn.content.constraints[id].suffices)
    return fits(here, turn.case.but(constraints=tuple(told_how)), turn.content)


def refit(turn: Turn, here: Step, stays: bool) -> None:
    """Chooses the steps ahead once more. The current one keeps its place, or another takes it."""
    case = turn.case
    there = here if stays else replacement(here, case.steps, case, turn.content)
    done = (*case.steps[: case.at], *([there.id] if there else []))
    turn.case = case.but(steps=choose_steps(case.but(steps=done, at=len(done)), turn.content))
