"""How alike an utterance is to each known sentence: words weighted by rarity, and pieces of words for misspellings."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .words import stem

Row = tuple[str, ...]


class TfIdf:
    """Known sentences, each with a label, compared by the cosine of their words and three-letter pieces."""

    def __init__(self, labelled: Sequence[tuple[str, Row]]) -> None:
        bags = [Counter(pieces(row)) for _, row in labelled]
        seen = Counter(piece for bag in bags for piece in bag)
        self._rarity = {piece: math.log((1 + len(bags)) / count) for piece, count in seen.items()}
        self._unknown = math.log(1 + len(bags))
        self._labels = [label for label, _ in labelled]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, bag in enumerate(bags):
            weights = self._weights(bag)
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for piece, weight in weights.items():
                self._postings[piece].append((at, weight / length))

    def likeness(self, row: Row) -> dict[str, float]:
        """For each label that shares anything, the likeness of its nearest sentence: 0 nothing, 1 the same."""
        weights = self._weights(Counter(pieces(row)))
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        shared: dict[int, float] = defaultdict(float)
        for piece, weight in weights.items():
            for at, known in self._postings.get(piece, ()):
                shared[at] += weight * known
        best: dict[str, float] = {}
        for at, total in shared.items():
            label = self._labels[at]
            if total > best.get(label, 0.0) * length:
                best[label] = total / length
        return best

    def _weights(self, bag: Counter[str]) -> dict[str, float]:
        return {
            piece: count * self._rarity.get(piece, self._unknown) * (0.4 if piece[0] == "#" else 1.0)
            for piece, count in bag.items()
        }


def pieces(row: Row) -> Iterable[str]:
    """The word stems of a row, its pairs of words, and the three-letter pieces of its words."""
    stems = [stem(word) for word in row]
    yield from stems
    yield from (f"{first}_{second}" for first, second in pairwise(stems))
    for word in row:
        if len(word) > 3:
            padded = f"^{word}$"
            yield from (f"#{padded[at : at + 3]}" for at in range(len(padded) - 2))
