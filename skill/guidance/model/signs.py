"""Danger signs, the questions that ask about them, and what is said after an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Answer = Literal["yes", "no", "unsure"]


class Urgency(StrEnum):
    """How soon somebody should be seen. Worst first."""

    EMERGENCY = "emergency"
    TODAY = "today"
    SOON = "soon"
    SELF_CARE = "self_care"

    @property
    def rank(self) -> int:
        """0 is the worst, so the smallest rank wins."""
        return _RANKS[self]


_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


@dataclass(frozen=True)
class Side:
    """One of several things that a red flag stands for, and that is denied by itself: "chest pain"."""

    id: str
    concepts: tuple[str, ...]
    """What of the lexicon names it."""
    ask: str
    """The question for it alone; a yes means danger."""


@dataclass(frozen=True)
class RedFlag:
    """A sign that self-care is the wrong answer."""

    id: str
    name: str
    urgency: Urgency
    part: str
    """How it is named inside a bundled question."""
    ask: str
    """The single question for it; a yes means danger."""
    single: str
    """The same question in at most eight words, for asking one sign at a time."""
    heard: str
    """What was heard, behind "I heard": "a weak or numb leg"."""
    say: str
    phrases: tuple[str, ...]
    """Lay phrases that raise it."""
    look_alikes: tuple[str, ...]
    """Sentences that resemble it and must stay quiet."""
    sources: tuple[str, ...]
    review: str
    say_for_another: str = ""
    """What to do where it is told of somebody else; empty where that is the same."""
    because: str = ""
    """Why it can't wait, in one sentence; of every sign that stops coaching."""
    private: bool = False
    """Whether it must stay between the two: no card, a neutral screen, nothing repeated into a shared room."""
    usual: str = ""
    """What is asked where the sign is said to be an old one; empty where an old one is an alarm all the same."""
    usual_with: tuple[str, ...] = ()
    """The constraints with which such a sign may be an old one, so that this is asked first: a wheelchair."""
    hold: str = ""
    """What is said while it stands to somebody who wants to go on; empty where it is what every alarm says."""
    confirmed: tuple[str, ...] = ()
    """Concepts that are a yes to its clarifying question where they are told: "I lifted a box"."""
    sides: tuple[Side, ...] = ()
    """What it stands for, where a denial of one leaves another open: "no chest pain" says nothing of breathing."""
    lesser: tuple[str, ...] = ()
    """Concepts that tell of a lesser one, such as a small fall, of which `if_lesser` is asked."""
    not_lesser: tuple[str, ...] = ()
    """Concepts that are a yes to that question: "I'm seventy"."""
    if_lesser: str = ""
    """What is asked where a lesser one was told and something of it denied; a yes means danger."""
    of_family: str = ""
    """What is asked where a relative is named in answer to a question about it: "my grandmother yes"."""
    check_again: bool = False
    """Whether the back got worse with it, so that the safety check is asked once more in the middle of the steps."""


@dataclass(frozen=True)
class SafetyPart:
    """One sign inside a bundled question, asked for by itself where the bundle was not plainly denied."""

    id: str
    flag: str
    """The red flag it stands for."""
    name: str
    """How it is named in a list: "trouble peeing"."""
    ask: str
    """The short question for it alone; a yes means danger."""
    words: tuple[str, ...]
    """Words that name this part, so that "no fever" denies the fever and nothing else."""
    explain: str = ""
    """What is meant by it, for somebody who asks."""


@dataclass(frozen=True)
class Clarify:
    """The question that decides about signs of a red flag that may be harmless."""

    ask: str
    signs: tuple[str, ...]
    covers: bool = False
    """Whether a no to it is a no to all that the check asks of the flag."""


@dataclass(frozen=True)
class SafetyQuestion:
    """One breath of a safety check: at most four parts that all lead to the same action."""

    id: str
    flags: tuple[str, ...]
    """The red flags its parts stand for, worst first."""
    ask: str
    again: str
    """The shorter wording, for a second time."""
    silence: str
    """What is said when nobody answers."""
    say: str
    """The action after a yes, before anyone knows which part it was."""
    which: str
    """The question that finds out which part it was."""
    why: str
    """Why this is asked, for people who want to know first."""
    parts: tuple[SafetyPart, ...]
    """Its signs, one by one, in the order they are asked for."""


@dataclass(frozen=True)
class Country:
    """Where somebody says they are: the number that is called there."""

    id: str
    number: str
    """The emergency number, as it is dialled."""
    names: tuple[str, ...]
    """How these countries are called, as they are spoken."""
    sources: tuple[str, ...]
    review: str
    locale: str = ""
    """The locale (id) with all that is called there; empty where there is none."""


@dataclass(frozen=True)
class AlarmHelp:
    """Help with an alarm: what to say to them, how to wait, and so on."""

    id: str
    emergency: str
    """Said where the alarm is an emergency."""
    others: str
    """Said where it is to be seen today or in the next days."""
    sources: tuple[str, ...]
    review: str
    topics: tuple[str, ...] = ()
    """Topics (ids), or questions of them ("topic.aspect"), that somebody who asks them now wants this help with."""
    calm: str = ""
    """What answers the same where no alarm stands, as "topic.aspect". Empty: nothing does."""
    cues: tuple[str, ...] = ()
    """How it is said in a longer sentence, written as in topics/ (see `aspects`)."""
    by_car: str = ""
    """Said in an emergency in which somebody may be driven: where the words of its sign name the emergency room."""
    for_another: str = ""
    """Said in an emergency of somebody else; empty where that is the same."""
    seen: str = ""
    """Said where a clinician has looked at it, and it can wait; empty where that is the same."""
    means: str = ""
    """What it tells of getting help, where it does: "calls", "called", "goes", "arrived" or "seen"."""
