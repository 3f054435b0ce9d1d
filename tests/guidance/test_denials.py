"""The sides of a sign that has several: told, denied, and left."""

from __future__ import annotations

import pytest

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.denials import leaves_open, sides_denied, sides_left, sides_told
from skill.guidance.matching import Scanned

TOLD = [
    ("cauda_equina", "it's numb between my legs", ("cauda_equina/numb",)),
    ("cauda_equina", "i can't pee", ("cauda_equina/toilet",)),
    ("chest_or_breathing", "my chest hurts", ("chest_or_breathing/chest",)),
    ("chest_or_breathing", "i can't breathe", ("chest_or_breathing/breath",)),
    ("rhabdo", "my pee is dark", ("rhabdo/pee",)),
    ("both_legs", "my legs are numb", ()),
]


@pytest.mark.parametrize(("flag", "said", "sides"), TOLD)
def test_which_sides_are_told(flag: str, said: str, sides: tuple[str, ...], content: Content) -> None:
    assert sides_told(Scanned(said), content.red_flags[flag]) == sides


DENIED = [
    ("chest_or_breathing", "no chest pain", ("chest_or_breathing/chest",)),
    ("chest_or_breathing", "my breathing is fine", ("chest_or_breathing/breath",)),
    (
        "chest_or_breathing",
        "no chest pain, my breathing is fine",
        ("chest_or_breathing/chest", "chest_or_breathing/breath"),
    ),
    ("chest_or_breathing", "my chest hurts", ()),
    ("fragile_bones", "i did not fall", ("fragile_bones/fall",)),
    ("fragile_bones", "no steroids, no thin bones", ("fragile_bones/bones",)),
    ("rhabdo", "not brown, not red", ("rhabdo/pee",)),
]


@pytest.mark.parametrize(("flag", "said", "sides"), DENIED)
def test_which_sides_are_denied(flag: str, said: str, sides: tuple[str, ...], content: Content) -> None:
    assert sides_denied(Scanned(said), content.red_flags[flag], content) == sides


def test_what_is_left_is_what_was_told_and_not_denied(content: Content) -> None:
    chest = content.red_flags["chest_or_breathing"]
    both, one = (chest.sides, chest.sides[:1])
    assert sides_left(chest, Case()) == both
    assert sides_left(chest, Case(sides=("chest_or_breathing/chest",))) == one
    assert sides_left(chest, Case(sides=("chest_or_breathing/chest",), denied=("chest_or_breathing/chest",))) == ()
    assert sides_left(chest, Case(denied=("chest_or_breathing/chest",))) == both[1:]


@pytest.mark.parametrize("said", ["my legs are fine now", "fine when i sit", "they were fine", "not any more"])
def test_a_denial_for_a_time_leaves_it_open(said: str, content: Content) -> None:
    assert leaves_open(Scanned(said), content)
    assert not leaves_open(Scanned("my legs are quite all right"), content)
