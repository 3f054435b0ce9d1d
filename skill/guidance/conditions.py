"""Hears what somebody tells of themselves that is no danger sign, but changes what is right for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from skill.guidance.content import Content
from skill.guidance.lexicon import Mention
from skill.guidance.reading import Reading, read
from skill.guidance.scanner import load


def conditions_in(text: str, content: Content) -> tuple[str, ...]:
    """The conditions (ids) spoken of in a text and not denied, in the order of conditions.toml.

    What is only asked about counts as well: "can I take ibuprofen with kidney disease" is asked by those who have it.
    """
    return _told_in(text, content.conditions)


def constraints_in(text: str, content: Content) -> tuple[str, ...]:
    """The constraints (ids) told in passing: "I'm paraplegic and my back hurts"."""
    return _told_in(text, content.constraints)


class _Told(Protocol):
    """Whatever is told by concepts."""

    @property
    def concepts(self) -> tuple[str, ...]: ...


def _told_in(text: str, table: Mapping[str, _Told]) -> tuple[str, ...]:
    reading = read(text)
    told = {one.concept for one in reading.mentions if not _denied(one, reading)}
    return tuple(id for id, each in table.items() if told.intersection(each.concepts))


def _denied(mention: Mention, reading: Reading) -> bool:
    """Whether it is denied, also by a "not" right before it: "I don't drink a lot" is no sign, so that denies it."""
    before = reading.words[mention.start - 1].read if mention.start else ""
    return reading.scope.denied[mention.end - 1] or before in load().lexicon.negative
