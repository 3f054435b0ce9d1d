"""One utterance against one model's values: which stretches of words could fill which type of slot."""

from __future__ import annotations

from datetime import date

from . import slot_types
from .lexicon import Lexicon, Mention
from .words import Words, said

FREE_TYPES = frozenset({"AMAZON.SearchQuery", "AMAZON.LITERAL"})
"""Types that take any words and are never resolved to values."""


class Utterance:
    """The words of an utterance, and what they could be. Answers are kept, as many templates ask the same."""

    def __init__(self, words: Words, lexicon: Lexicon, today: date) -> None:
        self.words = words
        self.row = tuple(word.norm for word in words)
        # Number words stay words for the readers: "20 5" would no longer be twenty-five.
        self.spoken = tuple(word.raw if word.norm.isdigit() else word.norm for word in words)
        self.lexicon = lexicon
        self.today = today
        self._ends: list[dict[str, list[int]]] | None = None
        self._read: dict[tuple[str, int], list[int]] = {}
        self._listed: dict[str, tuple[Mention, ...]] | None = None

    def said(self, start: int, end: int) -> str:
        """The words between two places, as they were said."""
        return said(self.words[start:end])

    def reads(self, type_name: str, start: int, end: int) -> Mention | None:
        """What exactly these words are for a type, or None."""
        matches = self.lexicon.reads(type_name, self.row[start:end])
        if matches:
            return Mention(start, end, matches)
        value = slot_types.read(type_name, " ".join(self.spoken[start:end]), self.today, self.lexicon.language)
        return Mention(start, end, ((None, value),), reading=True) if value is not None else None

    @staticmethod
    def is_strict(type_name: str) -> bool:
        """Whether the type takes nothing but what it can read: Amazon's numbers, dates and times."""
        return slot_types.reader_of(type_name) is not None

    def listed(self, start: int) -> dict[str, list[int]]:
        """For each type with a listed value that begins at `start`, where it may end; the longest first."""
        if self._ends is None:
            self._ends = self.lexicon.ends(self.row)
        return self._ends[start]

    def ends(self, type_name: str, start: int) -> list[int]:
        """Where a number, date or time of the type that begins at `start` may end; the longest first."""
        if listed := self.listed(start).get(type_name):
            return listed
        if (type_name, start) not in self._read:
            stops = range(slot_types.reach(type_name, self.spoken, start, self.lexicon.language), start, -1)
            self._read[type_name, start] = [stop for stop in stops if self.reads(type_name, start, stop)]
        return self._read[type_name, start]

    def mentions(self, type_name: str) -> tuple[Mention, ...]:
        """Values of the type found anywhere, in the order they were said."""
        if self._listed is None:
            self._listed = {name: tuple(found) for name, found in self.lexicon.find(self.row).items()}
        if type_name not in self._listed:
            if not self.is_strict(type_name):
                return ()
            readings = slot_types.find(type_name, self.spoken, self.today, self.lexicon.language)
            self._listed[type_name] = tuple(
                Mention(start, end, ((None, value),), reading=True) for start, end, value in readings
            )
        return self._listed[type_name]
