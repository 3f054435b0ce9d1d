"""How things are put into a sentence."""

from __future__ import annotations


def spoken_list(items: tuple[str, ...], conjunction: str) -> str:
    """ "a, b or c"."""
    return f" {conjunction} ".join(filter(None, (", ".join(items[:-1]), items[-1])))
