"""Patterns of words with places in them: "[le|ce] {weekday} prochain". [x] may be left out, a|b is one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..words import norms
from . import folded

_PART = re.compile(r"\[[^\[\]]*\]|\{\w+\}|[^\s\[\]{}]+")

Words = tuple[str, ...]
Place = Callable[[Words], Any]
"""What some words are in a place; None where they are nothing there."""


@dataclass(frozen=True)
class Element:
    """Some words in a row, one choice of several; or a place."""

    choices: tuple[Words, ...] = ()
    place: str = ""
    is_optional: bool = False


@cache
def pattern(text: str, language: str) -> tuple[Element, ...]:
    """A pattern as it is written."""
    return tuple(_element(found[0], language) for found in _PART.finditer(text))


def _element(part: str, language: str) -> Element:
    if part.startswith("{"):
        return Element(place=part[1:-1])
    choices = tuple(row_of(each, language) for each in part.strip("[]").split("|"))
    place = part[2:-2] if part.startswith("[{") else ""
    return Element((), place, True) if place else Element(choices, is_optional=part.startswith("["))


def row_of(text: str, language: str) -> Words:
    """The comparable words of a text."""
    return tuple(folded(each, language) for each in norms(text, with_fillers=True))


def matches(
    elements: tuple[Element, ...], row: Words, plain: Words, places: Mapping[str, Place], at: int = 0
) -> Iterator[dict[str, Any]]:
    """Every way to read all of the row, from here on, as the pattern: what its places hold.

    `plain`: the same row without accents. Places are asked with them.
    """
    if not elements:
        if at == len(row):
            yield {}
        return
    first, *rest = elements
    after = tuple(rest)
    if first.place:
        read = places[first.place]
        for end in range(len(row), at, -1):
            if (value := read(row[at:end])) is not None:
                for more in matches(after, row, plain, places, end):
                    yield {first.place: value, **more}
    for choice in first.choices:
        if plain[at : at + len(choice)] == choice:
            yield from matches(after, row, plain, places, at + len(choice))
    if first.is_optional:
        yield from matches(after, row, plain, places, at)


def words_of(elements: tuple[Element, ...]) -> Iterator[str]:
    """Every word that a pattern has of its own."""
    for element in elements:
        for choice in element.choices:
            yield from choice
