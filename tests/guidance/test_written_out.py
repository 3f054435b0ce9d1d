"""What stands for `dataclasses` where the methods were written out: fields, changes and plain data, as there."""

from __future__ import annotations

from dataclasses import asdict as plain
from dataclasses import dataclass, field
from dataclasses import fields as told
from typing import Any

import pytest

from skill.guidance import written_out


@dataclass(frozen=True)
class Dose:
    name: str
    hours: tuple[int, ...] = ()
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Week:
    dose: Dose
    spare: Dose | None = None
    days: list[Dose] = field(default_factory=list)
    length: float = 7.5


@pytest.fixture(autouse=True)
def as_written_out() -> Any:
    """The classes as the function has them: with the mark, and with what makes their defaults anew."""
    Dose.__factories__, Week.__factories__ = {"notes": dict}, {"days": list}  # type: ignore[attr-defined]
    yield
    del Dose.__factories__, Week.__factories__  # type: ignore[attr-defined]


WEEK = Week(Dose("a", (8, 20), {"with": ["food", Dose("b")]}), None, [Dose("c")])


def test_plain_data_goes_to_its_depths() -> None:
    assert written_out.asdict(WEEK) == plain(WEEK)
    assert written_out.asdict(WEEK)["dose"]["notes"]["with"][1] == {"name": "b", "hours": (), "notes": {}}


def test_a_change_leaves_the_rest() -> None:
    changed = written_out.replace(WEEK, spare=Dose("d"), length=1.0)
    assert changed == Week(WEEK.dose, Dose("d"), WEEK.days, 1.0)
    assert written_out.replace(WEEK) == WEEK


def test_the_fields_are_those_of_the_class_in_their_order() -> None:
    for thing in (Week, WEEK):
        assert [each.name for each in written_out.fields(thing)] == [each.name for each in told(Week)]
    dose, spare, days, length = written_out.fields(Week)
    assert (dose.default, spare.default, length.default) == (written_out.MISSING, None, 7.5)
    assert (days.default, days.default_factory, dose.default_factory) == (
        written_out.MISSING,
        list,
        written_out.MISSING,
    )
    assert all(each.init for each in (dose, spare, days, length))


def test_only_such_a_class_is_one() -> None:
    assert written_out.is_dataclass(Week)
    assert written_out.is_dataclass(WEEK)
    assert not any(map(written_out.is_dataclass, (dict, {}, None, 7)))
