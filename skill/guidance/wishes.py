"""Hears a wish at the end of something else that was said: "no ice here, next"."""

from __future__ import annotations

from skill.guidance.content import Content
from skill.guidance.kinds import words_of


def wish_at_end(text: str, content: Content) -> str | None:
    """The intent that the last words of a text wish for, as Alexa names it. The words are in content/intake.toml."""
    words = words_of(text)
    wishes = content.intake.wishes.items()
    return next((intent for intent, said in wishes if any(words.endswith(f" {each} ") for each in said)), None)
