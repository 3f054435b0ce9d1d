"""Which intent a sentence sounds like: a softmax over its features, learnt from labelled sentences.

Learning is stochastic gradient descent with a fixed seed, so the same sentences always give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .features import weight

_EPOCHS, _EPOCHS_OF_MANY = 8, 3
"""Of many sentences more make it surer of those it has seen, and no better with others."""
_RATE = 1.0
_SEEN, _MANY = 2, 5_000
"""Of so many sentences, what only one of them has tells nothing of others, and is half of all there is."""
_SMOOTHING = 0.1
_BALANCE = 0.5
"""0 counts every sentence alike, 1 every label alike."""

Floats = NDArray[np.float32]
Rows = Sequence[tuple[str, tuple[str, ...]]]
"""Labels, each with the features of one sentence."""


@dataclass(frozen=True)
class WordClassifier:
    """Learnt weights. Immutable."""

    labels: tuple[str, ...]
    index: dict[str, int]
    """The place of each feature in the weights."""
    weights: Floats
    bias: Floats

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """How likely each label is; together they are one."""
        places, counts = _places(features, self.index)
        likely = softmax(counts @ self.weights[places] + self.bias)
        return dict(zip(self.labels, likely.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Writes the weights to a file."""
        names = np.array("\n".join(self.index))
        labels = np.array("\n".join(self.labels))
        np.savez(path, weights=self.weights.astype(np.float16), bias=self.bias, index=names, labels=labels)

    @classmethod
    def load(cls, path: Path) -> WordClassifier:
        """Reads what `save` wrote. Raises OSError, ValueError or KeyError when the file is not that."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            index = {name: at for at, name in enumerate(str(kept["index"]).split("\n"))}
            labels = tuple(str(kept["labels"]).split("\n"))
            read = cls(labels, index, kept["weights"].astype(np.float32), kept["bias"])
        if read.weights.shape != (len(index), len(labels)) or read.bias.shape != (len(labels),):
            raise ValueError(f"{path}: the weights do not fit the features")
        return read


def learn(rows: Rows, progress: Callable[[float], None] | None = None) -> WordClassifier:
    """Learns from labelled sentences. `progress` is told the part that is done, from 0 to 1."""
    labels = tuple(sorted({label for label, _ in rows}))
    seen = Counter(name for _, features in rows for name in features)
    least = _SEEN if len(rows) >= _MANY else 1
    index = {name: at for at, name in enumerate(name for name, times in seen.items() if times >= least)}
    lesson = _Lesson(len(index), labels, Counter(label for label, _ in rows))
    place = {label: at for at, label in enumerate(labels)}
    sentences = [(*_places(features, index), place[label]) for label, features in rows]
    chance = np.random.default_rng(7)
    epochs = _EPOCHS_OF_MANY if len(rows) >= _MANY else _EPOCHS
    for epoch in range(epochs):
        for at in chance.permutation(len(rows)):
            lesson.step(*sentences[at])
        if progress:
            progress((epoch + 1) / epochs)
    # As they are kept, so that what is learnt just now and what was kept give the same.
    return WordClassifier(labels, index, lesson.weights.astype(np.float16).astype(np.float32), lesson.bias)


class _Lesson:
    """The weights while they are learnt, each with its own rate (Adagrad)."""

    def __init__(self, features: int, labels: Sequence[str], sizes: Counter[str]) -> None:
        self._labels = len(labels)
        # A feature's weights, and behind them how far each has moved: a step fetches and puts back both at once.
        self._both: Floats = np.zeros((features, 2 * len(labels)), dtype=np.float32)
        self._both[:, len(labels) :] = 0.01
        self.bias: Floats = np.zeros(len(labels), dtype=np.float32)
        self._bias_moved = np.full_like(self.bias, 0.01)
        mean = sum(sizes.values()) / len(sizes)
        self._strength = [float((mean / sizes[label]) ** _BALANCE) for label in labels]

    @property
    def weights(self) -> Floats:
        """As they are learnt by now: a row for each feature."""
        return np.ascontiguousarray(self._both[:, : self._labels])

    def step(self, places: NDArray[np.int32], counts: Floats, wanted: int) -> None:
        """Moves the weights a little towards the wanted label."""
        both = self._both.take(places, axis=0)
        weights, moved = both[:, : self._labels], both[:, self._labels :]
        error = softmax(counts @ weights + self.bias) - np.float32(_SMOOTHING / self._labels)
        error[wanted] -= 1 - _SMOOTHING
        error *= self._strength[wanted]
        slope = counts[:, None] * error
        moved += slope * slope
        slope /= np.sqrt(moved)
        weights -= _RATE * slope
        self._both[places] = both
        self._bias_moved += error * error
        self.bias -= _RATE * error / np.sqrt(self._bias_moved)


def _places(features: Sequence[str], index: dict[str, int]) -> tuple[NDArray[np.int32], Floats]:
    """Where the known features stand, and how much each counts; a long sentence counts no more than a short one."""
    length = sum(weight(name) ** 2 for name in features) ** 0.5 or 1.0
    known = [name for name in features if name in index]
    places = np.array([index[name] for name in known], dtype=np.int32)
    return places, np.array([weight(name) / length for name in known], dtype=np.float32)


def softmax(logits: Floats) -> Floats:
    """Logarithms of odds as probabilities."""
    likely: Floats = np.exp(logits - logits.max())
    likely /= likely.sum()
    return likely
