"""The finite graph of the conversation: every state that can be reached, and what comes of every answer in it.

Two states are one where the policy cannot tell them apart but by wording: so the key of a state leaves out counters,
which of two red flags of a kind it was, and what lies deep down on the stack.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from unittest.mock import patch

from skill.dialogue import intake
from skill.dialogue.alert_state import Alerts
from skill.dialogue.alerts import asking
from skill.dialogue.questions import QUESTIONS, question_of
from skill.dialogue.turn import Turn
from skill.guidance import triage
from skill.guidance.case import Case
from skill.guidance.model import SafetyQuestion
from tests.dialogue.answers import Answer, kind_of
from tests.dialogue.conversation import CONTENT, Conversation

FLAGS_TOLD_APART = 2
"""Of more red flags than this the less urgent ones change nothing until the others are taken back."""
ERRANDS = [QUESTIONS[kind] for kind in asking.ASKED]


@dataclass(frozen=True)
class Edge:
    """What came of one answer in one state."""

    before: Case
    answer: Answer
    turn: Turn
    after: Case
    source: Hashable
    target: Hashable
    """The key of the state it leads to; None where the session ended."""

    def __str__(self) -> str:
        known = {key: value for key, value in self.before.to_session().items() if key != "turn"}
        return f"{self.answer} in {known}: {' '.join(self.turn.spoken())} [{self.after.asked}]"


@dataclass
class Graph:
    """All that can be reached."""

    states: dict[Hashable, Conversation] = field(default_factory=dict)
    """A conversation in each state, by the key of the state."""
    edges: list[Edge] = field(default_factory=list)


def explore(start: Conversation, answers: Sequence[Answer]) -> Graph:
    """Every state that can be reached, each left by every answer."""
    graph = Graph()
    graph.states[key(start)] = start
    waiting = deque(graph.states.items())
    with as_pure_as_they_are():
        while waiting:
            source, state = waiting.popleft()
            for answer in answers:
                there = copy(state)
                turn = answer.to(there)
                target = None if there.ended else key(there)
                graph.edges.append(Edge(state.case, answer, turn, there.case, source, target))
                if target is not None and target not in graph.states:
                    graph.states[target] = there
                    waiting.append((target, there))
    return graph


def as_pure_as_they_are() -> patch:
    """The scan and the reading of a text depend on the text alone: so that each is read once."""
    return patch.multiple(intake, scan=cache(intake.scan), read_answer=_read_once(intake.read_answer))


def _read_once(read_answer: Callable[..., object]) -> Callable[..., object]:
    @cache
    def once(texts: tuple[str, ...], flags: tuple[str, ...]) -> object:
        return read_answer(texts, flags, CONTENT)

    return lambda texts, flags, content: once(tuple(texts), tuple(flags))


def copy(conversation: Conversation) -> Conversation:
    """The same, to go another way."""
    device, memory = conversation.device, replace(conversation.memory)
    if memory.record:
        memory.record = replace(memory.record)
    return replace(
        conversation,
        alerts=Alerts.from_session(conversation.alerts.to_session()),
        memory=memory,
        device=replace(device, running=list(device.running), kept=list(device.kept)) if device else None,
    )


def key(conversation: Conversation) -> Hashable:
    """What the policy can tell apart."""
    case, memory = conversation.case, conversation.memory
    question = question_of(case.asked)
    errand = question_of(case.asked) in ERRANDS or not case.asked
    stops = [kind_of(flag) for flag in triage.worst_first(case.flags, CONTENT) if _stops(flag.id)]
    standing = bool(stops or case.suspected)
    coaching = not standing and not question.is_check
    return (
        _asked(case.asked),
        [None, *(question_of(each).is_check for each in case.waiting)][-1],
        (*stops[:1], len(stops) > 1),
        case.suspected,
        _checks(case, coarsely=bool(stops) and not question.is_check),
        case.told,
        not triage.needs_onset(case) or standing or bool(case.steps),
        _place(case) if coaching else bool(case.steps),
        min(case.missed, 2) if question.missed or question.missed_twice else 0,
        bool(case.topic) and coaching,
        case.seen and bool(case.flags),
        conversation.alerts.wish.scope if conversation.alerts.wish and errand else None,
        memory.looked,
        memory.asked,
        memory.resuming,
        bool(memory.kept),
        bool(memory.kept and memory.kept.steps),
    )


def _checks(case: Case, coarsely: bool) -> Hashable:
    """The first safety question that is not answered, how far it is, and whether that after it is touched."""
    opening = triage.opening_questions(CONTENT)
    about = case.asked.partition(":")[2].partition("/")[0]
    legs = [question for question in CONTENT.questions.values() if question not in opening and question.id == about]
    left = [question for question in (*legs, *opening) if triage.unanswered(case, question)]
    if not left or coarsely:
        return left[0].id if left else "done"
    return left[0].id, _check(case, left[0]), *(_check(case, each) != "all" for each in left[1:])


def _stops(flag: str) -> bool:
    return triage.alarm(Case(flags=(flag,)), CONTENT) is not None


def _asked(asked: str) -> str:
    """The question, with the kind of what it is about."""
    kind, _, about = asked.partition(":")
    if kind in ("time", "more"):
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
