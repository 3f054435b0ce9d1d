"""The nouns of the guidance: what a topic, a step, a red flag or a plan is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

Onset = Literal["fresh", "days", "week", "fortnight", "weeks", "longer", "back", "unknown"]
"""How long ago it began, as far as that changes what to do: on day 0 or 1, 2 or 3, 4 to 7, in the second week, up to
six weeks, longer; "back" for somebody it has left, who is on the way back to sport; or not known."""

Kind = Literal["soreness", "strain", "nerve"]
"""What it sounds like (a description, never a diagnosis): ordinary soreness, a strain, or nerve-type pain."""

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
class Source:
    """Where a fact was read."""

    name: str
    url: str
    copy: bool = False
    """Whether it is a reprint, an abstract or a press summary, not its owner's own page."""
    supports: str = ""
    """What is taken from it."""
    unseen: bool = False
    """Whether its page was not read again yet."""


@dataclass(frozen=True)
class Claim:
    """What one of the articles says that this product grew from, and where the content says it."""

    id: str
    article: str
    claim: str
    verdict: str
    carried_by: tuple[str, ...] = ()
    """The nouns that say it, such as "topic:ice"."""
    left_out_because: str = ""


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
    private: bool = False
    """Whether it must stay between the two: no card, a neutral screen, nothing repeated into a shared room."""
    hold: str = ""
    """What is said while it stands to somebody who wants to go on; empty where it is what every alarm says."""
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
    """Topics (ids) that somebody who asks for them now wants this help with."""
    calm: str = ""
    """What answers the same where no alarm stands, as "topic.aspect". Empty: nothing does."""


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


@dataclass(frozen=True)
class Stage:
    """One part of the course from the first day to the way back to sport."""

    id: Onset
    today: str
    """What the days in it are about, heard before the steps of such a day."""
    ahead: str
    """The same in few words, in a list of what is to come: "warmth and more moving"."""
    sources: tuple[str, ...]
    review: str


@dataclass(frozen=True)
class TimeLadder:
    """How long one kind of pain may stay as it is before somebody should look at it."""

    id: Kind
    same_from_day: int
    """From this day since it began on, no better is too long."""
    worse_from_day: int
    """From this day on, worse is enough; before it, worse twice in a row is."""
    sources: tuple[str, ...]
    review: str


@dataclass(frozen=True)
class WalkingWeek:
    """One week of the walking program."""

    id: str
    """Its number, counted from 1."""
    minutes: int
    """How long each walk is."""
    times: int
    """How many walks there are."""
    easy: bool = False
    """Whether it asks less than the week before, on purpose."""


@dataclass(frozen=True)
class Picture:
    """What one kind of pain is like: a question, and what is said where the answer fits. It describes, never more."""

    id: Kind
    ask: str
    fits: str
    sources: tuple[str, ...]
    review: str


@dataclass(frozen=True)
class Offer:
    """Something the coach offers right after an answer that leads there."""

    id: str
    ask: str
    after: tuple[str, ...]
    """Answers it comes after, as "topic.aspect", or "topic" for the general one."""


@dataclass(frozen=True)
class WordList:
    """Words and phrases that mean the same, in lower case."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class AnswerWords:
    """The words of an answer to a safety question, in the notation of lexicon.toml, by what they do to it."""

    no: tuple[str, ...]
    no_alone: tuple[str, ...]
    soft_no: tuple[str, ...]
    yes: tuple[str, ...]
    yes_alone: tuple[str, ...]
    unsure: tuple[str, ...]
    all_of_them: tuple[str, ...]
    degrees: tuple[str, ...]
    excepting: tuple[str, ...]
    asks: tuple[str, ...]
    asks_last: tuple[str, ...]
    fillers: tuple[str, ...]
    beside: tuple[str, ...]
    fine: tuple[str, ...]
    works: tuple[str, ...]
    able: tuple[str, ...]
    one_of_two: tuple[str, ...]
    ordinals: dict[str, int]
    """Which part of the question a word such as "second" means, as one counts in Python."""


@dataclass(frozen=True)
class Intake:
    """How people say when it began, what they time, when they want to be reminded, and yes or no."""

    answers: AnswerWords
    onset_hours: dict[str, int]
    """Hours since it began, by the ids of the slot type ONSET_DAY."""
    weekdays: dict[str, int]
    """Monday is 0, by the ids of the same slot type."""
    pain: WordList
    timed: dict[str, list[str]]
    """By the step that is timed, the words that mean something like it."""
    part_of_day: dict[str, int]
    """The usual hour of a part of the day, as Alexa names it."""
    recurrence: dict[str, str]
    """How often, by the ids of the slot type RECURRENCE, as a rule of RFC 5545."""
    repeating: WordList
    """Without one of these, words that nobody knows say nothing of how often."""
    recurrence_part: dict[str, str]
    """At which part of the day each of these is, where nobody says."""
    levels: dict[str, str]
    """By the words that are said alone to a step, the level that is wanted of it: one of LEVELS."""
    said_before: dict[str, str]
    """By slot, the words in front of it that are part of what was told."""


@dataclass(frozen=True)
class Locale:
    """A language plus local facts: the emergency number, who to call, what medicines are called."""

    id: str
    language: str
    english: str
    """The kind of English, such as british: a table of variants.toml."""
    country: str
    """Where its numbers reach somebody, in spoken words; empty for the one without numbers."""
    words: dict[str, str]
    """What stands for each {placeholder} in the content."""
    terms: tuple[str, ...]
    """Words of care that are at home here; nobody hears the terms of another locale only."""
    sources: tuple[str, ...]
    review: str
    instead: dict[str, str] = field(default_factory=dict)
    """American words, and what is said for them here."""

    def own(self, text: str) -> str:
        """A text of the content, in the words of this kind of English."""
        return self._american.sub(self._said_here, text) if self._american else text

    @cached_property
    def _american(self) -> re.Pattern[str] | None:
        longest_first = sorted(map(re.escape, self.instead), key=len, reverse=True)
        return re.compile(rf"\b({'|'.join(longest_first)})\b", re.IGNORECASE) if longest_first else None

    def _said_here(self, found: re.Match[str]) -> str:
        said = self.instead[found.group().lower()]
        return said[:1].upper() + said[1:] if found.group()[0].isupper() else said
