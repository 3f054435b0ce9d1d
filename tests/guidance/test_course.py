"""The course over days: which part a day is in, who should look at what stays, and steps that suit their person."""

from __future__ import annotations

from itertools import combinations, product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.guidance import course
from skill.guidance.case import Case
from skill.guidance.content import default_content
from skill.guidance.fitting import place_of
from skill.guidance.model import Kind, Onset, Urgency
from skill.guidance.plan import FIRST_DAY, LAST_STEP, choose_steps
from skill.guidance.triage import NO_PLAN
from tests import tries

CONTENT = default_content()
KINDS = get_args(Kind)
SOON = [id for id, flag in CONTENT.red_flags.items() if flag.urgency == Urgency.SOON and id not in NO_PLAN]
DAYS = range(60)


@pytest.mark.parametrize(
    ("day", "onset"),
    [(0, "fresh"), (1, "fresh"), (2, "days"), (3, "days"), (4, "week"), (7, "week"), (8, "fortnight"),
     (14, "fortnight"), (15, "weeks"), (42, "weeks"), (43, "longer")],
)  # fmt: skip
def test_each_day_is_in_one_part(day: int, onset: Onset) -> None:
    assert course.onset_on(day) == onset


@pytest.mark.parametrize(("day", "days"), [(0, 1), (1, 2), (2, 1), (3, 4), (6, 1), (7, 7), (13, 1), (14, 7), (40, 7)])
def test_a_word_is_asked_for_on_the_days_of_the_ladder(day: int, days: int) -> None:
    assert course.days_until_check(day) == days


SOMEONE = [
    # kind, day, how it is, how it was; whether somebody should look at it
    ("soreness", 2, "same", "same", False),
    ("soreness", 7, "same", "", True),
    ("soreness", 7, "better", "same", False),
    ("soreness", 2, "worse", "", False),  # it is at its worst after one to three days
    ("soreness", 4, "worse", "better", True),
    ("strain", 7, "same", "same", False),
    ("strain", 13, "same", "same", False),
    ("strain", 14, "same", "better", True),
    ("strain", 1, "worse", "better", False),
    ("strain", 2, "worse", "worse", True),
    ("nerve", 0, "worse", "", True),
    ("nerve", 7, "same", "", True),
    (None, 7, "same", "better", False),
    (None, 7, "same", "same", True),
    (None, 6, "same", "same", False),
    (None, 14, "same", "better", True),
    (None, 30, "gone", "worse", False),
    (None, 30, "", "worse", False),
]


@pytest.mark.parametrize(("kind", "day", "trend", "before", "is_so"), SOMEONE)
def test_what_stays_or_gets_worse_for_too_long_is_for_someone(
    kind: Kind | None, day: int, trend: str, before: str, is_so: bool
) -> None:
    assert course.is_for_someone(kind, day, trend, before, CONTENT) is is_so


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_what_does_not_get_better_is_for_someone_sooner_or_later_and_then_stays_so(kind: Kind | None) -> None:
    for trend, before in product(("same", "worse"), ("", "better", "same", "worse")):
        told = [course.is_for_someone(kind, day, trend, before, CONTENT) for day in DAYS]
        assert told == sorted(told) and any(told[: 14 + 1])


def test_the_week_ahead_begins_today_and_has_every_part_once() -> None:
    for day in DAYS:
        days = [first for first, _ in course.to_come(day, CONTENT)]
        assert days[0] == day and days == sorted(set(days)) and days[-1] <= day + 6
        assert [stage.id for _, stage in course.to_come(day, CONTENT)] == [course.onset_on(each) for each in days]


@pytest.mark.parametrize("onset", get_args(Onset))
def test_a_day_has_three_steps_for_somebody_without_anything_special(onset: Onset) -> None:
    for kind in KINDS:
        steps = course.steps_on(onset, Case(kind=kind), CONTENT)
        assert len(steps) == 3 and LAST_STEP not in steps
        assert all(CONTENT.step(id).from_day <= FIRST_DAY[onset] for id in steps)


# ---- what was told on another day is not kept, and is heeded all the same

given_then = st.tuples(
    st.sampled_from(list(CONTENT.plans)),
    st.lists(st.sampled_from(SOON), unique=True, max_size=3),
    st.lists(st.sampled_from(list(CONTENT.constraints)), unique=True, max_size=3),
    st.booleans(),
)


@settings(max_examples=tries(400), deadline=None)
@given(then=given_then, day=st.integers(0, 60))
def test_no_step_of_another_day_is_one_that_was_spoken_against(
    then: tuple[tuple[Onset, Kind], list[str], list[str], bool], day: int
) -> None:
    (onset, kind), flags, constraints, returning = then
    told = Case(onset=onset, kind=kind, constraints=tuple(constraints), returning=returning)
    kept = choose_steps(told.but(flags=tuple(flags)), CONTENT)
    case = course.vetted(Case(returning=True, onset=course.onset_on(day)), kept, CONTENT)
    steps = choose_steps(case, CONTENT)
    assert steps[-1] == LAST_STEP
    assert not [id for id in steps if set(flags) & set(CONTENT.step(id).avoid_with)], (kept, steps)


@pytest.mark.parametrize("onset", get_args(Onset))
def test_somebody_who_told_nothing_gets_the_steps_of_the_day(onset: Onset) -> None:
    for kind in ("soreness", "strain"):
        kept = choose_steps(Case(onset=onset, kind=kind), CONTENT)
        case = course.vetted(Case(onset=onset), kept, CONTENT)
        assert course.steps_on(onset, case, CONTENT) == CONTENT.plans[onset, "strain"].today


def test_a_day_is_never_without_a_step_that_can_be_done() -> None:
    pairs = [(), *combinations(CONTENT.constraints, 1), *combinations(CONTENT.constraints, 2)]
    for onset, had in product(get_args(Onset), pairs):
        case = course.vetted(Case(onset=onset, returning=True, constraints=had), (), CONTENT)
        steps = choose_steps(case, CONTENT)
        assert len(steps) > 1, (onset, had)
        assert all(place_of(CONTENT.step(id), case, CONTENT) is not None for id in steps)
