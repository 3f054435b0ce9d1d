"""The nouns: which urgency is worse, and how a text is said in another English."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass, replace

import pytest

from skill.guidance import model
from skill.guidance.content import Content
from skill.guidance.model import Locale, Urgency


def test_the_worst_urgency_comes_first() -> None:
    assert [urgency.rank for urgency in Urgency] == [0, 1, 2, 3]
    assert list(Urgency) == ["emergency", "today", "soon", "self_care"]
    assert Urgency("today").rank == 1


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
    assert replace(british, instead={}).own("Move toward the color.") == "Move toward the color."


LEFT_OUT = {
    "Source": {"copy": False, "supports": "", "unseen": False},
    "Claim": {"carried_by": (), "left_out_because": ""},
    "Aspect": {"more": "", "urgent": False, "avoid_with": None, "instead": ""},
    "Topic": {"urgent": False, "avoid_with": (), "instead": "", "aspects": ()},
    "Condition": {"concepts": ()},
    "Step": {
        "stretch": False, "hold_seconds": None, "repeats": None, "duration": None, "at_most": None, "announce": None,
    },
    "Activity": {"rhabdo": False},
    "RedFlag": {"say_for_another": "", "private": False},
    "SafetyPart": {"explain": ""},
    "AlarmHelp": {"topics": ()},
}  # fmt: skip
"""What a row may leave out, and what it then means."""


def test_what_a_row_may_leave_out_is_quiet_private_and_harmless() -> None:
    nouns = {name: noun for name, noun in vars(model).items() if isinstance(noun, type) and is_dataclass(noun)}
    found = {
        name: {field.name: field.default for field in fields(noun) if field.default is not MISSING}
        for name, noun in nouns.items()
    }
    assert {name: left for name, left in found.items() if left} == LEFT_OUT


def test_every_urgency_of_the_content_is_one(content: Content) -> None:
    assert {flag.urgency for flag in content.red_flags.values()} == set(Urgency) - {Urgency.SELF_CARE}
