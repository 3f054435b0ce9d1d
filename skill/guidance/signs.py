"""What the scanner looks for: the signs of each red flag, as content/red_flags.toml writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, NamedTuple

from skill.guidance.lexicon import Lexicon
from skill.guidance.rows import Files, LazyMapping

FLAGS = "red_flags.toml"
PHRASES = " phrases"
"""Ends the name of the concept that holds a flag's whole phrases."""
ANSWER = "answer "
"""Begins the name of a concept that holds words of an answer."""
EVEN_ASKED = "?"
"""Marks a sign that counts though it is only asked about."""
NEAR = 12
"""Over how many words that carry weight a sign may stretch where it does not say."""


class Sign(NamedTuple):
    """Concepts that raise a flag when they are spoken of near each other."""

    flag: str
    concepts: tuple[str, ...]
    unless: dict[str, str]
    """Concepts that excuse it when they are in the same clause, and the one beside which each excuses nothing."""
    ask: str | None
    """The question that clears it up, for signs that may be harmless."""
    near: int
    """Over how many words that carry weight it may stretch."""
    even_asked: bool = False
    """Whether it counts though it is only asked about: "which stretches are safe in pregnancy"."""


class Part(NamedTuple):
    """A flag that a concept names in the answer to a question about it: "the fall"."""

    flag: str
    main: bool
    """Whether it is the main part of what stands for the flag: who denies it denies the flag."""
    instead_of: str
    """The flag of the question that may be answered with this one: "one leg", where weak legs were asked about."""


class Ruleset:
    """Everything the scanner looks for. `files` holds what `scanner_files` compiles of the content."""

    def __init__(self, files: Files) -> None:
        self.lexicon = Lexicon(files)
        self.signs = LazyMapping(files, "signs", lambda concept, rows: [_sign(*row) for row in rows])
        """The signs by their first concept."""
        self.parts = LazyMapping(files, "parts", lambda concept, rows: [Part(*row) for row in rows])
        """The parts of questions that a concept names."""
        self.conditions = LazyMapping(files, "conditions", lambda concept, rows: [(at, id) for at, id in rows])
        """The conditions that a concept tells of, each with its place in the file."""
        self.constraints = LazyMapping(files, "constraints", lambda concept, rows: [(at, id) for at, id in rows])
        """The constraints, likewise."""
        self.ruling = LazyMapping(files, "ruling", lambda concept, row: row)
        """The concepts that rule a sign out: "I'm a man"."""
        self.flags = LazyMapping(files, "flags", lambda flag, row: _flag_row(*row))


class FlagRow(NamedTuple):
    """What the scanner has to know of a flag."""

    order: int
    urgency: str
    ask: str
    own: bool
    """Whether it matters only for the one whose back it is: a pregnancy does, a stroke does not."""
    ruled_out: tuple[str, ...] = ()
    """The concepts that rule it out, in answer to a question about it: "I'm a man"."""
    usual: str = ""
    """What is asked of a sign that is told of long ago; empty where an old one counts like a new one."""
    instead_of: str = ""
    """The flag that is worse, and not there either where this one is denied."""
    old_is_none: bool = False
    """Whether it does not count where it was long ago: a crash in 2009."""


def signs_of(flag: str, row: dict[str, Any]) -> Iterator[Sign]:
    """The signs of one flag: its phrases, what raises it, and what may be harmless."""
    unless = _excuses(row.get("unless", ()))
    yield Sign(flag, (flag + PHRASES,), unless, None, NEAR)
    for written in row["signs"]:
        yield from _written(flag, written, unless, None)
    for clarify in row.get("clarify", ()):
        for written in clarify["signs"]:
            yield from _written(flag, written, unless, clarify["ask"])


def _excuses(written: Iterable[str]) -> dict[str, str]:
    """ "ice", or "elsewhere/back": a concept that excuses nothing where back is spoken of as well."""
    return {concept: beside for concept, _, beside in (each.partition("/") for each in written)}


def _written(flag: str, written: str, unless: dict[str, str], ask: str | None) -> Iterator[Sign]:
    """ "numb|tingling saddle -ice 5": either near saddle, within five words, unless ice is spoken of."""
    words = written.split()
    near = next((int(word) for word in words if word.isdigit()), NEAR)
    excuses = _excuses(word[1:] for word in words if word.startswith("-"))
    concepts = [word.split("|") for word in words if word[0] not in f"-{EVEN_ASKED}" and not word.isdigit()]
    for choice in product(*concepts):
        yield Sign(flag, choice, unless | excuses, ask, near, EVEN_ASKED in words)


def _flag_row(order: int, urgency: str, ask: str, own: bool, ruled_out: list[str], *rest: Any) -> FlagRow:
    return FlagRow(order, urgency, ask, own, tuple(ruled_out), *rest)


def _sign(flag: str, concepts: list[str], *rest: Any) -> Sign:
    return Sign(flag, tuple(concepts), *rest)
