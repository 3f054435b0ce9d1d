"""No plan holds a step that its person cannot or must not do, none is empty, and every step can be heard."""

from __future__ import annotations

from itertools import combinations, product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.guidance.case import Case
from skill.guidance.content import Content, default_content
from skill.guidance.fitting import form_of, level_of, place_of, ruled_out
from skill.guidance.model import LEVELS, PLACES, Kind, Onset, Urgency
from skill.guidance.plan import FIRST_DAY, LAST_STEP, LONGEST_PLAN, another, choose_steps, onset_of, plan_for
from tests import tries

CONTENT = default_content()
ONSETS, KINDS = get_args(Onset), get_args(Kind)
CONSTRAINTS = list(CONTENT.constraints)
SOON = [id for id, flag in CONTENT.red_flags.items() if flag.urgency == Urgency.SOON]
WORDS_ONLY = {"ease_off", LAST_STEP}
"""What can be said to anybody."""


def problems(case: Case) -> list[str]:
    """What is wrong with the steps of this case."""
    steps, out = choose_steps(case, CONTENT), ruled_out(case, CONTENT)
    found = [] if steps and steps[-1] == LAST_STEP else ["does not end with what to watch for"]
    if len(steps) != len(set(steps)) or len(steps) > LONGEST_PLAN:
        found.append(f"too many steps: {steps}")
    for id in steps:
        step = CONTENT.step(id)
        form = form_of(step, case, CONTENT)
        if place_of(step, case, CONTENT) is None or out & set(form.needs if form else step.needs):
            found.append(f"{id} cannot be done")
        if set(step.avoid_with) & set(case.flags):
            found.append(f"{id} must not be done")
        if id in case.left_out:
            found.append(f"{id} was left out")
    return found


@pytest.mark.parametrize("onset", ONSETS)
def test_no_pair_of_constraints_and_flags_gets_a_step_they_cannot_do(onset: Onset) -> None:
    constraints = [(), *combinations(CONSTRAINTS, 1), *combinations(CONSTRAINTS, 2)]
    flags = [(), *combinations(SOON, 1), *combinations(SOON, 2)]
    for kind, returning, had, told in product(KINDS, (False, True), constraints, flags):
        case = Case(onset=onset, kind=kind, constraints=had, flags=told, returning=returning)
        assert problems(case) == [], case


@settings(max_examples=tries(400), deadline=None)
@given(
    onset=st.sampled_from(ONSETS),
    kind=st.sampled_from([None, *KINDS]),
    activity=st.sampled_from([None, *CONTENT.activities]),
    constraints=st.lists(st.sampled_from(CONSTRAINTS), unique=True),
    flags=st.lists(st.sampled_from(list(CONTENT.red_flags)), unique=True),
    left_out=st.lists(st.sampled_from(sorted(set(CONTENT.step_ids) - WORDS_ONLY)), unique=True),
    returning=st.booleans(),
)
def test_whatever_is_told_of_a_person_their_steps_suit_them(
    onset: Onset,
    kind: Kind | None,
    activity: str | None,
    constraints: list[str],
    flags: list[str],
    left_out: list[str],
    returning: bool,
) -> None:
    case = Case(
        onset=onset,
        kind=kind,
        activity=activity,
        constraints=tuple(constraints),
        flags=tuple(flags),
        left_out=tuple(left_out),
        returning=returning,
    )
    assert problems(case) == []


@pytest.mark.parametrize(("onset", "kind"), list(product(ONSETS, KINDS)))
def test_all_steps_of_a_plan_are_spoken_and_none_is_dead(onset: Onset, kind: Kind) -> None:
    case = Case(onset=onset, kind=kind)
    assert choose_steps(case, CONTENT) == plan_for(case, CONTENT).steps


def test_every_step_is_in_the_plan_of_somebody_or_comes_as_another_one() -> None:
    reached = {id for plan in CONTENT.plans.values() for id in (*plan.steps, *plan.today)}
    for (onset, kind), plan in CONTENT.plans.items():
        for id in plan.steps:
            case = Case(onset=onset, kind=kind, steps=plan.steps)
            while other := another(CONTENT.step(id), case, CONTENT):
                reached.add(other.id)
                case = case.but(left_out=(*case.left_out, other.id))
    assert reached >= set(CONTENT.step_ids) - {"cold_pack"}
    assert "cold_pack" in choose_steps(Case(onset="fresh", constraints=("no_heat",)), CONTENT)


