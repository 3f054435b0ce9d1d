"""Which label a vector belongs to, as a softmax over one weighing of its directions for each label.

Learnt by Adam with a fixed seed, so the same vectors always give the same weights.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .transformer import Floats

_SCALE = 16.0
"""Vectors have the length one, and their directions differ by little: so much longer, a few rounds are enough."""
_ROUNDS, _BATCH = 5, 256
_STEPS = 200
"""At least so many: what has few vectors goes round more often."""
_RATE, _LAST_RATE = 0.02, 0.001
_SMOOTHING = 0.1
_BALANCE = 0.5
"""0 counts every vector alike, 1 every label alike."""
_DECAY = 1e-4
_MEMORY, _MEMORY_OF_SQUARES = 0.9, 0.99
_TINY = 1e-6


def learn(places: NDArray[np.int64], vectors: Floats, labels: int) -> tuple[Floats, Floats]:
    """A row of weights and a bias for each of so many labels, from the label of each vector."""
    chance = np.random.default_rng(7)
    sizes = np.bincount(places, minlength=labels)
    strength = ((sizes.mean() / np.maximum(sizes, 1)) ** _BALANCE).astype(np.float32)
    lesson = _Lesson(labels, vectors.shape[1])
    batches = -(-len(vectors) // _BATCH)
    rounds = max(_ROUNDS, -(-_STEPS // batches))
    for turn in range(rounds):
        rate = _RATE * (1 - turn / rounds) + _LAST_RATE
        order = chance.permutation(len(vectors))
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            lesson.step(vectors[some] * np.float32(_SCALE), places[some], strength, rate)
    return np.ascontiguousarray(lesson.weights[:, :-1] * np.float32(_SCALE)), lesson.weights[:, -1].copy()


class _Lesson:
    """The weights while they are learnt, the bias as the last of each row."""

    def __init__(self, labels: int, directions: int) -> None:
        self.weights: Floats = np.zeros((labels, directions + 1), dtype=np.float32)
        self._slope = np.zeros_like(self.weights)
        self._square = np.zeros_like(self.weights)
        self._steps = 0

    def step(self, vectors: Floats, places: NDArray[np.int64], strength: Floats, rate: float) -> None:
        """Moves the weights a little towards the wanted labels."""
        labels = len(self.weights)
        rows = np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])
        scores = rows @ self.weights.T
        scores -= scores.max(axis=1, keepdims=True)
        error = np.exp(scores)
        error /= error.sum(axis=1, keepdims=True)
        error -= np.float32(_SMOOTHING / labels)
        error[np.arange(len(places)), places] -= np.float32(1 - _SMOOTHING)
        error *= strength[places][:, None] / np.float32(len(places))
        slope = error.T @ rows + np.float32(_DECAY) * self.weights
        self._steps += 1
        self._slope += np.float32(1 - _MEMORY) * (slope - self._slope)
        self._square += np.float32(1 - _MEMORY_OF_SQUARES) * (slope * slope - self._square)
        mean = self._slope / np.float32(1 - _MEMORY**self._steps)
        square = self._square / np.float32(1 - _MEMORY_OF_SQUARES**self._steps)
        self.weights -= np.float32(rate) * mean / (np.sqrt(square) + np.float32(_TINY))
