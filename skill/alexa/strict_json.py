"""JSON as Alexa writes it, and nothing else that Python's reader would let pass."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, NoReturn

DEEPEST = 64
"""Alexa's own requests nest about a dozen levels; whatever is deeper was made to exhaust the stack."""


def loads(text: str) -> Any:
    """The data in a JSON text. Raises ValueError for doubled keys, NaN and infinities, and for data nested too deep.

    A number too large for a float is an infinity too: it could be read, and not be written again.
    """
    try:
        data = _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if text.count("{") + text.count("[") > DEEPEST:  # nothing nests deeper than it has brackets
        _measure(data, DEEPEST)
    return data


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    found = float(digits)
    return found if isfinite(found) else _no_number(digits[:9])


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite)
"""Made once; `json.loads` would make one each time."""


def _measure(data: Any, levels: int) -> None:
    if isinstance(data, dict):
        data = data.values()
    elif not isinstance(data, list):
        return
    if not levels:
        raise ValueError("nested too deep")
    for inner in data:
        if isinstance(inner, dict | list):
            _measure(inner, levels - 1)
