"""The finite graph of the conversation: every state that can be reached, and what comes of every answer in it.

Two states are one where the policy cannot tell them apart but by wording. So the key of a state leaves out counters,
which of several red flags that are dealt with alike it was, which steps they are, and what lies deep down on the stack.

Before a release every state is left by every answer. At every change a state is left by yes, by every way to deny, and
by a third of the rest; the states beside it are left by the other thirds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from unittest.mock import patch

from skill.dialogue import intake, safety, withdrawal
from skill.dialogue.alert_state import Alerts
from skill.dialogue.alerts import asking
from skill.dialogue.question import Question
from skill.dialogue.questions import QUESTIONS, question_of
from skill.dialogue.turn import Turn
from skill.guidance import denials, triage
from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.matching import Scanned
from skill.guidance.model import SafetyQuestion
from skill.guidance.triage import Alarm
from tests import THOROUGH
from tests.dialogue.conversation import CONTENT, Conversation, heard
from tests.states.answers import Answer, kind_of, manners_of

MOST_STATES = 6000
"""More than this means that the key tells apart what the policy does not."""
SHARE = 3
OF_A_TEXT = {
    "read_answer": (intake, safety, withdrawal),
    "may_deny": (intake,),
    "kind_of": (intake,),
    "concepts_denied": (denials,),
}
"""What depends on a text alone, and which rooms ask for it."""
Key = Callable[[Conversation], Hashable]
ERRANDS = [QUESTIONS[kind] for kind in asking.ASKED]


@dataclass(frozen=True)
class Edge:
    """What came of one answer in one state."""

    before: Case
    answer: Answer
    turn: Turn
    after: Case
    timers_started: int
    stood: Alarm | None
    """The alarm that stood before."""
    stop: Alarm | None
    """The one that stands now."""

    def __str__(self) -> str:
        known = {key: value for key, value in self.before.to_session().items() if key != "turn"}
        return f"{self.answer} in {known}: {heard(self.turn)} [{self.after.asked}]"


@dataclass
class Graph:
    """All that can be reached."""

    states: dict[Hashable, Conversation] = field(default_factory=dict)
    """A conversation in each state, by the key of the state."""
    leads: dict[Hashable, dict[str, Hashable]] = field(default_factory=dict)
    """Where each answer leads from each state; None where the session ends."""


def explore(start: Conversation, answers: Sequence[Answer], key: Key, look: Callable[[Edge], None]) -> Graph:
    """The states that `key` tells apart, each left by its answers; `look` sees each of these edges once."""
    graph = Graph({key(start): start})
    waiting = deque(graph.states.items())
    with read_once():
        while waiting:
            source, state = waiting.popleft()
            leads = graph.leads[source] = dict[str, Hashable]()
            stood = triage.alarm(state.case, CONTENT)
            for answer in _tried(answers, len(graph.leads)):
                there = fork(state)
                turn = answer.to(there)
                stop = triage.alarm(there.case, CONTENT)
                look(Edge(state.case, answer, turn, there.case, _timers(there) - _timers(state), stood, stop))
                target = leads[answer.name] = None if there.ended else key(there)
                if target is not None and target not in graph.states:
                    assert len(graph.states) < MOST_STATES, f"too many states: {source}, {target}"
                    graph.states[target] = there
                    waiting.append((target, there))
    return graph


def _tried(answers: Sequence[Answer], state: int) -> Iterator[Answer]:
    """The answers by which the state that was met as so many-th is left."""
    for at, answer in enumerate(answers):
        if THOROUGH or answer.is_a_no or answer.intent == "AMAZON.YesIntent" or (at + state) % SHARE == 0:
            yield answer


def _timers(conversation: Conversation) -> int:
    return len(conversation.device.running) if conversation.device else 0


@contextmanager
def read_once() -> Iterator[None]:
    """What is heard in a text depends on it alone, and an alarm on what was told: each is found once meanwhile."""
    with ExitStack() as patches:
        patches.enter_context(patch("skill.dialogue.turn.Scanned", cache(Scanned)))
        patches.enter_context(patch.object(triage, "alarm", _alarm_once(triage.alarm)))
        for name, rooms in OF_A_TEXT.items():
            once = cache(getattr(rooms[0], name))
            for room in rooms:
                patches.enter_context(patch.object(room, name, once))
        yield


def _alarm_once(alarm: Callable[[Case, Content], Alarm | None]) -> Callable[[Case, Content], Alarm | None]:
    @cache
    def once(flags: tuple[str, ...], suspected: tuple[str, ...], content: Content) -> Alarm | None:
        return alarm(Case(flags=flags, suspected=suspected), content)

    return lambda case, content: once(case.flags, case.suspected, content)


def fork(conversation: Conversation) -> Conversation:
    """The same once more, to go another way from here."""
    other = copy(conversation)
    other.alerts = Alerts.from_session(conversation.alerts.to_session())
    other.memory, other.device = copy(conversation.memory), copy(conversation.device)
    other.memory.record = copy(conversation.memory.record)
    if other.device:
        other.device.running, other.device.kept = list(other.device.running), list(other.device.kept)
        other.device.calls = []
    return other


def of_signs(conversation: Conversation) -> Hashable:
    """What the policy can tell apart about the safety check and its alarms, and where one is in the steps."""
    case = conversation.case
    question, standing, coaching = _now(case)
    return (
        _asked(case.asked),
        _waits(case),
        *_stops(case),
        case.suspected[:1],
        _checks(case),
        _told(case, standing),
        _place(case) if coaching else bool(case.steps),
        min(case.missed, 2) if question.missed or question.missed_twice else 0,
        bool(case.topic) and coaching,
        triage.may_be_advised(case, CONTENT),
    )


def of_errands(conversation: Conversation) -> Hashable:
    """What it can tell apart about steps, timers, reminders and the memory; of signs only how urgent they are."""
    case, memory, wish = conversation.case, conversation.memory, conversation.alerts.wish
    question, standing, coaching = _now(case)
    return (
        _asked(case.asked),
        _checks(case)[0],
        _waits(case),
        _stops(case)[0] if standing else None,
        _told(case, standing),
        _place(case) if coaching else bool(case.steps),
        wish.scope if wish and (question in ERRANDS or not case.asked) else None,
        (memory.asked, memory.resuming) if coaching else None,
        bool(memory.kept and memory.kept.steps) and memory.looked,
    )


def _now(case: Case) -> tuple[Question, bool, bool]:
    """The question that is open, whether an alarm stands, and whether one is coached."""
    question, standing = question_of(case.asked), triage.alarm(case, CONTENT) is not None
    return question, standing, not standing and not question.is_check


def _waits(case: Case) -> bool | None:
    """Whether what was interrupted last is part of the safety check; None where nothing was."""
    return [None, *(question_of(each).is_check for each in case.waiting)][-1]


def _told(case: Case, standing: bool) -> bool | None:
    """Whether it is known when it began, as far as that matters; None where nothing was told."""
    return (standing or bool(case.steps) or not triage.needs_onset(case)) if case.told else None


def _stops(case: Case) -> tuple[str | None, bool]:
    """How the worst flag of an alarm is dealt with, and whether there are more behind it."""
    flags = [flag for flag in triage.worst_first(case.flags, CONTENT) if _stops_alone(flag.id)]
    return manners_of(flags[0]) if flags else None, len(flags) > 1


@cache
def _stops_alone(flag: str) -> bool:
    return triage.alarm(Case(flags=(flag,)), CONTENT) is not None


def _checks(case: Case) -> tuple[Hashable, Hashable]:
    """The first safety question that is not answered; how far it is where it, or a sign of it, is asked."""
    opening = triage.opening_questions(CONTENT)
    about = case.asked.partition(":")[2].partition("/")[0]
    next_one = next((question for question in opening if triage.unanswered(case, question)), None)
    asked = CONTENT.questions.get(about)
    return next_one and next_one.id, asked and _check(case, asked)


def _asked(asked: str) -> str:
    """The question, with the kind of what it is about."""
    kind, _, about = asked.partition(":")
    if kind in ("time", "more", "felt", "offer"):
        return kind
    return f"{kind}:{kind_of(CONTENT.red_flags[about])}" if about in CONTENT.red_flags else asked


def _check(case: Case, question: SafetyQuestion) -> Hashable:
    """How far a safety question is answered: done or unfolded, its next part, whether it is the last."""
    check = triage.unanswered(case, question)
    left = triage.parts_left(case, question)
    match check:
        case None:
            return "done"
        case triage.AskSafety():
            return "part of it" if len(left) < len(question.parts) else "all"
        case triage.AskPart(_, part):
            return part.id, len(left) == 1


def _place(case: Case) -> str:
    if not case.steps:
        return "no steps"
    places = {0: "first", len(case.steps) - 1: "last", len(case.steps): "done"}
    return places.get(case.at, "between")
