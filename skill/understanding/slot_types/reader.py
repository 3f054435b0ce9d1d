"""What a reader of a built-in slot type is, and the words readers know."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True, eq=False)
class Reader:
    """Reads the words of one Amazon slot type."""

    vocabulary: frozenset[str]
    """The words that can be part of a value; digits always can."""
    signs: frozenset[str]
    """Words of which a value has at least one, unless it has digits."""
    read: Callable[[str, date], str | None]
    """Lower-case words to the value Alexa sends, or None when they are no value."""
    lonely: frozenset[str] = frozenset()
    """Phrases that are a value in a slot's place, but in a free sentence mostly mean something else."""
    lonely_after: frozenset[str] = frozenset()
    """Words before which even a lonely phrase or bare number counts in a free sentence."""
    bare_number: bool = True
    """Whether a number without a unit counts in a free sentence."""

    def knows(self, word: str) -> bool:
        """Whether the word can be part of a value."""
        return word in self.vocabulary or word[0].isdigit()

    def stands_alone(self, phrase: str, before: str) -> bool:
        """Whether the phrase counts as a value in the middle of a sentence, after the word `before`."""
        words = phrase.split()
        if not any(word in self.signs or word[0].isdigit() for word in words):
            return False
        is_bare = len(words) == 1 and (words[0] in vocabulary("cardinals") or words[0].isdigit())
        return before in self.lonely_after or (phrase not in self.lonely and (self.bare_number or not is_bare))


@cache
def vocabulary(*names: str) -> frozenset[str]:
    """Words from vocabulary.toml."""
    return frozenset(word for name in names for word in in_order(name))


@cache
def in_order(name: str) -> tuple[str, ...]:
    """Words from vocabulary.toml, in their order."""
    content = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
    return tuple(content[name])
