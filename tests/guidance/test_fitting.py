"""Whether a step fits a person, and in which form."""

from __future__ import annotations

from typing import Any

import pytest

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.fitting import constraints_of, fits, form_of, level_of, limit, place_of, ruled_out
from skill.guidance.model import Constraint, Form, Step


def made(**more: Any) -> Step:
    """A step of which only what is said here matters."""
    nothing: Any = {field: "" for field in ("name", "say", "brief", "how", "why", "dose", "stop_rule", "review")}
    lists: Any = dict.fromkeys(("equipment", "not_if", "avoid_with", "sources"), ())
    return Step(**{"id": "roll", **nothing, **lists, **more})


CHAIR, STANDING, BED = Form("On a chair."), Form("Standing.", needs=("standing",)), Form("In bed.", needs=("bed",))
ROLL = made(needs=("floor", "kneeling"), forms={"bed": BED, "standing": STANDING, "chair": CHAIR})
OUT: dict[str, Constraint] = {
    row.id: row
    for row in (
        Constraint("no_floor", "", (), "", rules_out=("floor",)),
        Constraint("no_standing", "", (), "", rules_out=("standing",)),
        Constraint("in_bed", "", (), "", rules_out=("floor",), prefers="bed"),
        Constraint("up", "", (), "", rules_out=("bed",), prefers="standing"),
        Constraint("hurry", "", (), "", most_steps=3),
        Constraint("hurry_more", "", (), "", most_steps=2),
        Constraint("no_towel", "", (), ""),
    )
}


@pytest.fixture
def house(content: Content) -> Content:
    own = Content(content.files)
    own.constraints = OUT  # type: ignore[assignment]
    return own


def told(*constraints: str, **more: Any) -> Case:
    return Case(constraints=constraints, **more)


PLACES: list[tuple[Step, Case, str | None]] = [
    (ROLL, told(), ""),
    (ROLL, told("no_towel", "no_standing"), ""),
    (ROLL, told("no_floor"), "chair"),  # the first of the places there is a form for
    (ROLL, told("in_bed"), "bed"),  # unless another is preferred
    (ROLL, told("no_floor", "up"), "standing"),
    (ROLL, told("in_bed", "up"), "standing"),  # the latest told holds
    (ROLL, told("up", "in_bed"), "standing"),  # a bed is ruled out
    (ROLL, told("up", "no_standing", "no_floor"), "chair"),
    (made(needs=("floor",), forms={"standing": STANDING}), told("no_floor", "no_standing"), None),
    (made(needs=("floor",)), told("no_floor"), None),
    (made(), told("no_floor"), ""),
]


@pytest.mark.parametrize(("step", "case", "place"), PLACES)
def test_where_a_step_is_done(step: Step, case: Case, place: str | None, house: Content) -> None:
    assert place_of(step, case, house) == place
    assert form_of(step, case, house) == (step.forms[place] if place else None)
    assert fits(step, case, house) == (place is not None)


def test_what_could_harm_does_not_fit(house: Content) -> None:
    step = made(avoid_with=("rash", "clot"))
    assert fits(step, told(), house)
    assert fits(step, told(flags=("kidney",)), house)
    assert not fits(step, told(flags=("kidney", "clot")), house)


def test_what_stands_in_the_way_the_latest_first(house: Content) -> None:
    assert constraints_of(told("no_floor", "unheard_of", "hurry"), house) == (OUT["hurry"], OUT["no_floor"])
    assert ruled_out(told("no_floor", "up", "hurry"), house) == {"floor", "bed"}
    assert ruled_out(told(), house) == set()


@pytest.mark.parametrize(("some", "most"), [((), 0), (("no_floor",), 0), (("hurry",), 3), (("hurry", "hurry_more"), 2)])
def test_how_many_there_is_time_for(some: tuple[str, ...], most: int, house: Content) -> None:
    assert limit(told(*some), house) == most


def test_the_level_that_was_asked_for() -> None:
    easier, harder = Form("Slower."), Form("Longer.")
    step = made(forms={"easier": easier, "harder": harder})
    levels = [(), ("roll:easier",), ("roll:harder",), ("bridge:easier",), ("bridge:easier", "roll:harder")]
    assert [level_of(step, Case(levels=some)) for some in levels] == [None, easier, harder, None, harder]
    assert level_of(made(), Case(levels=("roll:easier",))) is None
