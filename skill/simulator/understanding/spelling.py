"""Misspelt words put right, when exactly one known word is near enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .words import Words, stem

_SHORTEST = 4
_LONG = 8


class Spelling:
    """The words a model and its slot types know."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._stems = frozenset(stem(word) for word in self._known)
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter.setdefault(word[0], []).append(word)

    def corrected(self, words: Words) -> Words:
        """The same words with the misspelt ones replaced in their comparable form; as said they stay."""
        return tuple(
            self._correct(word.norm) == word.norm and word or replace(word, norm=self._correct(word.norm))
            for word in words
        )

    def knows(self, word: str) -> bool:
        """Whether the word, in any form, is known."""
        return word in self._known or stem(word) in self._stems

    def _correct(self, word: str) -> str:
        if len(word) < _SHORTEST or len(word) > 24 or not word.isalpha() or self.knows(word):
            return word
        # People rarely miss the first letter, and looking only there keeps real words apart.
        near = process.extract(
            word,
            self._by_letter.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=2 if len(word) >= _LONG else 1,
            limit=2,
        )
        if not near or (len(near) > 1 and near[0][1] == near[1][1] and stem(near[0][0]) != stem(near[1][0])):
            return word
        if len(word) == _SHORTEST and sorted(near[0][0]) != sorted(word):
            return word
        return str(near[0][0])
