"""Hears what somebody tells of themselves that is no danger sign, but changes what is right for them."""

from __future__ import annotations

from skill.guidance.content import Content
from skill.guidance.scope import scope
from skill.guidance.signs import load


def conditions_in(text: str, content: Content) -> tuple[str, ...]:
    """The conditions (ids) spoken of in a text and not denied, in the order of conditions.toml.

    What is only asked about counts as well: "can I take ibuprofen with kidney disease" is asked by those who have it.
    """
    lexicon = load().lexicon
    words = lexicon.read(text)
    mentions = lexicon.mentions(words)
    denied = scope(words, mentions, lexicon).denied
    told = {one.concept for one in mentions if not denied[one.end - 1]}
    return tuple(id for id, condition in content.conditions.items() if told.intersection(condition.concepts))
