"""Words that are listened for, and the words of a locale."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class WordList:
    """Words and phrases that mean the same, in lower case."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class PainWords:
    """What is said of a back that hurts, in lower case: that it does, and where."""

    words: tuple[str, ...]
    places: tuple[str, ...]


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
    asides: tuple[str, ...]
    """Said beside an answer, and no part of it: "hand on heart", "thank you for asking"."""
    as_usual: tuple[str, ...]
    """Says of a sign that it is an old one: "since I was born", "nothing new"."""
    turns_to: tuple[str, ...]
    """Where an answer ends and something else begins: "no, can you set a timer"."""
    to_all: tuple[str, ...]
    """Said of all that may be asked, and not of one sign: "no to everything"."""
    weighs: tuple[str, ...]
    """With one of these, what is left over beside a no is no mere remark: "sometimes", "hard to", "like a"."""
    limits: tuple[str, ...]
    """With one of these it is no remark beside a bare no to a list, but is one beside a no to all of it: "just a"."""
    of_a_list: tuple[str, ...]
    """What makes a no one to all of a list: "none", "nothing like that"."""
    doing: tuple[str, ...]
    """What people say they do, or are, that tells nothing of a sign: "I swim every week", "I'm grateful"."""
    passing: tuple[str, ...]
    """Concepts of the scanner that tell of no sign by themselves."""
    asks_last: tuple[str, ...]
    fillers: tuple[str, ...]
    beside: tuple[str, ...]
    fine: tuple[str, ...]
    fine_begins: tuple[str, ...]
    works: tuple[str, ...]
    able: tuple[str, ...]
    refusing: tuple[str, ...]
    """Said by itself it answers, and denies nothing of what follows: "nah, all good"."""
    of_the_complaint: tuple[str, ...]
    """Where it hurts, as concepts: of these nothing follows for a sign."""
    whole: tuple[str, ...]
    in_order: tuple[str, ...]
    """With one of each all of it is well: "everything works"."""
    elsewhere: tuple[str, ...]
    """What may be sore besides the back, and no question asks for."""
    not_for_certain: tuple[str, ...]
    """With one of these a part that is named is not told for certain: "my legs are a bit tired"."""
    exercise: tuple[str, ...]
    """The concepts of exercise, which are told beside an answer: "no, just too many deadlifts"."""
    sore: tuple[str, ...]
    may_be_sore: tuple[str, ...]
    """The parts, as concepts, of which nothing is told where one of the words of soreness is: "just sore legs"."""
    one_of_two: tuple[str, ...]
    at_times: tuple[str, ...]
    """Makes an answer unsure; behind a no it is asked once more: "no, only when I laugh"."""
    for_a_time: tuple[str, ...]
    """With one of these a denial holds for a time or a condition only: "my legs are fine now"."""
    unchanged: tuple[str, ...]
    """Behind a no it says that an old sign is as it was: "nothing has changed"."""
    again: tuple[str, ...]
    """With one of these it is not only history: "a crash in 2009 and another one yesterday"."""
    anew: tuple[str, ...]
    """Says of an old sign that it is another one now, where it is not denied: "worse"."""
    recent: tuple[str, ...]
    """Says of a sign that it began not long ago: "gone numb since yesterday"."""
    not_of_soreness: dict[str, tuple[str, ...]]
    """By the one flag that was asked about, which words of soreness may be its sign: "no, just a bit of tightness"."""
    ordinals: dict[str, int]
    """Which part of the question a word such as "second" means, as one counts in Python."""


@dataclass(frozen=True)
class PuttingRight:
    """How a number is put right. Nothing but these words may stand beside it."""

    words: list[str]
    changes: list[str]
    """Behind a yes one of these has to be there: "yes, but make it ten"."""
    agreeing: list[str]
    halves: dict[str, bool]
    """By the words for a part of the day, whether that is after noon."""
    past: dict[str, int]
    """By the words before an hour, how many minutes past it are meant."""
    units: dict[str, int]
    """By the words for a length of time, its seconds."""


@dataclass(frozen=True)
class Intake:
    """How people say when it began, what they time, when they want to be reminded, and yes or no."""

    answers: AnswerWords
    onset_hours: dict[str, int]
    """Hours since it began, by the ids of the slot type ONSET_DAY."""
    weekdays: dict[str, int]
    """Monday is 0, by the ids of the same slot type."""
    pain: PainWords
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
    wishes: dict[str, list[str]]
    """By intent, how it is wished for at the end of something else: "no ice here, next"."""
    putting_right: PuttingRight
    news: dict[str, list[str]]
    """By how it goes, the words that tell it behind an answer: "yes, and it's a bit better"."""
    trends: dict[str, str]
    """How it goes by a single word that says no more than which way."""
    errands: WordList
    """What names a timer or a reminder."""
    taking_back: WordList
    """What says that somebody was misheard, or joked."""
    whereabouts: WordList
    """What stands before "in" and the country one is in now."""
    told_back: ToldBack
    said_before: dict[str, str]
    """By slot, the words in front of it that are part of what was told."""


@dataclass(frozen=True)
class ToldBack:
    """How what somebody said is said back to them."""

    things: tuple[str, ...]
    """Words that begin what is a thing, and no deed: "my tablets"."""
    as_yours: dict[str, str]
    """The words of one's own, and what is said for them to the one who said them."""


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
