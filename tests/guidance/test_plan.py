"""Which steps: the buckets of time at their edges, the careful plan, what a flag forbids, and nobody's place lost."""

from __future__ import annotations

from typing import get_args

import pytest

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import Kind, Onset, RedFlag
from skill.guidance.plan import LAST_STEP, LONGEST_PLAN, choose_steps, onset_of, plan_for

DAY, WEEK = 24, 7 * 24
BUCKETS: list[tuple[float, Onset]] = [
    (0, "fresh"), (47.9, "fresh"), (2 * DAY, "fresh"), (2 * DAY + 0.1, "days"),
    (WEEK, "days"), (WEEK + 0.1, "weeks"),
    (6 * WEEK, "weeks"), (6 * WEEK + 0.1, "longer"), (10_000, "longer"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "onset"), BUCKETS)
def test_how_long_ago_it_began(hours: float, onset: Onset) -> None:
    assert onset_of(hours) == onset


PLANS: list[tuple[Case, tuple[Onset, Kind]]] = [
    (Case(), ("unknown", "strain")),
    (Case(onset="fresh"), ("fresh", "strain")),
    (Case(onset="weeks", kind="soreness"), ("weeks", "soreness")),
    (Case(onset="weeks", kind="nerve"), ("weeks", "nerve")),
    (Case(onset="days", kind="soreness", flags=("sciatica",)), ("days", "nerve")),
    (Case(onset="days", kind="soreness", flags=("rash",)), ("days", "soreness")),
]


@pytest.mark.parametrize(("case", "wanted"), PLANS)
def test_the_plan_is_that_of_the_time_and_the_kind(case: Case, wanted: tuple[Onset, Kind], content: Content) -> None:
    assert plan_for(case, content) == content.plans[wanted]


def test_six_steps_are_spoken_the_last_of_which_says_what_to_watch(content: Content) -> None:
    assert (LONGEST_PLAN, LAST_STEP) == (6, "watch_and_check")
    for onset in get_args(Onset):
        for kind in get_args(Kind):
            steps = choose_steps(Case(onset=onset, kind=kind), content)
            assert len(steps) == 6
            assert steps == (*content.plans[onset, kind].steps[:5], "watch_and_check")


def test_a_step_that_a_flag_forbids_is_left_out_and_the_next_takes_its_place(content: Content) -> None:
    flags = [
        flag
        for flag in content.red_flags.values()
        if any(flag.id in step.avoid_with for step in content.steps.values())
    ]
    assert flags
    tried = [(onset, flag) for onset in get_args(Onset) for flag in flags]
    assert [choose(onset, flag, content) for onset, flag in tried if not sound(onset, flag, content)] == []


def choose(onset: Onset, flag: RedFlag, content: Content) -> tuple[str, ...]:
    return choose_steps(Case(onset=onset, kind="soreness", flags=(flag.id,)), content)


def sound(onset: Onset, flag: RedFlag, content: Content) -> bool:
    """Whether nothing forbidden is among the steps, and nothing allowed before the last is left out."""
    steps = choose(onset, flag, content)
    plan = plan_for(Case(onset=onset, kind="soreness", flags=(flag.id,)), content).steps
    allowed = [id for id in plan[:-1] if flag.id not in content.step(id).avoid_with]
    return steps == (*allowed[:5], LAST_STEP)


def test_what_is_done_stays_in_front_when_something_new_turns_up(content: Content) -> None:
    before = choose_steps(Case(onset="fresh", kind="soreness"), content)
    case = Case(onset="fresh", kind="soreness", flags=("fragile_bones", "pregnancy"), steps=before, at=4)
    after = choose_steps(case, content)
    assert after[:4] == before[:4]  # also what would be forbidden now: it is done
    assert (len(after), len(set(after)), after[-1]) == (6, 6, LAST_STEP)
    assert not any("pregnancy" in content.step(id).avoid_with for id in after[4:])


@pytest.mark.parametrize(("done", "more"), [(0, 5), (4, 1), (5, 0), (7, 0)])
def test_no_more_than_six_in_all_but_what_is_done_is_never_taken_away(done: int, more: int, content: Content) -> None:
    steps = tuple(content.step_ids[:done])
    chosen = choose_steps(Case(onset="fresh", kind="soreness", steps=steps, at=done), content)
    assert chosen[:done] == steps
    assert len(chosen) <= done + more + 1
    assert chosen[-1] == LAST_STEP
