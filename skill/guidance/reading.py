"""One text, read once: its words, what they speak of, and how each of them is meant.

Red flags (`red_flags`) and answers (`answers`) are both heard in the same reading.
"""

from __future__ import annotations

from typing import NamedTuple

from skill.guidance.lexicon import Mention
from skill.guidance.scanner import load
from skill.guidance.scope import Scope, scope
from skill.guidance.words import Word


class Reading(NamedTuple):
    """A text as it is understood here."""

    words: list[Word]
    mentions: list[Mention]
    """Every concept the words speak of, in the order of the text."""
    scope: Scope
    """What holds for each word: told, denied, asked or idle."""

    def said(self, places: set[int] | frozenset[int]) -> tuple[str, ...]:
        """The words at these places as they were said, each contraction once."""
        ordered = sorted(places)
        return tuple(
            self.words[at].said
            for before, at in zip([-2, *ordered], ordered, strict=False)
            if at != before + 1 or self.words[at].said != self.words[before].said
        )


def read(text: str) -> Reading:
    """Reads a text, in time linear in its length."""
    lexicon = load().lexicon
    words = lexicon.read(text)
    mentions = lexicon.mentions(words)
    return Reading(words, mentions, scope(words, mentions, lexicon))
