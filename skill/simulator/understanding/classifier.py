"""Which intent a sentence sounds like: a softmax over its features, learnt from the model's samples.

Learning is stochastic gradient descent with a fixed seed, so the same samples always give the same weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EPOCHS = 8
RATE = 0.5
DECAY = 1e-5

Rows = Sequence[tuple[str, tuple[str, ...]]]
"""Labels, each with the features of one sentence."""


@dataclass(frozen=True)
class Classifier:
    """Learnt weights. Immutable."""

    labels: tuple[str, ...]
    index: dict[str, int]
    """The place of each feature in the weights."""
    weights: NDArray[np.float32]

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """How likely each label is; together they are one."""
        known = [self.index[each] for each in features if each in self.index]
        logits = self.weights[known].sum(axis=0) / np.sqrt(max(1, len(features))) + self.weights[-1]
        likely = np.exp(logits - logits.max())
        return dict(zip(self.labels, (likely / likely.sum()).tolist(), strict=True))


def learn(rows: Rows, weights_of: Callable[[str], float], epochs: int = EPOCHS, progress: Callable[[float], None] | None = None) -> Classifier:
    """Learns from labelled sentences."""
    labels = tuple(sorted({label for label, _ in rows}))
    index: dict[str, int] = {}
    for _, names in rows:
        for name in names:
            index.setdefault(name, len(index))
    known = [np.array([index[name] for name in names], dtype=np.int32) for _, names in rows]
    wanted = [labels.index(label) for label, _ in rows]
    scale = [np.float32(1 / np.sqrt(max(1, len(names)))) for _, names in rows]
    strength = [np.float32(weights_of(label)) for label, _ in rows]
    weights = np.zeros((len(index) + 1, len(labels)), dtype=np.float32)
    squares = np.full_like(weights, 1e-2)
    chance = np.random.default_rng(7)
    for epoch in range(epochs):
        for at in chance.permutation(len(rows)):
            places = known[at]
            logits = weights[places].sum(axis=0) * scale[at] + weights[-1]
            error = np.exp(logits - logits.max())
            error /= error.sum()
            error[wanted[at]] -= 1
            error *= strength[at]
            step = error * scale[at]
            squares[places] += step * step
            weights[places] -= RATE * (step / np.sqrt(squares[places]) + DECAY * weights[places])
            squares[-1] += error * error
            weights[-1] -= RATE * error / np.sqrt(squares[-1])
        if progress:
            progress((epoch + 1) / epochs)
    return Classifier(labels, index, weights)
