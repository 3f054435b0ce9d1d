"""Steps and plans: what somebody does, in which form, how it is led, and for which activity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from skill.guidance.model.course import Kind, Onset

Sides = Literal["", "each", "alternate"]
"""How a move has sides: none, first all on one side and then on the other, or one and the other in turn."""


@dataclass(frozen=True)
class Cues:
    """How a move is led: the words for its parts. How often and how long stands in the step."""

    ready: str
    """How to get into place."""
    go: str
    """Into the hold."""
    back: str
    """And out of it."""
    sides: Sides = ""
    other: str = ""
    """To the other side: for "each" before it begins, for "alternate" in place of `go`."""
    rest_seconds: float = 2
    """From one to the next."""


@dataclass(frozen=True)
class Form:
    """Another way to do a step: in another place, or easier or harder. What it leaves out is as in the step."""

    say: str
    needs: tuple[str, ...] = ()
    """What it needs, as in `Step.needs`; for an easier or harder one nothing more than the step."""
    ready: str = ""
    go: str = ""
    back: str = ""
    other: str = ""
    repeats: int = 0
    hold_seconds: int = 0


PLACES = ("chair", "standing", "bed")
"""Forms of a step for somebody who is not on the floor, in the order in which they are tried."""

LEVELS = ("easier", "harder")
"""Forms of a step that ask less or more of somebody."""


@dataclass(frozen=True)
class Step:
    """One thing to do, short enough to be heard once. A stretch is a step that can also be asked for by name."""

    id: str
    name: str
    say: str
    brief: str
    how: str
    why: str
    dose: str
    equipment: tuple[str, ...]
    stop_rule: str
    not_if: tuple[str, ...]
    """Who must not do it, in spoken words."""
    avoid_with: tuple[str, ...]
    """Red flags (ids) that take this step out of a plan."""
    sources: tuple[str, ...]
    review: str
    stretch: bool = False
    hold_seconds: int | None = None
    repeats: int | None = None
    duration: str | None = None
    """ISO 8601, such as PT15M: how long a timer for this step runs."""
    at_most: str | None = None
    """ISO 8601: a timer for it never runs longer (cold and heat: twenty minutes; NHS, Sprains and strains)."""
    announce: str | None = None
    """What is said when that timer ends, after how long it was: it may have run longer or shorter."""
    unless: str = ""
    """Who must not, in eight words at most, heard with the step where it could do harm."""
    from_day: int = 0
    """The first day since it began on which this is offered."""
    needs: tuple[str, ...] = ()
    """What it takes, as a constraint may rule it out, such as "floor" or "kneeling"."""
    instead: tuple[str, ...] = ()
    """Steps (ids) that can take its place, the nearest first."""
    gates: tuple[str, ...] = ()
    """Questions (ids of gates.toml) that come before it; only where all of them pass is it spoken."""
    led: Cues | None = None
    """How it is led; None where there is nothing to count."""
    forms: dict[str, Form] = field(default_factory=dict)
    """Other ways to do it, by one of PLACES or LEVELS."""
    no_form: tuple[str, ...] = ()
    """Those of PLACES and LEVELS for which there is none, or that it is already."""

    @property
    def is_move(self) -> bool:
        """Whether one moves in it, so that the rule when to stop comes before the first such step."""
        return bool(self.needs) and (self.led is not None or ("walking" in self.needs and self.duration is not None))


@dataclass(frozen=True)
class Activity:
    """What somebody was doing when the back began to hurt."""

    id: str
    name: str
    """Fits after "after": "deadlifting"."""
    ease_off: str
    back_to_it: str
    prevention: str
    sources: tuple[str, ...]
    review: str
    rhabdo: bool = False
    """Whether hard sessions of it can break muscle down (exertional rhabdomyolysis, CDC/NIOSH)."""
    watch: str = ""
    """A sign of its own to watch for in the days after."""


@dataclass(frozen=True)
class Plan:
    """The order of steps for one time since onset and one kind of pain."""

    onset: Onset
    kind: Kind
    intro: str
    steps: tuple[str, ...]
    """What is spoken, in order, the first time."""
    spare: tuple[str, ...]
    """What takes the place of steps that do not fit somebody, in this order."""
    today: tuple[str, ...]
    """The three steps of somebody who comes back on such a day."""
    refer: str = ""
    """Whom to see about it, where it has lasted too long for its kind, or is of a kind to be seen."""


@dataclass(frozen=True)
class Constraint:
    """Something somebody has not got or cannot do, and what they can do instead."""

    id: str
    say: str
    sources: tuple[str, ...]
    review: str
    rules_out: tuple[str, ...] = ()
    """Needs of steps that cannot be met."""
    prefers: str = ""
    """The form that is tried first: one of PLACES."""
    level: str = ""
    """The level wanted of the current step: one of LEVELS."""
    most_steps: int = 0
    """How many more steps there is time for; 0 where that is no matter."""
    is_place: bool = False
    """Whether it says where somebody is, so that what was said of that before no longer holds."""
    suffices: bool = False
    """Whether `say` already tells what to do in the step at hand, so that it stays as it is."""
    unless_told: str = ""
    """The constraint (id) of those who cannot do what `say` names either."""
    say_then: str = ""
    """What they hear instead."""
    clarify: str = ""
    """The red flag (id) that the words may mean as well: "I can't get up from the floor"."""
    concepts: tuple[str, ...] = ()
    """What it is told by in passing (concepts of lexicon.toml), whatever else is said: "I'm paraplegic and ..."."""


@dataclass(frozen=True)
class Gate:
    """A condition that comes before a step: a question, and the answer that passes it."""

    id: str
    ask: str
    passes: Literal["yes", "no"]
    otherwise: str
    """What is said where it does not pass."""
    sources: tuple[str, ...]
    review: str
