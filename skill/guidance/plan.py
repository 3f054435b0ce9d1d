"""Which steps, in which order: chosen by time since onset, by kind of pain, and by what fits the person."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.fitting import fits, limit
from skill.guidance.model import Kind, Onset, Plan, Step

LONGEST_PLAN = 6
"""More steps than this nobody keeps in mind."""

LAST_STEP = "watch_and_check"
"""Every plan ends with what to watch for (NHS, Back pain)."""

DAY = 24
HOURS_BELOW: dict[Onset, float] = {
    "fresh": 2 * DAY,
    "days": 4 * DAY,
    "week": 8 * DAY,
    "fortnight": 15 * DAY,
    "weeks": 6 * 7 * DAY + DAY,
}
"""Before how many hours since onset each time ends. Day 0 is the first."""

FIRST_DAY: dict[Onset, int] = {
    "fresh": 0, "days": 2, "week": 4, "fortnight": 8, "weeks": 15, "longer": 43, "back": 15, "unknown": 1,
}  # fmt: skip
"""The first day of each time; where it is not known, as if it were the day after."""


def onset_of(hours: float) -> Onset:
    """The time that is so many hours after onset."""
    for onset, below in HOURS_BELOW.items():
        if hours < below:
            return onset
    return "longer"


def first_day(case: Case) -> int:
    """How many days ago it began, at least."""
    return FIRST_DAY[case.onset or "unknown"]


def kind_of_plan(case: Case) -> Kind:
    """Who did not say what it is like gets the more careful plan, for a strain."""
    return "nerve" if "sciatica" in case.flags else case.kind or "strain"


def plan_for(case: Case, content: Content) -> Plan:
    """The plan for this case."""
    return content.plans[case.onset or "unknown", kind_of_plan(case)]


def choose_steps(case: Case, content: Content) -> tuple[str, ...]:
    """The ids of the steps for this case, in order: what fits, and no step that could do harm.

    Steps already done stay in front, so that nobody loses their place when something new turns up.
    """
    plan, done = plan_for(case, content), case.steps[: case.at]
    chosen = (*plan.today, LAST_STEP) if case.returning else plan.steps
    to_come = limit(case, content) or max(min(LONGEST_PLAN, len(chosen)) - len(done), 1)
    found = list(done)
    for id in (*chosen, *plan.spare):
        if len(found) - len(done) == to_come - 1:
            break
        step = _best(content.step(id), found, case, content) if id != LAST_STEP else None
        found += [step.id] if step else []
    return (*found, LAST_STEP)


def _best(step: Step, taken: Collection[str], case: Case, content: Content) -> Step | None:
    """The step where it fits and is not taken; where it does not fit, what takes its place. One pack is enough."""
    if step.id in taken or step.id in case.left_out or (step.at_most and any(content.step(id).at_most for id in taken)):
        return None
    return step if fits(step, case, content) else replacement(step, taken, case, content)


def replacement(step: Step, taken: Collection[str], case: Case, content: Content) -> Step | None:
    """The nearest step that can take the place of this one, if any."""
    near = (content.step(id) for id in step.instead if id not in taken and id not in case.left_out)
    return next((other for other in near if other.from_day <= first_day(case) and fits(other, case, content)), None)


def another(step: Step, case: Case, content: Content) -> Step | None:
    """A step in place of this one that is none of theirs: the nearest first, at last any move that fits."""
    taken = {*case.steps, *case.left_out, step.id}
    return next(
        (
            other
            for other in _nearest(step, content)
            if other.id not in taken and other.from_day <= first_day(case) and fits(other, case, content)
        ),
        None,
    )


def _nearest(step: Step, content: Content) -> Iterator[Step]:
    """What can take its place, then what can take the place of that, and then all other moves."""
    seen, waiting = {step.id}, list(step.instead)
    while waiting:
        id = waiting.pop(0)
        if id not in seen:
            seen.add(id)
            yield content.step(id)
            waiting += content.step(id).instead
    yield from (other for other in sorted(content.stretches, key=lambda step: step.from_day) if other.id not in seen)
