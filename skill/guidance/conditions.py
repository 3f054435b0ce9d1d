"""Hears what somebody tells of themselves that is no danger sign, but changes what is right for them."""

from __future__ import annotations

from collections.abc import Mapping

from skill.guidance.lexicon import Mention
from skill.guidance.reading import Reading
from skill.guidance.scanner import load


def conditions_in(reading: Reading) -> tuple[str, ...]:
    """The conditions (ids) spoken of and not denied, in the order of conditions.toml.

    What is only asked about counts as well: "can I take ibuprofen with kidney disease" is asked by those who have it.
    """
    return _told_in(reading, load().conditions)


def constraints_in(reading: Reading) -> tuple[str, ...]:
    """The constraints (ids) told in passing: "I'm paraplegic and my back hurts"."""
    return _told_in(reading, load().constraints)


def _told_in(reading: Reading, known: Mapping[str, list[tuple[int, str]]]) -> tuple[str, ...]:
    told = {
        row
        for one in reading.mentions
        if (rows := known.get(one.concept)) and not _denied(one, reading)
        for row in rows
    }
    return tuple(id for _, id in sorted(told))


def _denied(mention: Mention, reading: Reading) -> bool:
    """Whether it is denied, also by a "not" right before it: "I don't drink a lot" is no sign, so that denies it."""
    before = reading.words[mention.start - 1].read if mention.start else ""
    return reading.scope.denied[mention.end - 1] or before in load().lexicon.negative
