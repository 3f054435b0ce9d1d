"""Reads the JSON bodies of the page's requests, and says what to mend in those that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from skill.desk.desk import DeskError


def read(body: bytes, example: str) -> dict[str, Any]:
    """A body as a JSON object. Raises DeskError."""
    try:
        wish = json.loads(body)
    except (ValueError, RecursionError):
        raise DeskError(f"the body is not JSON; send {example}") from None
    if not isinstance(wish, dict):
        raise DeskError(f"the body is not a JSON object; send {example}")
    return wish


def one_of(wish: dict[str, Any], key: str, allowed: Sequence[str]) -> str:
    """One of some words. Raises DeskError."""
    value = wish.get(key)
    if not isinstance(value, str) or value not in allowed:
        raise DeskError(f"{key} must be one of: {', '.join(allowed)}")
    return value


def flag(wish: dict[str, Any], key: str, otherwise: Any) -> Any:
    """True or false. Raises DeskError."""
    value = wish.get(key, otherwise)
    if value is not otherwise and not isinstance(value, bool):
        raise DeskError(f"{key} must be true or false")
    return value
