"""Answers to questions, and what about a person speaks against them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Aspect:
    """One question that people really ask inside a topic, and its answer: "can I fall asleep with the heat pad on?"."""

    id: str
    """Unique in its topic, and the id of a value of the topic's slot type in the interaction model."""
    asks: tuple[str, ...]
    """How people put it."""
    cues: tuple[str, ...]
    """What tells it in free words; `aspects` says how they are written."""
    answer: str
    """The first sentence answers, and holds whichever way round it was asked: it is never a bare yes or no."""
    sources: tuple[str, ...]
    review: str
    more: str = ""
    urgent: bool = False
    """Whether the topic's safety net is said with it every time."""
    avoid_with: tuple[str, ...] | None = None
    """What speaks against it (ids of red flags and conditions). None: the same as against the topic."""
    instead: str = ""
    """What is said then. Empty: what the topic says."""
    about_signs: tuple[str, ...] = ()
    """Red flags (ids) that it is asked about, so that asking tells of none: "is it my kidneys". Its answer, or the net
    that comes with it, says what they are."""
    warns: bool = False
    """Whether it is said before what is said or asked of a sign that stands beside it, one of those or one that speaks
    against the topic: what harms can't wait."""


@dataclass(frozen=True)
class Topic:
    """The answer to a question people ask, such as "ice or heat?", and to the particular ones about it."""

    id: str
    name: str
    """How it is named in a sentence: "about ice or heat"."""
    answer: str
    more: str
    safety_net: str
    """What would mean stopping or getting help."""
    sources: tuple[str, ...]
    review: str
    """"unreviewed" until a clinician has signed, then who and when."""
    urgent: bool = False
    """Whether the safety net is said every time, not once a session."""
    avoid_with: tuple[str, ...] = ()
    """Red flags and conditions (ids) that speak against what is advised here."""
    instead: str = ""
    """What is said to those who told one of them; {told} stands for it."""
    aspects: tuple[Aspect, ...] = ()


@dataclass(frozen=True)
class Condition:
    """Something lasting about a person that changes what is right for them, such as kidney trouble."""

    id: str
    said: str
    """How it is named behind "because of": "your kidney trouble"."""
    concepts: tuple[str, ...] = ()
    """What it is told by (concepts of lexicon.toml). None for a red flag, which has signs of its own."""
