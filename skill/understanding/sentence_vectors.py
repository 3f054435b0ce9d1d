"""Vectors of sentences, each encoded once for all models and locales that have the sentence among theirs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .background import everything
from .encoder import WEIGHTS, Encoder, default_encoder
from .model_cache import ModelCache
from .transformer import DIRECTIONS, Floats

_MOST = 40_000
"""So many are kept, the last used ones first; 30 megabytes."""

SHIPPED = Path(__file__).with_name("background_vectors.npz")
"""Those of the background, which every model is learnt beside. `script/vectors` writes them."""

Marks = NDArray[np.uint64]


class SentenceVectors:
    """An encoder that remembers, in a folder or, where that is None, not at all."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._cache = ModelCache(folder, "vectors")

    def of(self, sentences: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        """A row for each sentence; only those that no model has had before are encoded.

        Rows have half the digits that the encoder gives, as they are kept with no more.
        """
        marks = np.array([_mark(sentence) for sentence in sentences], dtype=np.uint64)
        known_marks, known = self._cache.find(self._encoder.weights, _load) or shipped(self._encoder.weights)
        place = {mark: at for at, mark in enumerate(known_marks.tolist())}
        new = [at for at, mark in enumerate(marks.tolist()) if mark not in place]
        rows = np.empty((len(sentences), known.shape[1]), dtype=np.float16)
        rows[new] = self._encoder.encode([sentences[at] for at in new], progress)
        old = [at for at, mark in enumerate(marks.tolist()) if mark in place]
        rows[old] = known[[place[mark] for mark in marks[old].tolist()]]
        if new:
            _, first = np.unique(marks, return_index=True)
            others = ~np.isin(known_marks, marks)
            kept_marks = np.concatenate([marks[first], known_marks[others]])[:_MOST]
            kept = np.concatenate([rows[first], known[others]])[:_MOST]
            self._cache.keep(self._encoder.weights, lambda path: np.savez(path, marks=kept_marks, vectors=kept))
        if progress:
            progress(1.0)
        return rows.astype(np.float32)


def _mark(sentence: str) -> int:
    return int.from_bytes(hashlib.sha256(sentence.encode()).digest()[:8], "big")


def shipped(weights: str) -> tuple[Marks, NDArray[np.float16]]:
    """What comes with this package; nothing where the encoder has other weights."""
    if weights == WEIGHTS:
        return _load(SHIPPED)
    return np.empty(0, dtype=np.uint64), np.empty((0, DIRECTIONS), dtype=np.float16)


def ship() -> None:
    """Writes what comes with this package anew."""
    sentences = sorted({" ".join(row) for row in everything()})
    vectors = default_encoder().encode(sentences).astype(np.float16)
    np.savez(SHIPPED, marks=np.array([_mark(each) for each in sentences], dtype=np.uint64), vectors=vectors)


def _load(path: Path) -> tuple[Marks, NDArray[np.float16]]:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        marks, vectors = kept["marks"], kept["vectors"]
    if vectors.shape != (len(marks), DIRECTIONS):
        raise ValueError(f"{path}: the vectors do not fit the sentences")
    return marks, vectors
