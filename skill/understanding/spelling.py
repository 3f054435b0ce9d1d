"""Misspelt words put right, when exactly one known word is near enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .background import background
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .slot_types import READERS
from .templates import Template
from .words import Words, language, norms, stem

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
        return tuple(replace(word, norm=self._correct(word.norm)) for word in words)

    def knows(self, word: str) -> bool:
        """Whether the word, in any form, is known."""
        return word in self._known or stem(word) in self._stems

    def _correct(self, word: str) -> str:
        if len(word) < _SHORTEST or len(word) > 24 or not word.isalpha() or self.knows(word):
            return word
        # People rarely miss the first letter, and looking only there keeps real words apart.
        cutoff = 2 if len(word) >= _LONG else 1
        choices = self._by_letter.get(word[0], ())
        near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=cutoff, limit=2)
        if not near or (len(near) > 1 and near[0][1] == near[1][1] and stem(near[0][0]) != stem(near[1][0])):
            return word
        # A short word one letter off is mostly another word; letters swapped or not doubled are a slip.
        meant = str(near[0][0])
        if len(word) == _SHORTEST and sorted(meant) != sorted(word) and _single(meant) != _single(word):
            return word
        return word if meant.startswith(word) or word.startswith(meant) else meant


def _single(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def vocabulary(model: InteractionModel, templates: Sequence[Template], lexicon: Lexicon) -> Iterator[str]:
    """Every word that a model, its values, Amazon's types and other requests are made of."""
    for template in templates:
        yield from template.words
    for slot_type in model.types:
        for phrase in lexicon.phrases(slot_type.name):
            yield from phrase.split()
    for reader in READERS.values():
        yield from reader.vocabulary
    for kind in ("fillers", "polite_openings", "polite_endings", "determiners", "negations"):
        for phrase in language()[kind]:
            yield from norms(phrase)
    for row in background(()):
        yield from row
