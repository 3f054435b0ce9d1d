"""What comes next for a case: an alarm, a safety question, the question when it began, or the steps.

The order is the point. Red flags come before questions, questions before steps. The worst wins, an answer that is not
a plain no counts as a yes, and a no clears one question only, never what is said later.
Sources: NHS, Back pain; cauda equina warning cards of NHS trusts; each flag names its own in red_flags.toml.
"""

from __future__ import annotations

from dataclasses import dataclass

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import Answer, RedFlag, SafetyQuestion, Urgency

NO_PLAN = frozenset({"child", "pregnancy"})
"""Flags that mean signpost and no plan, however urgent they are."""


@dataclass(frozen=True)
class Alarm:
    """Stop coaching and say where to go. One action is spoken, that of the worst."""

    say: str
    flags: tuple[str, ...]
    """The red flags behind it, worst first."""
    urgency: Urgency
    sources: tuple[str, ...]
    which: SafetyQuestion | None = None
    """The bundled question to which the answer was not no, while nobody knows which part it was."""


@dataclass(frozen=True)
class AskSafety:
    """Ask a bundled safety question."""

    question: SafetyQuestion


@dataclass(frozen=True)
class AskOnset:
    """Ask when it began."""


@dataclass(frozen=True)
class Walk:
    """Go through the steps."""


OPENING = ("emergency_signs", "today_signs")
"""The two breaths of the safety check before any step."""
QUESTIONS = (*OPENING, "leg_signs")
"""Every bundled safety question; the last is asked where a step hurts."""

Move = Alarm | AskSafety | AskOnset | Walk


def worst_first(flags: tuple[str, ...], content: Content) -> tuple[RedFlag, ...]:
    """The flags with these ids, the most urgent first, otherwise in the order they were raised."""
    return tuple(sorted((content.red_flags[id] for id in flags), key=lambda flag: flag.urgency.rank))


def alarm(case: Case, content: Content) -> Alarm | None:
    """The alarm this case calls for, or None where coaching may go on."""
    told = [_of_flag(flag) for flag in worst_first(case.flags, content) if _stops(flag)]
    suspected = [_of_question(content.questions[id], content) for id in case.suspected]
    return min((*told, *suspected), key=lambda alarm: alarm.urgency.rank, default=None)


def _stops(flag: RedFlag) -> bool:
    return flag.urgency in ("emergency", "today") or flag.id in NO_PLAN


def _of_flag(flag: RedFlag) -> Alarm:
    return Alarm(say=flag.say, flags=(flag.id,), urgency=flag.urgency, sources=flag.sources)


def _of_question(question: SafetyQuestion, content: Content) -> Alarm:
    flags = worst_first(question.flags, content)
    return Alarm(
        say=question.say,
        flags=tuple(flag.id for flag in flags),
        urgency=flags[0].urgency,
        sources=flags[0].sources,
        which=question,
    )


def next_move(case: Case, content: Content) -> Move:
    """What the coach does next for this case."""
    if stop := alarm(case, content):
        return stop
    for question in opening_questions(content):
        if question.id not in case.cleared:
            return AskSafety(question)
    if needs_onset(case):
        return AskOnset()
    return Walk()


def opening_questions(content: Content) -> tuple[SafetyQuestion, ...]:
    """The safety check before any step."""
    return tuple(content.questions[id] for id in OPENING)


def needs_onset(case: Case) -> bool:
    """Whether to ask when it began: not where it was said, nor where the activity says that it is recent."""
    return case.onset is None and case.activity is None


def answered(case: Case, question: SafetyQuestion, answer: Answer) -> Case:
    """The case after an answer to a safety question. Anything but a plain no leaves all its flags standing."""
    if answer == "no":
        return case.adding(cleared=(question.id,))
    return case.adding(suspected=(question.id,))


def told(case: Case, flags: tuple[str, ...], content: Content) -> Case:
    """The case after red flags were told. A told flag says which part of a suspected bundle it was."""
    explained = tuple(id for id in case.suspected if set(content.questions[id].flags) & set(flags))
    return case.but(suspected=tuple(id for id in case.suspected if id not in explained)).adding(flags=flags)


def part_named(question: SafetyQuestion, text: str, content: Content) -> str | None:
    """The flag whose part of the question shares a telling word with the text: "the fall" means the fall."""
    words = {word for word in text.lower().split() if len(word) > 3}
    for id in question.flags:
        if words & set(content.red_flags[id].part.lower().replace(",", " ").split()):
            return id
    return None


def changed(case: Case) -> Case:
    """The case when something is new or worse: what was cleared must be asked again."""
    return case.but(cleared=())
