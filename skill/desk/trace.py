"""The trace of a turn: what happened one after the other, from what was heard to what is said."""

from __future__ import annotations

from typing import Literal, TypedDict

from skill.json_reader import Json
from skill.understanding.understood import Why

Asks = Literal["elicit", "confirm slot", "confirm intent"]
"""What a question in a dialog wants."""


class Candidate(TypedDict):
    """An intent that came into question."""

    intent: str
    confidence: float


class StepTold(TypedDict):
    """Where somebody is in the steps."""

    id: str
    number: int
    total: int


class Decided(TypedDict, total=False):
    """What a skill tells of a turn. Back Coach keeps it in the session, under "turn"; others tell nothing."""

    scanned: str
    """The text that was looked through for red flags."""
    red_flags: list[str]
    urgency: str | None
    topic: str | None
    aspect: str | None
    """The question-sized part of the topic; null where it was the general one."""
    step: StepTold | None
    asked: str
    """The kind of question that is open now; empty where none is."""


class _At(TypedDict):
    ms: float
    """Milliseconds from the beginning of the turn to when this was over."""


class Heard(_At):
    """Somebody said something."""

    event: Literal["heard"]
    text: str


class UnderstoodAs(_At):
    """It was taken for an intent."""

    event: Literal["understood"]
    intent: str
    confidence: float
    why: Why
    candidates: list[Candidate]
    """The likeliest intents, best first."""
    slots: dict[str, str]
    """The words that each slot was heard in."""


class AskedSkill(_At):
    """The skill got a request. The response is null where it gave none."""

    event: Literal["asked_skill"]
    request: Json
    response: Json | None
    printed: str
    """What the skill printed meanwhile, where it runs on this desk."""
    traceback: str
    """Where it was when it broke, as Python tells it; empty where it did not, or runs elsewhere."""


class AskedOn(_At):
    """The device itself asks on about an intent, or waits for the answer to what the skill asked about it."""

    event: Literal["asked_on"]
    intent: Json
    """As far as it is known, with all its slots."""
    asks: Asks
    slot: str


class Scanned(_At):
    """The skill looked through what it was told."""

    event: Literal["scanned"]
    text: str
    red_flags: list[str]


class DecidedOn(_At):
    """The skill made up its mind."""

    event: Literal["decided"]
    urgency: str | None
    topic: str | None
    aspect: str | None
    step: StepTold | None
    asked: str


class Spoke(_At):
    """Something was said: by the skill, also with the words of its model, or by the device for itself."""

    event: Literal["spoke"]
    by: Literal["skill", "device"]
    text: str


Event = Heard | UnderstoodAs | AskedSkill | AskedOn | Scanned | DecidedOn | Spoke
