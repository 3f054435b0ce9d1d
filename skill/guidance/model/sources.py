"""Where what is said was read, and which claims of the articles are carried where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a fact was read."""

    name: str
    url: str
    copy: bool = False
    """Whether it is a reprint, an abstract or a press summary, not its owner's own page."""
    supports: str = ""
    """What is taken from it."""
    unseen: bool = False
    """Whether its page was not read again yet."""


@dataclass(frozen=True)
class Claim:
    """What one of the articles says that this product grew from, and where the content says it."""

    id: str
    article: str
    claim: str
    verdict: str
    carried_by: tuple[str, ...] = ()
    """The nouns that say it, such as "topic:ice"."""
    left_out_because: str = ""
