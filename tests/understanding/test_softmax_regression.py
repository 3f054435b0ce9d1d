"""What sets labels apart on the whole, learnt from vectors of length one."""

from __future__ import annotations

import numpy as np
import pytest

from skill.understanding import softmax_regression
from skill.understanding.transformer import Floats

DIRECTIONS = 16


def around(middle: int, count: int, seed: int) -> Floats:
    """Vectors of length one that lie about one direction."""
    vectors = np.random.default_rng(seed).normal(scale=0.2, size=(count, DIRECTIONS)).astype(np.float32)
    vectors[:, middle] += 1.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


@pytest.mark.parametrize("sizes", [(12, 12, 12), (900, 300, 12)])
def test_vectors_it_never_saw_are_told_apart(sizes: tuple[int, ...]) -> None:
    vectors = np.vstack([around(at, size, at) for at, size in enumerate(sizes)])
    places = np.repeat(np.arange(len(sizes)), sizes)
    weights, bias = softmax_regression.learn(places, vectors, len(sizes))
    for at in range(len(sizes)):
        found = (around(at, 50, 100 + at) @ weights.T + bias).argmax(axis=1)
        assert np.mean(found == at) > 0.9


def test_the_same_vectors_give_the_same_weights() -> None:
    vectors, places = np.vstack([around(0, 30, 1), around(1, 30, 2)]), np.repeat([0, 1], 30)
    first, second = (softmax_regression.learn(places, vectors, 2) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_one_label_alone_is_learnt_without_harm() -> None:
    weights, bias = softmax_regression.learn(np.zeros(3, dtype=np.int64), around(0, 3, 1), 1)
    assert np.isfinite(weights).all()
    assert np.isfinite(bias).all()
