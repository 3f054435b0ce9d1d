"""The numbers in an ONNX file: its tensors by name, as they lie in it.

An ONNX file is a protocol buffer: fields one after the other, each a number that tells which it is and how long, and
what it holds. Of the few fields that are read here ONNX itself promises that they stay (onnx.proto).
"""

from __future__ import annotations

from collections.abc import Iterator
from mmap import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

_GRAPH, _TENSOR = 7, 5
"""The field of a model that holds the graph, and of a graph that holds a tensor."""
_SHAPE, _KIND, _NAME, _RAW = 1, 2, 8, 9
"""The fields of a tensor."""
_KINDS: dict[int, type[np.generic]] = {1: np.float32, 3: np.int8}
"""The kinds of number that weights are of. Tensors of others are only shapes and places of a graph."""
_WIDTHS = {1: 8, 5: 4}

Buffer = bytes | mmap
Tensors = dict[str, NDArray[Any]]


def tensors(content: Buffer) -> Tensors:
    """The tensors of weights. They are views: the content stays as long as they do."""
    found: Tensors = {}
    for field, graph in _fields(memoryview(content)):
        if field == _GRAPH:
            for part, tensor in _fields(graph):
                if part == _TENSOR:
                    found.update(_tensor(tensor))
    return found


def _tensor(told: memoryview) -> Iterator[tuple[str, NDArray[Any]]]:
    shape: list[int] = []
    fields: dict[int, Any] = {}
    for field, value in _fields(told):
        if field == _SHAPE:
            shape.append(value)
        fields[field] = value
    if fields[_KIND] in _KINDS:
        raw: NDArray[Any] = np.frombuffer(fields[_RAW], dtype=_KINDS[fields[_KIND]])
        yield str(fields[_NAME], "utf-8"), raw.reshape(shape)


def _fields(told: memoryview) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(told):
        key, at = _number(told, at)
        field, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _number(told, at)
            yield field, value
        else:
            length, at = _number(told, at) if wire == 2 else (_WIDTHS[wire], at)
            yield field, told[at : at + length]
            at += length


def _number(told: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    found = shift = 0
    while True:
        byte = told[at]
        found |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return found, at
