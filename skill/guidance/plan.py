"""Which steps, in which order: chosen by time since onset, by kind of pain and by what is not excluded."""

from __future__ import annotations

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import Onset, Plan

LONGEST_PLAN = 6
"""More steps than this nobody keeps in mind."""

LAST_STEP = "watch_and_check"
"""Every plan ends with what to watch for (NHS, Back pain)."""

HOURS_AT_MOST: dict[Onset, float] = {"fresh": 48, "days": 7 * 24, "weeks": 6 * 7 * 24}


def onset_of(hours: float) -> Onset:
    """The bucket for a time since onset, in hours."""
    for onset, most in HOURS_AT_MOST.items():
        if hours <= most:
            return onset
    return "longer"


def plan_for(case: Case, content: Content) -> Plan:
    """The plan for this case. Who did not say what it is like gets the more careful plan, for a strain."""
    kind = "nerve" if "sciatica" in case.flags else case.kind or "strain"
    return content.plans[case.onset or "unknown", kind]


def choose_steps(case: Case, content: Content) -> tuple[str, ...]:
    """The ids of the steps for this case, in order, without those a raised flag forbids.

    Steps already done stay in front, so that nobody loses their place when something new turns up.
    """
    done = case.steps[: case.at]
    allowed = [
        id
        for id in plan_for(case, content).steps
        if id not in (*done, LAST_STEP) and not set(content.step(id).avoid_with) & set(case.flags)
    ]
    return (*done, *allowed[: max(LONGEST_PLAN - 1 - len(done), 0)], LAST_STEP)
