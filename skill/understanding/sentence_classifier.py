"""Which intent a sentence means, judged by its vector: near which intent's sentences it lies.

Two views are added up. A softmax regression knows what sets the intents apart on the whole. The nearest sentences know
each intent's odd corners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import softmax_regression
from .transformer import Floats

_ON_THE_WHOLE = 0.5
"""Fitted, as the next, beside what the words say, on sentences that were not learnt from."""
_NEAREST = 12.0
_NEIGHBOURS = 3
"""Of so many nearest sentences the mean counts: the one nearest of a thousand is near by chance."""


@dataclass(frozen=True)
class SentenceClassifier:
    """What was learnt from the vectors of labelled sentences. Immutable."""

    labels: tuple[str, ...]
    vectors: Floats
    """The sentences, label by label."""
    starts: NDArray[np.int64]
    """Where each label's sentences begin."""
    weights: Floats
    """A row for each label."""
    bias: Floats

    def scores(self, vector: Floats) -> Floats:
        """How well each label fits, as a logarithm; only the differences count."""
        # vecdot stays in one thread: handing such small sums to others takes longer, above all while they are busy.
        whole = np.vecdot(self.weights, vector) + self.bias
        near = _nearest(np.vecdot(self.vectors, vector), self.starts)
        scores: Floats = _ON_THE_WHOLE * whole + _NEAREST * near
        return scores

    def save(self, path: Path) -> None:
        """Writes it to a file."""
        np.savez(
            path,
            labels=np.array(self.labels),
            vectors=self.vectors.astype(np.float16),
            starts=self.starts,
            weights=self.weights,
            bias=self.bias,
        )

    @classmethod
    def load(cls, path: Path) -> SentenceClassifier:
        """Reads what `save` wrote. Raises OSError, ValueError or KeyError when the file is not that."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            labels = tuple(str(label) for label in kept["labels"])
            vectors = kept["vectors"].astype(np.float32)
            read = cls(labels, vectors, kept["starts"], kept["weights"], kept["bias"])
        if read.weights.shape != (len(labels), vectors.shape[1]) or not len(read.starts) == len(labels) == len(
            read.bias
        ):
            raise ValueError(f"{path}: the parts do not fit together")
        return read


def _nearest(likeness: Floats, starts: NDArray[np.int64]) -> Floats:
    """For each label the mean likeness of its nearest sentences, or of all that it has."""
    sizes = np.diff(np.append(starts, len(likeness)))
    total: Floats = np.zeros(len(starts), dtype=np.float32)
    for turn in range(_NEIGHBOURS):
        nearest = np.maximum.reduceat(likeness, starts)
        total += np.where(turn < sizes, nearest, total / max(turn, 1)).astype(np.float32)
        places = np.flatnonzero(likeness == np.repeat(nearest, sizes))
        likeness[places] = -1.0
    total /= _NEIGHBOURS
    return total


def learn(labels: Sequence[str], vectors: Floats) -> SentenceClassifier:
    """Learns from one vector a sentence, each with its label. What is kept of them has half their digits."""
    names, places = np.unique(np.array(labels), return_inverse=True)
    order = np.argsort(places, kind="stable")
    rows = vectors[order]
    starts = np.searchsorted(places[order], np.arange(len(names)))
    weights, bias = softmax_regression.learn(places[order], rows, len(names))
    return SentenceClassifier(tuple(names.tolist()), rows, starts, weights, bias)
