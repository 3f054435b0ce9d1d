"""How far a measurement is: a bar on standard error where somebody looks at it, and nothing otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Each = TypeVar("Each")


def steps(each: Sequence[Each], doing: str) -> Iterator[Each]:
    """One after another."""
    errors = Console(stderr=True)
    yield from track(each, doing, console=errors, transient=True, disable=not errors.is_terminal)
