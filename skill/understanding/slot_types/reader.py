"""What a reader of a built-in slot type is. It gives no value rather than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache

from .vocabulary import in_order, vocabulary


@dataclass(frozen=True, eq=False)
class Reader:
    """Reads the words of one Amazon slot type."""

    vocabulary: frozenset[str]
    """The words that can be part of a value; digits always can."""
    signs: frozenset[str]
    """Words of which a value has at least one, unless it has digits."""
    value: Callable[[str, date], str | None]
    """Lower-case words to the value Alexa sends, or None when they are no value."""
    lonely: frozenset[str] = frozenset()
    """Phrases that are a value in a slot's place, but in a free sentence mostly mean something else."""
    lonely_after: frozenset[str] = frozenset()
    """Words before which even a lonely phrase or bare number counts in a free sentence."""
    edges: frozenset[str] = frozenset()
    """Words that no value in a free sentence begins or ends with, as they are not of it."""
    never_before: frozenset[str] = frozenset()
    """Words before which no value ends in a free sentence, as they say what a number before them counts."""
    bare_numbers: int = 0
    """Of so many number words alone nothing is a value in a free sentence."""
    ranges: bool = False
    """Whether "five to ten" or "five or ten" of something is no value: which of them was meant is not known."""

    def knows(self, word: str) -> bool:
        """Whether the word can be part of a value."""
        return word in self._known or is_written(word)

    @cached_property
    def _known(self) -> frozenset[str]:
        return self.vocabulary | vocabulary("corrections", "hedges", "hedges_after")

    def read(self, phrase: str, today: date) -> str | None:
        """The value of a phrase; of "ten, no, twelve minutes" the one that was meant."""
        if not self._has_sign(phrase):
            return None
        found = self.value(phrase, today)
        if found is None and (corrected := _correction().fullmatch(phrase)):
            is_slip = any(word in self.signs or is_number(word) for word in corrected["first"].split())
            return self.value(corrected["meant"], today) if is_slip else None
        return found

    def stands_alone(self, row: Sequence[str], start: int, end: int) -> bool:
        """Whether words of a free sentence count as a value, by themselves and by what stands around them."""
        words, before = row[start:end], row[start - 1] if start else ""
        phrase = " ".join(words)
        if not self._has_sign(phrase) or words[0] in self.edges or words[-1] in self.edges:
            return False
        if end < len(row) and row[end] in self.never_before and is_number(words[-1]):
            return False
        if self.ranges and _is_part_of_a_range(row, start, end):
            return False
        is_bare = len(words) <= self.bare_numbers and all(is_number(word) for word in words)
        return before in self.lonely_after or not (is_bare or phrase in self.lonely)

    def may_be_in(self, row: Sequence[str]) -> bool:
        """Whether there can be a value among words of a free sentence: in most there is none, which is told sooner."""
        return not self.signs.isdisjoint(row) or any(map(is_written, row))

    def _has_sign(self, phrase: str) -> bool:
        return any(word in self.signs or is_written(word) for word in phrase.split())


def is_written(word: str) -> bool:
    """Whether the word is written in digits."""
    return word.lstrip("-")[:1].isdigit()


def is_number(word: str) -> bool:
    """Whether the word is a cardinal, in letters or digits."""
    return word in CARDINALS or re.fullmatch(r"-?\d+(?:[.,]\d+)*", word) is not None


CARDINALS = vocabulary("units", "tens", "scales")
HEDGES = frozenset(phrase for name in ("hedges", "hedges_after") for phrase in in_order(name) if " " not in phrase)
"""Words that are never part of a value in a free sentence, though one may stand before or after it."""


def _is_part_of_a_range(row: Sequence[str], start: int, end: int) -> bool:
    """As "ten minutes" in "five to ten minutes" and "between five and ten minutes", "a minute" in "a minute or two"."""
    before, after = row[max(start - 2, 0) : start], row[end : end + 2]
    if before and is_number(before[-1]) and is_number(row[start]):  # "5-10 minutes"
        return True
    begins = len(before) == 2 and is_number(before[0]) and before[1] in ("to", "or", "and", "through")
    return begins or (len(after) == 2 and after[0] in ("or", "to", "no", "sorry") and is_number(after[1]))


@cache
def _correction() -> re.Pattern[str]:
    slips = "|".join(sorted(in_order("corrections"), key=len, reverse=True))
    return re.compile(rf"(?P<first>.+) (?:{slips}) (?P<meant>.+)")


@lru_cache(maxsize=20_000)
def unhedged(phrase: str) -> str:
    """The phrase without words such as "about" and "or so" at its ends."""
    while (bare := _hedges().sub("", phrase).strip()) != phrase:
        phrase = bare
    return phrase


@cache
def _hedges() -> re.Pattern[str]:
    before, after = ("|".join(sorted(in_order(name), key=len, reverse=True)) for name in ("hedges", "hedges_after"))
    return re.compile(rf"^(?:{before}) | (?:{after})$")
