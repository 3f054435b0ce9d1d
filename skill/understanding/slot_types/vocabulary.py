"""The words that the readers know, from vocabulary.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def content() -> dict[str, Any]:
    """All of the file."""
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def vocabulary(*names: str) -> frozenset[str]:
    """The words of some lists; of phrases each word."""
    return frozenset(word for name in names for phrase in content()[name] for word in phrase.split())


@cache
def in_order(name: str) -> tuple[str, ...]:
    """A list in its order."""
    return tuple(content()[name])
