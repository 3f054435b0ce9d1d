"""What was understood of an utterance: an intent and its slots, as Alexa's cloud would send them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FALLBACK = "AMAZON.FallbackIntent"

Slots = Literal["generous", "strict"]
"""What fills a slot of a sentence that is worded in its own way.

Strict is what a real Echo hands over for certain: listed values, any words where a sample takes any, and the gap in a
sample that fits otherwise word for word. Generous passes on the other words as well, so that no words are lost; whether
Alexa's cloud would do so cannot be known.
"""

Why = Literal["exact", "nearest", "classifier", "elicited", "rejected"]


@dataclass(frozen=True)
class Slot:
    """One slot of an intent."""

    name: str
    type: str
    value: str | None = None
    """What Alexa sends: the words heard, or ISO forms for Amazon's dates, times and durations. None when not said."""
    matches: tuple[tuple[str | None, str], ...] = ()
    """(id, canonical name) of the listed values it stands for; empty where Alexa says ER_SUCCESS_NO_MATCH."""
    heard: str | None = None
    """The words as they were said."""
    parts: tuple[Slot, ...] = ()
    """Of a slot that may be given several values, these, where there were several."""
    dynamic: tuple[tuple[str | None, str], ...] = ()
    """The same among the values that the skill itself gave for a while."""


@dataclass(frozen=True)
class Understood:
    """The reading of one utterance."""

    intent: str
    confidence: float
    """From 0 to 1: how sure it is that the person meant this intent."""
    slots: Mapping[str, Slot] = field(default_factory=dict)
    why: Why = "rejected"
    """How the intent was found: word for word, but for the spelling, by the classifier, or as an answer."""
    candidates: tuple[tuple[str, float], ...] = ()
    """The three likeliest intents and their scores, best first."""
