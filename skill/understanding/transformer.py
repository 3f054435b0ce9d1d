"""MiniLM, the small sibling of BERT that the sentence encoder is, computed with numpy.

Its weights come as whole numbers of eight bits with a scale for each row or column. Those of the layers are multiplied
out once, when they are loaded; of the words only those that a sentence has.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .onnx_file import Tensors

DIRECTIONS = 384
_HEADS = 12
_LAYERS = 6
_STEADY = np.float32(1e-12)
_OF_ERF = tuple(np.float32(each) for each in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592))
_NEAR_ERF = np.float32(0.3275911 / 2**0.5)
"""Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: right to 0.00000015."""

Floats = NDArray[np.float32]


class Transformer:
    """Rows of the numbers of word pieces in, rows of vectors out: one for each piece."""

    def __init__(self, weights: Tensors) -> None:
        """Raises KeyError where they are those of another model."""
        matrices = [_whole(weights, name[:-2]) for name in weights if name.startswith("val_") and name.endswith("_q")]
        self._layers = [
            _Layer(weights, f"inner.encoder.layer.{at}.", matrices[6 * at : 6 * at + 6]) for at in range(_LAYERS)
        ]
        embeddings = "inner.embeddings."
        self._words = weights[f"{embeddings}word_embeddings.weight_q"]
        self._scales = weights[f"{embeddings}word_embeddings.weight_scale"]
        self._places = _whole(weights, f"{embeddings}position_embeddings.weight")
        self._places += weights[f"{embeddings}token_type_embeddings.weight"][0]
        self._norm = _norm(weights, f"{embeddings}LayerNorm.")

    def vectors(self, rows: NDArray[np.int64]) -> Floats:
        """A vector for each piece of each row. All rows have as many pieces."""
        count, length = rows.shape
        found = self._words[rows] * self._scales[rows] + self._places[:length]
        state = _normed(found.reshape(-1, DIRECTIONS), *self._norm)
        for layer in self._layers:
            state = layer.after(state, count, length)
        return state.reshape(count, length, DIRECTIONS)


class _Layer:
    """Each piece looks at all the others, and then thinks for itself."""

    def __init__(self, weights: Tensors, name: str, matrices: list[Floats]) -> None:
        query, key, value, self._looked, self._wide, self._narrow = matrices
        scale = np.float32((DIRECTIONS // _HEADS) ** -0.5)
        biases = [weights[f"{name}attention.self.{part}.bias"] for part in ("query", "key", "value")]
        self._looking = np.concatenate([query * scale, key, value], axis=1)
        self._looking_bias = np.concatenate([biases[0] * scale, *biases[1:]])
        self._looked_bias = weights[f"{name}attention.output.dense.bias"]
        self._looked_norm = _norm(weights, f"{name}attention.output.LayerNorm.")
        self._wide_bias = weights[f"{name}intermediate.dense.bias"]
        self._narrow_bias = weights[f"{name}output.dense.bias"]
        self._norm = _norm(weights, f"{name}output.LayerNorm.")

    def after(self, state: Floats, count: int, length: int) -> Floats:
        """What becomes of the vectors."""
        parts = state @ self._looking + self._looking_bias
        query, key, value = parts.reshape(count, length, 3, _HEADS, -1).transpose(2, 0, 3, 1, 4)
        likely = query @ key.swapaxes(-1, -2)
        likely -= likely.max(axis=-1, keepdims=True)
        np.exp(likely, out=likely)
        likely /= likely.sum(axis=-1, keepdims=True)
        seen = (likely @ value).transpose(0, 2, 1, 3).reshape(count * length, DIRECTIONS)
        looked = seen @ self._looked
        looked += self._looked_bias
        looked += state
        state = _normed(looked, *self._looked_norm)
        thought = state @ self._wide
        thought += self._wide_bias
        narrow = _gelu(thought) @ self._narrow
        narrow += self._narrow_bias
        narrow += state
        return _normed(narrow, *self._norm)


def _whole(weights: Tensors, name: str) -> Floats:
    found: Floats = weights[f"{name}_q"] * weights[f"{name}_scale"]
    return found


def _norm(weights: Tensors, name: str) -> tuple[Floats, Floats]:
    return weights[f"{name}weight"], weights[f"{name}bias"]


def _normed(state: Floats, weight: Floats, bias: Floats) -> Floats:
    state -= state.mean(axis=1, keepdims=True)
    state /= np.sqrt(np.einsum("ij,ij->i", state, state)[:, None] / np.float32(DIRECTIONS) + _STEADY)
    state *= weight
    state += bias
    return state


def _gelu(thought: Floats) -> Floats:
    """Each number times the likelihood that a normal one is smaller."""
    steps = 1 / (1 + _NEAR_ERF * np.abs(thought))
    likely = np.full_like(thought, _OF_ERF[0])
    for each in _OF_ERF[1:]:
        likely *= steps
        likely += each
    likely *= steps
    likely *= np.exp(thought * thought * np.float32(-0.5))
    # erf of a size is 1 less this; of a negative number, that with its sign turned
    half = np.abs(thought) * likely
    found: Floats = np.maximum(thought, 0) - half * np.float32(0.5)
    return found