def test_what_the_articles_are_about_is_in_a_plan_of_somebody_without_anything_special() -> None:
    heard = {id for onset in ONSETS for id in choose_steps(Case(onset=onset), CONTENT)}
    heard |= {id for onset in ONSETS for id in choose_steps(Case(onset=onset, kind="soreness"), CONTENT)}
    assert heard >= {
        "painkiller_check",
        "train_around",
        "warm_up_first",
        "drink_and_eat",
        "strength_days",
        "sleep_setup",
    } - {"sleep_setup"}


def test_strength_days_ask_for_nothing_that_was_not_shown() -> None:
    for plan in CONTENT.plans.values():
        if "strength_days" in plan.steps:
            assert {"glute_bridge", "bird_dog", "hip_hinge"} <= set(plan.steps[: plan.steps.index("strength_days")])


def test_cold_is_never_put_before_warmth() -> None:
    for plan in CONTENT.plans.values():
        assert "cold_pack" not in (*plan.steps, *plan.today)


@pytest.mark.parametrize(
    ("hours", "onset"),
    [
        (0, "fresh"), (24, "fresh"), (47, "fresh"), (48, "days"), (72, "days"), (96, "week"), (168, "week"),
        (240, "fortnight"), (336, "fortnight"), (504, "weeks"), (1008, "weeks"), (1100, "longer"),
    ],
)  # fmt: skip
def test_ten_days_are_no_few_days(hours: float, onset: Onset) -> None:
    assert onset_of(hours) == onset
    assert FIRST_DAY[onset] <= hours / 24


def test_soreness_after_a_week_a_strain_after_two_and_a_nerve_at_once_are_sent_to_someone() -> None:
    referred = {key for key, plan in CONTENT.plans.items() if plan.refer}
    assert referred == {
        *product(ONSETS, ["nerve"]),
        *product(["fortnight", "weeks", "longer"], ["soreness"]),
        *product(["weeks", "longer"], ["strain"]),
    } - {("back", "nerve")}


def test_one_is_in_one_form_and_the_latest_wish_comes_first() -> None:
    knee_rolls = CONTENT.step("knee_rolls")
    assert place_of(knee_rolls, Case(), CONTENT) == ""
    assert place_of(knee_rolls, Case(constraints=("chair",)), CONTENT) == "chair"
    assert place_of(knee_rolls, Case(constraints=("no_floor", "no_mat")), CONTENT) == "bed"
    assert place_of(knee_rolls, Case(constraints=("wheelchair", "in_bed")), CONTENT) == "bed"


def test_a_level_is_of_one_step() -> None:
    case = Case(levels=("knee_rolls:easier",))
    assert level_of(CONTENT.step("knee_rolls"), case) == CONTENT.step("knee_rolls").forms["easier"]
    assert level_of(CONTENT.step("pelvic_tilt"), case) is None


def test_somebody_short_of_time_gets_three_steps_and_none_that_takes_a_quarter_of_an_hour() -> None:
    for onset, kind in product(ONSETS, KINDS):
        steps = choose_steps(Case(onset=onset, kind=kind, constraints=("short_of_time",)), CONTENT)
        assert len(steps) == 3
        assert not [id for id in steps if "time" in CONTENT.step(id).needs]


def test_every_posture_has_its_forms_or_says_that_it_has_none() -> None:
    moves = [step for step in CONTENT.steps.values() if step.stretch]
    assert len(moves) >= 16
    assert all({*step.forms, *step.no_form} == {"chair", "standing", "bed", *LEVELS} for step in moves)
    assert all("chair" in step.forms for step in moves if step.id != "sit_to_stand")


def test_who_has_a_new_joint_is_given_no_form_that_is_not_for_them(content: Content) -> None:
    steps = [step for step in content.steps.values() if any("replacement" in who for who in step.not_if)]
    forms = {(step.id, name): form for step in steps for name, form in step.forms.items() if name in PLACES}
    assert len(steps) >= 5
    assert [where for where, form in forms.items() if "joints" not in form.needs] == []
    assert all("joints" in step.needs for step in steps)
