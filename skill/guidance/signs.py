"""What the scanner looks for: the signs of each red flag, as content/red_flags.toml writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from skill.guidance.content import CONTENT, ContentError, read_toml
from skill.guidance.lexicon import Lexicon

FLAGS = "red_flags.toml"
PHRASES = " phrases"
"""Ends the name of the concept that holds a flag's whole phrases."""
NEAR = 10
"""Over how many words that carry weight a sign may stretch where it does not say."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Concepts that raise a flag when they are spoken of near each other."""

    flag: str
    concepts: tuple[str, ...]
    unless: frozenset[str]
    """Concepts that excuse it when they are in the same clause."""
    ask: str | None
    """The question that clears it up, for signs that may be harmless."""
    near: int
    """Over how many words that carry weight it may stretch."""


@dataclass(frozen=True)
class Net:
    """Everything the scanner looks for."""

    lexicon: Lexicon
    signs: dict[str, list[Sign]]
    """The signs by their first concept."""
    flags: dict[str, dict[str, Any]]


@cache
def load() -> Net:
    """The net from the content files. Raises ContentError where a sign names a concept that has no words."""
    flags = read_toml(CONTENT / FLAGS)
    phrases = {flag + PHRASES: row["phrases"] for flag, row in flags.items()}
    lexicon = Lexicon(read_toml(CONTENT / "lexicon.toml"), phrases)
    signs: dict[str, list[Sign]] = defaultdict(list)
    for flag, row in flags.items():
        for sign in signs_of(flag, row):
            check(sign, lexicon)
            signs[sign.concepts[0]].append(sign)
    return Net(lexicon, dict(signs), flags)


def check(sign: Sign, lexicon: Lexicon) -> None:
    """Raises ContentError where the sign names a concept that has no words."""
    for concept in (*sign.concepts, *sign.unless):
        if concept not in lexicon.concepts:
            raise ContentError(f"{FLAGS} [{sign.flag}]: {concept!r} is no concept; add it to lexicon.toml")


def signs_of(flag: str, row: dict[str, Any]) -> Iterator[Sign]:
    """The signs of one flag: its phrases, what raises it, and what may be harmless."""
    unless = frozenset(row.get("unless", ()))
    yield Sign(flag, (flag + PHRASES,), unless, None, NEAR)
    for written in row["signs"]:
        yield from _written(flag, written, unless, None)
    for clarify in row.get("clarify", ()):
        for written in clarify["signs"]:
            yield from _written(flag, written, unless, clarify["ask"])


def _written(flag: str, written: str, unless: frozenset[str], ask: str | None) -> Iterator[Sign]:
    """ "numb|tingling saddle -ice 5": either near saddle, within five words, unless ice is spoken of."""
    words = written.split()
    near = next((int(word) for word in words if word.isdigit()), NEAR)
    excuses = frozenset(word[1:] for word in words if word.startswith("-"))
    concepts = [word.split("|") for word in words if not word.startswith("-") and not word.isdigit()]
    for choice in product(*concepts):
        yield Sign(flag, choice, unless | excuses, ask, near)
