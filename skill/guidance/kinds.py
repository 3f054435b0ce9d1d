"""Hears what a pain sounds like, and whether one is told of at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from skill.guidance.content import Content
from skill.guidance.model import Kind

MOST_LETTERS_KEPT = 256
"""For how many letters we remember whether they are one."""


def kind_of(text: str, content: Content) -> Kind | None:
    """What the pain sounds like in these words: nerve-type before strain before plain soreness."""
    return _kind_in(words_of(text), content) if text else None


def _kind_in(words: str, content: Content) -> Kind | None:
    kinds: tuple[Kind, ...] = ("nerve", "strain", "soreness")
    return next((kind for kind in kinds if _holds(words, content.kinds[kind].words)), None)


def reports_pain(text: str, content: Content) -> bool:
    """Whether these words say that a back hurts."""
    words = words_of(text)
    return _holds(words, content.intake.pain.places) or _hurts(words, content)


def tells_of_pain(text: str, content: Content) -> bool:
    """Whether these words say where it hurts, and that it does: "my lower back is stiff", and not "for my back"."""
    words = words_of(text)
    return _holds(words, content.intake.pain.places) and _hurts(words, content)


def _hurts(words: str, content: Content) -> bool:
    return _holds(words, content.intake.pain.words) or _kind_in(words, content) is not None


def words_of(text: str) -> str:
    """The words of a text in lower case, one blank between them and at either end, so that " no " can be sought."""
    return f" {' '.join(''.join(map(_letter, text.lower())).split())} "


@lru_cache(MOST_LETTERS_KEPT)
def _letter(letter: str) -> str:
    """A letter as it is; a blank for what separates words."""
    return letter if letter.isalnum() or letter == "'" else " "


def _holds(words: str, phrases: Sequence[str]) -> bool:
    """Whether one of the phrases stands among the words as it is."""
    return any(phrase in words and f" {phrase} " in words for phrase in phrases)
