"""Which steps: the times at their edges, the careful plan, what fits a person, and nobody's place lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import Constraint, Kind, Onset, Step
from skill.guidance.plan import (
    FIRST_DAY,
    HOURS_BELOW,
    LAST_STEP,
    LONGEST_PLAN,
    another,
    choose_steps,
    first_day,
    kind_of_plan,
    onset_of,
    plan_for,
    replacement,
)

DAY = 24
TIMES: list[tuple[float, Onset]] = [
    (0, "fresh"), (2 * DAY - 0.1, "fresh"), (2 * DAY, "days"), (4 * DAY - 0.1, "days"), (4 * DAY, "week"),
    (8 * DAY - 0.1, "week"), (8 * DAY, "fortnight"), (15 * DAY - 0.1, "fortnight"), (15 * DAY, "weeks"),
    (43 * DAY - 0.1, "weeks"), (43 * DAY, "longer"), (10_000, "longer"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "onset"), TIMES)
def test_how_long_ago_it_began(hours: float, onset: Onset) -> None:
    assert onset_of(hours) == onset


def test_the_first_day_of_each_time_is_the_last_of_the_one_before() -> None:
    """Each time begins on the day on which the one before has ended."""
    times = list(HOURS_BELOW)
    ends = [HOURS_BELOW[time] / DAY for time in times]
    assert [FIRST_DAY[time] for time in (*times, "longer")] == [0, *ends]
    assert (FIRST_DAY["back"], FIRST_DAY["unknown"]) == (15, 1)
    assert FIRST_DAY.keys() == set(get_args(Onset))
    assert [first_day(Case(onset=onset)) for onset in ("fresh", "weeks", None)] == [0, 15, 1]


KINDS: list[tuple[Case, Kind]] = [
    (Case(), "strain"), (Case(kind="soreness"), "soreness"), (Case(kind="nerve"), "nerve"),
    (Case(kind="soreness", flags=("sciatica",)), "nerve"), (Case(kind="soreness", flags=("rash",)), "soreness"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "kind"), KINDS)
def test_who_does_not_say_gets_the_more_careful_plan(case: Case, kind: Kind, content: Content) -> None:
    assert kind_of_plan(case) == kind
    assert plan_for(case, content) == content.plans["unknown", kind]
    assert plan_for(case.but(onset="weeks"), content) == content.plans["weeks", kind]


PLANS = [(onset, kind) for onset in get_args(Onset) for kind in get_args(Kind)]


@pytest.mark.parametrize(("onset", "kind"), PLANS)
def test_the_steps_of_the_plan_the_last_of_which_says_what_to_watch(onset: Onset, kind: Kind, content: Content) -> None:
    plan, case = content.plans[onset, kind], Case(onset=onset, kind=kind)
    assert (LONGEST_PLAN, LAST_STEP) == (6, "watch_and_check")
    assert len(plan.steps) == 6
    assert choose_steps(case, content) == plan.steps
    assert choose_steps(case.but(returning=True), content) == (*plan.today, LAST_STEP)


def made(name: str, **more: Any) -> Step:
    """A step of which only what is said here matters."""
    nothing: Any = {field: "" for field in ("say", "brief", "how", "why", "dose", "stop_rule", "review")}
    lists: Any = dict.fromkeys(("equipment", "not_if", "avoid_with", "sources"), ())
    return Step(**{"id": name, "name": name, **nothing, **lists, **more})


class House(Content):
    """The shipped content with a plan and steps of our own."""

    def __init__(self, content: Content, *steps: Step) -> None:
        super().__init__(content.files)
        self.steps = {step.id: step for step in (*steps, made(LAST_STEP))}  # type: ignore[assignment]
        own = ("a", "b", "c", "d", "e", LAST_STEP)
        plan = replace(content.plans["fresh", "strain"], steps=own, spare=("s", "t"), today=("a", "b", "c"))
        self.plans = {("fresh", "strain"): plan}


FRESH = Case(onset="fresh")


@pytest.fixture
def house(content: Content) -> House:
    return House(
        content,
        made("a", instead=("x", "y", "z")),
        *(made(name) for name in "bcde"),
        made("s"),
        made("t"),
        made("x", instead=("z",)),
        made("y", from_day=1, stretch=True),
        made("z", instead=("x", "w")),
        made("w", stretch=True, from_day=0),
        made("v", stretch=True, from_day=2),
    )


def steps(house: House, **known: Any) -> str:
    """The steps of a case, a letter each, without the last."""
    *found, last = choose_steps(FRESH.but(**known), house)
    assert last == LAST_STEP
    return "".join(found)


def test_a_step_that_does_not_fit_has_another_in_its_place(house: House) -> None:
    assert steps(house) == "abcde"
    house.steps["a"] = replace(house.steps["a"], avoid_with=("rash",))  # type: ignore[index]
    assert steps(house) == "abcde"
    assert steps(house, flags=("rash",)) == "xbcde"
    assert steps(house, flags=("rash",), left_out=("x",)) == "zbcde"  # y comes only from the day after
    house.steps["x"] = replace(house.steps["x"], avoid_with=("rash",))  # type: ignore[index]
    assert steps(house, flags=("rash",)) == "zbcde"


def test_where_nothing_takes_its_place_the_spare_ones_do_in_their_order(house: House) -> None:
    assert steps(house, left_out=("b",)) == "acdes"
    assert steps(house, left_out=("b", "d")) == "acest"
    assert steps(house, left_out=("b", "d", "s")) == "acet"
    assert steps(house, left_out=("a",)) == "bcdes"  # left out is left out: nothing takes its place
    assert steps(house, left_out=tuple("abcdest")) == ""


def test_what_is_done_stays_in_front_and_comes_no_second_time(house: House) -> None:
    assert steps(house, steps=("a", "b", "c"), at=2) == "abcde"
    assert steps(house, steps=("e", "b", "c"), at=1) == "eabcd"
    assert steps(house, steps=("v", "w", "x"), at=3) == "vwxab"
    assert steps(house, steps=("v", "w", "x", "y", "z"), at=5) == "vwxyz"
    assert steps(house, steps=tuple("vwxyzs"), at=6) == "vwxyzs"
    assert steps(house, steps=("a",), at=1, left_out=("a",)) == "abcde"


def test_so_many_more_as_there_is_time_for(house: House) -> None:
    house.constraints = {"hurry": Constraint("hurry", "", (), "", most_steps=3)}  # type: ignore[assignment]
    assert steps(house, constraints=("hurry",)) == "ab"
    assert steps(house, constraints=("hurry",), steps=("a", "b", "c"), at=2) == "abcd"
    assert steps(house, constraints=("hurry",), left_out=("b",)) == "ac"


def test_somebody_who_comes_back_has_three_steps(house: House) -> None:
    assert steps(house, returning=True) == "abc"
    assert steps(house, returning=True, left_out=("b",)) == "acs"


def ids(*found: Step | None) -> list[str | None]:
    return [step.id if step else None for step in found]


def test_what_takes_the_place_of_a_step(house: House) -> None:
    a = house.steps["a"]
    assert ids(replacement(a, (), FRESH, house), replacement(a, ("x",), FRESH, house)) == ["x", "z"]
    assert ids(replacement(a, ("x",), FRESH.but(onset=None), house)) == ["y"]
    assert ids(replacement(a, ("x", "z"), FRESH, house), replacement(house.steps["b"], (), FRESH, house)) == [
        None,
        None,
    ]
    assert ids(replacement(a, (), FRESH.but(left_out=("x",)), house)) == ["z"]


def test_another_step_is_the_nearest_that_is_none_of_theirs_and_at_last_any_move(house: House) -> None:
    a = house.steps["a"]
    assert ids(another(a, FRESH, house), another(a, FRESH.but(steps=("x",)), house)) == ["x", "z"]
    assert ids(another(a, FRESH.but(steps=("x",), left_out=("z",)), house)) == ["w"]  # through z, which leads on to it
    assert ids(another(house.steps["b"], FRESH, house)) == ["w"]
    assert ids(another(house.steps["b"], FRESH.but(left_out=("w",)), house)) == [None]
    assert ids(another(house.steps["b"], FRESH.but(left_out=("w",), onset=None), house)) == ["y"]
    assert ids(another(house.steps["b"], FRESH.but(left_out=("w", "y"), onset="days"), house)) == ["v"]
    assert ids(another(house.steps["w"], FRESH, house)) == [None]
