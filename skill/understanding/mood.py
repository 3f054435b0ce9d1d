"""Whether a sentence asks, tells, denies or does neither, and which intents are worded so.

The words of "should I squat with back pain" are those of a report, but it is a question. The other views weigh every
word alike; this one looks only at the form, and learns from a model's own samples which intents have it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .words import language

_DOUBT = 2.0
"""Sentences of each mood that every intent is taken to have beside its own: few samples tell little."""
_WEIGHT = 0.45
"""The form of a sentence goes with its words, so it is not evidence of its own altogether."""


class Mood(StrEnum):
    """What a sentence does, by its form."""

    ASKS = "asks"
    TELLS = "tells"
    DENIES = "denies"
    NEITHER = "neither"


MOODS = tuple(Mood)


def mood_of(row: tuple[str, ...]) -> Mood:
    """The mood of a row of comparable words. Whoever tells something and then asks, asks."""
    words = _without_openings(row)
    if not words:
        return Mood.NEITHER
    first, pairs = words[0], [" ".join(pair) for pair in pairwise(words)]
    if pairs and (pairs[0] in _set("requests") or words[1] == "not"):
        return Mood.NEITHER if first in _set("auxiliaries") else Mood.TELLS
    if first in _set("questions") | _set("auxiliaries") or any(pair in _set("turns") for pair in pairs):
        return Mood.ASKS
    if first in _set("asking_before_verbs") and words[1:2] and words[1] in _set("auxiliaries"):
        return Mood.ASKS
    if first in _set("negations") or first in _set("denials"):
        return Mood.DENIES
    return Mood.TELLS if first in _set("statements") or first in _set("asking_before_verbs") else Mood.NEITHER


def _without_openings(row: tuple[str, ...]) -> tuple[str, ...]:
    start = next((at for at, word in enumerate(row) if word not in _set("mood_openings")), len(row))
    return row[start:]


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(language()[name])


@dataclass(frozen=True)
class MoodClassifier:
    """How often each label is worded in each mood. Immutable."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    """For each label a logarithm by mood, in the order of `MOODS`."""

    def scores(self, row: tuple[str, ...]) -> dict[str, float]:
        """How well the mood of a sentence fits each label, as a logarithm; only the differences count."""
        found = self.weights[:, MOODS.index(mood_of(row))]
        return dict(zip(self.labels, found.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Writes it to a file."""
        np.savez(path, labels=np.array("\n".join(self.labels)), weights=self.weights)

    @classmethod
    def load(cls, path: Path) -> MoodClassifier:
        """Reads what `save` wrote. Raises OSError, ValueError or KeyError when the file is not that."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            read = cls(tuple(str(kept["labels"]).split("\n")), kept["weights"])
        if read.weights.shape != (len(read.labels), len(MOODS)):
            raise ValueError(f"{path}: the weights do not fit the labels")
        return read


def learn(rows: Iterable[tuple[str, tuple[str, ...]]]) -> MoodClassifier:
    """Learns from labelled rows of words."""
    counts: dict[str, Counter[Mood]] = {}
    for label, row in rows:
        counts.setdefault(label, Counter())[mood_of(row)] += 1
    shares = _shares(sum(counts.values(), Counter()), 0.0)
    labels = tuple(sorted(counts))
    weights = [[_WEIGHT * np.log(share) for share in _likely(counts[label], shares)] for label in labels]
    return MoodClassifier(labels, np.array(weights, dtype=np.float32).reshape(len(labels), len(MOODS)))


def _shares(counts: Mapping[Mood, int], doubt: float) -> list[float]:
    total = sum(counts.values()) or 1
    return [max(counts.get(mood, 0), 1) / total for mood in MOODS]


def _likely(counts: Mapping[Mood, int], shares: list[float]) -> list[float]:
    """The part of a label's sentences in each mood, drawn towards that of all sentences."""
    total = sum(counts.values()) + _DOUBT * len(MOODS)
    return [
        (counts.get(mood, 0) + _DOUBT * len(MOODS) * share) / total for mood, share in zip(MOODS, shares, strict=True)
    ]
