"""The answer of the turn before, as a session holds it: read only where a turn asks for it, which few do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from skill.guidance.any_json import fitting


@dataclass(frozen=True)
class Place:
    """A step as it was told of."""

    id: str
    number: int
    total: int


@dataclass(frozen=True)
class Decided:
    """What a turn decided, as `response.remembered` writes it."""

    topic: str | None = None
    urgency: Literal["emergency", "today", "soon", "self_care"] | None = None
    red_flags: tuple[str, ...] = ()
    step: Place | None = None


@dataclass(frozen=True)
class Last:
    """The answer of the turn before."""

    sentences: tuple[str, ...] = ()
    question: str | None = None
    reprompt: str | None = None
    decided: Decided = field(default_factory=Decided)
    retold_by: str = ""
    sources: tuple[str, ...] = ()


def last_in(data: Any) -> dict[str, Any]:
    """The answer in any JSON data: what does not fit falls away."""
    return asdict(fitting(Last, data))
