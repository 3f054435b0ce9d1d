"""How alike an utterance is to each known sentence: words weighted by rarity, and pieces of words for misspellings."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .words import stem

Row = tuple[str, ...]


class TfIdf:
    """Known sentences, each with a label, compared by the cosine of their words and three-letter pieces."""

    def __init__(self, labelled: Sequence[tuple[str, Row]], asked: Iterable[Row] | None = None) -> None:
        """`asked`: the only rows that will be compared, where they are known; then nothing is kept for others."""
        wanted = None if asked is None else {piece for row in asked for piece in pieces(row)}
        bags = [Counter(pieces(row)) for _, row in labelled]
        seen = Counter(piece for bag in bags for piece in bag)
        self._rarity = {piece: math.log((1 + len(bags)) / count) for piece, count in seen.items()}
        self._weight = {piece: self._weighted(piece, rarity, 1) for piece, rarity in self._rarity.items()}
        self._unknown = math.log(1 + len(bags))
        self._labels = list(dict.fromkeys(label for label, _ in labelled))
        numbers = {label: at for at, label in enumerate(self._labels)}
        self._label_of = np.array([numbers[label] for label, _ in labelled], dtype=np.intp)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, bag in enumerate(bags):
            weights = self._weights(bag)
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for piece in weights if wanted is None else weights.keys() & wanted:
                postings[piece].append((at, weights[piece] / length))
        self._postings: dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]] = {
            piece: (np.array([at for at, _ in rows], dtype=np.intp), np.array([weight for _, weight in rows]))
            for piece, rows in postings.items()
        }

    def likeness(self, row: Row) -> dict[str, float]:
        """For each label that shares anything, the likeness of its nearest sentence: 0 nothing, 1 the same."""
        weights = self._weights(Counter(pieces(row)))
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        shared = np.zeros(len(self._label_of))
        for piece, weight in weights.items():
            if piece in self._postings:
                places, known = self._postings[piece]
                shared[places] += weight * known
        best = np.zeros(len(self._labels))
        if len(best) == 1:
            best[0] = shared.max()
        else:
            np.maximum.at(best, self._label_of, shared)
        return {self._labels[at]: float(best[at] / length) for at in np.flatnonzero(best).tolist()}

    def _weights(self, bag: Counter[str]) -> dict[str, float]:
        once = self._weight
        return {
            piece: once[piece]
            if count == 1 and piece in once
            else self._weighted(piece, self._rarity.get(piece, self._unknown), count)
            for piece, count in bag.items()
        }

    @staticmethod
    def _weighted(piece: str, rarity: float, count: int) -> float:
        return count * rarity * (0.4 if piece[0] == "#" else 1.0)


def pieces(row: Row) -> Iterable[str]:
    """The word stems of a row, its pairs of words, and the three-letter pieces of its words."""
    stems = [stem(word) for word in row]
    yield from stems
    yield from (f"{first}_{second}" for first, second in pairwise(stems))
    for word in row:
        yield from _letters(word)


@lru_cache(maxsize=4_096)
def _letters(word: str) -> tuple[str, ...]:
    padded = f"^{word}$"
    return tuple(f"#{padded[at : at + 3]}" for at in range(len(padded) - 2)) if len(word) > 3 else ()
