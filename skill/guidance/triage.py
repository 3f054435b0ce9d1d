"""What comes next for a case: an alarm, a safety question, the question when it began, or the steps.

The order is the point. Red flags come before questions, questions before steps, and the worst wins. A plain no clears
a question and never what is said later. Doubt about a bundle unfolds it into its parts; doubt about a single part
counts as yes. A flag that was raised goes away only when the sign it stands for is denied by name.
Sources: NHS, Back pain; cauda equina warning cards of NHS trusts; each flag names its own in red_flags.toml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import RedFlag, SafetyPart, SafetyQuestion, Urgency

NO_PLAN = frozenset({"child", "pregnancy"})
"""Flags that mean signpost and no plan, however urgent they are."""

STANDS = frozenset({"self_harm"})
"""Flags that no denial in the same conversation takes back."""


@dataclass(frozen=True)
class Alarm:
    """Stop coaching and say where to go. One action is spoken, that of the worst."""

    say: str
    flags: tuple[str, ...]
    """The red flags behind it, worst first."""
    urgency: Urgency
    sources: tuple[str, ...]
    which: SafetyQuestion | None = None
    """The bundled question that was answered yes, while nobody knows which part it was."""


@dataclass(frozen=True)
class AskSafety:
    """Ask a bundled safety question, or what is left of it."""

    question: SafetyQuestion
    parts: tuple[SafetyPart, ...]
    """Those not denied yet."""


@dataclass(frozen=True)
class AskPart:
    """Ask for one sign of a bundle by itself."""

    question: SafetyQuestion
    part: SafetyPart


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

Move = Alarm | AskSafety | AskPart | AskOnset | Walk


def worst_first(flags: tuple[str, ...], content: Content) -> tuple[RedFlag, ...]:
    """The flags with these ids, the most urgent first, otherwise in the order they were raised."""
    return tuple(sorted((content.red_flags[id] for id in flags), key=lambda flag: flag.urgency.rank))


def alarm(case: Case, content: Content) -> Alarm | None:
    """The alarm this case calls for, or None where coaching may go on."""
    if not (case.flags or case.suspected):
        return None
    told = [_of_flag(flag) for flag in worst_first(case.flags, content) if stops(flag)]
    suspected = [_of_question(content.questions[id], content) for id in case.suspected]
    return min((*told, *suspected), key=lambda alarm: alarm.urgency.rank, default=None)


def may_be_advised(case: Case, content: Content) -> bool:
    """Whether questions are still answered while an alarm stands: a clinician has looked at it, and it can wait.

    Never in an emergency, and never where no plan is given: what is right in a pregnancy or for a child they say.
    """
    stop = alarm(case, content)
    if stop is None or not case.seen or stop.urgency == Urgency.EMERGENCY:
        return False
    return not NO_PLAN & {*case.flags, *stop.flags}


def stops(flag: RedFlag) -> bool:
    """Whether it stops coaching, rather than being mentioned in passing."""
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
        if check := unanswered(case, question):
            return check
    if needs_onset(case):
        return AskOnset()
    return Walk()


def opening_questions(content: Content) -> tuple[SafetyQuestion, ...]:
    """The safety check before any step."""
    return tuple(content.questions[id] for id in OPENING)


def is_checked(case: Case, content: Content) -> bool:
    """Whether every question that comes before a step is answered."""
    return not any(unanswered(case, question) for question in opening_questions(content))


def unanswered(case: Case, question: SafetyQuestion) -> AskSafety | AskPart | None:
    """What is still to be asked of a question; None where all of it was denied."""
    left = parts_left(case, question)
    if question.id in case.cleared or not left:
        return None
    return AskPart(question, left[0]) if question.id in case.unfolded else AskSafety(question, left)


def parts_left(case: Case, question: SafetyQuestion) -> tuple[SafetyPart, ...]:
    """The parts that nobody has denied yet."""
    if not case.denied:
        return question.parts
    return tuple(part for part in question.parts if part.id not in case.denied)


def needs_onset(case: Case) -> bool:
    """Whether to ask when it began: not where it was said, nor where the activity says that it is recent."""
    return case.onset is None and case.activity is None


def cleared(case: Case, question: SafetyQuestion) -> Case:
    """The case after a plain no to a question, or to all that was left of it."""
    return case.adding(cleared=(question.id,))


def suspected(case: Case, question: SafetyQuestion) -> Case:
    """The case after a plain yes to a bundle: one of its flags stands, and nobody knows which."""
    return case.but(seen=False).adding(suspected=(question.id,))


def unfolded(case: Case, question: SafetyQuestion) -> Case:
    """The case after doubt about a bundle: its parts are asked one by one."""
    return case.adding(unfolded=(question.id,))


def denied(case: Case, parts: Iterable[SafetyPart], content: Content) -> Case:
    """The case after these parts were denied by name. A question with no part left is cleared."""
    case = case.adding(denied=tuple(part.id for part in parts))
    done = tuple(question.id for question in content.questions.values() if not parts_left(case, question))
    return case.but(suspected=tuple(id for id in case.suspected if id not in done)).adding(cleared=done)


def parts_of(flag: str, content: Content) -> tuple[SafetyPart, ...]:
    """What the safety check asks of a flag."""
    return tuple(part for question in content.questions.values() for part in question.parts if part.flag == flag)


def parts_denied(flags: Iterable[str], text: str, content: Content) -> tuple[SafetyPart, ...]:
    """The parts of all questions that a denial of these flags, in these words, was about.

    "No fever" denies the fever. "No numbness" denies what is numb and not the trouble peeing, though both are signs of
    one flag; where the words name no part of it, all parts of the flag are meant.
    """
    said = set(text.lower().replace(",", " ").replace(".", " ").split())
    found: list[SafetyPart] = []
    for flag in flags:
        parts = parts_of(flag, content)
        found += [part for part in parts if said & set(part.words)] or parts
    return tuple(found)


def told(case: Case, flags: tuple[str, ...], content: Content) -> Case:
    """The case after red flags were told. A told flag says which part of a suspected bundle it was."""
    explained = tuple(id for id in case.suspected if set(content.questions[id].flags) & set(flags))
    case = case.but(seen=case.seen and not any(stops(content.red_flags[id]) for id in flags if id not in case.flags))
    return case.but(suspected=tuple(id for id in case.suspected if id not in explained)).adding(flags=flags)


def withdrawn(case: Case, flag: str) -> Case:
    """The case after the sign behind a flag was denied in answer to the question that names it."""
    if flag in STANDS:
        return case
    return case.but(flags=tuple(id for id in case.flags if id != flag)).adding(withdrawn=(flag,))


def part_named(question: SafetyQuestion, text: str, content: Content) -> str | None:
    """The flag whose part of the question shares a telling word with the text: "the fall" means the fall."""
    words = {word for word in text.lower().split() if len(word) > 3}
    for part in question.parts:
        if words & {*part.words, *part.name.split()}:
            return part.flag
    return None


def changed(case: Case) -> Case:
    """The case when something is new or worse: what was cleared must be asked again."""
    return case.but(cleared=(), denied=(), unfolded=())
