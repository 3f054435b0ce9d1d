"""The size of the letters: long texts are set in smaller type, and sooner beside a drawing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from skill.alexa.screen import render
from skill.dialogue.turn import Turn
from skill.guidance.case import Case
from skill.guidance.content import Content

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def shown(content: Content, characters: int, **more: Any) -> dict[str, Any]:
    """What a screen is told where so many characters are said."""
    turn = Turn(content, content.locales["en-US"], Case(), "HelpIntent", NOW, sentences=["x" * characters], **more)
    found: dict[str, Any] = render(turn).datasources["coach"]["properties"]
    return found


@pytest.mark.parametrize(("characters", "is_long"), [(1, False), (180, False), (181, True), (500, True)])
def test_a_long_text_is_set_in_smaller_type(characters: int, is_long: bool, content: Content) -> None:
    assert shown(content, characters)["long"] == is_long


@pytest.mark.parametrize(("characters", "is_long"), [(1, False), (110, False), (111, True), (180, True)])
def test_beside_a_drawing_sooner(characters: int, is_long: bool, content: Content) -> None:
    screen = shown(content, characters, pictured=content.step("cat_cow"))
    assert screen["drawing"]
    assert screen["long"] == is_long
