"""Whether a step fits a person, and in which form: what they cannot do or have not got, and what could harm them."""

from __future__ import annotations

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import LEVELS, PLACES, Constraint, Form, Step


def constraints_of(case: Case, content: Content) -> tuple[Constraint, ...]:
    """What stands in the way of this person, the latest told first: it is what holds now."""
    return tuple(content.constraints[id] for id in reversed(case.constraints) if id in content.constraints)


def ruled_out(case: Case, content: Content) -> set[str]:
    """The needs that cannot be met."""
    return {need for constraint in constraints_of(case, content) for need in constraint.rules_out}


def limit(case: Case, content: Content) -> int:
    """How many more steps there is time for; 0 where that is no matter."""
    return min((each.most_steps for each in constraints_of(case, content) if each.most_steps), default=0)


def place_of(step: Step, case: Case, content: Content) -> str | None:
    """The form this person does it in: "" as it is, one of PLACES, or None where it cannot be done at all."""
    out = ruled_out(case, content)
    if not out & set(step.needs):
        return ""
    preferred = [each.prefers for each in constraints_of(case, content) if each.prefers]
    for place in (*preferred, *PLACES):
        form = step.forms.get(place)
        if form and not out & set(form.needs):
            return place
    return None


def form_of(step: Step, case: Case, content: Content) -> Form | None:
    """The form of it that fits this person; None for the step as it is."""
    place = place_of(step, case, content)
    return step.forms[place] if place else None


def level_of(step: Step, case: Case) -> Form | None:
    """The easier or harder form they asked for, if any."""
    return next((step.forms.get(level) for level in LEVELS if f"{step.id}:{level}" in case.levels), None)


def fits(step: Step, case: Case, content: Content) -> bool:
    """Whether it does no harm with what was told, and can be done in some form."""
    return not set(step.avoid_with) & set(case.flags) and place_of(step, case, content) is not None
