"""Hears what somebody tells of themselves that is no danger sign, but changes what is right for them."""

from __future__ import annotations

from skill.guidance.content import Content
from skill.guidance.lexicon import Lexicon, Mention
from skill.guidance.scanner import load
from skill.guidance.scope import scope
from skill.guidance.words import Word


def conditions_in(text: str, content: Content) -> tuple[str, ...]:
    """The conditions (ids) spoken of in a text and not denied, in the order of conditions.toml.

    What is only asked about counts as well: "can I take ibuprofen with kidney disease" is asked by those who have it.
    """
    lexicon = load().lexicon
    words = lexicon.read(text)
    mentions = lexicon.mentions(words)
    denied = scope(words, mentions, lexicon).denied
    told = {one.concept for one in mentions if not denied[one.end - 1] and not _after_not(one, words, lexicon)}
    return tuple(id for id, condition in content.conditions.items() if told.intersection(condition.concepts))


def _after_not(mention: Mention, words: list[Word], lexicon: Lexicon) -> bool:
    """Whether a "not" stands right before it: "I don't drink a lot" denies the lot, which is no sign."""
    return mention.start > 0 and words[mention.start - 1].read in lexicon.negative
