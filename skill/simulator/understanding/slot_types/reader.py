"""What a reader of a built-in slot type is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


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
        if not any(word in self.signs or word[0].isdigit() for word in phrase.split()):
            return False
        if before in self.lonely_after:
            return True
        return phrase not in self.lonely and (self.bare_number or phrase not in BARE_NUMBERS)


BARE_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty a an".split()
) | frozenset(str(number) for number in range(61))
