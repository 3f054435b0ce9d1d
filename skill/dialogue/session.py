"""What a session holds, read by one function that takes any JSON there is and always gives something usable.

Alexa hands back what the turn before left, which may have been another version of this skill: while people talk there
is a deploy, or a roll-back. What fits is kept, what does not falls away, and where a sign could be hidden in what fell
away, the safety check starts afresh.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from skill.dialogue import alarm, memory_moves, reports, safety, steps, topics
from skill.dialogue.alert_state import Alerts
from skill.dialogue.alerts import asking
from skill.dialogue.coaching import offers, picture, progress, return_to_sport
from skill.dialogue.last import last_in
from skill.dialogue.memory import Memory
from skill.dialogue.ports import UserRecord
from skill.dialogue.questions import QUESTIONS
from skill.guidance import triage
from skill.guidance.case import Case
from skill.guidance.content import Content

VERSION = 2
"""Of the form of a session. Whoever renames an id, or changes what a key means, counts it up and adds to UPGRADES."""

Json = dict[str, Any]
RENAMED_FLAGS = {"self_harm_or_violence": "other_emergency"}


def _renamed(data: Json) -> Json:
    case = data.get("case")
    if not isinstance(case, dict) or not isinstance(flags := case.get("flags"), list):
        return data
    known = [RENAMED_FLAGS.get(each, each) if isinstance(each, str) else each for each in flags]
    return {**data, "case": {**case, "flags": known}}


KNOWN: dict[str, Callable[[Content], Container[str]]] = {
    **dict.fromkeys(("flags", "noted", "withdrawn"), attrgetter("red_flags")),
    **dict.fromkeys(("suspected", "cleared", "unfolded"), attrgetter("questions")),
    "denied": lambda content: {part.id for question in content.questions.values() for part in question.parts},
    **{name: attrgetter(name) for name in ("steps", "constraints", "conditions")},
}
"""Of what the ids in these fields of a case are."""

UPGRADES: dict[int, Callable[[Json], Json]] = {1: _renamed}
"""How a session of this version becomes one of the next. Those of the first version do not say which they are."""


@dataclass(frozen=True)
class Session:
    """Everything a turn needs to know of those before it."""

    case: Case
    alerts: Alerts
    memory: Memory
    before: Any = None
    """What the turn before left of its answer, as it is."""
    apologies: int = 0
    """How many turns in a row ended in an apology."""

    @cached_property
    def last(self) -> Json:
        """The answer of the turn before."""
        return last_in(self.before)


def read(data: Any, content: Content, record: UserRecord | None = None) -> Session:
    """The session in any JSON data. `record` is the way to the store."""
    data = _upgraded(data if isinstance(data, dict) else {})
    apologies = data.get("apologies")
    return Session(
        known(Case.from_session(data.get("case")), content),
        Alerts.from_session(data.get("alerts")),
        Memory.from_session(data.get("memory"), record),
        data.get("last"),
        apologies if type(apologies) is int else 0,
    )


def afresh(session: Session) -> Session:
    """The same person after a turn that broke: their signs stand, everything else is asked again."""
    case, memory = session.case, session.memory
    again = Case(told=case.told, flags=case.flags, suspected=case.suspected, turn=case.turn, brief=case.brief)
    return Session(again, Alerts(), Memory(memory.record, asked=memory.asked))


def written(session: Session) -> Json:
    """The session as it is kept, as plain JSON data."""
    return {
        "version": VERSION,
        "case": session.case.to_session(),
        "alerts": session.alerts.to_session(),
        "memory": session.memory.to_session(),
        "last": session.last,
    }


def _upgraded(data: Json) -> Json:
    version = data.get("version", 1)
    while type(version) is int and (upgrade := UPGRADES.get(version)):
        data, version = upgrade(data), version + 1
    return data


def known(case: Case, content: Content) -> Case:
    """The case with none but the ids of this content. Where a sign fell away, the safety check starts afresh."""
    told: dict[str, Any] = vars(case)
    kept = {name: _among(told[name], ids(content)) for name, ids in KNOWN.items() if told[name]}
    is_lost = any(len(kept.get(name, ())) < len(told[name]) for name in ("flags", "suspected"))
    before = sum(id in content.steps for id in case.steps[: max(case.at, 0)])
    case = case.but(
        **kept,
        at=min(before, len(kept.get("steps", ()))),
        activity=case.activity if case.activity in content.activities else None,
        topic=case.topic if case.topic in content.topics else None,
        explained=case.explained if case.explained in content.steps else None,
        turn=max(case.turn, 0),
        missed=max(case.missed, 0),
        week=case.week if case.week is None or 0 <= case.week <= len(content.walking) else None,
        score=case.score if case.score is not None and 0 <= case.score <= 10 else None,
    )
    if is_lost:
        case = triage.changed(case).but(told=True, asked="", waiting=(), steps=(), at=0)
    waiting = tuple(asked for asked in case.waiting if _can_be_asked(asked, case, content))
    return case.but(asked=case.asked if _can_be_asked(case.asked, case, content) else "", waiting=waiting)


def _among(told: tuple[str, ...], known: Container[str]) -> tuple[str, ...]:
    return tuple([id for id in told if id in known])


def _can_be_asked(asked: str, case: Case, content: Content) -> bool:
    """Whether a question is one of this version, about something there is, in a case that it can be asked of."""
    kind, _, about = asked.partition(":")
    if kind not in QUESTIONS:
        return False
    stop = triage.alarm(case, content)
    match kind:
        case safety.SAFETY:
            return about in content.questions
        case safety.PART:
            question, _, id = about.partition("/")
            return question in content.questions and id in {part.id for part in content.questions[question].parts}
        case safety.CLARIFY:
            return about in content.red_flags
        case alarm.WHICH:
            return stop is not None and about in content.questions
        case alarm.WITHDRAW | alarm.USUAL | alarm.MINE | alarm.LESSER:
            return stop is not None and about in case.flags
        case alarm.AGAIN | alarm.OFFER_WORDS:
            return stop is not None
        case steps.TIME | asking.DURATION:
            return about in content.steps or not about
        case progress.FELT:
            return about in content.steps
        case return_to_sport.GATE:
            return about in content.gates
        case offers.OFFER:
            return about in content.offers
        case picture.PICTURE:
            return about in content.pictures
        case topics.MORE:
            return about in content.topics
        case reports.WHAT | reports.ONSET | memory_moves.WELCOME:
            return True
    return not about or kind == steps.NEXT
