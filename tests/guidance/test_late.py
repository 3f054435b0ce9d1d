"""Advice that something told later speaks against."""

from __future__ import annotations

from skill.guidance.case import Case
from skill.guidance.content import default_content
from skill.guidance.late import advised, forgotten, put_right

CONTENT = default_content()
PAINKILLERS = CONTENT.topic("medication")
ASKED = advised(Case(), PAINKILLERS, None)


def test_what_is_told_after_it_puts_advice_right() -> None:
    said = put_right(ASKED, ASKED.adding(conditions=("ulcer",)), CONTENT)
    assert said is not None
    assert (said.topic, said.told) == ("medication", "your stomach")


def test_what_was_known_before_or_speaks_against_nothing_does_not() -> None:
    known = ASKED.adding(conditions=("ulcer",))
    assert put_right(known, known.adding(conditions=("asthma",)), CONTENT) is None
    assert put_right(ASKED, ASKED.adding(conditions=("raynauds",)), CONTENT) is None
    assert put_right(ASKED, ASKED, CONTENT) is None


def test_advice_that_heeded_it_needs_no_correction() -> None:
    assert advised(Case(conditions=("ulcer",)), PAINKILLERS, None).advised == ()


def test_once_is_enough() -> None:
    now = forgotten(ASKED.adding(conditions=("ulcer",)), "medication")
    assert put_right(ASKED, now, CONTENT) is None
