"""Which intent a sentence sounds like: a softmax over its features, learnt from labelled sentences.

Learning is stochastic gradient descent with a fixed seed, so the same sentences always give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .features import weight

_EPOCHS, _EPOCHS_OF_MANY = 8, 3
"""Of many sentences more make it surer of those it has seen, and no better with others."""
_LOOKS = 8
"""The weights are the mean of so many looks at them during the last epoch: at its end they lean towards what
came last."""
_RATE = 1.0
_SEEN, _MANY = 2, 5_000
"""Of so many sentences, what only one of them has tells nothing of others, and is half of all there is."""
_SMOOTHING = 0.1
_BALANCE = 0.5
"""0 counts every sentence alike, 1 every label alike."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Rows = Iterable[tuple[str, tuple[str, ...]]]
"""Labels, each with the features of one sentence."""


@dataclass(frozen=True)
class WordClassifier:
    """Learnt weights. Immutable."""

    labels: tuple[str, ...]
    index: dict[str, int]
    """The place of each feature in the weights."""
    weights: NDArray[np.float16]
    """A row for each feature, with half the digits that were learnt: of which a sentence needs a few."""
    bias: Floats

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """How likely each label is; together they are one."""
        places, counts = _places(features, self.index)
        likely = softmax(counts @ self.weights[places].astype(np.float32) + self.bias)
        return dict(zip(self.labels, likely.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Writes the weights to a file."""
        names = np.array("\n".join(self.index))
        labels = np.array("\n".join(self.labels))
        np.savez(path, weights=self.weights, bias=self.bias, index=names, labels=labels)

    @classmethod
    def load(cls, path: Path) -> WordClassifier:
        """Reads what `save` wrote. Raises OSError, ValueError or KeyError when the file is not that."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            index = {name: at for at, name in enumerate(str(kept["index"]).split("\n"))}
            labels = tuple(str(kept["labels"]).split("\n"))
            read = cls(labels, index, kept["weights"].astype(np.float16, copy=False), kept["bias"])
        if read.weights.shape != (len(index), len(labels)) or read.bias.shape != (len(labels),):
            raise ValueError(f"{path}: the weights do not fit the features")
        return read


def learn(rows: Rows, progress: Callable[[float], None] | None = None, epochs: int | None = None) -> WordClassifier:
    """Learns from labelled sentences. `progress` is told the part that is done, from 0 to 1.

    `epochs`: how often it goes through them, where that is not for their number to say.
    """
    names, told, seen = _numbered(rows)
    labels = tuple(sorted(set(told)))
    place = {label: at for at, label in enumerate(labels)}
    index, sentences = _kept(names, seen, _SEEN if len(seen) >= _MANY else 1)
    lesson = _Lesson(len(index), labels, Counter(told))
    chance = np.random.default_rng(7)
    epochs = epochs or (_EPOCHS_OF_MANY if len(seen) >= _MANY else _EPOCHS)
    weights, bias = np.zeros_like(lesson.weights), np.zeros_like(lesson.bias)
    for epoch in range(epochs):
        for part in np.array_split(chance.permutation(len(seen)), _LOOKS):
            for at in part:
                places, counts = sentences[at]
                lesson.step(places, counts, place[told[at]])
            if epoch == epochs - 1:
                weights += lesson.weights / np.float32(_LOOKS)
                bias += lesson.bias / np.float32(_LOOKS)
        if progress:
            progress((epoch + 1) / epochs)
    # As they are kept, so that what is learnt just now and what was kept give the same.
    return WordClassifier(labels, index, weights.astype(np.float16), bias)


def _numbered(rows: Rows) -> tuple[list[str], list[str], list[Numbers]]:
    """The features in the order in which they are first seen; of each sentence the label, and the numbers of its
    features. Two million names at once would take more memory than all else."""
    numbers: dict[str, int] = {}
    labels: list[str] = []
    seen: list[Numbers] = []
    for label, features in rows:
        labels.append(label)
        seen.append(np.array([numbers.setdefault(name, len(numbers)) for name in features], dtype=np.int32))
    return list(numbers), labels, seen


def _kept(names: list[str], seen: list[Numbers], least: int) -> tuple[dict[str, int], list[tuple[Numbers, Floats]]]:
    """The places of the features that so many sentences have; and of each sentence those, and how much they count."""
    is_kept = np.bincount(np.concatenate(seen), minlength=len(names)) >= least
    place = (np.cumsum(is_kept) - 1).astype(np.int32)
    index = {names[at]: int(place[at]) for at in np.flatnonzero(is_kept).tolist()}
    weights = [weight(name) for name in names]
    each = np.array(weights)
    sentences = []
    for numbers in seen:
        known = numbers[is_kept[numbers]]
        sentences.append((place[known], (each[known] / _length(map(weights.__getitem__, numbers))).astype(np.float32)))
    return index, sentences


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
    length = _length(map(weight, features))
    known = [name for name in features if name in index]
    places = np.array([index[name] for name in known], dtype=np.int32)
    return places, np.array([weight(name) / length for name in known], dtype=np.float32)


def _length(weights: Iterable[float]) -> float:
    """One where there is nothing."""
    return float(sum(each**2 for each in weights) ** 0.5) or 1.0


def softmax(logits: Floats) -> Floats:
    """Logarithms of odds as probabilities."""
    likely: Floats = np.exp(logits - logits.max())
    likely /= likely.sum()
    return likely
