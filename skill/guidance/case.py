"""What is known about one person's sore back so far. It lives for one conversation.

Only where one is in the steps and the course is ever kept for longer, and only with consent (see `dialogue.record`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from operator import ne
from typing import Any

from skill.guidance.any_json import fitting
from skill.guidance.model import Kind, Onset


@dataclass(frozen=True)
class Case:
    """One conversation's knowledge. Ids only, so that it fits into a session and says little if it is seen."""

    activity: str | None = None
    onset: Onset | None = None
    """None until it was said or asked for; "unknown" after it was asked for in vain."""
    kind: Kind | None = None
    told: bool = False
    """Whether somebody said that their back hurts: only then is the safety check due."""
    flags: tuple[str, ...] = ()
    """Red flags (ids) that were told, or are not excluded after a clarifying question."""
    suspected: tuple[str, ...] = ()
    """Safety questions (ids) answered with anything but a plain no: one of their flags, nobody knows which."""
    noted: tuple[str, ...] = ()
    """Red flags of the "soon" kind whose advice has been spoken."""
    cleared: tuple[str, ...] = ()
    """Safety questions answered with a plain no, or denied part by part."""
    denied: tuple[str, ...] = ()
    """Parts of safety questions (ids) that were denied by name."""
    unfolded: tuple[str, ...] = ()
    """Safety questions (ids) that are asked part by part, because the answer to the whole left a doubt."""
    sides: tuple[str, ...] = ()
    """Sides of red flags ("flag/side") that were told, of those that have several."""
    withdrawn: tuple[str, ...] = ()
    """Red flags (ids) that were raised and then denied by name."""
    seen: bool = False
    """Whether they said that a clinician has looked at it: that clinician's plan comes first."""
    called: bool = False
    """Whether they said that help for an alarm is called, or that they are on the way to it."""
    another: bool = False
    """Whether the alarm is about somebody else."""
    country: str = ""
    """The country they said they are in, where the content knows its number."""
    doubted: int = 0
    """How often in a row it was asked again whether the sign of an alarm is there."""
    asked: str = ""
    """The question that is open, as "kind" or "kind:about", such as "safety:emergency_signs"."""
    waiting: tuple[str, ...] = ()
    """Questions that were interrupted and will be asked again, the latest last."""
    steps: tuple[str, ...] = ()
    """The steps chosen for this person, in order."""
    at: int = 0
    """Which of the steps is current, counted from 0."""
    conditions: tuple[str, ...] = ()
    """What they told of themselves that is no danger sign, but changes what is right for them (ids)."""
    netted: bool = False
    """Whether they have heard what would mean getting help."""
    advised: tuple[str, ...] = ()
    """Answers they were given that something they may yet tell would change, as "topic" or "topic.aspect"."""
    aspect: str | None = None
    """The question-sized answer given last, inside its topic."""
    topic: str | None = None
    """The topic last answered, for "tell me more"."""
    explained: str | None = None
    """The step or stretch that was explained last, so that asking again tells more of it."""
    constraints: tuple[str, ...] = ()
    """What they cannot do or have not got (ids), such as "no_floor"."""
    levels: tuple[str, ...] = ()
    """Steps that are wanted easier or harder, such as "knee_rolls:easier"."""
    left_out: tuple[str, ...] = ()
    """Steps (ids) that are not to come again: declined, done before, or they hurt."""
    tried: tuple[str, ...] = ()
    """Steps (ids) after which it was the same."""
    warned: bool = False
    """Whether the rule when to stop was heard in this plan."""
    passed: tuple[str, ...] = ()
    """What comes before going back to sport (ids of gates) and was answered so that it may."""
    returning: bool = False
    """Whether these are the steps of somebody who came back on a later day."""
    score: int | None = None
    """The last number from 0 to 10 they gave for the pain."""
    trend: str = ""
    """How it went when that was last told: "better", "same", "worse" or "gone"."""
    began: str = ""
    """The day it began, such as 2026-11-22, where that was told."""
    aim: str = ""
    """What the safety check comes before, where that is not the steps: "walking"."""
    week: int | None = None
    """The week of the walking program; None where it was not spoken of, 0 where they want none any more."""
    offered: tuple[str, ...] = ()
    """What was offered in this conversation (ids of offers), so that it is offered once."""
    missed: int = 0
    """How many turns in a row were not understood."""
    turn: int = 0
    """How many turns there were: varies the wording."""
    brief: bool = False
    """Whether the person wants few words."""
    slower: bool = False
    """Whether the person wants to be spoken to slowly."""

    def but(self, **changes: Any) -> Case:
        """The same case with these changes; this very one where they change nothing."""
        known = vars(self)
        for name, value in changes.items():
            if known[name] != value:
                break
        else:
            return self
        other = object.__new__(Case)  # every turn does this a dozen times, and each field is there already
        object.__setattr__(other, "__dict__", known | changes)
        return other

    def adding(self, **more: tuple[str, ...]) -> Case:
        """The same case with more ids in these fields, each id once: `case.adding(flags=("rash",))`."""
        return self.but(**{name: tuple(dict.fromkeys(getattr(self, name) + ids)) for name, ids in more.items()})

    def to_session(self) -> dict[str, Any]:
        """As plain JSON data, leaving out what was never said."""
        known = vars(self)  # every case has its fields in their order
        return dict(compress(known.items(), map(ne, known.values(), BLANK.values())))

    @classmethod
    def from_session(cls, data: Any) -> Case:
        """The case in a session, whatever that holds: what does not fit is passed over."""
        return fitting(cls, data)


BLANK = vars(Case())
"""A case of which nothing is known, as data."""
