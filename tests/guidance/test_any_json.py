"""As much of any data as fits: what others hand back may be of another version, or nonsense."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from skill.guidance.any_json import LARGEST, MOST_CHARACTERS, MOST_ITEMS, Unfit, fitting


@dataclass(frozen=True)
class Part:
    id: str
    size: int = 1


@dataclass(frozen=True)
class Whole:
    name: str = "none"
    count: int = 0
    sure: bool = False
    onset: Literal["fresh", "days"] | None = None
    ids: tuple[str, ...] = ()
    parts: list[Part] = field(default_factory=list)
    made: str = field(default="here", init=False)


READ: list[tuple[Any, Whole]] = [
    ({}, Whole()),
    (None, Whole()),
    ("nonsense", Whole()),
    ([1, 2], Whole()),
    ({"name": "x", "count": 3, "sure": True}, Whole("x", 3, True)),
    ({"name": 7, "count": "3", "sure": 1}, Whole()),
    ({"count": True, "sure": None, "name": None}, Whole()),
    ({"count": 1.0}, Whole()),
    ({"onset": "fresh"}, Whole(onset="fresh")),
    ({"onset": "long ago"}, Whole()),
    ({"onset": None}, Whole()),
    ({"onset": 7}, Whole()),
    ({"ids": ["a", 7, "b", None, ["c"]]}, Whole(ids=("a", "b"))),
    ({"ids": ("a", "b")}, Whole(ids=("a", "b"))),
    ({"ids": "ab"}, Whole()),
    ({"ids": {"a": 1}}, Whole()),
    ({"parts": [{"id": "a"}, {"id": "b", "size": 2}, {"size": 2}, "c", {"id": "d", "size": "x"}]},
     Whole(parts=[Part("a"), Part("b", 2), Part("d")])),
    ({"hums": True, "name": "x"}, Whole("x")),
    ({"made": "there"}, Whole()),
    # no more of anything than a session of ours could hold
    ({"count": LARGEST - 1}, Whole(count=LARGEST - 1)),
    ({"count": LARGEST}, Whole()),
    ({"count": -LARGEST}, Whole()),
    ({"count": 1 - LARGEST}, Whole(count=1 - LARGEST)),
    ({"name": "x" * MOST_CHARACTERS}, Whole("x" * MOST_CHARACTERS)),
    ({"name": "x" * (MOST_CHARACTERS + 1)}, Whole()),
    ({"ids": ["a"] * MOST_ITEMS}, Whole(ids=("a",) * MOST_ITEMS)),
    ({"ids": ["a"] * (MOST_ITEMS + 1)}, Whole(ids=("a",) * MOST_ITEMS)),
]  # fmt: skip


@pytest.mark.parametrize(("data", "whole"), READ, ids=[str(data)[:50] for data, _ in READ])
def test_what_fits_is_kept(data: Any, whole: Whole) -> None:
    assert fitting(Whole, data) == whole


def test_bounds_are_far_from_what_is_kept() -> None:
    assert (MOST_ITEMS, MOST_CHARACTERS, LARGEST) == (64, 4000, 2_147_483_648)


def test_where_a_part_that_has_no_default_is_missing_nothing_is_made() -> None:
    for data in ({}, {"size": 2}, {"id": 7}, None):
        with pytest.raises(Unfit):
            fitting(Part, data)


def test_a_part_whose_value_it_refuses_itself_is_passed_over() -> None:
    @dataclass(frozen=True)
    class Even:
        value: int

        def __post_init__(self) -> None:
            if self.value % 2:
                raise ValueError(self.value)

    globals()["Even"] = Even  # its name has to be known where its type is read

    @dataclass(frozen=True)
    class Several:
        some: tuple[Even, ...] = ()

    assert fitting(Several, {"some": [{"value": 2}, {"value": 3}]}) == Several((Even(2),))


def test_a_kind_nobody_reads_is_a_mistake_of_ours() -> None:
    @dataclass
    class Odd:
        value: float = 0.0

    with pytest.raises(TypeError, match=r"float.* is not read; use text"):
        fitting(Odd, {})
