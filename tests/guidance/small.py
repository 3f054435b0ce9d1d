"""A scanner small enough to see through (small.toml), and texts marked where something holds of their words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from skill.guidance.lexicon import Lexicon
from skill.guidance.reading import Reading
from skill.guidance.rows import InMemory, Tables
from skill.guidance.scanner_files import compiled
from skill.guidance.scope import scope
from skill.guidance.signs import Ruleset
from skill.guidance.words import Word
from tests.conftest import table


@cache
def files() -> Tables:
    """The files it is compiled of."""
    written = table("guidance/small.toml")
    return {f"{name}.toml": table for name, table in written.items()}


@cache
def rules() -> Ruleset:
    """The small scanner."""
    return Ruleset(InMemory(compiled(InMemory(files()))))


def lexicon() -> Lexicon:
    """Its words."""
    return rules().lexicon


def read(text: str) -> Reading:
    """A text in its words."""
    words = lexicon().read(text)
    mentions = lexicon().mentions(words)
    return Reading(words, mentions, scope(words, mentions, lexicon()))


def marked(words: list[Word], holds: Iterable[object]) -> str:
    """The words, those of which it holds in brackets: "no [fever] but chills"."""
    said = " ".join(f"[{word.read}]" if each else word.read for word, each in zip(words, holds, strict=True))
    return said.replace("] [", " ")
