"""A number that is put right, and what only looks like one."""

from __future__ import annotations

import pytest

from skill.guidance.content import default_content
from skill.guidance.putting_right import PutRight, put_right
from skill.guidance.words import read

KNOWN = default_content().intake.putting_right


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("no ten", PutRight(10)),
        ("no make it ten", PutRight(10)),
        ("ten not nine", PutRight(10)),
        ("not nine ten", PutRight(10)),
        ("nine no ten", PutRight(10)),
        ("no ten thirty", PutRight(10, 30)),
        ("make it half past three", PutRight(3, 30)),
        ("no three in the afternoon", PutRight(3, later=True)),
        ("i said eight in the morning", PutRight(8, later=False)),
        ("no three days", PutRight(3, seconds=86400)),
        ("no twenty five minutes", PutRight(25, seconds=60)),
        ("yes but make it eleven", PutRight(11)),
    ],
)
def test_a_number_is_put_right(said: str, meant: PutRight) -> None:
    assert put_right(read(said, {}), KNOWN) == meant


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "yes ten",
        "no i did ten reps",
        "no my leg went numb at ten",
        "no two of my toes are numb",
        "it hurts for ten minutes",
        "not ten",
    ],
)
def test_more_than_a_number_is_something_else(said: str) -> None:
    assert put_right(read(said, {}), KNOWN) is None
