"""Hears how it goes in words that answer something else: "yes, and it's a bit better"."""

from __future__ import annotations

from skill.guidance.content import Content
from skill.guidance.kinds import words_of

WORST_FIRST = ("worse", "same", "better", "gone")
"""Where several are told, the one that matters most."""


def news_in(text: str, content: Content) -> str | None:
    """How it goes by these words, the worst first; None where they tell nothing of it. The words are in intake.toml."""
    words = words_of(text)
    told = (how for how in WORST_FIRST if any(f" {each} " in words for each in content.intake.news[how]))
    return next(told, None)
