"""Hears what a pain sounds like, and whether one is told of at all."""

from __future__ import annotations

from collections.abc import Sequence

from skill.guidance.content import Content
from skill.guidance.model import Kind


def kind_of(text: str, content: Content) -> Kind | None:
    """What the pain sounds like in these words: nerve-type before strain before plain soreness."""
    if not text:
        return None
    kinds: tuple[Kind, ...] = ("nerve", "strain", "soreness")
    for kind in kinds:
        if mentions(text, content.kinds[kind].words):
            return kind
    return None


def reports_pain(text: str, content: Content) -> bool:
    """Whether these words say that a back hurts."""
    return mentions(text, content.intake.pain.words) or kind_of(text, content) is not None


def words_of(text: str) -> str:
    """The words of a text in lower case, one blank between them and at either end, so that " no " can be sought."""
    letters = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in text.lower())
    return f" {' '.join(letters.split())} "


def mentions(text: str, phrases: Sequence[str]) -> bool:
    """Whether one of the phrases stands in the text as whole words."""
    if not text:
        return False
    words = words_of(text)
    return any(f" {phrase} " in words for phrase in phrases)
