"""How a skill is opened in other languages, alone or with a wish in the same breath."""

from __future__ import annotations

import re
from functools import lru_cache

from ..words import Word, said, split
from . import folded, spoken
from .patterns import Element, Place, Words, matches, pattern, row_of

_WAKE = frozenset({"alexa", "echo", "computer", "amazon", "アレクサ", "एलेक्सा"})
_MOST_WORDS = 40


def opened_in(text: str, invocation: str, language: str) -> str:
    """The part of an utterance that reaches the skill; empty where the skill is opened without a wish."""
    words = split(text, with_fillers=True)
    wakes = next((at for at in (1, 4) if "".join(each.norm for each in words[:at]) in _WAKE), 0)
    words = words[wakes:]
    row, plain = _rows(words, language)
    if len(row) > _MOST_WORDS:
        return text
    places: dict[str, Place] = {"name": lambda words: _is(words, invocation, language), "wish": lambda words: words}
    for elements in _patterns("open", language):
        if next(matches(elements, row, plain, places), None) is not None:
            return ""
    for elements in _patterns("ask", language):
        if found := next(matches(elements, row, plain, places), None):
            wish: Words = found["wish"]
            at = next(at for at in range(len(row)) if row[at : at + len(wish)] == wish)
            return said(words[at : at + len(wish)])
    return text


def opening(invocation: str, language: str) -> str:
    """How a skill is opened: the first way that there is, with the first word of each choice."""
    way = spoken(language)["launch"]["open"][0]
    said = " ".join(_first(part) for part in re.findall(r"\[[^\[\]]*\]|\S+", way))
    return " ".join(said.replace("{name}", invocation).split())


def _first(part: str) -> str:
    return "" if part.startswith("[") else part.partition("|")[0]


def _rows(words: tuple[Word, ...], language: str) -> tuple[Words, Words]:
    row = tuple(each.norm for each in words)
    return row, tuple(folded(each, language) for each in row)


def _is(words: Words, invocation: str, language: str) -> bool | None:
    return True if tuple(folded(each, language) for each in words) == row_of(invocation, language) else None


@lru_cache
def _patterns(kind: str, language: str) -> tuple[tuple[Element, ...], ...]:
    return tuple(pattern(each, language) for each in spoken(language)["launch"][kind])
