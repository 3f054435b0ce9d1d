"""The nouns: which urgency is worse, and how a text is said in another English."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass, replace
from types import ModuleType
from typing import Any

import pytest

from skill.guidance import model
from skill.guidance.content import Content
from skill.guidance.model import Cues, Locale, Urgency


def test_the_worst_urgency_comes_first() -> None:
    assert [urgency.rank for urgency in Urgency] == [0, 1, 2, 3]
    assert list(Urgency) == ["emergency", "today", "soon", "self_care"]
    assert Urgency("today").rank == 1


def test_every_noun_is_given_by_its_name() -> None:
    given = {
        name
        for name, each in vars(model).items()
        if not (name.startswith("_") or name == "annotations" or isinstance(each, ModuleType))
    }
    assert {*model.__all__} == given


BRITISH = {"toward": "towards", "color": "colour", "color coded": "marked by colour", "mom": "mum"}
SAID = [
    ("Move toward the color.", "Move towards the colour."),
    ("Color it.", "Colour it."),
    ("COLOR", "Colour"),
    ("color coded", "marked by colour"),
    ("towards colors mommy", "towards colors mommy"),
    ("nothing here", "nothing here"),
]


@pytest.fixture
def british() -> Locale:
    return Locale("en-GB", "en", "british", "the United Kingdom", {}, (), (), "", BRITISH)


@pytest.mark.parametrize(("american", "wanted"), SAID)
def test_whole_words_are_said_as_they_are_at_home(american: str, wanted: str, british: Locale) -> None:
    assert british.own(american) == wanted


def test_where_nothing_is_said_differently_a_text_stays_as_it_is(british: Locale) -> None:
    american = Locale("en-US", "en", "american", "the United States", {}, (), (), "")
    assert american.own("Move toward the color.") == "Move toward the color."
    assert american.instead == {}


NOTHING: dict[str, Any] = {"str": "", "int": 0, "float": 0, "bool": False}
"""What stands for nothing, by the type of a field; else no items at all, or None."""
SOMETHING = {("Cues", "rest_seconds"): 2}
"""What a row may leave out that then means something."""


def test_what_a_row_leaves_out_means_nothing() -> None:
    nouns = {name: noun for name, noun in vars(model).items() if isinstance(noun, type) and is_dataclass(noun)}
    left_out = [(name, key) for name, noun in nouns.items() for key in fields(noun) if key.default is not MISSING]
    assert len(left_out) > 20
    for name, key in left_out:
        kind = str(key.type)
        usual = None if "None" in kind else () if kind.startswith("tuple") else NOTHING.get(kind, "")
        assert key.default == SOMETHING.get((name, key.name), usual), f"{name}.{key.name}"
    made = [key for noun in nouns.values() for key in fields(noun) if key.default_factory is not MISSING]
    assert [key.name for key in made if key.default_factory is not dict] == []


MOVES = [
    (("floor",), True, None, True), (("floor",), False, None, False), ((), True, None, False),
    (("walking",), False, "PT5M", True), (("walking",), False, None, False), (("floor",), False, "PT5M", False),
]  # fmt: skip


@pytest.mark.parametrize(("needs", "is_led", "duration", "is_move"), MOVES)
def test_a_step_in_which_one_moves(
    needs: tuple[str, ...], is_led: bool, duration: str | None, is_move: bool, content: Content
) -> None:
    led = Cues("Lie down.", "Lift.", "Lower.") if is_led else None
    step = replace(content.steps["keep_walking"], needs=needs, led=led, duration=duration)
    assert step.is_move == is_move


def test_the_forms_of_a_step_in_the_order_they_are_tried() -> None:
    assert (model.PLACES, model.LEVELS) == (("chair", "standing", "bed"), ("easier", "harder"))


def test_every_urgency_of_the_content_is_one(content: Content) -> None:
    assert {flag.urgency for flag in content.red_flags.values()} == set(Urgency) - {Urgency.SELF_CARE}
