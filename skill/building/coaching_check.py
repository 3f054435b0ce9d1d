"""What can be wrong with the coaching: plans, what steps need, their forms, and how they are led."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import LEVELS, PLACES, Step, Urgency
from skill.guidance.plan import FIRST_DAY, LAST_STEP, choose_steps

FEWEST_STEPS, MOST_STEPS = 5, 6
POSTURES = {"floor", "lying", "kneeling", "standing", "walking", "chair"}
"""Needs that another place may do without."""
TODAY = 3


def problems(content: Content) -> Iterator[str]:
    """Every problem of the coaching."""
    yield from _plans(content)
    for step in map(content.step, content.step_ids):
        yield from _forms(step, f"steps/{step.id}.toml")
        yield from _led(step, f"steps/{step.id}.toml")
        for id in step.instead:
            if id not in content.steps:
                yield f"steps/{step.id}.toml: instead names {id!r}, no step; correct the id"
        for id in step.gates:
            if id not in content.gates:
                yield f"steps/{step.id}.toml: gates names {id!r}, not in gates.toml; correct the id"
    yield from _needs(content)


def _plans(content: Content) -> Iterator[str]:
    soon = [id for id, flag in content.red_flags.items() if flag.urgency == Urgency.SOON]
    for (onset, kind), plan in content.plans.items():
        where = f"plans.toml [{onset}.{kind}]"
        listed = (*plan.steps, *plan.spare, *plan.today)
        if unknown := set(listed) - set(content.step_ids):
            yield f"{where}: no step called {', '.join(sorted(unknown))}; correct the id"
            continue
        if plan.steps[-1] != LAST_STEP:
            yield f"{where}: must end with {LAST_STEP}; put it last"
        if len(plan.today) != TODAY:
            yield f"{where}: today has {len(plan.today)} steps; name three"
        early = [id for id in listed if content.step(id).from_day > FIRST_DAY[onset]]
        if early:
            yield f"{where}: {', '.join(early)} too early; see from_day in its file"
        if set(plan.steps) != set(choose_steps(Case(onset=onset, kind=kind), content)):
            yield f"{where}: not all of its steps are spoken; name {MOST_STEPS}"
        for flags in [(), *combinations(soon, 1), *combinations(soon, 2)]:
            steps = choose_steps(Case(onset=onset, kind=kind, flags=flags), content)
            if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
                yield f"{where}: {len(steps)} steps remain with {flags}; list more to choose from"


def _forms(step: Step, where: str) -> Iterator[str]:
    """A step that takes a posture says for every place and level how it is done there, or that it is not."""
    said = step.forms.keys() | set(step.no_form)
    if unknown := said - {*PLACES, *LEVELS}:
        yield f"{where}: {', '.join(sorted(unknown))} is no form; there are {', '.join((*PLACES, *LEVELS))}"
    if both := step.forms.keys() & set(step.no_form):
        yield f"{where}: {', '.join(sorted(both))} both in forms and in no_form; keep one"
    if POSTURES & set(step.needs) and (missing := {*PLACES, *LEVELS} - said):
        yield f"{where}: nothing is said of {', '.join(sorted(missing))}; add a form, or name it in no_form"
    for level in LEVELS:
        if level in step.forms and step.forms[level].needs:
            yield f"{where} [forms.{level}]: has needs of its own; an easier or harder one has those of the step"


def _led(step: Step, where: str) -> Iterator[str]:
    if step.stretch and not (step.led and step.repeats):
        yield f"{where}: a stretch can be led; add [led] and repeats"
    if step.led and bool(step.led.sides) != bool(step.led.other):
        yield f"{where} [led]: sides and other belong together; add the one that is missing"


def _needs(content: Content) -> Iterator[str]:
    """What a constraint rules out is what some step needs, and the other way round."""
    steps = [content.step(id) for id in content.step_ids]
    needed = {need for step in steps for need in step.needs}
    needed |= {need for step in steps for form in step.forms.values() for need in form.needs}
    ruled_out = {need for each in content.constraints.values() for need in each.rules_out}
    for need in sorted(needed - ruled_out - {"cloth"}):
        yield f"constraints.toml: no constraint rules out {need!r}, which steps need; add it, or correct the need"
    for need in sorted(ruled_out - needed):
        yield f"constraints.toml: {need!r} is ruled out, and no step needs it; correct the word"
    for id, constraint in content.constraints.items():
        if constraint.clarify not in ("", *content.red_flags):
            yield f"constraints.toml [{id}]: clarify {constraint.clarify!r} is in no red_flags.toml; correct the id"
        if constraint.prefers not in ("", *PLACES) or constraint.level not in ("", *LEVELS):
            yield f"constraints.toml [{id}]: prefers {constraint.prefers!r}, level {constraint.level!r}; no such form"
