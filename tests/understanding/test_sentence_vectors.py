"""A sentence is encoded once, whichever models have it, and a spoilt file of vectors does no harm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from skill.understanding import sentence_vectors
from skill.understanding.background import everything
from skill.understanding.encoder import WEIGHTS, Encoder
from skill.understanding.sentence_vectors import SentenceVectors, shipped
from skill.understanding.transformer import DIRECTIONS, Floats


class Counting(Encoder):
    """Encodes a sentence as its length, and notes what it was asked."""

    def __init__(self, weights: str = "some") -> None:
        self.weights = weights
        self.asked: list[str] = []

    def encode(self, sentences: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        self.asked += sentences
        return np.array([[len(sentence)] * DIRECTIONS for sentence in sentences], dtype=np.float32).reshape(
            len(sentences), DIRECTIONS
        )


def lengths(vectors: Floats) -> list[float]:
    return [float(value) for value in vectors[:, 0]]


def test_only_new_sentences_are_encoded(tmp_path: Path) -> None:
    first, second, told = Counting(), Counting(), list[float]()
    assert lengths(SentenceVectors(first, tmp_path).of(["a", "bb", "a"])) == [1, 2, 1]
    assert lengths(SentenceVectors(second, tmp_path).of(["ccc", "bb", "a"], told.append)) == [3, 2, 1]
    assert second.asked == ["ccc"] and told == [1.0]
    third = Counting()
    assert lengths(SentenceVectors(third, tmp_path).of(["a", "bb", "ccc"])) == [1, 2, 3]
    assert third.asked == []


def test_other_weights_have_vectors_of_their_own(tmp_path: Path) -> None:
    SentenceVectors(Counting(), tmp_path).of(["a"])
    other = Counting("other")
    SentenceVectors(other, tmp_path).of(["a"])
    assert other.asked == ["a"]


def test_without_a_folder_nothing_is_remembered() -> None:
    encoder = Counting()
    assert lengths(SentenceVectors(encoder, None).of(["a"])) == lengths(SentenceVectors(encoder, None).of(["b"])) == [1]
    assert encoder.asked == ["a", "b"]


def test_the_last_used_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_vectors, "_MOST", 2)
    vectors, encoder = SentenceVectors(Counting(), tmp_path), Counting()
    for sentence in ("a", "bb", "ccc"):
        vectors.of([sentence])
    SentenceVectors(encoder, tmp_path).of(["bb", "ccc", "a"])
    assert encoder.asked == ["a"]


def test_a_spoilt_file_is_written_anew(tmp_path: Path) -> None:
    SentenceVectors(Counting(), tmp_path).of(["a"])
    (file,) = tmp_path.iterdir()
    kept = file.read_bytes()
    for spoilt in (b"", kept[:-40], kept.replace(b"vectors", b"rectors")):
        file.write_bytes(spoilt)
        again = Counting()
        assert lengths(SentenceVectors(again, tmp_path).of(["a"])) == [1]
        assert again.asked == ["a"] and file.read_bytes() == kept


def test_the_background_comes_encoded(tmp_path: Path) -> None:
    """Where this fails, background.txt has changed: run script/vectors."""
    sentences = [" ".join(row) for row in everything()]
    encoder = Counting(WEIGHTS)
    vectors = SentenceVectors(encoder, tmp_path).of([*sentences, "and one more"])
    assert encoder.asked == ["and one more"]
    assert np.allclose(np.linalg.norm(vectors[:-1], axis=1), 1, atol=0.01)
    assert len(shipped("of other weights")[0]) == 0
